"""A reply is made with what its asker may see, where only they read it; with what is public elsewhere."""

from fastapi import FastAPI

from api.access.account import Account
from api.access.identities import Identities
from assistant.connections import Matrix
from tests.api.access.people import ROOT, file_of, person, private
from tests.api.matrix.person import Person, eventually
from tests.api.own_cases import TEAM

BUSES = "bus rapid transit"
SECRET = "Buses of Quorndyke"


def connected(app: FastAPI, who: Person, name: str) -> Account:
    account = person(app, name)
    Identities(file_of(app)).connect(ROOT, "matrix", who.user, account)
    return account


def body(event: dict[str, dict[str, str]]) -> str:
    return event["content"]["body"]


def test_in_a_room_of_two_who_is_connected_is_answered_from_all_that_they_may_see(
    app: FastAPI, bot: Matrix, alice: Person, bob: Person
) -> None:
    private(app, TEAM, connected(app, alice, "Alice"))
    connected(app, bob, "Bob")
    assert SECRET in body(alice.ask(alice.room(bot.user), BUSES))
    of_bob = body(bob.ask(bob.room(bot.user), BUSES))
    assert "Bogotá" in of_bob
    assert SECRET not in of_bob


def test_where_others_read_along_only_what_is_public_is_answered(
    app: FastAPI, bot: Matrix, alice: Person, bob: Person
) -> None:
    private(app, TEAM, connected(app, alice, "Alice"), connected(app, bob, "Bob"))
    called = f"!citygraft {BUSES}"
    room = alice.room(bot.user, bob.user)
    eventually(lambda: bot.user in alice.members(room))
    invited = body(alice.ask(room, called))  # Bob has not joined yet, and may at any moment
    bob.join(room)
    for reply in (invited, body(alice.ask(room, called)), body(bob.ask(room, called))):
        assert "Bogotá" in reply
        assert SECRET not in reply


def test_a_room_that_anybody_may_enter_or_look_into_is_public_however_few_are_in_it(
    app: FastAPI, bot: Matrix, alice: Person
) -> None:
    private(app, TEAM, connected(app, alice, "Alice"))
    world = {"type": "m.room.history_visibility", "content": {"history_visibility": "world_readable"}}  # fmt: skip
    for room in (
        alice.room(bot.user, preset="public_chat"),
        alice.room(bot.user, initial_state=[world]),
    ):
        reply = body(alice.ask(room, BUSES))
        assert "Bogotá" in reply
        assert SECRET not in reply


def test_who_is_invited_by_an_address_may_come_to_read_until_that_is_taken_back(
    app: FastAPI, bot: Matrix, alice: Person
) -> None:
    private(app, TEAM, connected(app, alice, "Alice"))
    room = alice.room(bot.user)
    key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    pending = {"display_name": "x", "public_key": key, "key_validity_url": "https://id.example"}
    alice.state(room, "m.room.third_party_invite", pending, "token")
    reply = body(alice.ask(room, BUSES))
    assert "Bogotá" in reply
    assert SECRET not in reply
    alice.state(room, "m.room.third_party_invite", {}, "token")
    assert SECRET in body(alice.ask(room, BUSES))


def test_what_was_private_in_a_room_stays_so_once_somebody_joins(
    app: FastAPI, bot: Matrix, alice: Person, bob: Person
) -> None:
    private(app, TEAM, connected(app, alice, "Alice"))
    room = alice.room(bot.user)
    root = alice.say(room, BUSES)
    assert SECRET in body(alice.reply(room, root))
    alice.call("POST", f"/rooms/{room}/invite", json={"user_id": bob.user})
    bob.join(room)
    for text in ("!citygraft show all again", "!citygraft tell me more about 3", "!citygraft sources of 3"):  # fmt: skip
        assert SECRET not in body(alice.ask(room, text))
        assert SECRET not in body(bob.reply(room, bob.say_in_thread(room, root, text)))


def test_a_code_connects_in_a_room_of_two(app: FastAPI, bot: Matrix, alice: Person) -> None:
    from api.access.codes import Codes

    account = person(app, "Alice")
    private(app, TEAM, account)
    room = alice.room(bot.user)
    assert SECRET not in body(alice.ask(room, BUSES))
    line = Codes(file_of(app)).make(ROOT, account).line
    assert "You are connected" in body(alice.ask(room, line))
    assert SECRET in body(alice.ask(room, BUSES))
