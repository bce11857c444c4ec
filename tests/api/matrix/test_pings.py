"""Nobody is notified by what stands in a document, as the homeserver itself counts it."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from api.access.collections import Collections
from api.matrix.surface import NAME
from assistant.connections import Matrix
from corpus.collection import Visibility, scoped
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.incoming import Incoming
from ingest.pipeline import take_in
from tests.api.access.people import ROOT, file_of, served
from tests.api.matrix.person import Event, Person, eventually

OPEN = "open"


def report(user: str) -> str:
    harm = f"@room {user} https://matrix.to/#/{user} <a href='https://matrix.to/#/{user}'>Bob</a> <b>@room</b>"
    return (
        f"# Landfill {harm}\n\n"
        f"Household waste went to a landfill that was full, {harm} said. The council of Kumasi approved the "
        f"waste scheme {harm} in November 2014. The first collection of waste began in June 2015 {harm}.\n"
    )


@pytest.fixture
def app(tmp_path: Path, bob: Person) -> FastAPI:
    """A server with a document that tries to ping Bob and the room."""
    library = Library(tmp_path / "home", HashingEmbedder())
    text = report(bob.user)
    file = Incoming("waste.md", scoped("upload:waste.md", OPEN), text.encode, meta={"collection": OPEN})  # fmt: skip
    with library.writing():
        (row,) = take_in(library, [file])
        library.publish()
    assert row.doc_id
    made = served(library)
    Collections(file_of(made)).add(ROOT, OPEN, Visibility.PUBLIC)
    return made


def test_a_document_that_would_ping_notifies_nobody(
    app: FastAPI, bot: Matrix, alice: Person, bob: Person
) -> None:
    assert NAME == "matrix"
    room = alice.room(bot.user, bob.user)
    bob.join(room)
    alice.state(room, "m.room.power_levels", {"users": {alice.user: 100, bot.user: 100}})
    eventually(lambda: bot.user in alice.members(room))
    ping = alice.say(room, f"{bob.user} look", **{"m.mentions": {"user_ids": [bob.user]}})
    assert eventually(lambda: bob.highlights(room)[1]) == 1  # so this is how one that works is counted
    bob.call("POST", f"/rooms/{room}/receipt/m.read/{ping}", json={})
    assert eventually(lambda: bob.highlights(room)[1] == 0)
    asked = alice.say(room, "!citygraft household waste landfill scheme of the council")
    content = alice.reply(room, asked)["content"]
    assert "Landfill" in content["body"]
    assert "＠room" in content["body"]
    _is_inert(content, bob)
    assert bob.highlights(room)[1] == 0
    old = {key: value for key, value in content.items() if key != "m.mentions"}
    alice.send(room, {**old, "body": content["body"].replace(bob.user[1:].split(":")[0], "B")})
    assert bob.highlights(room)[1] == 0, "nor would a server that knows nothing of m.mentions"
    alice.send(room, {**old, "body": f"{old['body']} @room"})
    assert eventually(lambda: bob.highlights(room)[1]) == 1


def _is_inert(content: Event, bob: Person) -> None:
    held: Any = content
    assert held["m.mentions"] == {}
    for text in (held["body"], held["formatted_body"]):
        assert "@room" not in text
        assert bob.user not in text
        assert "matrix.to/" not in text
