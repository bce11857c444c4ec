import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.assistant import Assistant
from corpus.draft import Draft
from corpus.draft_markdown import draft_of_markdown
from index.library import Library
from index.onnx import OnnxEmbedder
from ingest.drafting.practice import all_names
from ingest.pipeline import ingest
from tests.browser import browser

CopyVectors = Callable[[Path, Path], None]

REPORT = """# Bucket by bucket: <b>kitchen waste</b> in Kumasi

Before the scheme, everything that was collected in Kumasi, Ghana, went to a landfill that was full.
The city council approved the scheme in November 2014. The first collection began in June 2015.
The plant cost 1.8 million US dollars to build. The project failed & was closed in 2020 <script>alert(1)</script>.
"""


def app_of(assistant: Assistant, host: str = "127.0.0.1") -> FastAPI:
    return create_app(assistant, host)


@pytest.fixture(name="held")
def _held(library: Library, tmp_path: Path) -> Library:
    report = tmp_path / "report.md"
    report.write_text(REPORT)
    ingest(library, [report])
    return library


@pytest.fixture(name="client")
def _client(held: Library) -> TestClient:
    client = browser(app_of(Assistant(held)))
    client.follow_redirects = False
    return client


@pytest.fixture(name="home")
def _home(
    bundled_home: Path, onnx: OnnxEmbedder, copy_vectors: CopyVectors, tmp_path: Path
) -> Path:
    """A data folder as the commands use it, in which the names of practices are encoded already."""
    Library(bundled_home, onnx).vectors(all_names())
    home = tmp_path / "onnx-home"
    home.mkdir()
    copy_vectors(bundled_home, home)
    return home


def made(client: TestClient) -> Draft:
    response = client.post("/api/v1/drafts", json={"doc_id": "report", "who": "Ama"})
    assert response.status_code == 201, response.text
    return Draft.model_validate(response.json())


def test_a_draft_is_made_read_changed_and_moved_over_http(client: TestClient) -> None:
    held = made(client)
    assert client.get(f"/api/v1/drafts/{held.id}").json() == held.model_dump(mode="json")
    edit = {"revision": 1, "parts": {"": "Kitchen waste in Kumasi"}, "who": "Ben"}
    changed = client.patch(f"/api/v1/drafts/{held.id}/fields/title", json=edit).json()
    assert changed["revision"] == 2
    client.patch(
        f"/api/v1/drafts/{held.id}/fields/city", json={"revision": 2, "accept": True, "who": "Ben"}
    )
    client.patch(
        f"/api/v1/drafts/{held.id}/fields/outcome", json={"revision": 3, "question": "Who says so?"}
    )
    move = {"revision": 4, "deed": "submitted", "who": "Ben"}
    moved = client.post(f"/api/v1/drafts/{held.id}/moves", json=move).json()
    fields = {field["key"]: field for field in moved["fields"]}
    assert (moved["state"], fields["title"]["state"], fields["city"]["state"]) == (
        "in review",
        "edited",
        "accepted",
    )
    assert fields["outcome"]["question"] == "Who says so?"
    history = client.get(f"/api/v1/drafts/{held.id}/history").json()
    assert [(row["deed"], row["who"]) for row in history] == [
        ("created", "Ama"), ("edited", "Ben"), ("edited", "Ben"), ("edited", "api"), ("submitted", "Ben"),
    ]  # fmt: skip
    (change,) = client.get(f"/api/v1/drafts/{held.id}/diff", params={"old": 1, "new": 2}).json()
    assert change["key"] == "title"
    assert [
        row["id"] for row in client.get("/api/v1/drafts", params={"state": "in review"}).json()
    ] == [held.id]
    assert client.get("/api/v1/drafts", params={"state": "published"}).json() == []


def test_what_keeps_a_draft_back_is_told_over_http(client: TestClient) -> None:
    held = made(client)
    checked = client.get(f"/api/v1/drafts/{held.id}/check").json()
    assert any("City: nobody has accepted" in reason for reason in checked["not_ready"])
    assert any(remark["field"] == "cost-and-who-paid" for remark in checked["remarks"])
    client.post(f"/api/v1/drafts/{held.id}/moves", json={"revision": 1, "deed": "submitted"})
    refused = client.post(
        f"/api/v1/drafts/{held.id}/moves", json={"revision": 2, "deed": "published"}
    )
    assert refused.status_code == 422
    assert "is not ready to be published" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("fields/title", {"revision": 9, "parts": {"": "x"}}, 422, "no revision 9 yet"),
        ("fields/status", {"revision": 1, "parts": {"": "done"}}, 422, "is not one of planned"),
        ("fields/colour", {"revision": 1, "parts": {"": "red"}}, 422, "no field 'colour'"),
        ("fields/title", {"parts": {"": "x"}}, 422, "revision"),
        ("fields/title", {"revision": 1, "parts": {"": "x"}, "evidence": []}, 422, "evidence"),
    ],
)
def test_a_broken_change_is_refused_in_plain_words(
    client: TestClient, path: str, body: dict[str, object], status: int, said: str
) -> None:
    held = made(client)
    response = client.patch(f"/api/v1/drafts/{held.id}/{path}", json=body)
    assert response.status_code == status
    assert said in response.json()["detail"]
    assert client.get(f"/api/v1/drafts/{held.id}").json()["revision"] == 1


