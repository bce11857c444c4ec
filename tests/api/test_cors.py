from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.assistant import Assistant
from assistant.connections import Connections
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.access.people import signed_in
from tests.api.apart import MARK, QUESTION, Scene, scene
from tests.browser import LOCAL

SITE = "https://chat.example.org"
FOREIGN = (
    "https://evil.example",
    "null",
    f"{SITE}.evil.example",
    f"{SITE}:8443",
    "http://chat.example.org",
    "",
)
CONNECTED = Connections(origins=(SITE, "http://localhost:3000"))
OPEN = (
    ("POST", "/tools/ask"), ("GET", "/tools/openapi.json"), ("POST", "/v1/chat/completions"), ("GET", "/v1/models"),
    ("POST", "/mcp"), ("POST", "/retrieval"), ("POST", "/api/v1/ask"), ("POST", "/api/v1/compare"),
    ("GET", "/api/v1/search"), ("GET", "/api/v1/cases/dakar-municipal-bond"), ("GET", "/api/v1/peers"),
    ("GET", "/api/v1/transplant"), ("GET", "/api/v1/profile"), ("GET", "/api/v1/openapi.json"),
)  # fmt: skip
CLOSED = (
    ("POST", "/documents"), ("POST", "/city"), ("POST", "/feedback"), ("POST", "/login"), ("POST", "/shortlist"),
    ("GET", "/"), ("GET", "/cases"), ("GET", "/account"), ("POST", "/accounts"), ("GET", "/toolset"),
    ("PUT", "/api/v1/profile"), ("POST", "/api/v1/documents"), ("DELETE", "/api/v1/documents/x"), ("POST", "/api/v1/feedback"),
    ("GET", "/api/v1/accounts"), ("POST", "/api/v1/keys"), ("GET", "/api/v1/audit"), ("GET", "/api/v1/drafts"), ("GET", "/api/v1/me"),
    ("GET", "/api/v1/shortlist"), ("PUT", "/mcp"), ("DELETE", "/v1/models"), ("PATCH", "/tools/ask"),
)  # fmt: skip
NAMES = (
    "access-control-allow-origin",
    "access-control-allow-methods",
    "access-control-allow-headers",
)


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    library = Library(tmp_path_factory.mktemp("cors") / "home", HashingEmbedder())
    return create_app(Assistant(library), connections=CONNECTED)


@pytest.fixture(scope="module", name="apart")
def _apart(tmp_path_factory: pytest.TempPathFactory, case_text: str) -> Iterator[Scene]:
    with scene(tmp_path_factory.mktemp("cors"), case_text, CONNECTED) as held:
        yield held


def preflight(client: TestClient, method: str, path: str, origin: str) -> httpx2.Response:
    """What a browser asks before a page of another site calls with a key."""
    asked = {"Origin": origin, "Access-Control-Request-Method": method,
             "Access-Control-Request-Headers": "authorization,content-type,mcp-protocol-version,x-stainless-os"}  # fmt: skip
    return client.options(path, headers=asked)


@pytest.mark.parametrize(("method", "path"), OPEN)
def test_a_browser_is_told_that_a_page_of_a_named_site_may_call(
    app: FastAPI, method: str, path: str
) -> None:
    response = preflight(TestClient(app, LOCAL), method, path, SITE)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == SITE
    assert method in response.headers["access-control-allow-methods"]
    assert "authorization" in response.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in response.headers
    assert "Origin" in response.headers["vary"]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_what_changes_something_or_is_a_page_is_not_open_to_a_named_site(
    app: FastAPI, method: str, path: str
) -> None:
    client = TestClient(app, LOCAL)
    response = preflight(client, method, path, SITE)
    assert response.status_code in (404, 405)
    assert not any(name in response.headers for name in NAMES)
    answer = client.request(method, path, headers={"Origin": SITE})
    assert "access-control-allow-origin" not in answer.headers
    assert answer.status_code == 403 or method == "GET"


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize(("method", "path"), OPEN)
def test_other_sites_stay_out(app: FastAPI, method: str, path: str, origin: str) -> None:
    client = TestClient(app, LOCAL)
    for response in (
        preflight(client, method, path, origin),
        client.request(method, path, headers={"Origin": origin}, json={"question": "flood"}),
    ):
        assert not any(name in response.headers for name in NAMES)
        assert response.status_code in (403, 405) or method == "GET"


