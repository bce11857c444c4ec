import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.sentences import LONGEST, OBJECT
from assistant.assistant import Assistant
from index.hashing import HashingEmbedder
from index.library import Library
from tests.browser import LOCAL

JSON = "application/json"


@pytest.fixture(scope="module", name="client")
def _client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    library = Library(tmp_path_factory.mktemp("sentences") / "home", HashingEmbedder())
    return TestClient(create_app(Assistant(library)), LOCAL)


def told(client: TestClient, content: bytes | Any, kind: str = JSON, status: int = 422) -> str:
    """What is said of a body."""
    sent = content if isinstance(content, bytes) else json.dumps(content).encode()
    response = client.post("/api/v1/ask", content=sent, headers={"Content-Type": kind})
    assert response.status_code == status
    detail = response.json()["detail"]
    assert isinstance(detail, str)
    return detail


@pytest.mark.parametrize("content", [b"", b"[]", b"7", b'"x"', b"null"])
def test_what_is_no_object_is_told_what_to_send(client: TestClient, content: bytes) -> None:
    assert told(client, content) == f"The request has no JSON object. {OBJECT}"


def test_a_body_of_another_kind_is_told_what_to_send(client: TestClient) -> None:
    assert told(client, b'{"question": "flood"}', "text/plain").endswith(OBJECT)


def test_broken_json_is_told_where(client: TestClient) -> None:
    sentence = told(client, b'{"question": flood}')
    assert sentence == f"The body is no JSON: Expecting value, at character 13. {OBJECT}"


def test_bytes_that_are_no_text_are_told_so(client: TestClient) -> None:
    assert told(client, b"\xff{", status=400) == f"The body is no JSON in UTF-8. {OBJECT}"


def test_a_field_that_is_not_there_is_named(client: TestClient) -> None:
    sentence = told(client, {"question": "flood", "mood": "good"})
    assert sentence.startswith("mood: There is no field of this name here.")
    assert "Extra inputs" not in sentence


def test_a_part_that_is_no_object_is_named(client: TestClient) -> None:
    assert told(client, {"question": "flood", "facts": 7}) == "facts: Give a JSON object."


def test_a_name_from_outside_is_told_inert_and_cut(client: TestClient) -> None:
    sentence = told(client, {"question": "flood", "a\u202e\nb" + "x" * 5000: 1})
    assert sentence.startswith("a b")
    assert "\u202e" not in sentence
    assert len(sentence) < LONGEST + 120
