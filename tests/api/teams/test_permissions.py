"""A person who is connected has their sight where only they read the answer, and that of any visitor elsewhere."""

from collections.abc import Iterator

import pytest

from api.access.accounts import Accounts
from api.access.codes import Codes
from api.access.tables import AccessFile
from index.library import Library
from tests.api.access.people import ROOT
from tests.api.access.three import MEMBERS, OPEN, PRIVATE, WASTE, connected, scene
from tests.api.teams.conversation import Talk, chatting
from tests.api.teams.stand_in import TENANT, Microsoft, Sent

ADA, STRANGER = "0b7c2a5e-9d14-4f83-8a6b-c5e1d2f3a4b6", "5e2d8c4b-1a7f-4936-b0d5-7f8e9a1c2b3d"


@pytest.fixture(name="three")
def _three(library: Library, case_text: str, stand_in: Microsoft) -> Iterator[Talk]:
    """Ada's account is that of Ama Mensah in Teams; nobody else of Teams is known."""
    held = scene(library, case_text)
    connected(held.app, "teams", f"{TENANT}/{ADA}", "Ada")
    with chatting(stand_in, held.talk) as talk:
        yield talk


def marks(three: Talk, sent: Sent) -> set[str]:
    told = f"{sent.body} {three.card(sent)}".lower()
    return {mark for mark in (OPEN, MEMBERS, PRIVATE) if mark in told}


def told(three: Talk, name: str, text: str, who: str | None) -> Sent:
    """What is answered to somebody of Teams with this id."""
    asked = three.payload(name, text=text)
    asked["from"] = {"id": "29:1x", "name": "Ada"} | ({"aadObjectId": who} if who else {})
    return three.answer(asked)


def test_people_see_what_is_theirs_alone_and_what_is_public_among_others(three: Talk) -> None:
    assert marks(three, told(three, "personal", WASTE, ADA)) == {OPEN, MEMBERS, PRIVATE}
    assert marks(three, told(three, "personal", WASTE, ADA.upper())) == {OPEN, MEMBERS, PRIVATE}
    for place in ("channel", "group"):
        assert marks(three, told(three, place, f"<at>Citygraft</at> {WASTE}", ADA)) == {OPEN}
    for stranger in (STRANGER, ADA.replace("0", "1"), f"../{ADA}", None):
        assert marks(three, told(three, "personal", WASTE, stranger)) == {OPEN}


def test_a_group_that_says_it_is_a_personal_chat_is_a_group(three: Talk) -> None:
    asked = three.payload("group", text=f"<at>Citygraft</at> {WASTE}")
    asked["from"] |= {"aadObjectId": ADA}
    asked["conversation"] |= {"conversationType": "personal"}
    assert marks(three, three.answer(asked)) == {OPEN}


def test_a_code_connects_its_writer_alone_with_the_bot(three: Talk, library: Library) -> None:
    file = AccessFile(library.home)
    code = Codes(file).make(ROOT, Accounts(file).get("Rea")).code
    assert "Rea" in told(three, "personal", f"connect {code}", STRANGER).body["text"]
    assert marks(three, told(three, "personal", WASTE, STRANGER)) == {OPEN, MEMBERS}
