import json
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from api.app import create_app
from api.calls.etags import LARGEST, ETags
from assistant.assistant import Assistant
from assistant.calibration import SIGNALS, Calibration
from assistant.finding import Finder
from index.library import Library
from tests.api.access.people import person, private, served, signed_in, visitor
from tests.api.own_cases import BOGOTA, DAKAR, DELHI, SECRET, SURAT, TEAM, held
from tests.browser import browser

SURE = Calibration(
    {"offset": 9.0, **dict.fromkeys(SIGNALS, 0.0)}, {"offset": 0.0, "score": 9.0}, 0.0
)
"""Shows whatever is found: the shipped weights know nothing of the reference embedder."""

LISTS = ("cases", "practices", "transfers", "networks", "search?q=buses")


@pytest.fixture(scope="module", name="library")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return held(tmp_path_factory.mktemp("known") / "home")


@pytest.fixture(scope="module", name="client")
def _client(library: Library) -> TestClient:
    assistant = Assistant(library)
    assistant.finder = Finder(library, SURE)
    return browser(create_app(assistant))


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    app = served(held(tmp_path_factory.mktemp("served") / "home"))
    assistant = app.state.assistant
    assistant.finder = Finder(assistant.library, SURE)
    private(app, TEAM, person(app, "Ana"))
    person(app, "Ben")
    return app


def got(client: TestClient, path: str, **params: Any) -> dict[str, Any]:
    response = client.get(f"/api/v1/{path}", params=params)
    assert response.status_code == 200, response.text
    found = response.json()
    assert isinstance(found, dict)
    return found


def asked(path: str, more: str) -> str:
    return f"/api/v1/{path}{'&' if '?' in path else '?'}{more}"


def test_cases_are_listed_and_filtered(client: TestClient) -> None:
    every = got(client, "cases")
    assert every["total"] == 5
    assert every["items"][0]["city"] == "Bogotá"
    waste = got(client, "cases", f="topic:waste")
    assert (waste["total"], waste["items"]) == (0, [])
    failed = got(client, "cases", f=["outcome:failed", "country:Senegal"])
    assert [c["id"] for c in failed["items"]] == [DAKAR]
    assert client.get("/api/v1/cases", params={"f": "mood:good"}).status_code == 422


def test_the_parts_of_a_list_make_the_whole(client: TestClient) -> None:
    for path in LISTS:
        whole = client.get(asked(path, "k=50")).json()
        url: str | None = asked(path, "k=3")
        items: list[Any] = []
        while url and len(items) < 50:
            response = client.get(url)
            part = response.json()
            assert part["offset"] == len(items)
            assert part["total"] == whole["total"]
            assert len(part["items"]) <= 3
            items += part["items"]
            url = response.links.get("next", {}).get("url")
        assert items[:50] == whole["items"]
        assert bool(url) == (whole["total"] > len(items))


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("bad", ["k=0", "k=-1", "k=101", "k=1e9", "offset=-1", "offset=x"])
def test_a_part_out_of_range_is_refused(client: TestClient, path: str, bad: str) -> None:
    response = client.get(asked(path, bad))
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_a_part_beyond_the_end_is_empty(client: TestClient) -> None:
    for path in LISTS:
        response = client.get(asked(path, f"offset={10**20}"))
        assert response.json()["items"] == []
        assert "link" not in response.headers


def test_a_practice_comes_with_what_to_keep_and_its_cases(client: TestClient) -> None:
    found = got(client, "practices/bus-rapid-transit")
    assert found["cases"] == 3
    assert found["transfers"] == 13
    assert {one["id"] for one in found["case_studies"]} == {BOGOTA, DELHI, SECRET}
    assert found["core_functions"]
    assert client.get("/api/v1/practices/atlantis").status_code == 404
    listed = got(client, "practices", topic="mobility", k=100)["items"]
    assert next(one for one in listed if one["id"] == "bus-rapid-transit")["cases"] == 3
    assert client.get("/api/v1/practices", params={"topic": "magic"}).status_code == 422


def test_transfers_are_found_by_practice_city_and_outcome(client: TestClient) -> None:
    failed = got(
        client, "transfers", practice="bus-rapid-transit", city="Bogota", outcome="failure"
    )
    assert {one["recipient"]["city"] for one in failed["items"]} == {"Delhi", "Gqeberha", "Bhopal"}
    to_delhi = next(o for o in failed["items"] if o["recipient"]["city"] == "Delhi")
    assert to_delhi["recipient"]["case"] == DELHI
    assert got(client, "transfers", city="Delhi, India")["total"] >= 1
    assert got(client, "transfers", city="Delhi, Canada")["total"] == 0
    assert client.get("/api/v1/transfers", params={"practice": "atlantis"}).status_code == 404
    assert client.get("/api/v1/transfers", params={"outcome": "great"}).status_code == 422


def test_a_transfer_names_no_case_that_is_not_held(client: TestClient) -> None:
    ids = {one["id"] for one in got(client, "cases", k=100)["items"]}
    for offset in (0, 100):
        for one in got(client, "transfers", k=100, offset=offset)["items"]:
            assert {one["origin"]["case"], one["recipient"]["case"]} <= ids | {None}


