import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import app
from assistant.assistant import Assistant
from assistant.feedback import Feedback
from corpus.errors import UnknownDocument
from index.library import Library
from ingest.pipeline import ingest
from tests.browser import browser

LOCAL = "http://127.0.0.1"
HERE = "/api/v1/feedback"
QUESTION = "Which trees cool a schoolyard & its street?"
THANKS = "Thank you. A facilitator looks at it; the order of answers does not change by itself."
SAID = {"question": QUESTION, "doc_id": "trees", "thumbs": "up"}


@pytest.fixture
def held(library: Library, tmp_path: Path) -> Library:
    for name in ("trees", "more-trees"):
        (tmp_path / f"{name}.txt").write_text(f"{name} cool a schoolyard and its street.")
    ingest(library, [tmp_path / "trees.txt", tmp_path / "more-trees.txt"])
    return library


@pytest.fixture
def client(held: Library) -> TestClient:
    return browser(create_app(Assistant(held)), raises=False)


@pytest.fixture
def feedback(held: Library) -> Feedback:
    return Feedback(held.home)


def test_feedback_over_http_is_a_proposal_and_is_listed(client: TestClient) -> None:
    answer = client.post(HERE, json=SAID | {"citation": 2, "comment": "It did here."}).json()
    assert set(answer) == {
        "id", "when", "question", "doc_id", "thumbs", "surface", "citation", "comment", "state",
        "decision",
    }  # fmt: skip
    assert (answer["state"], answer["surface"], answer["citation"]) == ("proposed", "api", 2)
    assert client.get(HERE).json() == [answer]


def test_the_list_can_be_narrowed(client: TestClient, feedback: Feedback) -> None:
    first = client.post(HERE, json=SAID).json()["id"]
    second = client.post(HERE, json=SAID | {"doc_id": "more-trees"}).json()["id"]
    feedback.accept(first, 2, "Ana")

    def ids(**asked: str) -> list[str]:
        return [said["id"] for said in client.get(HERE, params=asked).json()]

    assert ids() == [first, second]
    assert ids(state="accepted") == [first]
    assert ids(state="proposed") == [second]
    assert ids(state="rejected") == []
    assert ids(k="1") == [first]


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"question": " "}, 422, "The question is empty"),
        ({"question": "x" * 2001}, 422, "the limit is 2000"),
        ({"comment": "x" * 1001}, 422, "the limit is 1000"),
        ({"citation": 0}, 422, "numbered from 1"),
        ({"doc_id": "atlantis"}, 404, "atlantis"),
        ({"thumbs": "sideways"}, 422, "thumbs:"),
        ({"surface": "slack"}, 422, "surface:"),
    ],
)
def test_bad_feedback_is_a_problem_and_is_not_kept(
    client: TestClient, changed: dict[str, object], status: int, words: str
) -> None:
    response = client.post(HERE, json=SAID | changed)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert words in response.json()["detail"]
    assert client.get(HERE).json() == []


def forms(page: str) -> list[tuple[str, str]]:
    """Address and document of each form of the page that posts."""
    found = re.findall(r'action="([^"]+)" method="post".*?name="doc_id" value="([^"]+)"', page)
    return [(action.replace("&amp;", "&"), doc_id) for action, doc_id in found]


def pressed(client: TestClient, thumbs: str = "up", city: str = "") -> tuple[str, httpx2.Response]:
    """What a person sees who presses a button of the first thing in an answer, and its id."""
    action, doc_id = forms(client.get("/", params={"q": QUESTION, "city": city}).text)[0]
    return doc_id, client.post(
        action, data={"doc_id": doc_id, "thumbs": thumbs}, headers={"origin": LOCAL}
    )


def test_every_practice_and_document_of_an_answer_has_both_buttons(assistant: Assistant) -> None:
    client = browser(create_app(assistant))
    page = client.get("/", params={"q": "flooding of informal settlements"}).text
    shown = [
        practice.case_id for practice in assistant.ask("flooding of informal settlements").practices
    ]
    assert [doc_id for _, doc_id in forms(page)] == shown
    assert page.count('name="thumbs" value="up">This helps<') == len(shown)
    assert page.count('name="thumbs" value="down">This does not help<') == len(shown)


def test_a_button_keeps_feedback_and_leads_back_to_the_answer(
    client: TestClient, feedback: Feedback
) -> None:
    doc_id, response = pressed(client, "down", "Beira")
    assert response.status_code == 200
    back = urlsplit(str(response.url))
    assert (back.path, back.fragment) == ("/", f"on-{doc_id}")
    assert parse_qs(back.query) == {"q": [QUESTION], "city": ["Beira"], "thanks": [doc_id]}
    assert response.text.count(THANKS) == 1
    assert f'id="on-{doc_id}"' in response.text
    assert len(forms(response.text)) == 1
    (held,) = feedback.proposals()
    assert (held.question, held.doc_id, held.thumbs, held.surface) == (
        QUESTION, doc_id, "down", "page",
    )  # fmt: skip


