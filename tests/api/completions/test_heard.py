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


def test_what_is_not_used_is_said_before_the_answer(address: str) -> None:
    body = {"model": "citygraft", "messages": [{"role": "user", "content": CONTEXT + "flood"}]}
    assert said(posted(address, body)).startswith("The files or search results that your chat tool")
