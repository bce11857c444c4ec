"""A conversation is answered in its order, several side by side, and nobody is left waiting when the server stops."""

import threading
from collections.abc import Callable
from typing import Any

from api.access.tables import AccessFile
from api.chat.base import Reply
from api.chat.conversations import Conversations
from api.chat.turns import AT_ONCE, RESTARTED
from assistant.assistant import Assistant
from corpus.errors import StoreError
from index.library import Library
from tests.api.teams.conversation import BOND, Talk, chatting
from tests.api.teams.stand_in import TENANT, Microsoft

FOUND = "A city bond stopped"


def thinking(small: Library, reword: Callable[[Reply], Reply]) -> Conversations:
    """Conversations with something in the place of a language model."""
    return Conversations(Assistant(small), AccessFile(small.home), reword)


def alone(talk: Talk, text: str, number: int = 0) -> dict[str, Any]:
    """What one of several people writes."""
    place = {"conversationType": "personal", "tenantId": TENANT, "id": f"a:1desk{number}"}
    return talk.payload("personal", text=text, conversation=place)


def test_a_conversation_is_answered_in_the_order_in_which_it_was_written(
    stand_in: Microsoft, small: Library
) -> None:
    written, begun = threading.Event(), list[Reply]()

    def slow(reply: Reply) -> Reply:
        begun.append(reply)
        if len(begun) == 1:
            assert written.wait(60)
            stand_in.comes(1, seconds=1)  # what was written later might overtake it now
        return reply

    with chatting(stand_in, thinking(small, slow)) as talk:
        first, second = alone(talk, BOND), alone(talk, "what did it cost?")
        talk.send(first)
        talk.send(second)
        written.set()
        stand_in.wait(2)
    told = [(one.kind, one.reply_to) for one in stand_in.sent if one.kind != "typing"]
    assert told[:3] == [
        ("message", first["id"]),
        ("card", first["id"]),
        ("message", second["id"]),
    ]
    assert "On cost" in stand_in.of("message")[1].body["text"]


def test_different_conversations_are_answered_side_by_side(
    stand_in: Microsoft, small: Library
) -> None:
    together = threading.Barrier(AT_ONCE)

    def meet(reply: Reply) -> Reply:
        together.wait(60)
        return reply

    with chatting(stand_in, thinking(small, meet)) as talk:
        for number in range(AT_ONCE):
            talk.send(alone(talk, BOND, number))
        assert all(FOUND in one.body["text"] for one in stand_in.wait(AT_ONCE))


def test_a_button_is_answered_at_once_though_many_wait_for_their_answers(
    stand_in: Microsoft, small: Library
) -> None:
    pressed, begun = threading.Event(), threading.Semaphore(0)

    def slow(reply: Reply) -> Reply:
        begun.release()
        assert pressed.wait(120)
        return reply

    with chatting(stand_in, thinking(small, slow)) as talk:
        for number in range(40):
            talk.send(alone(talk, BOND, number))
        assert all(begun.acquire(timeout=60) for _ in range(AT_ONCE))
        assert not begun.acquire(timeout=1), "no more at the same time"
        value = {"action": {"verb": "thumbs", "data": {"answer": "x", "number": 1, "thumbs": "up"}}}
        response = talk.send(talk.payload("execute", value=value))
        assert not stand_in.of("message")
        pressed.set()
        assert "Ask again" in response.json()["value"]
        stand_in.wait(40)


def test_what_goes_wrong_is_said_to_the_person(stand_in: Microsoft, small: Library) -> None:
    def broken(reply: Reply) -> Reply:
        raise StoreError(f"The disk is full at '{reply.question}'. Make room, then ask again.")

    with chatting(stand_in, thinking(small, broken)) as talk:
        answer = talk.answer(alone(talk, BOND))
    assert answer.body["text"] == f"The disk is full at '{BOND}'. Make room, then ask again."


def test_who_waits_for_an_answer_when_the_server_stops_is_told_to_ask_again(
    stand_in: Microsoft, small: Library
) -> None:
    def endless(reply: Reply) -> Reply:
        stand_in.wait(2)
        return reply

    with chatting(stand_in, thinking(small, endless)) as talk:
        asked = [alone(talk, BOND), alone(talk, "what did it cost?")]
        for one in (*asked, asked[0]):  # one comes twice
            talk.send(one)
    told = {one.reply_to: one.body["text"] for one in stand_in.of("message")}
    assert told == {one["id"]: RESTARTED for one in asked}
    assert len(stand_in.of("message")) == 2
    stand_in.sent.clear()
    with chatting(stand_in, thinking(small, lambda reply: reply)) as talk:
        assert FOUND in talk.answer(asked[0]).body["text"], (
            "and is answered if Teams sends it again"
        )


def test_who_has_an_answer_when_the_server_stops_is_told_nothing_more(
    stand_in: Microsoft, small: Library
) -> None:
    with chatting(stand_in, thinking(small, lambda reply: reply)) as talk:
        talk.send(alone(talk, BOND))
    (answer,) = stand_in.of("message")
    assert FOUND in answer.body["text"]
    assert stand_in.of("card")
