import pytest

from api.matrix.names import Names, calls, without_call

NAMES = Names("@citygraft:example.org", "City Helper")


@pytest.mark.parametrize(
    "text",
    [
        "@citygraft:example.org how?",
        "@citygraft:example.org: how?",
        "@City Helper how?",
        "@citygraft, how?",
        "City Helper: how?",
        "city helper, how?",
        "citygraft: how?",
        "!citygraft how?",
        "  !CITYGRAFT   how?",
    ],
)
def test_a_message_that_begins_with_the_name_calls_the_bot(text: str) -> None:
    assert calls(text, NAMES)
    assert without_call(text, NAMES) == "how?"


@pytest.mark.parametrize(
    "text",
    [
        "how does citygraft work?",
        "citygraft is a good thing",
        "City Helper does not know",
        "!citygrafting",
        "@citygrafter how?",
        "@citygraft:example.organisation how?",
        "",
    ],
)
def test_a_message_that_speaks_of_it_does_not(text: str) -> None:
    assert not calls(text, NAMES)


def test_a_mention_is_taken_out_of_the_question() -> None:
    assert without_call("City Helper how do others pay?", NAMES) == "how do others pay?"
    assert without_call("how do others pay? @citygraft:example.org", NAMES) == "how do others pay?"
    assert without_call("!citygraft", NAMES) == ""
    assert without_call("who pays citygraft?", NAMES) == "who pays citygraft?"


def test_a_name_is_taken_literally_and_may_be_missing() -> None:
    assert calls("@a.b how?", Names("@a.b:c", ""))
    assert not calls("@axb how?", Names("@a.b:c", ""))
    assert calls("(bot)+: how?", Names("@a:c", "(bot)+"))
