"""A person who is connected has their sight where only they read the answer, and that of any visitor elsewhere."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx2
import pytest
from fastapi import FastAPI

from api.access.accounts import Accounts
from api.access.codes import Codes
from api.access.tables import AccessFile
from api.chat.surfaces import Wired
from api.problems import add_handlers
from api.teams.wire import wire
from assistant.connections import Connections
from index.library import Library
from tests.api.access.people import ROOT
from tests.api.access.three import MEMBERS, OPEN, PRIVATE, WASTE, connected, scene
from tests.api.teams.conversation import BASE, Talk
from tests.api.teams.stand_in import TENANT, Microsoft, Sent, serving

ADA, STRANGER = "0b7c2a5e-9d14-4f83-8a6b-c5e1d2f3a4b6", "5e2d8c4b-1a7f-4936-b0d5-7f8e9a1c2b3d"


@pytest.fixture(name="three")
def _three(library: Library, case_text: str, stand_in: Microsoft) -> Iterator[Talk]:
    """Ada's account is that of Ama Mensah in Teams; nobody else of Teams is known."""
    held = scene(library, case_text)
    connected(held.app, "teams", f"{TENANT}/{ADA}", "Ada")
    surface = wire(held.talk, Connections(teams=stand_in.teams()), BASE)
    assert surface is not None
    with (
        serving(_around(surface)) as address,
        httpx2.Client(base_url=address, timeout=60) as client,
    ):
        yield Talk(stand_in, client, held.talk)


def _around(surface: Wired) -> FastAPI:
    assert surface.router is not None
    assert surface.running is not None
    running = surface.running

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        del app
        async with running():
            yield

    app = FastAPI(lifespan=lifespan)
    add_handlers(app)
    app.include_router(surface.router)
    return app


def marks(sent: Sent) -> set[str]:
    return {mark for mark in (OPEN, MEMBERS, PRIVATE) if mark in str(sent.body).lower()}


def told(three: Talk, name: str, text: str, who: str | None) -> Sent:
    """What is answered to somebody of Teams with this id."""
    asked = three.payload(name, text=text)
    asked["from"] = {"id": "29:1x", "name": "Ada"} | ({"aadObjectId": who} if who else {})
    return three.answer(asked)


def test_people_see_what_is_theirs_alone_and_what_is_public_among_others(three: Talk) -> None:
    assert marks(told(three, "personal", WASTE, ADA)) == {OPEN, MEMBERS, PRIVATE}
    assert marks(told(three, "personal", WASTE, ADA.upper())) == {OPEN, MEMBERS, PRIVATE}
    for place in ("channel", "group"):
        assert marks(told(three, place, f"<at>Citygraft</at> {WASTE}", ADA)) == {OPEN}
    for stranger in (STRANGER, ADA.replace("0", "1"), f"../{ADA}", None):
        assert marks(told(three, "personal", WASTE, stranger)) == {OPEN}


def test_a_group_that_says_it_is_a_personal_chat_is_a_group(three: Talk) -> None:
    asked = three.payload("group", text=f"<at>Citygraft</at> {WASTE}")
    asked["from"] |= {"aadObjectId": ADA}
    asked["conversation"] |= {"conversationType": "personal"}
    assert marks(three.answer(asked)) == {OPEN}


def test_a_code_connects_its_writer_alone_with_the_bot(three: Talk, library: Library) -> None:
    file = AccessFile(library.home)
    code = Codes(file).make(ROOT, Accounts(file).get("Rea")).code
    assert "Rea" in told(three, "personal", f"connect {code}", STRANGER).body["text"]
    assert marks(told(three, "personal", WASTE, STRANGER)) == {OPEN, MEMBERS}
