from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.hosts import SHOWN, Hosts
from assistant.assistant import Assistant
from index.hashing import HashingEmbedder
from index.library import Library
from tests.browser import LOCAL

NEXT = "Set CITYGRAFT_ADDRESS to the address that people use."
ADDRESS = "https://citygraft.example.org"


@pytest.fixture(scope="module", name="assistant_")
def _assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return Assistant(Library(tmp_path_factory.mktemp("hosts") / "home", HashingEmbedder()))


@pytest.fixture(scope="module", name="app")
def _app(assistant_: Assistant) -> FastAPI:
    return create_app(assistant_)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/v1/chat/completions", ("error", "message")),
        ("/v1/models", ("error", "message")),
        ("/mcp", ("error", "message")),
        ("/retrieval", ("error_msg",)),
        ("/tools/ask", ("detail",)),
        ("/api/v1/ask", ("detail",)),
    ],
)
def test_a_wrong_name_is_refused_in_the_form_of_each_protocol(
    app: FastAPI, path: str, place: tuple[str, ...]
) -> None:
    response = TestClient(app, LOCAL).post(
        path, json={}, headers={"Host": "host.docker.internal:8000"}
    )
    assert response.status_code == 400
    told = response.json()
    if path == "/mcp":
        assert (told["jsonrpc"], told["id"]) == ("2.0", None)
    for name in place:
        told = told[name]
    assert told == f"This server is not known under the name 'host.docker.internal:8000'. {NEXT}"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-request-id"]


@pytest.mark.parametrize("path", ["/", "/account", "/static/citygraft.css", "/documents"])
def test_a_page_is_refused_with_nothing_but_the_sentence(app: FastAPI, path: str) -> None:
    response = TestClient(app, LOCAL).get(path, headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/plain")
    assert response.text == f"This server is not known under the name 'evil.example'. {NEXT}"
    assert "set-cookie" not in response.headers, "a page of that name would read its mark"


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("<script>alert(1)</script>", "'?script?alert?1???script?'"),
        ("[x](http://evil.example)", "'[x]?http:??evil.example?'"),
        ("@everyone\t!", "'?everyone??'"),
        ("evil.example/" + "x" * 5000, "'evil.example?" + "x" * (SHOWN - 13) + "'"),
        ("", "does not name its host"),
    ],
)
def test_a_name_is_told_inert_and_cut(app: FastAPI, host: str, told: str) -> None:
    response = TestClient(app, LOCAL).get("/v1/models", headers={"Host": host})
    assert response.status_code == 400
    assert told in response.json()["error"]["message"]
    assert len(response.json()["error"]["message"]) < 250


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("LOCALHOST:8000", 200),
        ("[::1]", 200),
        ("[::1]:8000", 200),
        ("citygraft.example.org", 200),
        ("Citygraft.Example.Org:443", 200),
        ("www.citygraft.example.org", 400),
        ("citygraft.example.org.evil.example", 400),
        ("evil.example:8000", 400),
        ("[::2]", 400),
        ("[::1", 400),
        ("localhost:x", 400),
        ("localhost, evil.example", 400),
        ("evil.example#localhost", 400),
    ],
)
def test_names_are_told_apart_whatever_port_or_case(
    assistant_: Assistant, host: str, status: int
) -> None:
    client = TestClient(create_app(assistant_, "0.0.0.0", address=ADDRESS), LOCAL)
    for path in ("/v1/models", "/about"):
        assert client.get(path, headers={"Host": host}).status_code == status


def test_a_name_without_www_is_shown_on_to_the_one_with_it(assistant_: Assistant) -> None:
    app = create_app(assistant_, "0.0.0.0", address="https://www.citygraft.example.org")
    client = TestClient(app, LOCAL, follow_redirects=False)
    response = client.get("/about", headers={"Host": "citygraft.example.org"})
    assert response.status_code == 307
    assert response.headers["location"] == "http://www.citygraft.example.org/about"


def test_names_with_a_star_stand_for_all_below(assistant_: Assistant) -> None:
    app = create_app(assistant_, "0.0.0.0")
    app.add_middleware(Hosts, names=["*.example.org"])
    client = TestClient(app, LOCAL)
    for host, status in (("a.example.org", 200), ("a.b.example.org:1", 200), ("example.org", 400)):
        assert client.get("/v1/models", headers={"Host": host}).status_code == status


def test_on_a_server_that_has_no_address_any_name_goes(tmp_path: Path) -> None:
    app = create_app(Assistant(Library(tmp_path / "home", HashingEmbedder())), "0.0.0.0")
    assert TestClient(app, "http://any.example").get("/v1/models").status_code == 200