def test_networks_are_found_by_topic_and_region_and_name_their_cases(client: TestClient) -> None:
    found = got(client, "networks", region="africa")
    assert {one["region"] for one in found["items"]} == {"Africa"}
    assert all(
        "mobility" in n["topics"] for n in got(client, "networks", topic="mobility")["items"]
    )
    named = got(client, "networks/acccrn")["named_in"]
    assert [(one["case"]["id"], one["section"]) for one in named] == [(SURAT, "What was done")]
    assert "Asian Cities Climate Change Resilience Network" in named[0]["sentence"]
    assert client.get("/api/v1/networks/atlantis").status_code == 404


def test_search_gives_documents_with_their_best_passage(client: TestClient) -> None:
    found = got(client, "search", q="municipal bond of Dakar", k=1)
    best = found["items"][0]
    assert (best["doc_id"], best["kind"]) == (DAKAR, "case")
    assert 0 < best["relevance"] <= 1
    assert best["passage"]["quote"] in best["passage"]["text"]
    assert client.get(best["passage"]["url"]).status_code == 200
    only = got(client, "search", q="municipal bond", f="country:Colombia")
    assert {hit["doc_id"] for hit in only["items"]} <= {BOGOTA, SECRET}


def test_search_refuses_what_is_no_word_and_finds_nothing_for_what_nobody_speaks_of(
    client: TestClient, library: Library
) -> None:
    for q in ("", "   ", "???", "x" * 2001):
        assert client.get("/api/v1/search", params={"q": q}).status_code == 422
    plain = browser(create_app(Assistant(library)))
    assert got(plain, "search", q="recipe for apple pie") == {
        "total": 0, "offset": 0, "searched": "recipe for apple pie", "items": [],
    }  # fmt: skip


def test_what_is_not_for_the_asker_is_in_no_list_count_or_passage(app: FastAPI) -> None:
    ana = signed_in(app, "Ana")
    assert got(ana, "cases")["total"] == 5
    assert got(ana, "practices/bus-rapid-transit")["cases"] == 3
    assert SECRET in {hit["doc_id"] for hit in got(ana, "search", q="buses of Quorndyke")["items"]}
    for client in (signed_in(app, "Ben"), visitor(app)):
        assert got(client, "cases")["total"] == 4
        assert got(client, "practices/bus-rapid-transit")["cases"] == 2
        for path in ("cases", "practices/bus-rapid-transit", "search?q=buses of Quorndyke",
                     "transfers?k=100", "networks/acccrn"):  # fmt: skip
            body = client.get(f"/api/v1/{path}").text
            assert SECRET not in body
            assert "Buses of Quorndyke" not in body


def test_who_asks_again_with_the_etag_is_told_that_nothing_changed(client: TestClient) -> None:
    first = client.get("/api/v1/cases")
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["vary"] == "Authorization, Cookie"
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get("/api/v1/cases", headers={"if-none-match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert "content-type" not in again.headers
    other = client.get("/api/v1/cases", headers={"if-none-match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)
    assert client.get("/api/v1/cases?k=1").headers["etag"] != tag


def test_two_viewers_of_other_things_get_other_etags(app: FastAPI) -> None:
    tags = [c.get("/api/v1/cases").headers["etag"] for c in (signed_in(app, "Ana"), visitor(app))]
    assert tags[0] != tags[1]
    stale = visitor(app).get("/api/v1/cases", headers={"if-none-match": tags[0]})
    assert stale.status_code == 200


def test_only_successful_json_of_the_api_has_an_etag(client: TestClient) -> None:
    for path in ("/api/v1/cases/atlantis", "/api/v1/cases?k=0", "/cases", "/healthz",
                 f"/cases/{BOGOTA}/export?format=json"):  # fmt: skip
        assert "etag" not in client.get(path).headers
    answer = client.post("/api/v1/ask", json={"question": "buses"})
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    assert json.loads(client.get(f"/api/v1/cases/{BOGOTA}").content)["id"] == BOGOTA


def test_a_stream_goes_out_as_it_comes() -> None:
    app = FastAPI()
    app.add_middleware(ETags)

    @app.get("/api/v1/stream")
    def stream() -> StreamingResponse:
        return StreamingResponse(
            iter([b"data: 1\n\n", b"data: 2\n\n"]), media_type="text/event-stream"
        )

    @app.get("/api/v1/rows")
    def rows() -> StreamingResponse:
        return StreamingResponse(iter([b"[1", b"]"]), media_type="application/json")

    @app.get("/api/v1/large")
    def large() -> list[str]:
        return ["x" * LARGEST]

    client = TestClient(app)
    for path in ("stream", "rows", "large"):
        response = client.get(f"/api/v1/{path}", headers={"if-none-match": "*"})
        assert response.status_code == 200
        assert "etag" not in response.headers
    assert client.get("/api/v1/stream").content == b"data: 1\n\ndata: 2\n\n"
