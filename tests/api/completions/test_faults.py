import json
from typing import Any

import httpx2
import pytest

from api.limits import MAX_CHAT
from assistant.assistant import MAX_QUESTION
from tests.api.completions.serving import PATH, TIMEOUT, asking, posted, said

USER = [{"role": "user", "content": "flood"}]


def body(**more: Any) -> dict[str, Any]:
    return {"model": "citygraft", "messages": USER, **more}


def one(**message: Any) -> dict[str, Any]:
    return {"model": "citygraft", "messages": [message]}


PICTURE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}

BAD: list[tuple[bytes | dict[str, Any], int, str, str | None, str]] = [
    (b"", 400, "invalid_json", None, "no JSON object"),
    (b"{", 400, "invalid_json", None, "no JSON object"),
    (b"[]", 400, "invalid_json", None, "no JSON object"),
    (b"null", 400, "invalid_json", None, "no JSON object"),
    (b"\xff\xfe{}", 400, "invalid_json", None, "no JSON object"),
    (b"[" * 100_000, 400, "invalid_json", None, "no JSON object"),
    (b'{"messages":' + b"[" * 100_000, 400, "invalid_json", None, "no JSON object"),
    (b'{"model": "citygraft", "messages": [{"role": "user", "content": "\\ud800"}]}',
     400, "invalid_json", None, "no JSON object"),
    ({"messages": USER}, 400, "missing_required_parameter", "model", "'citygraft'"),
    (body(model=7), 400, "invalid_type", "model", "as text"),
    (body(model="gpt-9"), 404, "model_not_found", "model", "'gpt-9'"),
    (body(model="g" * 5000), 404, "model_not_found", "model", "'citygraft'"),
    ({"model": "citygraft"}, 400, "missing_required_parameter", "messages", "at least one"),
    (body(messages=[]), 400, "invalid_type", "messages", "at least one"),
    (body(messages="flood"), 400, "invalid_type", "messages", "a list"),
    (body(messages=["flood"]), 400, "invalid_type", "messages[0]", "a list"),
    (body(messages=[{"content": "flood"}]), 400, "missing_required_parameter", "messages[0].role", "system"),
    (one(role="king", content="flood"), 400, "invalid_value", "messages[0].role", "user"),
    (body(messages=[*USER, {"role": "user", "content": 5}]), 400, "invalid_type", "messages[1].content", "list of parts"),
    (one(role="user", content=[{"text": "flood"}]), 400, "invalid_type", "messages[0].content", "its type"),
    (one(role="user", content=["flood"]), 400, "invalid_type", "messages[0].content", "its type"),
    (one(role="user", content=[{"type": "text", "text": 1}]), 400, "invalid_type", "messages[0].content", "its type"),
    (one(role="system", content="Be kind."), 400, "invalid_value", "messages", "role 'user'"),
    (one(role="user", content=" \n"), 400, "invalid_value", "messages", "no text"),
    (one(role="user"), 400, "invalid_value", "messages", "no text"),
    (one(role="user", content=[PICTURE]), 400, "invalid_value", "messages", "Pictures"),
    (one(role="user", content=[{"type": "text", "text": None}]), 400, "invalid_value", "messages", "has no text. Ask in words."),
    (one(role="user", content=[{"type": "text", "text": ""}]), 400, "invalid_value", "messages", "has no text. Ask in words."),
    (one(role="user", content="x" * (MAX_QUESTION + 1)), 400, "string_above_max_length", "messages", "2001"),
    (body(stream="yes"), 400, "invalid_type", "stream", "true or false"),
    (body(stream=1), 400, "invalid_type", "stream", "true or false"),
    (body(stream_options=[]), 400, "invalid_type", "stream_options", "include_usage"),
    (body(stream_options={"include_usage": "y"}), 400, "invalid_type", "stream_options.include_usage", "true or false"),
    (b" " * (MAX_CHAT + 1), 413, "request_too_large", None, str(MAX_CHAT)),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "status", "code", "param", "words"), BAD)
def test_a_bad_request_is_refused_in_the_shape_of_the_protocol(
    address: str, sent: bytes | dict[str, Any], status: int, code: str, param: str | None, words: str
) -> None:  # fmt: skip
    response = posted(address, sent)
    told = response.json()["error"]
    assert (response.status_code, told["code"], told["param"]) == (status, code, param)
    assert told["type"] == "invalid_request_error"
    assert words in told["message"]
    assert len(told["message"]) < 400
    assert set(told) == {"message", "type", "param", "code"}


@pytest.mark.parametrize("stream", [True, False])
def test_a_bad_request_for_a_stream_is_refused_with_its_status_as_well(
    address: str, stream: bool
) -> None:
    response = posted(address, body(model="gpt-9", stream=stream))
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", PATH, 405, "method_not_supported"),
        ("DELETE", "/v1/models", 405, "method_not_supported"),
        ("POST", "/v1/completions", 404, "unknown_url"),
        ("POST", "/v1/responses", 404, "unknown_url"),
        ("GET", "/v1/", 404, "unknown_url"),
        ("GET", "/v1", 404, "unknown_url"),
        ("POST", "/v1", 404, "unknown_url"),
        ("GET", "/v1/models/../../etc", 404, "unknown_url"),
        ("GET", "/v1/models/a%2Fb", 404, "model_not_found"),
    ],
)
def test_what_is_not_here_is_told_in_the_same_shape(
    address: str, method: str, path: str, status: int, code: str
) -> None:
    response = httpx2.request(method, address + path, timeout=TIMEOUT)
    if path.startswith(
        "/v1/models/.."
    ):  # the client takes the dots out, and then it is no path of this protocol
        assert response.status_code == 404
        return
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_the_sentence_on_a_method_ends_before_what_is_here(address: str) -> None:
    told = httpx2.get(address + PATH, timeout=TIMEOUT).json()["error"]["message"]
    assert told == (
        "This address does not take requests by this method. "
        "Here are GET /v1/models and POST /v1/chat/completions."
    )


def test_the_models_are_told_with_a_slash_behind_as_well(address: str) -> None:
    told = httpx2.get(f"{address}/v1/models", timeout=TIMEOUT).json()
    assert told["data"]
    assert httpx2.get(f"{address}/v1/models/", timeout=TIMEOUT).json() == told


def test_a_path_that_merely_begins_alike_is_a_page(address: str) -> None:
    response = httpx2.get(f"{address}/v1x", timeout=TIMEOUT)
    assert (response.status_code, response.headers["content-type"][:9]) == (404, "text/html")


def test_a_page_of_another_site_is_refused_in_the_same_shape(address: str) -> None:
    response = posted(address, body(), origin="https://elsewhere.example")
    assert (response.status_code, response.json()["error"]["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    "question",
    ["???", "'; DROP TABLE talks; --", "🌊" * 500, "[[[(((", "\x00\x1b[2J", "flood " * 333],
)
def test_an_odd_question_gets_a_sentence(address: str, question: str) -> None:
    assert said(posted(address, asking(question))).strip()


def test_the_server_lives_on(address: str) -> None:
    assert httpx2.get(f"{address}/healthz", timeout=TIMEOUT).status_code == 200
    assert json.loads(posted(address, body()).text)["choices"]
