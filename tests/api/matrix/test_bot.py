"""The bot against a real homeserver: where it answers, how, and what it leaves alone."""

from typing import Any

import pytest
from fastapi import FastAPI

from api.matrix.fitting import MAX_CONTENT
from api.matrix.memory import FILE
from assistant.connections import Matrix
from tests.api.matrix.conftest import BASE, People, running
from tests.api.matrix.person import Person, eventually
from tests.api.matrix.synapse import Synapse

BOND = "the city bond and its guarantee"
BUSES, FLOODS = "bus rapid transit", "flood early warning"


def thread(root: str, to: str) -> dict[str, Any]:
    return {
        "rel_type": "m.thread",
        "event_id": root,
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": to},
    }


def silence(person: Person, room: str, *ignored: str) -> None:
    """Asserts that what was written is not answered: a question behind it is, and nothing else."""
    name = next(user for user in person.members(room) if user.startswith("@citygraft"))
    last = person.say(room, f"!citygraft {FLOODS}", **{"m.mentions": {"user_ids": [name]}})
    assert person.reply(room, last)
    for event_id in ignored:
        assert person.replies(room, event_id) == []


def test_in_a_direct_room_every_message_is_answered_by_a_notice_in_its_thread(
    bot: Matrix, alice: Person
) -> None:
    room = alice.room(bot.user, is_direct=True)
    asked = alice.say(room, BOND)  # before the bot has come
    reply = alice.reply(room, asked)
    content = reply["content"]
    assert reply["sender"] == bot.user
    assert content["msgtype"] == "m.notice"
    assert content["m.mentions"] == {}
    assert content["m.relates_to"] == thread(asked, asked)
    assert content["format"] == "org.matrix.custom.html"
    assert "1. A city bond stopped by the national government" in content["body"]
    assert f'<a href="{BASE}/cases/dakar-municipal-bond">' in content["formatted_body"]
    assert "[1]</a> “" in content["formatted_body"]


def test_in_a_room_with_others_only_what_calls_the_bot_is_answered(
    bot: Matrix, alice: Person, bob: Person
) -> None:
    room = alice.room(bot.user, bob.user)
    bob.join(room)
    eventually(lambda: bot.user in alice.members(room))
    unheard = alice.say(room, BOND)
    mentioned = alice.say(room, f"Bot {BOND}", **{"m.mentions": {"user_ids": [bot.user]}})
    assert alice.reply(room, mentioned)["content"]["m.relates_to"] == thread(mentioned, mentioned)
    by_id = bob.say(room, f"{bot.user}: {BUSES}")
    assert "Bogotá" in bob.reply(room, by_id)["content"]["body"]
    local = bot.user[1:].partition(":")[0]
    assert bob.ask(room, f"{local.title()}: {FLOODS}")
    assert bob.ask(room, f"!citygraft {FLOODS}")
    silence(alice, room, unheard)


def test_a_thread_with_the_bot_goes_on_without_calling_it(
    bot: Matrix, alice: Person, bob: Person
) -> None:
    room = alice.room(bot.user, bob.user)
    bob.join(room)
    eventually(lambda: bot.user in alice.members(room))
    root = alice.say(room, f"!citygraft {BUSES}")
    assert alice.reply(room, root)
    further = bob.say_in_thread(room, root, "only from Asia")
    reply = bob.reply(room, further)
    assert reply["content"]["m.relates_to"] == thread(root, further)
    assert "Delhi" in reply["content"]["body"]
    assert "Bogotá" not in reply["content"]["body"]
    to_bob = alice.say_in_thread(
        room, root, f"{bob.user} what do you think?", **{"m.mentions": {"user_ids": [bob.user]}}
    )
    others = alice.say(room, "Lunch?")
    among_them = bob.say_in_thread(room, others, "Yes, at one")
    silence(alice, room, to_bob, others, among_them)


def test_a_reply_to_the_bot_goes_on_in_its_thread_where_a_program_knows_no_threads(
    bot: Matrix, alice: Person, bob: Person
) -> None:
    room = alice.room(bot.user, bob.user)
    bob.join(room)
    eventually(lambda: bot.user in alice.members(room))
    root = alice.say(room, f"!citygraft {BUSES}")
    answer = alice.reply(room, root)
    relation = {"m.in_reply_to": {"event_id": answer["event_id"]}}
    body = f"> <{bot.user}> {answer['content']['body'][:40]}\n\nonly from Asia"
    further = bob.say(room, body, **{"m.relates_to": relation})
    reply = bob.reply(room, further)
    assert reply["content"]["m.relates_to"] == thread(root, further)
    assert "Delhi" in reply["content"]["body"]
    assert "Bogotá" not in reply["content"]["body"]


