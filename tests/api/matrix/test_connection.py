"""The bot over restarts, absences, refusals and a homeserver that comes and goes."""

import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI

from api.chat.base import Reply
from api.chat.conversations import Conversations
from api.matrix.bot import answering
from api.matrix.memory import FILE
from assistant.connections import Matrix
from bench.serving import free_port
from tests.api.matrix.conftest import BASE, running
from tests.api.matrix.person import PATIENCE, Person, eventually
from tests.api.matrix.synapse import Synapse

BOND, BUSES, FLOODS = "the city bond and its guarantee", "bus rapid transit", "flood early warning"


def bot_rooms(account: Matrix) -> list[str]:
    """The rooms that the bot is in."""
    bot = Person(account.homeserver, account.user, account.token)
    held = list(bot.call("GET", "/joined_rooms")["joined_rooms"])
    bot.close()
    return held


def test_after_a_restart_old_messages_are_not_answered_again_and_new_ones_are(
    app: FastAPI, account: Matrix, alice: Person
) -> None:
    with running(app, account):
        room = alice.room(account.user)
        first = alice.say(room, BOND)
        assert alice.reply(room, first)
    missed = alice.say(room, BUSES)
    with running(app, account):
        assert alice.reply(room, missed)
        assert alice.ask(room, FLOODS)
    assert [len(alice.replies(room, event_id)) for event_id in (first, missed)] == [1, 1]


def test_more_messages_than_come_at_once_are_read_back(
    app: FastAPI, account: Matrix, alice: Person, bob: Person
) -> None:
    with running(app, account):
        room = alice.room(account.user, bob.user)
        bob.join(room)
        eventually(lambda: account.user in alice.members(room))
        assert alice.ask(room, f"!citygraft {BOND}")
    missed = alice.say(room, f"!citygraft {BUSES}")
    for number in range(70):
        bob.say(room, f"talk {number}")
    with running(app, account):
        reply = eventually(lambda: [e for e in alice.relations(room, missed) if e["sender"] == account.user])  # fmt: skip
        assert len(reply) == 1


def test_the_same_news_again_are_not_answered_again(
    app: FastAPI, account: Matrix, alice: Person
) -> None:
    kept = app.state.conversations.home / FILE
    with running(app, account):
        room = alice.room(account.user)
        eventually(lambda: account.user in alice.members(room))
        assert alice.ask(room, FLOODS)
    before = kept.read_bytes()
    with running(app, account):
        asked = alice.say(room, BOND)
        assert alice.reply(room, asked)
    assert kept.read_bytes() != before
    kept.write_bytes(before)  # as after a crash
    with running(app, account):
        assert alice.ask(room, BUSES)
    assert len(alice.replies(room, asked)) == 1


@pytest.mark.parametrize("held", [b"", b"{", b'{"since": 5}', b"[]"])
def test_a_damaged_memory_begins_anew_and_answers_nothing_old(
    app: FastAPI, account: Matrix, alice: Person, held: bytes
) -> None:
    with running(app, account):
        room = alice.room(account.user)
        eventually(lambda: account.user in alice.members(room))
    unanswered = alice.say(room, BOND)
    (app.state.conversations.home / FILE).write_bytes(held)
    with running(app, account):
        eventually(lambda: b'"told"' in (app.state.conversations.home / FILE).read_bytes())
        assert alice.ask(room, BUSES)
    assert alice.replies(room, unanswered) == []


def test_a_place_that_the_homeserver_does_not_know_begins_anew(
    app: FastAPI, account: Matrix, alice: Person
) -> None:
    with running(app, account):
        room = alice.room(account.user)
        assert alice.ask(room, BOND)
    kept = app.state.conversations.home / FILE
    kept.write_text(re.sub(r'("since": )"[^"]+"', r'\1"nowhere"', kept.read_text()))
    with running(app, account):
        eventually(lambda: "nowhere" not in kept.read_text())
        assert alice.ask(room, BUSES)


def test_put_out_of_a_room_it_goes_on_elsewhere_and_may_be_asked_back(
    bot: Matrix, alice: Person, bob: Person
) -> None:
    room, other = alice.room(bot.user, bob.user), bob.room(bot.user)
    eventually(lambda: bot.user in alice.members(room))
    alice.say(room, f"!citygraft {BOND}")
    alice.call("POST", f"/rooms/{room}/kick", json={"user_id": bot.user})
    assert bob.ask(other, BOND)
    alice.call("POST", f"/rooms/{room}/invite", json={"user_id": bot.user})
    eventually(lambda: bot.user in alice.members(room))
    assert alice.ask(room, f"!citygraft {BUSES}")
    alice.call("POST", f"/rooms/{room}/ban", json={"user_id": bot.user})
    assert bob.ask(other, BUSES)