def test_unknown_drafts_and_documents_are_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/drafts/nothing").status_code == 404
    assert client.get("/drafts/nothing").status_code == 404
    assert client.post("/api/v1/drafts", json={"doc_id": "nothing"}).status_code == 404


def test_a_person_reviews_a_draft_on_its_page(client: TestClient) -> None:
    response = client.post("/drafts", data={"doc_id": "report"})
    assert response.status_code == 303
    address = response.headers["location"]
    page = client.get(address).text
    assert "Accept" in page
    assert "The first collection began in June 2015." in page
    assert re.search(r'href="/documents/report\?start=\d+&amp;end=\d+#at-\d+"', page)
    after = client.post(f"{address}/fields/city", data={"revision": "1", "do": "accept"})
    assert after.headers["location"] == f"{address}?field=city#city"
    client.post(
        f"{address}/fields/topics",
        data={"revision": "2", "do": "edit", "part-": ["mobility", "housing_informal_settlements"]},
    )
    client.post(f"{address}/fields/years", data={"revision": "3", "do": "open", "question": ""})
    held = client.get(f"/api/v1{address}").json()
    fields = {field["key"]: field for field in held["fields"]}
    assert fields["city"]["state"] == "accepted"
    assert fields["topics"]["parts"] == {"": "mobility, housing_informal_settlements"}
    assert fields["years"]["state"] == "open"
    changed = client.get(f"{address}/history", params={"old": 2, "new": 3}).text
    assert re.search(
        r"<ins>.*mobility, informal settlements and housing</ins>|<ins>.*mobility, .*</ins>",
        changed,
    )


def test_a_stale_form_is_refused_and_shows_what_was_written(client: TestClient) -> None:
    held = made(client)
    first = {"revision": "1", "do": "edit", "part-": "Mine"}
    client.post(f"/drafts/{held.id}/fields/title", data=first)
    second = client.post(
        f"/drafts/{held.id}/fields/title", data={**first, "part-": "Yours, written later"}
    )
    assert second.status_code == 422
    assert "has meanwhile made revision 2" in second.text
    assert "Yours, written later" in second.text
    assert client.get(f"/api/v1/drafts/{held.id}").json()["revision"] == 2


def test_markup_in_documents_and_edits_is_shown_and_not_run(client: TestClient) -> None:
    held = made(client)
    evil = '"><img src=x onerror=alert(1)>'
    client.post(
        f"/drafts/{held.id}/fields/lesson-1",
        data={"revision": "1", "do": "edit", "part-text": evil},
    )
    client.post(
        f"/drafts/{held.id}/fields/results", data={"revision": "2", "do": "edit", "part-": evil}
    )
    client.post(
        f"/drafts/{held.id}/move", data={"revision": "3", "deed": "submitted", "comment": evil}
    )
    for path in ("/drafts", f"/drafts/{held.id}", f"/drafts/{held.id}/history?old=1&new=2"):
        page = client.get(path).text
        assert "<img" not in page
        assert "<script>" not in page
        assert "&lt;img" in page or path == "/drafts"


def test_a_name_is_remembered_for_the_history(client: TestClient) -> None:
    held = made(client)
    response = client.post("/drafts/who", data={"back": held.id, "who": "Ama Öz"})
    assert response.headers["location"] == f"/drafts/{held.id}"
    client.post(f"/drafts/{held.id}/fields/city", data={"revision": "1", "do": "accept"})
    assert client.get(f"/api/v1/drafts/{held.id}/history").json()[-1]["who"] == "Ama Öz"


def test_a_form_without_its_revision_changes_nothing(client: TestClient) -> None:
    held = made(client)
    for given in ("", "²", "-1", "9" * 20):
        response = client.post(
            f"/drafts/{held.id}/fields/city", data={"revision": given, "do": "accept"}
        )
        assert response.status_code in (404, 422)
    assert client.get(f"/api/v1/drafts/{held.id}").json()["revision"] == 1


def test_a_move_that_no_button_has_is_refused(client: TestClient) -> None:
    held = made(client)
    response = client.post(f"/drafts/{held.id}/move", data={"revision": "1", "deed": "burnt"})
    assert response.status_code == 422


def test_forms_of_other_sites_change_nothing(client: TestClient) -> None:
    held = made(client)
    response = client.post(f"/drafts/{held.id}/fields/city", data={"revision": "1", "do": "accept"},
                           headers={"Origin": "https://evil.example"})  # fmt: skip
    assert response.status_code == 403


