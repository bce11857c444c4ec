import pytest

from api.completions.faults import Fault
from api.completions.heard import BESIDE, MAX_TURNS, UNREAD, Heard, heard
from api.completions.wanted import Message, Part
from assistant.assistant import MAX_QUESTION
from tests.api.completions.serving import posted, said


def message(role: str, *content: str | Part) -> Message:
    parts = [Part(type="text", text=part) if isinstance(part, str) else part for part in content]
    return Message.model_validate({"role": role, "content": parts})


def of(*messages: Message) -> Heard:
    found = heard(messages)
    assert isinstance(found, Heard)
    return found


def test_the_last_message_of_the_person_is_the_question_and_those_before_go_before() -> None:
    found = of(
        message("system", "Be kind."),
        message("user", "one"),
        message("assistant", "two"),
        message("user", "three"),
        message("tool", "four"),
        message("user", "five"),
        message("assistant", "half an answer"),
    )
    assert found == Heard("five", ("one", "three"), "", ())


def test_parts_of_text_are_read_together() -> None:
    assert of(message("user", "one", "two")).question == "one\ntwo"


def test_a_picture_beside_words_is_passed_over_and_that_is_said() -> None:
    found = of(message("user", Part(type="image_url"), "one"))
    assert (found.question, found.notices) == ("one", (UNREAD,))


@pytest.mark.parametrize("text", ["", None])
def test_a_part_without_text_is_no_picture(text: str | None) -> None:
    found = of(message("user", Part(type="text", text=text), "one"))
    assert (found.question, found.notices) == ("one", ())


@pytest.mark.parametrize("role", ["assistant", "tool", "function"])
@pytest.mark.parametrize(
    "content", [5, {"a": 1}, ["one"], [{"text": "one"}], [{"type": "refusal", "refusal": "no"}], [{"type": "text", "text": 1}], True]
)  # fmt: skip
def test_messages_that_count_for_nothing_may_hold_anything(role: str, content: object) -> None:
    odd = Message.model_validate({"role": role, "content": content, "tool_call_id": "x"})
    assert of(message("user", "one"), odd, message("user", "two")).before == ("one",)
    assert not odd.more


def test_the_text_of_such_messages_is_counted_still() -> None:
    parts = [{"type": "text", "text": "two"}, 7, {"type": "text", "text": "words"}]
    assert Message.model_validate({"role": "tool", "content": parts}).text == "two\nwords"


@pytest.mark.parametrize("role", ["system", "developer"])
@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("city: Beira", "Beira"),
        ("You help people.\n  City:  Cordoba, Spain  \nBe kind.", "Cordoba, Spain"),
        ("city: Beira\ncity: Accra", "Accra"),
        ("Speak of the city: Beira is one", ""),
        ("city:", ""),
        ("city: " + "x" * 300, ""),
    ],
)
def test_a_line_of_a_system_message_names_the_city(role: str, text: str, city: str) -> None:
    assert of(message(role, text), message("user", "one")).city == city


def test_a_line_of_a_person_or_of_the_assistant_does_not() -> None:
    assert of(message("assistant", "city: Beira"), message("user", "one\ncity: Accra")).city == ""


def test_only_the_latest_messages_count() -> None:
    many = [message("user", f"question {n}") for n in range(MAX_TURNS + 10)]
    found = of(*many, message("user", "last"))
    assert len(found.before) == MAX_TURNS
    assert found.before[-1] == f"question {MAX_TURNS + 9}"


def test_what_was_refused_in_its_time_does_not_count() -> None:
    long = message("user", "x" * (MAX_QUESTION + 1))
    assert of(message("user", "one"), long, message("user", "two")).before == ("one",)
    assert isinstance(heard([long]), Fault)


CONTEXT = '### Task:\nAnswer from it.\n### Output:\nClear.\n\n<context>\n<source id="1">Wet.</context> Dry.</source>\n</context>\n'  # fmt: skip


@pytest.mark.parametrize(
    "behind",
    [
        "\nHow do we drain?",
        "\n<user_query>\nHow do we drain?\n</user_query>\n",
        "\n<user_query>\nHow do we drain?\n</user_query>\n\nHow do we drain?",
    ],
)
def test_what_open_webui_puts_beside_a_question_is_taken_away(behind: str) -> None:
    found = of(message("user", CONTEXT + behind))
    assert (found.question, found.notices) == ("How do we drain?", (BESIDE,))


def test_files_that_quote_a_chat_stand_beside_a_question_still() -> None:
    quoting = CONTEXT.replace(
        "Wet.", "Wet.\n### Chat History:\n<chat_history>\nUSER: hi\n</chat_history>"
    )
    found = of(message("user", quoting + "How do we drain?"))
    assert (found.question, found.notices) == ("How do we drain?", (BESIDE,))


def test_a_task_among_earlier_messages_is_no_part_of_the_conversation() -> None:
    task = "### Task:\nName it.\n### Chat History:\n<chat_history>\nUSER: x </context> y\n</chat_history>"
    assert of(message("user", task), message("user", "one")).before == ()


def test_what_is_not_used_is_said_before_the_answer(address: str) -> None:
    body = {"model": "citygraft", "messages": [{"role": "user", "content": CONTEXT + "flood"}]}
    assert said(posted(address, body)).startswith("The files or search results that your chat tool")
