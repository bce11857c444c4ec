"""MCP over HTTP: who sees what, what is refused and in which form, and that the server lives on."""

from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from api.access.accounts import Accounts
from api.access.collections import Collections
from api.access.keys import Keys
from api.app import create_app
from api.limits import MAX_CHAT
from assistant.assistant import Assistant
from assistant.connections import Connections
from corpus.collection import Visibility
from tests.api.access.people import ROOT, file_of, person, program, served, signed_in, visitor
from tests.api.mcp.conftest import REPORT, of_team
from tests.api.mcp.conftest import SECRET as GATES
from tests.api.own_cases import BOGOTA, DAKAR, SECRET, TEAM, held

MARKS = ("quorndyke", GATES)
NEW, OLD = "2026-07-28", "2025-06-18"

Asking = tuple[str, dict[str, Any]]

ASKED: list[Asking] = [
    ("tools/call", {"name": "ask", "arguments": {"question": "buses of Quorndyke", "limit": 8}}),
    ("tools/call", {"name": "ask", "arguments": {"question": "bus lanes and their operators", "city": "Accra", "limit": 8}}),
    ("tools/call", {"name": "search", "arguments": {"query": "pumps for rain water behind the gates"}}),
    ("tools/call", {"name": "ask", "arguments": {"question": "How often were the tidal gates closed, and what did the pumps cost?"}}),
    ("tools/call", {"name": "fetch", "arguments": {"id": SECRET}}),
    ("tools/call", {"name": "transplant", "arguments": {"practice": SECRET, "city": "Accra"}}),
    ("tools/call", {"name": "transplant", "arguments": {"practice": "bus rapid transit", "city": "Accra"}}),
    ("tools/call", {"name": "peers", "arguments": {"city": "Jaipur", "limit": 20}}),
    ("resources/list", {}),
    ("resources/read", {"uri": f"citygraft://cases/{SECRET}"}),
    ("completion/complete", {"ref": {"type": "ref/prompt", "name": "prepare_study_visit"}, "argument": {"name": "visit", "value": "bus"}}),
    ("completion/complete", {"ref": {"type": "ref/resource", "uri": "citygraft://cases/{id}"}, "argument": {"name": "id", "value": "qu"}}),
    ("prompts/get", {"name": "prepare_study_visit", "arguments": {"city": "Accra", "visit": SECRET}}),
    ("tools/list", {}),
    ("prompts/list", {}),
]  # fmt: skip
"""Everything that a client can ask for, of which some leads to the team's case study."""


class Scene(NamedTuple):
    app: FastAPI
    ada: TestClient
    ben: TestClient


@pytest.fixture(scope="module", name="scene")
def _scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    library = held(tmp_path_factory.mktemp("mcp") / "home")
    of_team(library, {"gates.md": REPORT})
    app = served(library)
    ada, ben = person(app, "Ada"), person(app, "Ben")
    Collections(file_of(app)).add(ROOT, TEAM, Visibility.PRIVATE)
    Collections(file_of(app)).join(ROOT, TEAM, ada)
    return Scene(app, program(app, ada), program(app, ben))


def posted(client: TestClient, body: Any, **headers: str) -> Response:
    """The answer to a body, which is sent as it is where it is bytes."""
    said = {"accept": "application/json", "content-type": "application/json"}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {"content": body} if isinstance(body, bytes) else {"json": body}
    return client.post("/mcp", headers=said, **sent)


def asked(client: TestClient, era: str, method: str, params: dict[str, Any]) -> Response:
    """The answer to a request as a client of an era sends it."""
    headers = {"mcp_protocol_version": era}
    if era == NEW:
        meta = {"io.modelcontextprotocol/protocolVersion": era, "io.modelcontextprotocol/clientCapabilities": {}}  # fmt: skip
        params = {**params, "_meta": meta}
        headers["mcp_method"] = method
        if named := params.get("name") or params.get("uri"):
            headers["mcp_name"] = named
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return posted(client, body, **headers)


def seen(client: TestClient, era: str) -> list[str]:
    return [asked(client, era, method, params).text.casefold() for method, params in ASKED]


