import hashlib
from collections.abc import Iterator

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.upload_form import MAX_FILES, MAX_NAME, shown_name
from assistant.assistant import Assistant
from index.library import Library
from tests.browser import browser

LOCAL = "http://127.0.0.1:8000"
HERE = "/api/v1/documents"


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    with browser(create_app(Assistant(library)), raises=False) as client:
        yield client


def ended(client: TestClient, response: httpx2.Response) -> httpx2.Response:
    """The job of an upload, once it has ended."""
    assert response.status_code == 202, response.text
    address = response.headers["location"]
    client.get(f"{address}/events")
    return client.get(address)


NAMES = [
    ("../../x.txt", "x.txt"),
    ("/etc/passwd.txt", "passwd.txt"),
    ("C:\\Users\\ana\\plan.txt", "plan.txt"),
    ("..", ""),
    (".hidden.txt", "hidden.txt"),
    ("CON", "CON"),
    ("a\x00b.txt", "ab.txt"),
    ("line\r\nbreak.txt", "line break.txt"),
    ("in\u202etxt.exe", "intxt.exe"),
    ("zero\u200bwidth.txt", "zerowidth.txt"),
    ("  spaced   out .txt ", "spaced out .txt"),
    ("x" * 300 + ".pdf", "x" * (MAX_NAME - 5) + "….pdf"),
    ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
]


@pytest.mark.parametrize(("given", "shown"), NAMES)
def test_a_name_is_shown_without_what_misleads(given: str, shown: str) -> None:
    assert shown_name(given.encode()) == shown


def test_a_name_that_is_no_utf_8_is_shown_as_far_as_it_is() -> None:
    assert shown_name(b"caf\xe9.txt") == "caf\ufffd.txt"


def test_files_are_stored_under_their_digest_whatever_their_names(
    client: TestClient, library: Library
) -> None:
    contents = [f"Drains of quarter {n}.".encode() for n in range(len(NAMES))]
    files = [("files", (name, c)) for (name, _), c in zip(NAMES, contents, strict=True)]
    before = {path for path in library.home.parent.rglob("*") if path.is_file()}
    ended(client, client.post(HERE, files=files))
    added = {path for path in library.home.parent.rglob("*") if path.is_file()} - before
    digests = {hashlib.sha256(content).hexdigest() for content in contents}
    kept = {path for path in added if path.parent.parent.name == "originals"}
    assert kept
    assert {path.name for path in kept} <= digests
    elsewhere = {path.relative_to(library.home).parts[0] for path in added - kept}
    assert elsewhere <= {
        "index",
        "jobs.sqlite-wal",
        "store.sqlite-wal",
        "vectors.sqlite-wal",
        "cache",
    }


def test_several_files_of_one_name_are_several_documents(
    client: TestClient, library: Library
) -> None:
    files = [("files", ("plan.txt", f"Plan of quarter {n}.".encode())) for n in range(3)]
    job = ended(client, client.post(HERE, files=files)).json()
    assert [item["name"] for item in job["items"]] == ["plan.txt", "plan (2).txt", "plan (3).txt"]
    assert len(list(library.store.documents())) == 3


def test_the_same_file_twice_in_one_form_is_taken_once(client: TestClient) -> None:
    files = [("files", ("plan.txt", b"Plan of the quarter."))] * 2
    assert ended(client, client.post(HERE, files=files)).json()["total"] == 1


def test_the_same_file_again_is_the_same_document_and_that_is_told(
    client: TestClient, library: Library
) -> None:
    files = {"files": ("plan.txt", b"Plan of the quarter.")}
    responses = [client.post(HERE, files=files) for _ in range(2)]
    results = [ended(client, r).json()["items"][0]["outcomes"][0]["result"] for r in responses]
    assert sorted(results) == ["added", "unchanged"]
    assert len(list(library.store.documents())) == 1


def test_an_edited_file_of_the_same_name_is_a_new_version(
    client: TestClient, library: Library
) -> None:
    for text in (b"The mast was blue.", b"The mast was green."):
        job = ended(client, client.post(HERE, files={"files": ("mast.txt", text)})).json()
    assert job["items"][0]["outcomes"][0]["result"] == "replaced"
    (document,) = library.store.documents()
    passages = library.store.passages(library.store.passage_ids())
    assert [p.text for p in passages.values()] == ["The mast was green."]
    assert len(client.get(f"{HERE}/{document.doc_id}/versions").json()) == 2


@pytest.mark.parametrize(
    ("same", "state", "count"),
    [(None, "asking", 1), ("keep", "done", 1), ("rename", "done", 1), ("both", "done", 2)],
)
def test_what_to_do_with_the_same_content_can_be_said_at_once(
    client: TestClient, library: Library, same: str | None, state: str, count: int
) -> None:
    ended(client, client.post(HERE, files={"files": ("old.txt", b"The mast was blue.")}))
    data = {"same": same} if same else {}
    job = ended(
        client, client.post(HERE, files={"files": ("new.txt", b"The mast was blue.")}, data=data)
    )
    assert job.json()["state"] == state
    assert len(list(library.store.documents())) == count


def test_a_form_without_a_file_or_with_a_strange_wish_is_refused(
    client: TestClient, library: Library
) -> None:
    empty = client.post(HERE, files={"files": ("", b"")})
    strange = client.post(HERE, files={"files": ("a.txt", b"Drains.")}, data={"same": "burn"})
    assert [(r.status_code, r.json()["detail"]) for r in (empty, strange)] == [
        (422, "No file was sent. Choose one or more."),
        (422, "same: give one of ask, keep, rename, both."),
    ]
    assert client.post(HERE, json={"files": []}).status_code == 415
    assert client.get("/api/v1/jobs").json() == []
    assert list((library.home / "inbox").iterdir()) == []


def test_as_many_files_as_are_allowed_are_taken(client: TestClient, library: Library) -> None:
    files = [("files", (f"{n}.txt", f"Report zeta{n}.".encode())) for n in range(MAX_FILES)]
    job = ended(client, client.post(HERE, files=files)).json()
    assert (job["state"], job["finished"]) == ("done", MAX_FILES)
    assert len(list(library.store.documents())) == MAX_FILES


def test_an_empty_file_is_refused_with_the_reason(client: TestClient) -> None:
    job = ended(client, client.post(HERE, files={"files": ("a.txt", b"")})).json()
    assert job["items"][0]["outcomes"][0]["result"] == "refused"
    assert "empty" in job["items"][0]["outcomes"][0]["detail"]
