"""A server with one public, one members-only and one private collection, and people of chat tools who ask it."""

import re
from typing import NamedTuple

from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access.accounts import Accounts
from api.access.collections import Collections
from api.access.identities import Identities
from api.access.roles import Role
from api.chat.base import Asked, Reply
from api.chat.conversations import Conversations
from corpus.collection import Visibility
from index.library import Library
from tests.api.access.people import ROOT, file_of, person, private, served, signed_in
from tests.browser import LOCAL

OPEN, MEMBERS, PRIVATE = "brimstead", "tolvane", "quillvex"
"""Marks: each stands in everything of one collection and in nothing else."""

MARKS = (OPEN, MEMBERS, PRIVATE)

REPORT = """# The {0} plan for Kumasi

Before the scheme, household waste in Kumasi, Ghana, went to a {0} landfill that was full.
The {0} council approved the scheme in November 2014. The first collection began in June 2015.
The {0} plant cost 1.8 million US dollars to build. The {0} project failed and was closed in 2020.
"""

WASTE = "household waste landfill scheme of the council"
BOND = "the city bond and its guarantee"
"""Questions that something in each collection answers: a document, a case study."""

FOLLOWING = (
    "what did it cost?", "1", "2", "tell me more about 1", "tell me more about 3", "sources of 2", "more",
    "show all again", "and in Kumasi?", "only from Africa", "show me ones that failed", "what went wrong in Kumasi?",
    "what must change", "would 1 work in Beira?", "who can we ask?", "peers", "which city?", "👍 1", "👎 2 too old",
    "help", "who am I", "the second one", "why did it fail", "what about Dakar?", "good 3",
)  # fmt: skip
"""What goes on from an answer."""


class Scene(NamedTuple):
    """The server, its conversations, and the ids of what is in each collection, by its mark."""

    app: FastAPI
    talk: Conversations
    ids: dict[str, tuple[str, ...]]


def scene(library: Library, case_text: str) -> Scene:
    """Ada was added to the private collection; Rea is a reader; Root administers and was not added."""
    app = served(library)
    ada = person(app, "Ada", Role.FACILITATOR)
    for name, role in (("Rea", Role.READER), ("Dis", Role.READER), ("Root", Role.ADMIN)):
        person(app, name, role)
    private(app, "plans-of-ada", ada)
    Collections(file_of(app)).add(ROOT, "open-plans", Visibility.PUBLIC)
    collections = {OPEN: "open-plans", MEMBERS: "your_documents", PRIVATE: "plans-of-ada"}
    ids = {}
    with TestClient(app, LOCAL):  # its worker takes the documents in
        client = signed_in(app, "Ada")
        for mark, collection in collections.items():
            ids[mark] = tuple(
                _taken_in(client, collection, name, text)
                for name, text in (
                    (f"{mark} plan.md", REPORT.format(mark)),
                    (f"{mark}-bond.md", _case(case_text, mark)),
                )
            )
    return Scene(app, app.state.conversations, ids)


def connected(app: FastAPI, surface: str, who: str, name: str) -> None:
    """Somebody of a chat tool is an account."""
    account = Accounts(file_of(app)).get(name)
    Identities(file_of(app)).connect(ROOT, surface, who, account)


def wrote(
    talk: Conversations,
    surface: str,
    who: str,
    text: str,
    *,
    openly: bool = False,
    place: str = "",
    thread: str = "",
) -> Reply:
    """The reply to what somebody writes: alone with the bot, or in a channel where others read it."""
    place = place or ("channel" if openly else f"alone with {who}")
    reply = talk.reply(Asked(surface, place, thread, who, text, openly))
    assert reply is not None
    return reply


def marks(reply: Reply, but: str = "") -> set[str]:
    """The marks that stand anywhere in a reply, without what the person wrote."""
    text = reply.model_dump_json().lower()
    for word in sorted(but.lower().split(), key=len, reverse=True):
        text = text.replace(word, "")
    return {mark for mark in MARKS if mark in text}


def _taken_in(client: TestClient, collection: str, name: str, content: str) -> str:
    response = client.post(
        "/api/v1/documents", data={"collection": collection}, files={"files": (name, content)}
    )
    assert response.status_code == 202, response.text
    address = response.headers["location"]
    client.get(f"{address}/events")
    (item,) = client.get(address).json()["items"]
    (outcome,) = item["outcomes"]
    assert outcome["result"] == "added", outcome
    return str(outcome["doc_id"])


def _case(text: str, mark: str) -> str:
    body = text.replace("id: dakar-municipal-bond", f"id: {mark}-bond", 1)
    body = re.sub(r'(?m)^title: ".*"$', f'title: "A {mark} bond that was stopped"', body, count=1)
    return body.replace("Dakar relied", f"The {mark} mayor of Dakar relied")