def test_a_button_leads_back_to_the_answer_with_its_filters(client: TestClient) -> None:
    asked = {"q": QUESTION, "f": "source_collection:your_documents"}
    action, doc_id = forms(client.get("/", params=asked).text)[0]
    response = client.post(action, data={"doc_id": doc_id, "thumbs": "up"})
    back = urlsplit(str(response.url))
    assert parse_qs(back.query)["f"] == ["source_collection:your_documents"]
    assert THANKS in response.text


def test_a_page_shows_the_same_answer_after_its_feedback_was_accepted(
    client: TestClient, feedback: Feedback
) -> None:
    before = client.get("/", params={"q": QUESTION}).text
    asked = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    pressed(client, "down")
    feedback.accept(feedback.proposals()[0].id, 0, "Ana")
    assert client.get("/", params={"q": QUESTION}).text == before
    assert client.post("/api/v1/ask", json={"question": QUESTION}).json() == asked


def test_a_button_on_a_page_of_another_site_keeps_nothing(
    client: TestClient, feedback: Feedback
) -> None:
    action, doc_id = forms(client.get("/", params={"q": QUESTION}).text)[0]
    for origin in ("https://elsewhere.example", "null"):
        given = client.post(
            action, data={"doc_id": doc_id, "thumbs": "up"}, headers={"origin": origin}
        )
        assert given.status_code == 403
    assert feedback.proposals() == []


def test_browsers_are_let_tell_their_origin_to_this_site(client: TestClient) -> None:
    # with "no-referrer" they send "null", and every button would be refused
    assert client.get("/").headers["referrer-policy"] == "same-origin"


def test_a_form_that_is_not_of_the_page_is_told_on_a_page(client: TestClient) -> None:
    for action, data, status in [
        ("/feedback?q=heat", {"doc_id": "atlantis", "thumbs": "up"}, 404),
        ("/feedback?q=heat", {"doc_id": "trees", "thumbs": "maybe"}, 422),
        ("/feedback?q=", {"doc_id": "trees", "thumbs": "up"}, 422),
        ("/feedback?q=heat", {"doc_id": "trees"}, 422),
    ]:
        response = client.post(action, data=data)
        assert response.status_code == status
        assert response.headers["content-type"].startswith("text/html")


def test_the_way_back_never_leaves_this_site(client: TestClient) -> None:
    for asked in ("q=a&next=//elsewhere.example", "q=//elsewhere.example", "q=a%0d%0aSet-Cookie:x"):
        response = client.post(
            f"/feedback?{asked}", data={"doc_id": "trees", "thumbs": "up"}, follow_redirects=False
        )
        assert response.status_code == 303
        assert response.headers["location"].startswith("/?")
        assert "set-cookie" not in response.headers


class Shell:
    """The command line on a data folder of its own."""

    def __init__(self, home: Path) -> None:
        self.environment = {"CITYGRAFT_HOME": str(home)}

    def run(self, *words: str) -> str:
        done = CliRunner().invoke(app, ["feedback", *words], env=self.environment)
        if done.exception:
            raise done.exception
        return done.output


@pytest.fixture
def shell(held: Library) -> Shell:
    return Shell(held.home)


def test_feedback_goes_from_the_terminal_to_a_judgement(shell: Shell, tmp_path: Path) -> None:
    shell.run("up", QUESTION, "trees", "--comment", "It did here.", "--quote", "1")
    shell.run("down", QUESTION, "more-trees")
    listed = shell.run("list").splitlines()
    assert "up    trees  “Which trees" in listed[0]
    assert listed[0].endswith("· quote 1 · comment: It did here.")
    assert listed[2] == "2 shown, 2 in all."
    good, bad = (line.split()[0] for line in listed[:2])
    assert "accepted with grade 2 by Ana, 20" in shell.run(
        "accept", good, "--grade", "2", "--by", "Ana"
    )
    assert "rejected by Ana, 20" in shell.run("reject", bad, "--by", "Ana")
    assert shell.run("list").splitlines() == ["0 shown, 2 in all."]
    listed_as_json = json.loads(shell.run("list", "--all", "--json"))
    assert [row["state"] for row in listed_as_json] == ["accepted", "rejected"]
    shell.run("export", str(tmp_path / "out"))
    assert (tmp_path / "out" / "qrels.tsv").read_text().splitlines()[1].split("\t")[1:] == [
        "trees",
        "2",
    ]


def test_feedback_on_a_case_that_is_not_there_is_refused(shell: Shell) -> None:
    with pytest.raises(UnknownDocument, match="atlantis"):
        shell.run("up", QUESTION, "atlantis")
    assert shell.run("list", "--all") == "0 shown, 0 in all.\n"


def test_feedback_before_anything_was_asked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownDocument, match="Ask a question first"):
        Shell(tmp_path / "new").run("up", QUESTION, "trees")
    assert not (tmp_path / "new").exists()