@pytest.mark.parametrize("path", [path for method, path in OPEN if method == "POST"])
def test_other_sites_are_told_how_they_are_let_in_where_they_can_be(
    app: FastAPI, path: str
) -> None:
    response = TestClient(app, LOCAL).post(path, json={}, headers={"Origin": FOREIGN[0]})
    assert response.status_code == 403
    assert "CITYGRAFT_ORIGINS" in response.text
    assert "form" not in response.text


def test_a_page_of_a_named_site_reads_answers_and_problems(app: FastAPI) -> None:
    client = TestClient(app, LOCAL)
    for path, body, status in (
        ("/tools/city_profile", {"city": "Beira"}, 200),
        ("/tools/ask", {}, 422),
        ("/api/v1/ask", {"question": "flood"}, 200),
        ("/retrieval", {"knowledge_id": "citygraft", "query": "flood"}, 200),
        ("/retrieval", {"knowledge_id": "none", "query": "flood"}, 404),
        ("/v1/chat/completions", {"model": "citygraft", "messages": [{"role": "user", "content": "flood"}]}, 200),
    ):  # fmt: skip
        response = client.post(path, json=body, headers={"Origin": SITE})
        assert response.status_code == status, response.text
        assert response.headers["access-control-allow-origin"] == SITE
        assert "X-Request-ID" in response.headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in response.headers
        assert "set-cookie" not in response.headers


def test_a_key_counts_there_and_a_cookie_does_not(apart: Scene) -> None:
    ada = signed_in(apart.app, "Ada")
    asked, origin = {"question": QUESTION}, {"Origin": SITE}
    key = {"Authorization": apart.ada.headers["Authorization"]}
    path = "/api/v1/ask"
    assert MARK in ada.post(path, json=asked).text, "her own page reads what is hers"
    assert MARK not in ada.post(path, json=asked, headers=origin).text
    assert MARK in TestClient(apart.app, LOCAL).post(path, json=asked, headers=origin | key).text
    search = f"/api/v1/search?q={QUESTION}"
    assert MARK in ada.get(search).text
    assert MARK not in ada.get(search, headers=origin).text
    assert ada.post("/retrieval", json={"knowledge_id": "citygraft", "query": QUESTION}, headers=origin).json()["error_code"] == 1001  # fmt: skip


def test_an_origin_opens_no_form(apart: Scene) -> None:
    ada = signed_in(apart.app, "Ada")
    said = {"question": "flood", "doc_id": "x", "thumbs": "up"}
    response = ada.post("/feedback", data=said, headers={"Origin": SITE})
    assert response.status_code == 403
    assert "This form was sent from another site" in response.text
    assert "CITYGRAFT_ORIGINS" not in response.text


def test_without_the_setting_every_other_site_stays_out(tmp_path: Path) -> None:
    client = TestClient(create_app(Assistant(Library(tmp_path / "home", HashingEmbedder()))), LOCAL)
    for method, path in OPEN:
        assert preflight(client, method, path, SITE).status_code in (404, 405)
    asked = {"question": "flood"}
    assert client.post("/tools/ask", json=asked, headers={"Origin": SITE}).status_code == 403


def test_a_name_of_another_host_is_refused_for_a_named_site_too(app: FastAPI) -> None:
    client = TestClient(app, "http://evil.example")
    response = client.post("/tools/ask", json={"question": "flood"}, headers={"Origin": SITE})
    assert response.status_code == 400
