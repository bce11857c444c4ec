"""Thumbs of an item, of a message, and a like are kept for a facilitator, with what was asked."""

import shutil
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.feedback import Feedback
from assistant.proposal import Proposal
from index.library import Library
from tests.api.own_cases import DAKAR
from tests.api.teams.conversation import BOND, Talk, talking
from tests.api.teams.rules import parts
from tests.api.teams.stand_in import Microsoft, Sent


@pytest.fixture
def answer(talk: Talk, small: Library) -> Sent:
    """An answer of which nobody has said anything."""
    shutil.rmtree(small.home / "feedback", ignore_errors=True)
    return talk.ask(BOND)


def kept(small: Library) -> Proposal:
    """The one thing that was said."""
    (said,) = Feedback(small.home).proposals()
    return said


def button(talk: Talk, answer: Sent, way: str) -> dict[str, Any]:
    pressed = [part for part in parts(talk.card(answer)) if part.get("type") == "Action.Execute"]
    return next(one for one in pressed if one["data"]["thumbs"] == way)


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_button_of_an_item_is_answered_beside_it(
    talk: Talk, answer: Sent, small: Library, way: str
) -> None:
    value = {"action": {"type": "Action.Execute", "verb": "thumbs"}, "trigger": "manual"}
    value["action"] |= {"data": button(talk, answer, way)["data"]}  # type: ignore[operator]
    response = talk.send(talk.payload("execute", value=value, replyToId=talk.teams.posted(answer)))
    assert response.status_code == 200
    assert response.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "Thank you. A facilitator will look at it.",
    }
    said = kept(small)
    assert (said.doc_id, said.thumbs, said.surface) == (DAKAR, way, "teams")


def test_clients_without_such_buttons_send_a_message_that_is_answered(
    talk: Talk, answer: Sent, small: Library
) -> None:
    older = button(talk, answer, "down")["fallback"]
    assert older["type"] == "Action.Submit"
    thanks = talk.answer(talk.payload("submit", value=older["data"]))
    assert thanks.body["text"].startswith("Thank you")
    said = kept(small)
    assert said.thumbs == "down"


def test_such_a_message_that_comes_twice_is_answered_once(
    stand_in: Microsoft, small: Library, answer: Sent
) -> None:
    with talking(stand_in, Assistant(small)) as talk:  # at its end everything was said
        told = talk.payload("submit", value=button(talk, answer, "up")["fallback"]["data"])
        for _ in range(2):
            assert talk.send(told).status_code == 202
    assert len([one for one in stand_in.of("message") if one.reply_to == told["id"]]) == 1


@pytest.mark.parametrize(
    "changes",
    [{"answer": "made-up"}, {"number": 99}, {"number": 0}, {"number": "1"}, {"thumbs": "sideways"}],
)
def test_thumbs_for_what_was_not_answered_here_say_what_to_do(
    talk: Talk, answer: Sent, changes: dict[str, Any]
) -> None:
    told = talk.payload("submit", value=button(talk, answer, "up")["data"] | changes)
    assert "Ask again" in talk.answer(told).body["text"]


def test_an_answer_cannot_be_judged_from_another_conversation(talk: Talk, answer: Sent) -> None:
    told = talk.payload("submit", value=button(talk, answer, "up")["data"])
    told["conversation"] |= {"id": "a:1elsewhere"}
    assert "Ask again" in talk.answer(told).body["text"]


def test_thumbs_of_the_whole_message_count_for_its_first_item_with_their_comment(
    talk: Talk, answer: Sent, small: Library
) -> None:
    assert answer.body["channelData"] == {"feedbackLoop": {"type": "default"}}
    response = talk.send(talk.payload("submit_action", replyToId=talk.teams.posted(answer)))
    assert (response.status_code, response.json()) == (200, {})
    said = kept(small)
    assert (said.doc_id, said.thumbs, said.comment) == (DAKAR, "down", "too old for us")


@pytest.mark.parametrize(
    "value",
    [
        None,
        "feedback",
        {"actionName": "other"},
        {"actionName": "feedback"},
        {"actionName": "feedback", "actionValue": {"reaction": ["like"]}},
        {"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": "[" * 9999}},
        {"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": {"a": 1}}},
    ],
)
def test_odd_feedback_is_taken_and_does_no_harm(talk: Talk, value: object) -> None:
    response = talk.send(talk.payload("submit_action", value=value, replyToId="1700"))
    assert (response.status_code, response.json()) == (200, {})


def test_a_like_of_an_answer_is_kept_and_nothing_is_said_to_it(
    stand_in: Microsoft, small: Library, answer: Sent
) -> None:
    with talking(stand_in, Assistant(small)) as talk:  # at its end everything is kept
        liked = talk.payload("reaction", replyToId=talk.teams.posted(answer))
        assert talk.send(liked).status_code == 202
        assert talk.send(liked | {"reactionsAdded": [{"type": "sad"}]}).status_code == 202
    assert stand_in.of("message") == [answer]
    assert kept(small).thumbs == "up"


@pytest.mark.parametrize("name", ["message/fetchTask", "signin/verifyState", "task/fetch", "x"])
def test_calls_that_the_bot_does_not_know_are_told_so(talk: Talk, name: str) -> None:
    assert talk.send(talk.payload("fetch_task", name=name)).status_code == 501