def marks(text: str, asking: Asking) -> list[str]:
    """What of the team's stands in an answer, beside what the caller said themselves."""
    said = str(asking).casefold()
    for own in (SECRET, "buses of quorndyke", "buses+of+quorndyke"):
        if own.replace("+", " ") in said:
            text = text.replace(own, "")
    return [mark for mark in MARKS if mark in text]


@pytest.mark.parametrize("era", [NEW, OLD])
def test_nothing_of_a_private_collection_reaches_another_key_or_a_visitor(
    scene: Scene, era: str
) -> None:
    before = seen(scene.ada, era)
    found = [marks(*one) for one in zip(before, ASKED, strict=True)]
    assert sum(map(bool, found)) >= 9, found
    for other in (scene.ben, visitor(scene.app), signed_in(scene.app, "Ada")):
        texts = seen(other, era)
        for asking, text in zip(ASKED, texts, strict=True):
            assert not marks(text, asking), (asking, text)
    assert seen(scene.ada, era) == before


def test_what_is_hidden_is_answered_as_what_is_not_there(scene: Scene) -> None:
    def answers(name: str) -> list[str]:
        read = {"uri": f"citygraft://cases/{name}"}
        fetch = {"name": "fetch", "arguments": {"id": name}}
        sheet = {"name": "transplant", "arguments": {"practice": name, "city": "Accra"}}
        calls: list[Asking] = [
            ("resources/read", read),
            ("tools/call", fetch),
            ("tools/call", sheet),
        ]
        return [asked(scene.ben, OLD, *call).text.replace(name, "") for call in calls]

    assert answers(SECRET)[:2] == answers("never-there-at")[:2]
    assert "No practice, case study or document is called" in answers(SECRET)[2]


def test_a_key_that_does_not_count_is_refused_with_a_challenge(scene: Scene) -> None:
    ada = Accounts(file_of(scene.app)).get("Ada")
    key, secret = Keys(file_of(scene.app)).make(ROOT, ada, "lost", "read")
    Keys(file_of(scene.app)).revoke(ROOT, ada, key.key_id)
    for header in ("Bearer cg_wrong", f"Bearer {secret}", "Basic YTpi", "Bearer"):
        response = posted(visitor(scene.app), {}, authorization=header)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert response.json()["error"]["code"] == -32600


def test_pages_of_other_sites_are_refused(scene: Scene) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    for origin in ("https://evil.example", "null", "http://127.0.0.1.evil.example"):
        response = posted(scene.ada, ping, origin=origin)
        assert response.status_code == 403
        assert "another site" in response.json()["error"]["message"]
        assert "access-control-allow-origin" not in response.headers
    own = str(scene.ada.base_url).rstrip("/")
    assert posted(scene.ada, ping, origin=own).json()["result"] == {}