def test_a_city_set_in_the_room_holds_for_it_and_one_set_in_a_thread_holds_there(
    bot: Matrix, alice: Person, bob: Person
) -> None:
    room = alice.room(bot.user, bob.user)
    bob.join(room)
    eventually(lambda: bot.user in alice.members(room))
    assert "Beira" in alice.ask(room, "!citygraft city Beira")["content"]["body"]
    root = bob.say(room, f"!citygraft {BUSES}")
    assert "Asked for Beira" in bob.reply(room, root)["content"]["body"]
    there = bob.say_in_thread(room, root, "city Accra, Ghana")
    assert "Accra" in bob.reply(room, there)["content"]["body"]
    again = bob.say_in_thread(room, root, FLOODS)
    assert "Asked for Accra" in bob.reply(room, again)["content"]["body"]
    assert "Asked for Beira" in alice.ask(room, f"!citygraft {FLOODS}")["content"]["body"]


def test_a_direct_room_is_one_conversation_and_each_of_its_threads_goes_on_from_its_question(
    bot: Matrix, alice: Person
) -> None:
    room = alice.room(bot.user)
    assert "Beira" in alice.ask(room, "city Beira")["content"]["body"]
    buses = alice.say(room, BUSES)
    assert "Asked for Beira" in alice.reply(room, buses)["content"]["body"]
    asia = alice.ask(room, "only from Asia")["content"]["body"]
    assert "Delhi" in asia
    assert "Bogotá" not in asia
    assert "Dakar" in alice.ask(room, BOND)["content"]["body"]
    back = alice.say_in_thread(room, buses, "only from Latin America")
    reply = alice.reply(room, back)["content"]
    assert reply["m.relates_to"]["event_id"] == buses
    assert "Bogotá" in reply["body"]


def test_notices_edits_pictures_and_what_is_malformed_are_left_alone(
    bot: Matrix, alice: Person
) -> None:
    room = alice.room(bot.user)
    eventually(lambda: bot.user in alice.members(room))
    asked = alice.say(room, BOND)
    assert alice.reply(room, asked)
    edit = {"rel_type": "m.replace", "event_id": asked}
    silence(
        alice,
        room,
        alice.send(room, {"msgtype": "m.notice", "body": BOND}),
        alice.say(room, f"* {BUSES}", **{"m.relates_to": edit, "m.new_content": {"msgtype": "m.text", "body": BUSES}}),
        alice.send(room, {"msgtype": "m.image", "body": "a.png", "url": "mxc://a/b"}),
        alice.send(room, {"msgtype": "m.emote", "body": "waves"}),
        alice.send(room, {"msgtype": "m.text", "body": ""}),
        alice.say(room, BOND, **{"m.relates_to": {"rel_type": "m.replace", "event_id": 5}}),
        alice.send(room, {"anything": [None]}, "org.example.unknown"),
        alice.send(room, {"m.relates_to": 5}, "m.reaction"),
    )  # fmt: skip
    assert len(alice.replies(room, asked)) == 1


def test_two_bots_in_a_room_do_not_answer_each_other(
    app: FastAPI, bot: Matrix, homeserver: Synapse, alice: Person, people: People
) -> None:
    other = people.person(homeserver, "citygraft")
    second = Matrix(homeserver.address, other.user, str(other.token))
    with running(app, second):
        room = alice.room(bot.user, other.user)
        eventually(lambda: alice.members(room) == {alice.user, bot.user, other.user})
        users = {"user_ids": [bot.user, other.user]}
        asked = alice.say(room, BOND, **{"m.mentions": users})
        eventually(lambda: alice.replies(room, asked))
        silence(alice, room)
        held = [event for event in alice.messages(room) if event["type"] == "m.room.message"]
        of_bots = [event["event_id"] for event in held if event["sender"] != alice.user]
        assert 2 <= len(of_bots) <= 4
        assert not {e["content"]["m.relates_to"]["m.in_reply_to"]["event_id"] for e in held if e["event_id"] in of_bots} & set(of_bots)  # fmt: skip


def test_a_very_long_question_is_refused_in_words_and_a_huge_answer_fits(
    bot: Matrix, alice: Person
) -> None:
    room = alice.room(bot.user)
    refused = alice.ask(room, "bus " * 12_000)["content"]["body"]
    assert "the limit is 2000. Shorten it." in refused
    assert len(refused) < MAX_CONTENT


