"""The pages on which documents come in, drafts are reviewed and feedback is decided; as two facilitators use them."""

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from api.access.roles import Role
from api.access.tables import AccessFile
from api.access.viewer import Viewer
from api.app import create_app
from api.pages.draft_shown import likeness, next_waiting
from api.pages.draft_source import Places
from assistant.assistant import Assistant
from assistant.feedback import Feedback
from assistant.proposal import Thumbs, proposal
from corpus.collection import CASES, OWN, Sight
from corpus.draft import Draft
from index.library import Library
from ingest.incoming import Incoming
from ingest.pipeline import take_in
from tests.browser import browser

HARBOUR = "harbour"
MakePdf = Callable[..., bytes]

REPORT = """# Kitchen waste in Kumasi

Before the scheme, everything that was collected in Kumasi, Ghana, went to a landfill that was full.
The city council approved the scheme in November 2014. The first collection began in June 2015.
The plant cost 1.8 million US dollars to build.
"""


class Named:
    """An access to which a header tells who asks: everybody is a facilitator of the open collection, Ben also of HARBOUR's."""

    def __init__(self, file: AccessFile) -> None:
        self.file = file

    def viewer(self, request: Request) -> Viewer:
        """The viewer."""
        name = request.headers.get("who", "Ama")
        held = {CASES, OWN} | ({HARBOUR} if name == "Ben" else set())
        sight = Sight(frozenset(held))
        return Viewer(name, Role.FACILITATOR, sight, frozenset(held - {CASES}), name)

    def collections(self) -> list[str]:
        """All collections."""
        return [CASES, OWN, HARBOUR]


def text(name: str, content: str, collection: str = OWN) -> Incoming:
    source = f"upload:{name}" if collection == OWN else f"in:{collection}:upload:{name}"
    return Incoming(name, source, content.encode, meta={"collection": collection})


@pytest.fixture(name="held")
def _held(library: Library) -> Library:
    with library.writing():
        take_in(
            library,
            [
                text("report.md", REPORT),
                text("trees.txt", "Trees cool a schoolyard and its street."),
                text("secret.txt", "The secret harbour wall of Tema cracked in 2019.", HARBOUR),
            ],
        )
        library.publish()
    return library


@pytest.fixture(name="app")
def _app(held: Library) -> FastAPI:
    app = create_app(Assistant(held))
    app.state.access = Named(app.state.access.file)
    return app


@pytest.fixture(name="client")
def _client(app: FastAPI) -> Iterator[TestClient]:
    """Ama's browser."""
    with browser(app) as client:
        yield client


@pytest.fixture(name="ben")
def _ben(app: FastAPI) -> TestClient:
    client = TestClient(app, "http://127.0.0.1", headers={"who": "Ben"})
    found = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/about").text)
    assert found
    client.headers["X-CSRF-Token"] = found[1]
    return client


def secret_of(held: Library) -> str:
    """The id of what only Ben sees."""
    return next(d.doc_id for d in held.store.documents() if "secret" in d.title)


def made(client: TestClient, doc_id: str = "report") -> str:
    response = client.post("/drafts", data={"doc_id": doc_id}, follow_redirects=False)
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def test_documents_are_narrowed_by_words_of_the_title_and_by_collection(ben: TestClient) -> None:
    every = ben.get("/documents").text
    assert "3 documents" in every
    found = ben.get("/documents", params={"q": "KITCHEN kumasi"}).text
    assert "/documents/report" in found
    assert "/documents/trees" not in found
    assert "1 of them has" in found
    within = ben.get("/documents", params={"collection": HARBOUR}).text
    assert "secret harbour" in within.casefold()
    assert "/documents/report" not in within
    none = ben.get("/documents", params={"q": "nothing like it"}).text
    assert "No document has that" in none
    assert 'value="nothing like it"' in none


