"""The bot and a homeserver that is slow, refuses, breaks, or sends what it should not: nothing that can be answered is lost."""

import asyncio
import logging
from typing import Any

import pytest
from fastapi import FastAPI

from api.matrix.homeserver import Homeserver
from api.matrix.tries import WAITS, Trouble, once, persistently
from tests.api.matrix.conftest import running
from tests.api.matrix.person import Event, eventually
from tests.api.matrix.stand_in import ALICE, CAROL, ROOM, StandIn, event, serving, text

BUSES = "bus rapid transit"
THREAD: Event = {"m.relates_to": {"rel_type": "m.thread", "event_id": "$root"}}


@pytest.mark.parametrize("told_to_wait", [False, True])
def test_news_that_do_not_come_are_trouble_and_asked_for_again(*, told_to_wait: bool) -> None:
    server = StandIn()
    if told_to_wait:
        server.failing["/sync"] = [429]
    else:
        server.hanging = 1

    async def asked_twice() -> list[Any]:
        homeserver = Homeserver(server.account, patience=0.5)
        try:
            return [await homeserver.news("") for _ in range(2)]
        finally:
            await homeserver.close()

    with serving(server):
        first, second = asyncio.run(asked_twice())
    assert first == Trouble("it does not answer in time")
    assert second.next_batch == "1"


def test_a_thread_goes_on_though_its_beginning_could_not_be_looked_at(app: FastAPI) -> None:
    server = StandIn(ALICE, CAROL)
    server.events["$root"] = text("$root", f"!citygraft {BUSES}")
    server.failing["/event/"] = [404, 502]
    for event_id in ("$unseen", "$seen", "$later"):
        server.news.append(([text(event_id, "help", **THREAD)], False))
    with serving(server), running(app, server.account):
        assert eventually(lambda: server.answered()[1:]) == ["$later"]
    assert server.answered() == ["$seen", "$later"]
    assert server.failing["/event/"] == []


def test_what_was_missed_is_read_though_the_homeserver_fails_first(app: FastAPI) -> None:
    server = StandIn()
    server.history = [text("$missed", "help")]
    server.failing["/messages"] = [502]
    server.news = [([text("$first", "help")], True), ([text("$second", "help")], False)]
    with serving(server), running(app, server.account):
        eventually(lambda: len(server.sent) == 3)
    assert server.answered() == ["$missed", "$first", "$second"]


def test_what_is_missed_for_good_is_told_and_the_rest_answered(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    server = StandIn()
    server.failing["/messages"] = [403]
    server.news = [([text("$first", "help")], True)]
    with serving(server), running(app, server.account):
        eventually(lambda: server.sent)
    assert f"Matrix: what was missed in {ROOM} is not read: it answers 403: no." in caplog.messages


def test_an_event_that_cannot_be_dealt_with_keeps_nothing_from_the_others(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    server = StandIn()
    half = {"m.relates_to": {"m.in_reply_to": {"event_id": "\ud800"}}}
    bad, odd, good = text("\ud800", "help"), text("$odd", "help", **half), text("$good", "help")
    server.news = [([bad, odd, good], False)]
    with serving(server), running(app, server.account):
        eventually(lambda: "$good" in server.answered())
    assert server.answered() == ["$odd", "$good"]
    assert "something on Matrix could not be done" in caplog.messages


@pytest.mark.parametrize(("status", "tries"), [(403, 1), (400, 2)])
def test_what_could_not_be_sent_is_told_in_the_log_with_its_room(
    app: FastAPI, caplog: pytest.LogCaptureFixture, status: int, tries: int
) -> None:
    server = StandIn()
    server.failing["/send/"] = [status] * tries
    server.news = [([text("$lost", "help"), text("$next", "help")], False)]
    with caplog.at_level(logging.WARNING, "citygraft"), serving(server), running(app, server.account):  # fmt: skip
        eventually(lambda: server.sent)
    told = f"Matrix: a message could not be sent to {ROOM}: it answers {status}: no."
    assert caplog.messages == [told]
    assert server.answered() == ["$next"]


def test_an_upgraded_room_is_followed_where_its_people_may_invite_the_bot(app: FastAPI) -> None:
    server = StandIn()
    content = [{"body": "moved", "replacement_room": f"!{name}:x.example"} for name in "ab"]
    foreign = event("$1", "m.room.tombstone", content[0], "@eve:elsewhere.example")
    ours = event("$2", "m.room.tombstone", content[1])
    held = [{**told, "state_key": ""} for told in (foreign, ours)]
    server.news = [([*held, text("$last", "help")], False)]
    with serving(server), running(app, server.account):
        eventually(lambda: server.sent)
    assert server.joined == ["!b:x.example"]


def test_a_call_is_tried_again_for_some_eight_minutes_and_then_given_up_at_once() -> None:
    tries: list[int] = []

    async def failing() -> None:
        tries.append(len(tries))
        raise TimeoutError

    found = asyncio.run(persistently(failing, waits=(0.0, 0.0)))
    assert found == Trouble("it does not answer in time")
    assert tries == [0, 1, 2]
    assert 7.5 < sum(WAITS) / 60 < 8.5


def test_what_no_address_can_hold_is_not_asked_for_again() -> None:
    async def odd() -> None:
        "\ud800".encode()

    assert not asyncio.run(once(odd)).passes
