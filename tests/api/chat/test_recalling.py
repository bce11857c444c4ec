from pathlib import Path

import pytest

from api.chat.base import Asked
from api.chat.recalling import recall
from api.chat.talk import NEW, Talk
from api.chat.talks import Talks

ADA = Asked("slack", "T/C", "1.2", "T/ada", "", open=False)
FLOODS = Talk(city="Beira, Mozambique", question="floods?", shown=("a", "b"))
BUSES = Talk(city="Dakar, Senegal", question="buses?", shown=("c",), answer_id="newest")


@pytest.fixture
def talks(tmp_path: Path) -> Talks:
    return Talks(tmp_path)


def recalled(talks: Talks, asked: Asked, now: Talk, given_to: Asked = ADA) -> Talk:
    """What a conversation remembers that stood at something else, once it goes on from an answer about floods."""
    answer_id = talks.give(given_to, FLOODS)
    talks.keep(asked, now)
    recall(talks, asked, answer_id)
    after = talks.talk(asked)
    assert after.answer_id in (answer_id, now.answer_id)
    return after


def test_a_conversation_goes_on_from_an_older_answer_with_its_own_city(talks: Talks) -> None:
    after = recalled(talks, ADA, BUSES)
    assert (after.question, after.shown, after.city) == ("floods?", ("a", "b"), "Dakar, Senegal")
    assert after.asking == "Beira, Mozambique"


def test_a_conversation_in_which_nothing_was_shown_takes_the_answer_s_city(talks: Talks) -> None:
    after = recalled(talks, ADA, NEW.model_copy(update={"city": "Dakar, Senegal"}))
    assert (after.question, after.city, after.elsewhere) == ("floods?", "Beira, Mozambique", "")


def test_a_conversation_that_goes_on_from_the_answer_already_stays_as_it_is(talks: Talks) -> None:
    answer_id = talks.give(ADA, FLOODS)
    now = FLOODS.model_copy(update={"answer_id": answer_id, "about": 2})
    talks.keep(ADA, now)
    recall(talks, ADA, answer_id)
    assert talks.talk(ADA) == now


@pytest.mark.parametrize(
    "given_to",
    [
        ADA._replace(place="T/D"),
        ADA._replace(surface="teams"),
        ADA._replace(person="T/kofi"),
    ],
)
def test_no_conversation_goes_on_from_what_was_given_elsewhere_or_to_somebody_else_alone(
    talks: Talks, given_to: Asked
) -> None:
    assert recalled(talks, ADA, BUSES, given_to) == BUSES


def test_where_all_read_the_replies_anybody_goes_on_from_an_answer(talks: Talks) -> None:
    everybody = ADA._replace(open=True)
    after = recalled(talks, everybody, BUSES, everybody._replace(person="T/kofi"))
    assert after.question == "floods?"


def test_nothing_happens_where_the_answer_is_forgotten(talks: Talks) -> None:
    talks.keep(ADA, BUSES)
    recall(talks, ADA, "forgotten")
    assert talks.talk(ADA) == BUSES


def test_an_event_that_was_handed_back_comes_for_the_first_time_again(talks: Talks) -> None:
    said, other = ADA._replace(event="Ev1"), ADA._replace(event="Ev2")
    assert (talks.first(said), talks.first(other)) == (True, True)
    talks.hand_back(said)
    assert (talks.first(said), talks.first(said), talks.first(other)) == (True, False, False)
