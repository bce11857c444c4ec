import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.connections import NOTHING
from assistant.feedback import Feedback
from tests.api.access.people import signed_in
from tests.api.apart import HERS, MARK, Scene, scene
from tests.browser import LOCAL

WORDS = f"{MARK} landfill in Kumasi"


def chat(*texts: str) -> dict[str, Any]:
    """A conversation as the OpenAI protocol sends it."""
    return {"model": "citygraft", "messages": [{"role": "user", "content": text} for text in texts]}


CALLS: dict[str, dict[str, Any]] = {
    "/v1/chat/completions": chat(WORDS),
    "/retrieval": {"knowledge_id": "citygraft", "query": WORDS},
    "/tools/search": {"query": WORDS},
    "/mcp": {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"query": WORDS}}},
}  # fmt: skip
SECRET = "The quillvex plan"
"""Begins the title of Ada's document, which no question says."""


@pytest.fixture(scope="module", name="apart")
def _apart(tmp_path_factory: pytest.TempPathFactory, case_text: str) -> Iterator[Scene]:
    with scene(tmp_path_factory.mktemp("protocols"), case_text, NOTHING) as held:
        yield held


def by_cookie(apart: Scene) -> TestClient:
    """Ada's browser with her session, as a page of anybody could make it call: without the mark of a form."""
    client = signed_in(apart.app, "Ada")
    del client.headers["X-CSRF-Token"]
    client.headers["Accept"] = "application/json"
    return client


def by_key(apart: Scene) -> TestClient:
    """A program of hers."""
    headers = {"Authorization": apart.ada.headers["Authorization"], "Accept": "application/json"}
    return TestClient(apart.app, LOCAL, headers=headers)


@pytest.mark.parametrize("path", CALLS)
def test_a_browser_s_cookie_counts_for_nothing_where_programs_call(apart: Scene, path: str) -> None:
    told = by_key(apart).post(path, json=CALLS[path])
    assert told.status_code == 200
    assert SECRET in json.dumps(told.json()), "her key shows what is hers"
    response = by_cookie(apart).post(path, json=CALLS[path])
    assert SECRET not in response.text
    assert "landfill that was full" not in response.text
    assert response.status_code == (403 if path == "/retrieval" else 200)


def test_a_collection_is_not_there_for_a_cookie(apart: Scene) -> None:
    body = {"knowledge_id": HERS, "query": WORDS}
    assert by_cookie(apart).post("/retrieval", json=body).json()["error_code"] == 1001


def test_nothing_is_said_of_an_answer_in_the_name_of_a_cookie(apart: Scene) -> None:
    feedback = Feedback(apart.app.state.assistant.library.home)

    def comments() -> list[str | None]:
        return [kept.comment for kept in feedback.proposals()]

    talk = chat(WORDS, "👎 1 too old")
    by_cookie(apart).post("/v1/chat/completions", json=chat(WORDS, "👎 1 not hers"))
    hers = [
        k for k in feedback.proposals() if k.comment == "not hers" and k.doc_id in private(apart)
    ]
    assert not hers
    assert by_key(apart).post("/v1/chat/completions", json=talk).status_code == 200
    assert "too old" in comments(), "by her key it is kept"


def private(apart: Scene) -> set[str]:
    """Ids of what is in Ada's collection."""
    found = by_key(apart).post("/retrieval", json={"knowledge_id": HERS, "query": WORDS}).json()
    ids = {record["metadata"]["doc_id"] for record in found["records"]}
    assert ids
    return ids


def test_the_models_are_named_to_a_cookie_as_to_a_visitor(apart: Scene) -> None:
    assert by_cookie(apart).get("/v1/models").json() == apart.nobody.get("/v1/models").json()