def test_a_room_that_everybody_else_has_left_is_left(
    bot: Matrix, alice: Person, bob: Person
) -> None:
    room = alice.room(bot.user, bob.user)
    eventually(lambda: bot.user in alice.members(room))
    alice.leave(room)
    bob.join(room)  # his invitation kept the bot there
    assert bob.ask(room, BOND)
    bob.leave(room)
    eventually(lambda: not bot_rooms(bot))


def test_people_of_servers_that_may_not_invite_it_are_refused(
    app: FastAPI, account: Matrix, alice: Person
) -> None:
    with running(app, account._replace(servers=("elsewhere.test",))):
        room = alice.room(account.user)
        eventually(lambda: alice.membership(room, account.user) == "leave")
    with running(app, account._replace(servers=("*",))):
        assert alice.ask(alice.room(account.user), BOND)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"token": "syt_wrong"}, "does not take CITYGRAFT_MATRIX_TOKEN. Get a new one"),
        ({"user": "@somebody:cities.test"}, r"CITYGRAFT_MATRIX_USER says @somebody:cities\.test"),
        ({"homeserver": "http://127.0.0.1:9"}, "cannot be reached"),
    ],
)
def test_what_cannot_be_is_said_plainly_and_ends_nothing(
    app: FastAPI,
    account: Matrix,
    caplog: pytest.LogCaptureFixture,
    changed: dict[str, Any],
    told: str,
) -> None:
    with caplog.at_level(logging.WARNING, "citygraft"), running(app, account._replace(**changed)):
        eventually(lambda: caplog.messages)
    (message,) = caplog.messages
    assert message.startswith("Matrix, http://127.0.0.1:")
    assert re.search(told, message)
    assert account.token not in message


def test_a_stop_in_the_middle_of_an_answer_loses_no_question(
    app: FastAPI, account: Matrix, alice: Person
) -> None:
    first: Conversations = app.state.conversations
    begun, go_on = threading.Event(), threading.Event()

    def slow(reply: Reply) -> Reply:  # as a language model may be
        begun.set()
        go_on.wait(PATIENCE)
        return reply

    first.reword = slow
    with start_blocking_portal() as portal:
        with portal.wrap_async_context_manager(answering(first, account, BASE)):
            room = alice.room(account.user)
            asked = alice.say(room, BOND)
            assert begun.wait(PATIENCE)
        assert alice.replies(room, asked) == []
        go_on.set()
    first.reword = lambda reply: reply
    with running(app, account):
        assert alice.reply(room, asked)
        assert alice.ask(room, BUSES)
    assert len(alice.replies(room, asked)) == 1


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Synapse]:
    """A homeserver of a test's own, which is not started yet."""
    server = Synapse(tmp_path / "own", free_port())
    yield server
    server.stop()


def test_a_homeserver_that_comes_later_goes_and_comes_again_is_answered_on(
    app: FastAPI, own: Synapse, caplog: pytest.LogCaptureFixture
) -> None:
    slow = {"per_second": 2, "burst_count": 1}
    own.set(rc_message=slow)  # so that most replies are refused at first, to be sent again later
    own.start()
    account = Matrix(own.address, *own.register("citygraft"))
    alice = Person(own.address, *own.register("alice"))
    own.stop()
    with running(app, account):
        eventually(lambda: any("cannot be reached" in message for message in caplog.messages))
        own.start()
        room = alice.room(account.user)
        asked = [alice.say_patiently(room, text) for text in (BOND, BUSES, FLOODS)]
        assert [len(eventually(lambda to=to: alice.replies(room, to))) for to in asked] == [1] * 3  # type: ignore[misc]
        own.stop()
        eventually(lambda: caplog.messages[-1].count("cannot be reached"))
        own.start()
        later = alice.say_patiently(room, BOND)
        assert len(eventually(lambda: alice.replies(room, later))) == 1
        assert [len(alice.replies(room, to)) for to in asked] == [1] * 3
    alice.close()
    assert any("answers again" in message for message in caplog.messages)