def test_what_others_hold_shows_nowhere(client: TestClient, ben: TestClient, held: Library) -> None:
    doc_id = secret_of(held)
    address = made(ben, doc_id)
    ben.post(f"{address}/move", data={"revision": "1", "deed": "submitted"})
    about = held.store.get(doc_id)
    Feedback(held.home).propose(proposal("secret wall?", about, Thumbs.UP, "page"))
    for page in ("/documents", "/documents?collection=harbour", "/drafts", "/review", "/feedback"):
        seen, hidden = ben.get(page).text, client.get(page).text
        assert "secret" in seen.casefold(), page
        assert "secret" not in hidden.casefold().replace("harbour", ""), page
    for path in (address, f"{address}/history", f"{address}/source", f"{address}/fields/city",
                 f"/review/{address.rpartition('/')[2]}"):  # fmt: skip
        assert ben.get(path).status_code == 200, path
        assert client.get(path).status_code == 404, path
    (said,) = ben.get("/api/v1/feedback").json()
    assert client.get("/api/v1/feedback").json() == []
    verdict = {"grade": 2}
    there = f"/api/v1/feedback/{said['id']}/decision"
    assert client.post(there, json=verdict).status_code == 404
    assert client.post(f"/feedback/{said['id']}/decision", data={"verdict": "2"}).status_code == 404
    assert ben.post(there, json=verdict).json()["decision"]["by"] == "Ben"
    assert client.get("/api/v1/feedback/judgements").json()["total"] == 0
    assert ben.get("/api/v1/feedback/judgements").json()["judgements"] == [
        {"question": "secret wall?", "doc_id": doc_id, "grade": 2}
    ]


def test_the_name_in_histories_is_that_of_whoever_signed_in(
    client: TestClient, ben: TestClient
) -> None:
    given = {"doc_id": "report", "who": "the mayor"}
    draft_id = client.post("/api/v1/drafts", json=given).json()["id"]
    edit = {"revision": 1, "accept": True, "who": "the mayor"}
    ben.patch(f"/api/v1/drafts/{draft_id}/fields/city", json=edit)
    ben.cookies.set("who", "the mayor")
    ben.post(f"/drafts/{draft_id}/fields/country", data={"revision": "2", "do": "accept"})
    history = client.get(f"/api/v1/drafts/{draft_id}/history").json()
    assert [row["who"] for row in history] == ["Ama", "Ben", "Ben"]
    assert 'name="who"' not in client.get(f"/drafts/{draft_id}").text


def test_only_who_takes_care_of_a_collection_changes_its_drafts(
    app: FastAPI, ben: TestClient, held: Library
) -> None:
    doc_id = secret_of(held)
    address = made(ben, doc_id)

    class SeesAll(Named):
        def viewer(self, request: Request) -> Viewer:
            return super().viewer(request)._replace(sight=Sight())

    app.state.access = SeesAll(app.state.access.file)
    ama = browser(app)
    page = ama.get(address).text
    assert "Others take care of the collection" in page
    assert "Accept" not in page
    tries = [
        ama.post(f"{address}/fields/city", data={"revision": "1", "do": "accept"}),
        ama.post(f"{address}/move", data={"revision": "1", "deed": "submitted"}),
        ama.post(f"/api/v1{address}/moves", json={"revision": 1, "deed": "submitted"}),
        ama.post("/drafts", data={"doc_id": doc_id}),
        ama.post("/api/v1/drafts", json={"doc_id": doc_id}),
        ama.get(f"/documents/{doc_id}/remove"),
    ]
    assert [response.status_code for response in tries] == [403] * len(tries)


def test_where_there_are_several_collections_one_is_chosen(
    ben: TestClient, client: TestClient
) -> None:
    assert '<option value="harbour">' in ben.get("/documents").text
    assert '<select id="into-files"' not in client.get("/documents").text
    refused = client.post(
        "/documents", files={"files": ("a.txt", b"Drains.")}, data={"collection": HARBOUR}
    )
    assert refused.status_code == 403


def test_what_is_refused_is_told_on_the_page_with_what_was_entered(client: TestClient) -> None:
    none = client.post("/documents", files={"files": ("", b"")})
    assert none.status_code == 422
    assert "No file was sent" in none.text
    wrong = client.post("/documents/address", data={"address": "ftp://example.org/x"})
    assert wrong.status_code == 422
    assert 'value="ftp://example.org/x"' in wrong.text
    case = client.post("/drafts", data={"doc_id": "nothing", "about": "rain gardens"})
    assert case.status_code == 422
    assert "There is no document" in case.text
    assert 'value="rain gardens"' in case.text


def test_a_field_opens_beside_the_page_that_it_comes_from(client: TestClient) -> None:
    address = made(client)
    page = client.get(address, params={"field": "city"}).text
    assert re.search(r'<mark class="here">[^<]*Kumasi, Ghana[^<]*</mark>', page)
    alone = client.get(f"{address}/source", params={"field": "years"}).text
    assert '<mark class="here">The first collection began in June 2015.</mark>' in alone
    assert "<html" not in alone
    assert (
        "Nothing in the document says it plainly"
        in client.get(f"{address}/source", params={"field": "status"}).text
    )


