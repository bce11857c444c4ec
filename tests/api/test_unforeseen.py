import json
import logging
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import StreamingResponse

from api.app import create_app
from api.problems import UNEXPECTED
from assistant.assistant import Assistant
from assistant.connections import Connections
from index.base import Vectors
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.pipeline import ingest
from tests.api.completions.serving import asking, running, stock
from tests.browser import LOCAL

SITE = "https://chat.example.org"
GIVEN = "trace-12345"
HEADERS = {"Origin": SITE, "X-Request-ID": GIVEN, "Accept": "application/json"}
ASKED = {"question": "drains"}
CALLS: tuple[tuple[str, dict[str, Any], tuple[str, ...]], ...] = (
    ("/v1/chat/completions", asking("drains"), ("error", "message")),
    ("/retrieval", {"knowledge_id": "citygraft", "query": "drains"}, ("error_msg",)),
    ("/tools/ask", ASKED, ("detail",)),
    ("/api/v1/ask", ASKED, ("detail",)),
)


class Breaking(HashingEmbedder):
    """The reference embedder, which breaks on questions as nobody foresaw."""

    def encode_query(self, text: str) -> Vectors:
        """Never the vector of a text."""
        raise ZeroDivisionError(f"secret detail of {text}")


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("unforeseen")
    (folder / "drains.md").write_text(
        "# Drains\n\nDrains were cleared in Beira before the rains.\n"
    )
    ingest(Library(folder / "home", HashingEmbedder()), [folder / "drains.md"])
    library = Library(folder / "home", Breaking())
    app = create_app(Assistant(library), connections=Connections(origins=(SITE,)))

    @app.get("/api/v1/halfway")
    def halfway() -> StreamingResponse:
        def parts() -> Iterator[str]:
            yield "one"
            raise ZeroDivisionError("secret detail")

        return StreamingResponse(parts())

    return app


def errors(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What was written of errors, by anybody."""
    return [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize(("path", "body", "place"), CALLS)
def test_what_was_not_foreseen_is_told_in_each_form_with_all_headers_and_logged_once(
    app: FastAPI,
    caplog: pytest.LogCaptureFixture,
    path: str,
    body: dict[str, Any],
    place: tuple[str, ...],
) -> None:
    response = TestClient(app, LOCAL).post(path, json=body, headers=HEADERS)
    assert response.status_code == 500
    told = response.json()
    for name in place:
        told = told[name]
    assert told == UNEXPECTED
    assert response.headers["access-control-allow-origin"] == SITE
    assert "X-Request-ID" in response.headers["access-control-expose-headers"]
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-request-id"] == GIVEN
    (record,) = errors(caplog)
    assert record.getMessage() == f"request {GIVEN}: unexpected error"
    assert record.exc_info
    assert record.exc_info[0] is ZeroDivisionError


def test_a_page_is_told_as_a_page(app: FastAPI) -> None:
    response = TestClient(app, LOCAL).get("/?q=drains")
    assert response.status_code == 500
    assert UNEXPECTED.partition(".")[0] in response.text
    assert "secret" not in response.text
    assert response.headers["content-security-policy"]


def test_a_real_server_writes_it_once(app: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    with running(app) as address, stock(address) as client:
        with pytest.raises(openai.InternalServerError) as told:
            client.chat.completions.create(**asking("drains"))
        assert told.value.type == "server_error"
        assert UNEXPECTED in told.value.message
    assert len(errors(caplog)) == 1


def test_a_stream_ends_with_the_error_as_an_event(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    body = asking("drains", stream=True)
    response = TestClient(app, LOCAL).post("/v1/chat/completions", json=body, headers=HEADERS)
    first, last = response.text.removesuffix("\n\n").split("\n\n")
    assert json.loads(first.removeprefix("data: "))["choices"][0]["delta"]["role"] == "assistant"
    assert json.loads(last.removeprefix("data: ")) == {
        "error": {
            "message": UNEXPECTED,
            "type": "server_error",
            "param": None,
            "code": "server_error",
        }
    }
    (record,) = errors(caplog)
    assert record.getMessage() == f"request {GIVEN}: unexpected error"
    assert record.exc_info


def test_the_stock_client_raises_where_a_stream_breaks(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    with running(app) as address, stock(address) as client:
        chunks = client.chat.completions.create(**asking("drains"), stream=True)
        with pytest.raises(openai.APIError) as told:
            list(chunks)
    assert UNEXPECTED in told.value.message
    assert len(errors(caplog)) == 1


def test_an_answer_that_has_begun_breaks_off_and_its_id_is_written(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ZeroDivisionError):  # the server hears of it, and ends the connection
        TestClient(app, LOCAL).get("/api/v1/halfway", headers=HEADERS)
    (record,) = errors(caplog)
    assert record.getMessage() == f"request {GIVEN}: broke off"
    assert not record.exc_info, "the server writes that"
