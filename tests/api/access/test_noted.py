"""What people change is in the log, and what is in collections that an administrator does not see is not told there."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.assistant import Assistant
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.pipeline import ingest
from tests.browser import browser


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    (tmp_path / "report.md").write_text("# Shade\n\n## Results\n\nThe city lent 900 umbrellas.\n")
    library = Library(tmp_path / "home", HashingEmbedder())
    ingest(library, [tmp_path / "report.md"])
    return browser(create_app(Assistant(library)))


def deeds(client: TestClient) -> list[tuple[str, str]]:
    return [(row["deed"], row["about"]) for row in client.get("/api/v1/audit").json()["deeds"]]


def test_sending_and_removing_documents_is_noted(client: TestClient) -> None:
    client.post("/api/v1/documents", files={"files": ("heat.txt", b"Heat in summer.")})
    client.delete("/api/v1/documents/report")
    assert deeds(client)[:2] == [("document removed", "report"), ("documents sent", "heat.txt")]


def test_a_self_assessment_is_noted(client: TestClient) -> None:
    client.put("/api/v1/profile", params={"city": "Beira"}, json={"sewer": 40})
    assert deeds(client)[0] == ("self-assessment saved", "Beira, Mozambique")


def test_moves_of_practices_are_noted(client: TestClient) -> None:
    body = {"kind": "network", "id": "shade-cities", "data": {"name": "Shade cities"}}
    client.post("/api/v1/entries", json=body)
    step = {"revision": 1, "deed": "submitted"}
    refused = client.post("/api/v1/entries/network/shade-cities/moves", json=step)
    assert refused.status_code == 422
    assert not any(deed.startswith("network") for deed, _ in deeds(client))
