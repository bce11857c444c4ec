"""Nobody is notified by what stands in a document, as the homeserver itself counts it."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from api.access.collections import Collections
from assistant.connections import Matrix
from corpus.collection import Visibility, scoped
from ingest.incoming import Incoming
from ingest.pipeline import take_in
from tests.api.access.people import ROOT, file_of, served
from tests.api.matrix.person import Event, Person, eventually
from tests.api.own_cases import held

OPEN = "open"


def report(user: str) -> str:
    harm = f"@room {user} https://matrix.to/#/{user}"
    return (
        f"# Landfill of Kumasi {harm}\n\n"
        f"Household waste in Kumasi, Ghana, went to a landfill that was full {harm}. The council approved the "
        f"scheme in November 2014. The first collection of household waste began in June 2015 {harm}.\n"
    )


@pytest.fixture
def app(tmp_path: Path, bob: Person) -> FastAPI:
    """A server with a document that tries to ping Bob and the room."""
    library = held(tmp_path / "home")
    text = report(bob.user)
    file = Incoming("waste.md", scoped("upload:waste.md", OPEN), text.encode, meta={"collection": OPEN})  # fmt: skip
    with library.writing():
        list(take_in(library, [file]))
        library.publish()
    made = served(library)
    Collections(file_of(made)).add(ROOT, OPEN, Visibility.PUBLIC)
    return made


def test_a_document_that_would_ping_notifies_nobody(
    bot: Matrix, alice: Person, bob: Person
) -> None:
    room = alice.room(bot.user, bob.user)
    bob.join(room)
    alice.state(room, "m.room.power_levels", {"users": {bot.user: 100}})
    eventually(lambda: bot.user in alice.members(room))
    ping = alice.say(room, f"{bob.user} look", **{"m.mentions": {"user_ids": [bob.user]}})
    assert (
        eventually(lambda: bob.highlights(room)[1]) == 1
    )  # so this is how one that works is counted
    bob.call("POST", f"/rooms/{room}/receipt/m.read/{ping}", json={})
    assert eventually(lambda: bob.highlights(room)[1] == 0)
    asked = alice.say(room, "!citygraft household waste landfill")
    content = alice.reply(room, asked)["content"]
    assert "Landfill" in content["body"]
    assert "＠room" in content["body"]
    _is_inert(content, bob)
    assert bob.highlights(room)[1] == 0
    old = {**content, "msgtype": "m.text"}  # were it no notice, which notifies nobody anyway,
    del old["m.mentions"]  # and were the server one that looks into the text for who is meant
    old["body"] = content["body"].replace(bob.user[1:].partition(":")[0], "somebody")
    alice.send(room, old)
    assert bob.highlights(room)[1] == 0
    alice.send(room, {**old, "body": f"{old['body']} @room"})
    assert eventually(lambda: bob.highlights(room)[1]) == 1


def _is_inert(content: Event, bob: Person) -> None:
    held: Any = content
    assert held["m.mentions"] == {}
    for text in (held["body"], held["formatted_body"]):
        assert "@room" not in text
        assert bob.user not in text
        assert "matrix.to/" not in text