def test_who_has_not_signed_in_sees_no_draft_and_changes_none(
    held: Library, client: TestClient
) -> None:
    draft_id = made(client).id
    far = browser(app_of(Assistant(held), "0.0.0.0"))
    tries = [
        far.get("/drafts"),
        far.get(f"/drafts/{draft_id}"),
        far.get(f"/drafts/{draft_id}/source", params={"field": "city"}),
        far.get(f"/drafts/{draft_id}/fields/city"),
        far.get(f"/review/{draft_id}"),
        far.get(f"/api/v1/drafts/{draft_id}"),
        far.post("/api/v1/drafts", json={"doc_id": "report"}),
        far.post("/drafts", data={"doc_id": "report"}),
        far.post(f"/drafts/{draft_id}/fields/city", data={"revision": "1", "do": "accept"}),
        far.post(f"/drafts/{draft_id}/move", data={"revision": "1", "deed": "submitted"}),
        far.post(f"/review/{draft_id}", data={"revision": "1", "deed": "published"}),
    ]
    assert [response.status_code for response in tries] == [401] * len(tries)
    assert all("Kumasi" not in response.text for response in tries)


def test_the_export_is_a_file_that_reads_back_to_the_draft(client: TestClient) -> None:
    held = made(client)
    response = client.get(f"/api/v1/drafts/{held.id}/export")
    assert f'filename="{held.id}.md"' in response.headers["content-disposition"]
    assert draft_of_markdown(response.text, "copy.md") == held


def citygraft(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", "from api.cli import main; main()", *words],
        env={**os.environ, "CITYGRAFT_HOME": str(home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_commands_take_a_draft_from_a_file_to_review(home: Path, tmp_path: Path) -> None:
    report = tmp_path / "buses.txt"
    report.write_text(
        "Buses in Beira\n\nThe city of Beira, Mozambique, built a bus lane. The lane opened in 2015 and cost 2 million dollars."
    )
    unkept = citygraft(home, "draft", str(report), "--json")
    assert json.loads(unkept.stdout)["documents"][0]["title"] == "Buses in Beira"
    assert "0 drafts" in citygraft(home, "drafts", "list").stderr
    kept = citygraft(
        home, "draft", str(report), "--keep", "--who", "Ama", "-o", str(tmp_path / "out.md")
    )
    assert kept.returncode == 0, kept.stderr
    (row,) = json.loads(citygraft(home, "drafts", "list", "--json").stdout)
    assert (
        citygraft(home, "drafts", "set", row["id"], "years", "2015-", "--who", "Ama").returncode
        == 0
    )
    assert (
        citygraft(home, "drafts", "accept", row["id"], "city", "country", "--who", "Ama").returncode
        == 0
    )
    stale = citygraft(home, "drafts", "set", row["id"], "city", "Dondo", "--on", "1")
    assert stale.returncode == 1
    assert "meanwhile made revision 3" in stale.stderr
    assert citygraft(home, "drafts", "submit", row["id"], "--who", "Ama").returncode == 0
    early = citygraft(home, "drafts", "publish", row["id"], "--who", "Ben")
    assert early.returncode == 1
    assert "not ready" in early.stderr
    copy = tmp_path / "copy.md"
    exported = citygraft(home, "drafts", "export", row["id"], "-o", str(copy))
    assert exported.returncode == 0, exported.stderr
    copy.write_text(copy.read_text().replace("'': Beira", "'': Dondo"))
    assert citygraft(home, "drafts", "import", str(copy), "--who", "Ben").returncode == 0
    assert "[-Beira-][+Dondo+]" in citygraft(home, "drafts", "diff", row["id"]).stdout
    shown = citygraft(home, "drafts", "show", row["id"]).stdout
    assert "goes on" in shown
    history = json.loads(citygraft(home, "drafts", "history", row["id"], "--json").stdout)
    assert [entry["deed"] for entry in history] == [
        "created",
        "edited",
        "edited",
        "submitted",
        "edited",
    ]


def test_drafts_and_jobs_are_listed_in_parts(client: TestClient) -> None:
    client.post("/api/v1/drafts", json={"doc_id": "report"})
    client.post("/api/v1/drafts", json={"doc_id": "report"})
    first, second = (client.get("/api/v1/drafts", params={"offset": at, "k": 1}) for at in (0, 1))
    assert first.headers["X-Total-Count"] == "2"
    assert {row["id"] for row in (*first.json(), *second.json())} == {
        row["id"] for row in client.get("/api/v1/drafts").json()
    }
    assert client.get("/api/v1/drafts", params={"k": 0}).status_code == 422
    assert client.get("/api/v1/jobs", params={"k": 10**9}).status_code == 422
    assert client.get("/api/v1/jobs").headers["X-Total-Count"] == "0"