def test_an_encrypted_room_is_told_once_that_it_cannot_be_read(
    app: FastAPI, account: Matrix, alice: Person
) -> None:
    encryption = {"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    with running(app, account):
        room = alice.room(account.user, initial_state=[encryption])
        told = eventually(lambda: [e for e in alice.messages(room) if e["sender"] == account.user and e["type"] == "m.room.message"])  # fmt: skip
        assert "encrypted, and I cannot read" in told[0]["content"]["body"]
        secret = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgA", "session_id": "s"}
        alice.send(room, {**secret, "sender_key": "k", "device_id": "d"}, "m.room.encrypted")
        unheard = alice.say(room, BOND)
        other = alice.room(account.user)
        assert alice.ask(other, BOND)
    with running(app, account):
        assert alice.ask(other, BUSES)
    sent = [e["content"]["body"] for e in alice.messages(room) if e["sender"] == account.user and e["type"] == "m.room.message"]  # fmt: skip
    assert len(sent) == 1
    assert alice.replies(room, unheard) == []


def test_a_message_that_belongs_to_another_is_replied_to_without_a_thread(
    bot: Matrix, alice: Person
) -> None:
    room = alice.room(bot.user)
    first = alice.say(room, BOND)
    assert alice.reply(room, first)
    relation = {"rel_type": "m.reference", "event_id": first}
    further = alice.say(room, BUSES, **{"m.relates_to": relation})
    content = alice.reply(room, further)["content"]
    assert content["m.relates_to"] == {"m.in_reply_to": {"event_id": further}}
    assert "Bogotá" in content["body"]


def told_encrypted(person: Person, room: str) -> list[str]:
    """What the bot has said in a room."""
    return [e["content"]["body"] for e in person.messages(room) if e["sender"] != person.user and e["type"] == "m.room.message"]  # fmt: skip


def test_an_encrypted_room_counts_as_told_once_it_was_sent_and_until_the_bot_leaves(
    app: FastAPI, account: Matrix, alice: Person
) -> None:
    encryption = {"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    speaking = {"events_default": 50}
    kept = app.state.conversations.home / FILE
    with running(app, account):
        settings = {"initial_state": [encryption], "power_level_content_override": speaking}
        room = alice.room(account.user, **settings)
        eventually(lambda: account.user in alice.members(room))
        assert alice.ask(alice.room(account.user), BOND)
    assert told_encrypted(alice, room) == []
    assert room not in kept.read_text()
    alice.state(room, "m.room.power_levels", {})
    with running(app, account):
        eventually(lambda: told_encrypted(alice, room))
        eventually(lambda: room in kept.read_text())
        alice.call("POST", f"/rooms/{room}/kick", json={"user_id": account.user})
        eventually(lambda: room not in kept.read_text())
        alice.call("POST", f"/rooms/{room}/invite", json={"user_id": account.user})
        eventually(lambda: len(told_encrypted(alice, room)) == 2)


@pytest.mark.parametrize("new", ["10", "11"])
def test_an_upgraded_room_is_gone_on_in(bot: Matrix, alice: Person, new: str) -> None:
    room = alice.room(bot.user, preset="public_chat")
    assert alice.ask(room, BOND)
    upgraded = alice.call("POST", f"/rooms/{room}/upgrade", json={"new_version": new})
    replacing = upgraded["replacement_room"]
    eventually(lambda: bot.user in alice.members(replacing))
    assert alice.ask(replacing, f"!citygraft {FLOODS}")


@pytest.mark.parametrize("key", ["👍", "👎🏽", "👍️"])
def test_a_thumb_under_an_answer_is_feedback_and_thanked_once(
    app: FastAPI, bot: Matrix, alice: Person, key: str
) -> None:
    from assistant.feedback import Feedback

    room = alice.room(bot.user)
    asked = alice.say(room, BOND)
    answer = alice.reply(room, asked)
    alice.react(room, answer["event_id"], "🎉")
    alice.react(room, asked, key)
    alice.react(room, answer["event_id"], key)
    thanks = alice.reply(room, answer["event_id"])
    assert thanks["content"]["m.relates_to"]["event_id"] == asked
    assert "Thank you" in thanks["content"]["body"]
    (said,) = Feedback(app.state.conversations.home).proposals()
    assert (said.question, said.thumbs) == (BOND, "down" if "👎" in key else "up")
    assert alice.ask(room, FLOODS)
    assert len(alice.replies(room, answer["event_id"])) == 1