def test_the_source_of_a_pdf_is_the_picture_of_its_page(
    client: TestClient, held: Library, make_pdf: MakePdf
) -> None:
    content = make_pdf(["Cover", "The city of Beira, Mozambique, built a bus lane in 2015."])
    with held.writing():
        take_in(held, [Incoming("lane.pdf", "upload:lane.pdf", lambda: content)])
        held.publish()
    page = client.get(f"{made(client, 'lane')}/source", params={"field": "city"}).text
    picture = re.search(r'<img src="(/documents/lane/pages/2\.png)"', page)
    assert picture
    assert "<rect" in page
    assert re.search(r'href="/documents/lane/pages/2\?start=\d+&amp;end=\d+"', page)
    shown = client.get(picture[1])
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")


def test_a_form_opens_on_its_field_and_keeps_what_was_refused(client: TestClient) -> None:
    address = made(client)
    assert '<select id="status.' not in client.get(address).text
    opened = client.get(address, params={"field": "status", "edit": "1"}).text
    assert '<select id="status.' in opened
    refused = client.post(
        f"{address}/fields/years",
        data={"revision": "1", "do": "edit", "part-start": "long ago", "part-end": "2020"},
    )
    assert refused.status_code == 422
    assert "is not a year" in refused.text
    assert 'value="long ago"' in refused.text


def test_a_stale_save_shows_both_and_one_more_click_saves_it(
    client: TestClient, ben: TestClient
) -> None:
    address = made(client)
    ben.post(f"{address}/fields/title", data={"revision": "1", "do": "edit", "part-": "Ben's"})
    stale = {"revision": "1", "do": "edit", "part-": "Ama's, later"}
    both = client.post(f"{address}/fields/title", data=stale).text
    assert "Ben has meanwhile made revision 2" in both
    assert re.search(
        r"In the draft now.*Ben&#39;s.*What you wrote, not saved.*Ama&#39;s, later", both, re.DOTALL
    )
    form = both[both.index('class="editing"') :]
    assert 'name="revision" value="2"' in form
    client.post(f"{address}/fields/title", data={**stale, "revision": "2"})
    assert client.get(f"/api/v1{address}").json()["revision"] == 3


def test_an_entry_that_two_add_at_once_is_kept_for_the_next_number(
    client: TestClient, ben: TestClient
) -> None:
    address = made(client)
    held = Draft.model_validate(client.get(f"/api/v1{address}").json())
    for number, field in enumerate([f for f in held.fields if f.about.key == "lesson"], 1):
        said = {"revision": str(number), "do": "edit", "part-text": f"Lesson of {field.key}."}
        client.post(f"{address}/fields/{field.key}", data=said)
    revision = str(client.get(f"/api/v1{address}").json()["revision"])
    add = {"revision": revision, "do": "add"}
    ben.post(f"{address}/fields/lesson-5", data={**add, "part-text": "Ben's lesson."})
    both = client.post(f"{address}/fields/lesson-5", data={**add, "part-text": "Ama's lesson."})
    assert 'id="lesson-6.text"' in both.text
    assert "Ama&#39;s lesson." in both.text


def test_each_thing_to_do_links_to_its_field(client: TestClient) -> None:
    address = made(client)
    page = client.get(address).text
    to_do = page[page.index('id="todo"') : page.index('id="remarks"')]
    assert to_do.count("<li>") == to_do.count("Go there")
    assert f'href="{address}?field=city#city"' in to_do
    assert f'href="{address}?field=condition-2#condition-2"' in to_do


def test_the_queue_shows_who_waits_longest_and_what_changed(
    client: TestClient, ben: TestClient
) -> None:
    first, second = made(client), made(client)
    for address, who in ((first, ben), (second, client)):
        who.post(f"{address}/move", data={"revision": "1", "deed": "submitted"})
    client.post(
        f"{first}/fields/title", data={"revision": "2", "do": "edit", "part-": "Waste in Kumasi"}
    )
    queue = ben.get("/review").text
    ids = [address.rpartition("/")[2] for address in (first, second)]
    assert [queue.index(f'"/review/{one}"') for one in ids] == sorted(
        queue.index(f'"/review/{one}"') for one in ids
    )
    assert "by Ben" in queue
    assert "changed since by Ama" in queue
    look = ben.get(f"/review/{ids[0]}").text
    assert "What changed since it was proposed" in look
    assert "<del>" in look
    assert "You gave it to review yourself" in look
    assert "You gave it to review yourself" not in ben.get(f"/review/{ids[1]}").text


