"""Practices and networks that people write: on the pages and over HTTP, until answers draw on them."""

import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages.entry_form import Given, needs_of, needs_told, read
from assistant.assistant import Assistant
from assistant.known import networks, practices
from corpus.draft import DraftState
from corpus.draft_edit import Deed
from corpus.entry import Entry, EntryKind, entry_changes
from corpus.errors import BadEntry, UnknownEntry
from corpus.practice import load_practice
from index.entries import Entries
from index.library import Library
from tests.browser import browser

API = "/api/v1/entries"
NASTY = "<img src=x onerror=alert(1)>"

SHADE = {
    "name": "Umbrella lending at stops",
    "aliases": ["umbrella share", "sombrillas prestadas"],
    "topics": ["heat_climate_adaptation"],
    "summary": "Stops lend umbrellas against the midday sun, which the transport company mends.",
    "core_functions": ["Shade where people wait.", "Somebody who mends what breaks."],
    "forms": ["Racks with a lock.", "A deposit, or none."],
    "conditions": [
        {
            "dimension": "market_operators",
            "requirement": "A transport company that mends umbrellas.",
            "importance": "essential",
            "if_absent": "Ask a school for craft to mend them.",
        },
        {
            "dimension": "climate_hazard_geography",
            "requirement": "Hot, dry months in which people wait in the sun.",
            "importance": "important",
            "if_absent": "Put up roofs instead.",
        },
    ],
}


@pytest.fixture
def helper(library: Library) -> Assistant:
    return Assistant(library)


@pytest.fixture
def client(helper: Assistant) -> TestClient:
    return browser(create_app(helper), raises=False)


def published(
    client: TestClient, kind: str = "practice", entry_id: str = "umbrella-lending"
) -> None:
    for revision, deed in ((1, "submitted"), (2, "published")):
        step = {"revision": revision, "deed": deed}
        assert client.post(f"{API}/{kind}/{entry_id}/moves", json=step).status_code == 200


def test_a_published_practice_is_known_to_answers_until_it_is_withdrawn(
    client: TestClient, helper: Assistant
) -> None:
    body = {"kind": "practice", "id": "umbrella-lending", "data": SHADE}
    made = client.post(API, json=body)
    assert (made.status_code, made.json()["not_ready"]) == (201, [])
    assert "umbrella-lending" not in practices(helper)
    published(client)
    assert practices(helper)["umbrella-lending"].name == SHADE["name"]
    report = client.get(
        "/api/v1/transplant", params={"practice": "umbrella share", "city": "Beira"}
    )
    assert report.json()["practice"] == SHADE["name"]
    assert "Somebody who mends what breaks." in report.json()["keep"]
    assert SHADE["name"] in client.get("/practices/umbrella-lending").text
    step = {"revision": 3, "deed": "withdrawn"}
    assert client.post(f"{API}/practice/umbrella-lending/moves", json=step).status_code == 200
    assert "umbrella-lending" not in practices(helper)
    assert client.get("/practices/umbrella-lending").status_code == 404


def test_a_changed_practice_stands_in_place_of_the_bundled_one(
    client: TestClient, helper: Assistant
) -> None:
    bundled = load_practice("bus-rapid-transit")
    assert bundled
    page = client.post("/entries", data={"kind": "practice", "changes": bundled.id})
    assert bundled.summary.split(".")[0] in page.text
    held = client.get(f"{API}/practice/{bundled.id}").json()["entry"]
    data = held["data"] | {"summary": "Buses with lanes of their own, as we tell it here."}
    edit = {"revision": 1, "data": data}
    assert client.put(f"{API}/practice/{bundled.id}", json=edit).status_code == 200
    assert practices(helper)[bundled.id] == bundled
    for revision, deed in ((2, "submitted"), (3, "published")):
        client.post(f"{API}/practice/{bundled.id}/moves", json={"revision": revision, "deed": deed})
    changed = practices(helper)[bundled.id]
    assert changed.summary == data["summary"]
    assert changed.conditions == bundled.conditions