def test_an_unknown_version_is_told_the_versions_that_are_served(scene: Scene) -> None:
    refused = asked(scene.ada, NEW, "tools/list", {})
    assert refused.status_code == 200
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": {
        "io.modelcontextprotocol/protocolVersion": "2031-01-01", "io.modelcontextprotocol/clientCapabilities": {}}}}  # fmt: skip
    refused = posted(scene.ada, body, mcp_protocol_version="2031-01-01", mcp_method="tools/list")
    _is_told_the_versions(refused)
    given = {"protocolVersion": "1999-01-01", "capabilities": {}, "clientInfo": {"name": "old", "version": "1"}}  # fmt: skip
    start = posted(scene.ada, {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": given})
    assert start.json()["result"]["protocolVersion"] == "2025-11-25"


@pytest.mark.parametrize(
    "version", ["1999-01-01", "2031-01-01", "draft", "", "2025-06-18, 2026-07-28"]
)
def test_an_unknown_version_in_the_header_is_refused_whatever_is_asked(
    scene: Scene, version: str
) -> None:
    given = {"protocolVersion": OLD, "capabilities": {}, "clientInfo": {"name": "old", "version": "1"}}  # fmt: skip
    for method, params in (("tools/list", {}), ("initialize", given), ("tools/list", {})):
        _is_told_the_versions(asked(scene.ada, version, method, params))
    noted = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert posted(scene.ada, noted, mcp_protocol_version=version).json()["id"] is None


def _is_told_the_versions(refused: Response) -> None:
    assert refused.status_code == 400
    body = refused.json()
    assert (body["id"], body["error"]["code"]) == (1, -32022)
    served = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", NEW]
    assert body["error"]["data"]["supported"] == served
    assert ", ".join(served) in body["error"]["message"]


@pytest.mark.parametrize("version", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
def test_every_version_with_a_handshake_is_served(scene: Scene, version: str) -> None:
    given = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "old", "version": "1"}}  # fmt: skip
    start = posted(scene.ben, {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": given})
    assert start.json()["result"]["protocolVersion"] == version
    assert "mcp-session-id" not in start.headers
    noted = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert posted(scene.ben, noted, mcp_protocol_version=version).status_code == 202
    tools = asked(scene.ben, version, "tools/list", {}).json()["result"]["tools"]
    assert tools[0]["name"] == "ask"
    call = {"name": "search", "arguments": {"query": "How can a city borrow by a bond?"}}
    assert DAKAR in asked(scene.ben, version, "tools/call", call).text


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_a_server_without_sessions_has_no_stream_and_nothing_to_delete(
    scene: Scene, method: str
) -> None:
    response = scene.ada.request(method, "/mcp", headers={"accept": "text/event-stream"})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert "by POST" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{bad", 400, -32700),
        (b'\xff\xfe{"jsonrpc"', 400, -32700),
        (b"", 400, -32700),
        (b"[" * 100_000, 400, -32700),
        (b"[]", 400, -32600),
        (b'"ping"', 400, -32600),
        (b'{"jsonrpc":"1.0","id":1,"method":"ping"}', 400, -32600),
        (b'{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}', 400, -32600),
        (b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]', 400, -32600),
        (b" " * (MAX_CHAT + 1), 413, -32600),
    ],
)
def test_what_is_no_message_is_refused_in_the_protocol_s_form(
    scene: Scene, body: bytes, status: int, code: int
) -> None:
    response = posted(scene.ada, body)
    assert response.status_code == status
    error = response.json()["error"]
    assert (error["code"], response.json()["id"]) == (code, None)
    assert "pydantic" not in error["message"]
    assert posted(scene.ada, {"jsonrpc": "2.0", "id": 2, "method": "ping"}).json()["id"] == 2


def test_other_media_types_are_refused(scene: Scene) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert posted(scene.ada, ping, content_type="text/plain").status_code == 415
    assert posted(scene.ada, ping, accept="text/html").status_code == 406


@pytest.mark.parametrize("era", [NEW, OLD])
def test_what_is_asked_wrongly_has_the_protocol_s_code(scene: Scene, era: str) -> None:
    for method, params, code in (
        ("tools/steal", {}, -32601),
        ("tools/call", {"name": "steal"}, -32602),
        ("tools/call", {"arguments": {}}, -32602),
        ("tools/call", {"name": "ask", "arguments": "waste"}, -32602),
        ("resources/list", {"cursor": "none of ours!"}, -32602),
        ("resources/read", {"uri": "file:///etc/passwd"}, -32602),
        ("resources/read", {"uri": "citygraft://cases/../keys"}, -32602),
        ("prompts/get", {"name": "nothing"}, -32602),
        ("prompts/get", {"name": "brief_my_city"}, -32602),
        ("prompts/get", {"name": "brief_my_city", "arguments": {"city": "Beera"}}, -32602),
        ("prompts/get", {"name": "brief_my_city", "arguments": {"city": "Beira", "topic": "astrology"}}, -32602),
    ):  # fmt: skip
        error = asked(scene.ben, era, method, params).json()["error"]
        assert error["code"] == code, (method, params, error)
        assert "Traceback" not in error["message"]


@pytest.mark.parametrize("era", [NEW, OLD])
@pytest.mark.parametrize(
    ("method", "params", "told"),
    [
        ("tools/call", {"name": "peers", "arguments": [1]}, "'arguments': give an object of JSON"),
        ("tools/call", {"name": "peers", "arguments": "{}"}, 'Params that work: {"name": "peers", "arguments": {"city"'),
        ("tools/call", {"arguments": {}}, "'name': Field required. Params that work: {\"name\": \"ask\""),
        ("resources/read", {}, "'uri': Field required. Params that work: {\"uri\": \"citygraft://cases/"),
        ("prompts/get", {"name": "brief_my_city", "arguments": {"city": 5}}, "'arguments.city': Input should be a valid string"),
        ("prompts/get", {"name": "brief_my_city", "arguments": []}, '"arguments": {"city": "Beira, Mozambique"}'),
        ("completion/complete", {}, "'argument': Field required"),
        ("resources/list", {"cursor": 5}, "'cursor': Input should be a valid string"),
        ("prompts/get", {"name": "brief_my_city", "arguments": {"city": "Inhassoro, Mozambique"}}, "on the page http"),
    ],
)  # fmt: skip
def test_parameters_that_are_none_are_told_with_ones_that_work(
    scene: Scene, era: str, method: str, params: dict[str, Any], told: str
) -> None:
    error = asked(scene.ben, era, method, params).json()["error"]
    assert error["code"] == -32602
    assert told in error["message"]
    assert "population 12000" not in error["message"]


def test_prompts_tell_the_nearest_city_and_the_topics(scene: Scene) -> None:
    given = {"name": "brief_my_city", "arguments": {"city": "Beera"}}
    assert "Beira" in asked(scene.ben, OLD, "prompts/get", given).json()["error"]["message"]
    given = {"name": "brief_my_city", "arguments": {"city": "Beira", "topic": "astrology"}}
    told = asked(scene.ben, OLD, "prompts/get", given).json()["error"]["message"]
    assert "Topics are: water and flooding" in told


def test_arguments_are_completed(scene: Scene) -> None:
    def values(prompt: str, name: str, typed: str) -> list[str]:
        params = {"ref": {"type": "ref/prompt", "name": prompt}, "argument": {"name": name, "value": typed}}  # fmt: skip
        result = asked(scene.ben, OLD, "completion/complete", params).json()["result"]
        return list(result["completion"]["values"])

    assert values("brief_my_city", "city", "Quelim")[0] == "Quelimane, Mozambique"
    assert values("brief_my_city", "topic", "wast") == ["waste and circular economy"]
    assert BOGOTA in values("prepare_study_visit", "visit", "bogota")
    assert values("brief_my_city", "colour", "r") == []


def test_the_person_at_this_machine_needs_no_key_and_links_begin_with_the_base(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    library = held(tmp_path_factory.mktemp("alone") / "home")
    client = TestClient(
        create_app(Assistant(library), base="https://city.example"), "http://127.0.0.1:8000"
    )
    call = {"name": "fetch", "arguments": {"id": SECRET}}
    found = asked(client, OLD, "tools/call", call).json()["result"]["structuredContent"]
    assert found["url"] == f"https://city.example/cases/{SECRET}"
    proxied = posted(
        client, {"jsonrpc": "2.0", "id": 1, "method": "ping"}, x_forwarded_for="1.2.3.4"
    )
    assert proxied.status_code == 403


def test_a_site_that_the_operator_names_may_call_with_a_key_and_others_may_not(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    site = "https://chat.example.org"
    library = held(tmp_path_factory.mktemp("sites") / "home")
    app = create_app(Assistant(library), "0.0.0.0", connections=Connections(origins=(site,)))
    key = program(app, person(app, "Ada"))
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    answered = posted(key, ping, origin=site)
    assert answered.json()["result"] == {}
    assert answered.headers["access-control-allow-origin"] == site
    asks = {"origin": site, "access-control-request-method": "POST",
            "access-control-request-headers": "authorization, mcp-protocol-version, mcp-method"}  # fmt: skip
    assert key.options("/mcp", headers=asks).status_code == 200
    assert posted(key, ping, origin="https://other.example.org").status_code == 403