def test_a_review_returns_with_a_comment_and_then_shows_what_came_after(
    client: TestClient, ben: TestClient
) -> None:
    address = made(client)
    draft_id = address.rpartition("/")[2]
    client.post(f"{address}/move", data={"revision": "1", "deed": "submitted"})
    silent = ben.post(f"/review/{draft_id}", data={"revision": "2", "deed": "returned"})
    assert silent.status_code == 422
    assert "Say in a comment" in silent.text
    early = ben.post(
        f"/review/{draft_id}", data={"revision": "2", "deed": "published", "comment": "fine"}
    )
    assert early.status_code == 422
    assert "not ready to be published" in early.text
    assert "fine</textarea>" in early.text
    said = {"revision": "2", "deed": "returned", "comment": "Who paid?"}
    done = ben.post(f"/review/{draft_id}", data=said)
    assert "was returned with your comment" in done.text
    client.post(f"{address}/fields/title", data={"revision": "3", "do": "edit", "part-": "Waste"})
    client.post(f"{address}/move", data={"revision": "4", "deed": "submitted"})
    look = ben.get(f"/review/{draft_id}").text
    assert "What changed since it was returned, revision 3" in look


def test_feedback_is_decided_on_its_page(client: TestClient, held: Library) -> None:
    feedback = Feedback(held.home)
    evil = "Which <img src=x> trees?"
    said = feedback.propose(proposal(evil, held.store.get("trees"), Thumbs.DOWN, "page", 2, "No."))
    page = client.get("/feedback").text
    assert "<img" not in page
    assert "does not help" in page
    assert "About quote 2" in page
    assert "Trees cool a schoolyard" in page
    wrong = client.post(f"/feedback/{said.id}/decision", data={"verdict": "7"})
    assert (wrong.status_code, "Use one of the buttons" in wrong.text) == (422, True)
    done = client.post(f"/feedback/{said.id}/decision", data={"verdict": "1"}).text
    assert "Accepted: “It helps with a part”" in done
    assert feedback.judgements() == {said.question: {"trees": 1}}
    rejected = client.post(f"/feedback/{said.id}/decision", data={"verdict": "reject"})
    assert "Rejected" in rejected.text
    assert feedback.judgements() == {}
    assert client.post("/feedback/none/decision", data={"verdict": "1"}).status_code == 404


def test_feedback_is_listed_in_parts_with_the_number_of_all(
    client: TestClient, held: Library
) -> None:
    for number in range(3):
        Feedback(held.home).propose(
            proposal(f"Question {number}?", held.store.get("trees"), Thumbs.UP, "page")
        )
    part = client.get("/api/v1/feedback", params={"offset": 1, "k": 1})
    assert part.headers["x-total-count"] == "3"
    assert [said["question"] for said in part.json()] == ["Question 1?"]


def test_a_question_of_a_job_that_is_answered_already_is_told(client: TestClient) -> None:
    for name in ("old.txt", "new.txt"):
        sent = client.post(
            "/documents", files={"files": (name, b"The mast was blue.")}, follow_redirects=False
        )
        client.get(f"/api/v1{sent.headers['location']}/events")
    address = sent.headers["location"]
    assert "Please decide" in client.get(address).text
    for status in (200, 409):
        again = client.post(f"{address}/decide", data={"number": "0", "same": "keep"})
        client.get(f"/api/v1{address}/events")
        assert again.status_code == status
    assert "answered already" in again.text


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.9, "very much like it"), (0.7, "much like it"), (0.56, "somewhat like it")],
)
def test_likeness_is_told_in_words(value: float, words: str) -> None:
    assert likeness(value) == words


def test_the_next_field_to_decide_comes_around_from_the_top(
    client: TestClient, held: Library
) -> None:
    draft = Draft.model_validate(client.get(f"/api/v1{made(client)}").json())
    seen, key = set(), ""
    while (key := next_waiting(draft, key)) not in seen:
        seen.add(key)
    assert {f.key for f in draft.fields if f.state == "proposed"} <= seen
    assert Places(held).source(draft, "nothing", 0) is None


def test_no_page_of_the_desk_has_script_or_style_of_its_own(client: TestClient) -> None:
    address = made(client)
    for path in ("/documents", "/drafts", address, f"{address}/history", "/review", "/feedback"):
        page = client.get(path).text
        assert len(page) < 120_000, path
        assert not re.search(
            r"<style|<script(?! type=\"module\" src=\"/static/)|\son\w+=|\sstyle=", page
        ), path