def test_a_network_is_written_on_the_page(client: TestClient, helper: Assistant) -> None:
    begun = client.post("/entries", data={"kind": "network", "name": f"Shade cities {NASTY}"})
    assert begun.status_code == 200
    assert NASTY not in begun.text
    where = begun.url.path
    fields = {
        "revision": "1", "name": "Shade cities", "kind": "membership", "topics": "heat_climate_adaptation",
        "region": "Southern Africa", "offers": "peer_exchange", "about": "Cities that shade their stops.",
        "how_to_join": "Write to the secretariat.", "url": "https://example.org/shade", "status": "active",
        "sources-0-title": "About us", "sources-0-publisher": "Shade cities", "sources-0-year": "2026",
        "sources-0-url": "https://example.org/shade", "sources-0-opened": "2026-11-28",
    }  # fmt: skip
    saved = client.post(where, data=fields)
    assert "Before it can be published" not in saved.text
    for revision, deed in (("2", "submitted"), ("3", "published")):
        client.post(f"{where}/move", data={"revision": revision, "deed": deed})
    (found,) = (one for one in networks(helper).values() if one.name == "Shade cities")
    assert found.sources[0].year == 2026
    assert "Shade cities" in client.get("/networks").text


def test_what_is_not_of_the_form_is_kept_and_not_published(client: TestClient) -> None:
    page = client.post("/entries", data={"kind": "practice", "name": "Half a practice"})
    assert "Before it can be published" in page.text
    refused = client.post(f"{page.url.path}/move", data={"revision": "1", "deed": "submitted"})
    assert refused.status_code == 422
    assert client.get(f"{API}/practice/half-a-practice").json()["entry"]["state"] == "draft"


def test_two_people_do_not_overwrite_each_other(client: TestClient) -> None:
    page = client.post("/entries", data={"kind": "practice", "name": "Half a practice"})
    where = page.url.path
    assert client.post(where, data={"revision": "1", "name": "Ana's words"}).status_code == 200
    late = client.post(where, data={"revision": "1", "name": "Ben's words"})
    assert late.status_code == 422
    assert "Ben&#39;s words" in late.text
    assert (
        client.get(f"{API}/practice/half-a-practice").json()["entry"]["data"]["name"]
        == "Ana's words"
    )


def test_a_history_shows_who_changed_what(client: TestClient) -> None:
    where = client.post("/entries", data={"kind": "practice", "name": "Half a practice"}).url.path
    client.post(where, data={"revision": "1", "name": "Whole practice"})
    page = client.get(f"{where}/history").text
    assert re.search(r"<del>.*Half.*</del>", page)
    assert re.search(r"<ins>.*Whole.*</ins>", page)
    rows = client.get("/api/v1/entries/practice/half-a-practice/history").json()
    assert [row["deed"] for row in rows] == ["created", "edited"]


@pytest.mark.parametrize("name", ["", "!!!", "Bus rapid transit"])
def test_a_name_that_says_nothing_or_is_taken_is_refused(client: TestClient, name: str) -> None:
    assert client.post("/entries", data={"kind": "practice", "name": name}).status_code == 422


def test_what_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/entries/practice/nothing").status_code == 404
    assert client.get("/entries/pudding/nothing").status_code == 422
    assert client.get("/entries/practice/nothing/history").status_code == 404
    assert (
        client.post("/entries", data={"kind": "network", "changes": "nothing"}).status_code == 404
    )
    number = {"revision": 10**30}
    assert client.get(f"{API}/practice/nothing", params=number).status_code == 404


def test_whoever_returns_an_entry_says_why() -> None:
    entry = Entry(kind=EntryKind.PRACTICE, id="x", state=DraftState.IN_REVIEW, data=SHADE)
    with pytest.raises(BadEntry, match="Say in a comment"):
        entry.moved(Deed.RETURNED, " ")
    assert entry.moved(Deed.RETURNED, "Name the company.").state is DraftState.DRAFT


def test_entries_are_kept_with_every_revision(library: Library) -> None:
    held = Entries(library.home)
    first = held.create(Entry(kind=EntryKind.PRACTICE, id="x", data={"name": "One"}), "Ana")
    second = held.save(first.edited({"name": "Two"}), "Ben")
    assert Entries(library.home).get(EntryKind.PRACTICE, "x") == second
    assert held.get(EntryKind.PRACTICE, "x", 1) == first
    assert [c.field for c in entry_changes(first, second)] == ["name"]
    with pytest.raises(BadEntry):
        held.save(first.edited({"name": "Three"}), "Cy")
    with pytest.raises(BadEntry):
        held.create(first, "Cy")
    with pytest.raises(UnknownEntry):
        held.get(EntryKind.NETWORK, "x")


@pytest.mark.parametrize(
    "said", ["terrain: rolling, steep", "sewer: 40..100", "sewer: 40..", "sewer: ..10.5"]
)
def test_needs_are_written_as_they_are_read(said: str) -> None:
    assert needs_told(needs_of(said)) == said


def test_a_row_that_says_nothing_is_left_out() -> None:
    given = Given({"conditions-0-dimension": "equity_livelihoods", "name": " A  b "}, {})
    assert read(EntryKind.PRACTICE, given) == {"name": "A b"}
