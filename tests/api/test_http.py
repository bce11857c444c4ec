import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.calls.v1 import EXAMPLE
from api.limits import MAX_BODY
from api.problems import STATUS, status_of
from assistant.answer import Answer
from assistant.assistant import Assistant
from corpus import errors
from tests.browser import browser

ASK = "/api/v1/ask"
LOCAL = "http://127.0.0.1"
JSON = {"content-type": "application/json"}
"""With a body that escapes what no text can hold, such as halves of surrogate pairs."""


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return browser(create_app(assistant), raises=False)


def test_an_answer_has_every_promised_field(client: TestClient) -> None:
    answer = client.post(ASK, json={"question": "flooding of slums", "city": "Beira"}).json()
    assert set(answer) == {
        "question", "reading", "city", "abstained", "reason", "nearest", "practices", "documents", "found",
        "balance", "facets",
    }  # fmt: skip
    assert set(answer["reading"]) == {"language", "english", "notice", "mended", "searched"}
    assert set(answer["city"]) == {"id", "name", "country", "understood", "from_question"}
    assert set(answer["practices"][0]) == {
        "case_id", "title", "practice", "city", "country", "years", "outcome", "relevance", "why",
        "citations", "alike", "moved", "transplant",
    }  # fmt: skip
    assert set(answer["practices"][0]["citations"][0]) == {
        "n", "doc_id", "title", "page", "label", "section", "place", "start", "end", "quote",
        "passage", "url",
    }  # fmt: skip


def test_the_answer_is_that_of_the_assistant(client: TestClient, assistant: Assistant) -> None:
    body = client.post(ASK, json={"question": "waste pickers", "k": 2}).text
    assert json.loads(body) == json.loads(assistant.ask("waste pickers", k=2).model_dump_json())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"question": ""}, "The question is empty"),
        ({"question": " \n"}, "The question is empty"),
        ({"question": "x" * 2001}, "the limit is 2000"),
        ({"question": "flood", "k": 0}, "1 to 50"),
        ({"question": "flood", "k": -1}, "1 to 50"),
        ({"question": "flood", "k": 10**9}, "1 to 50"),
        ({"question": "flood", "k": 10**30}, "1 to 50"),
        ({"question": "flood", "k": 1.5}, "k:"),
        ({"question": ".*(+)$"}, "The question is empty"),
        ({"question": "\ud800"}, "The question is empty"),
        ({"question": "flood", "city": "\ud800"}, "No city"),
        ({"question": "flood", "filters": {"year": ["\ud800"]}}, "is no year"),
        ({"question": "flood", "city": "Beira", "facts": {"sewer": "\ud800"}}, "sewer"),
        ({"question": "flood", "k": "many"}, "k:"),
        ({"question": "flood", "city": "Quelimani"}, "Quelimane, Mozambique"),
        ({"question": "flood", "mood": "good"}, "mood:"),
        ({"city": "Beira"}, "question:"),
        (["flood"], "The request"),
    ],
)
def test_a_bad_request_is_a_problem_that_says_what_to_change(
    client: TestClient, body: object, words: str
) -> None:
    response = client.post(ASK, content=json.dumps(body), headers=JSON)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 422
    assert words in problem["detail"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.parametrize(
    "body",
    [
        '{"question": "flood", "k": %s}',
        '{"question": "flood", "city": "Beira", "facts": {"sewer": %s}}',
        '{"question": "flood", "city": "Beira", "facts": {"population": %s}}',
        '{"question": "flood", "balance": %s}',
    ],
)
def test_what_is_no_finite_number_is_refused_where_a_number_is_taken(
    client: TestClient, body: str, number: str
) -> None:
    response = client.post(ASK, content=body % number, headers=JSON)
    assert (response.status_code, response.json()["status"]) == (422, 422)


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE documents; --",
        "title:flood* ~2 ^8 a:b^2*",
        ".*(a+)+$",
        'AND OR NOT "unbalanced (',
        "<script>alert(1)</script>",
        "água سيول 洪水 наводнение",
        "flood \ud800",
        "flood\0\u202e",
        "🙂x",
        "how do we",
        "flood " * 333,
    ],
)
def test_an_odd_question_gets_a_safe_answer(client: TestClient, question: str) -> None:
    response = client.post(ASK, content=json.dumps({"question": question}), headers=JSON)
    assert response.status_code == 200
    answer = Answer.model_validate(response.json())
    assert answer.abstained != bool(answer.practices or answer.documents)


def test_a_question_may_be_taken_literally(client: TestClient) -> None:
    body = {"question": "recylcing of household waste"}
    read = client.post(ASK, json=body).json()["reading"]
    assert read["mended"] == [{"written": "recylcing", "meant": "recycling"}]
    assert client.post(ASK, json={**body, "literally": True}).json()["reading"]["mended"] == []


def test_an_unknown_city_offers_the_nearest_as_data_too(client: TestClient) -> None:
    problem = client.post(ASK, json={"question": "flood", "city": "Quelimani"}).json()
    assert "Quelimane, Mozambique" in problem["nearest"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"null", b'{"question": NaN}'])
def test_what_is_no_json_is_a_problem(client: TestClient, content: bytes) -> None:
    response = client.post(ASK, content=content, headers=JSON)
    assert response.status_code == 422
    assert response.json()["title"] == "Please change the request"


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(200):
            yield b"x" * 1000

    for content in (b"x" * (MAX_BODY + 1), chunks()):
        response = client.post(ASK, content=content)
        assert (response.status_code, response.json()["status"]) == (413, 413)


def test_a_case_is_given_whole(client: TestClient) -> None:
    case = client.get("/api/v1/cases/dakar-municipal-bond").json()
    assert case["city"] == "Dakar"
    assert len(case["lessons"]) >= 4
    missing = client.get("/api/v1/cases/atlantis")
    assert missing.status_code == 404
    assert missing.json()["detail"] == "There is no case study 'atlantis'."


def test_health_tells_what_is_held(client: TestClient) -> None:
    health = client.get("/healthz").json()
    assert health["status"] == "ok"
    assert health["documents"] >= 25
    assert health["passages"] > health["documents"]


def test_an_unknown_address_is_a_problem(client: TestClient) -> None:
    response = client.get("/api/v1/nothing")
    assert (response.status_code, response.json()["title"]) == (404, "Not found")
    assert client.put(ASK).status_code == 405


def test_the_api_describes_itself_with_examples(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    operations = {
        operation["operationId"]
        for path in described["paths"].values()
        for operation in path.values()
    }
    assert operations == {
        "list_cases", "list_practices", "get_practice", "list_transfers", "list_networks", "get_network", "search",
        "ask", "get_case", "health", "find_cities", "get_city", "city_networks", "get_assessments", "transplant", "export_transplant", "export_case", "peers", "get_profile", "put_profile", "questionnaire",
        "post_feedback", "get_feedback", "get_judgements", "decide_feedback", "post_documents", "post_address", "list_documents",
        "get_document", "get_versions", "delete_document", "get_page", "get_marks", "get_file", "list_jobs", "get_job", "cancel_job",
        "resume_job", "decide_job", "job_events",
        "list_shortlist", "add_to_shortlist", "remove_from_shortlist", "export_briefing", "compare",
        "get_me", "list_accounts", "post_account", "patch_account", "reset_password", "delete_account", "list_keys", "post_key", "delete_key",
        "list_collections", "post_collection", "patch_collection", "list_members", "put_member", "delete_member", "list_deeds",
        "list_chats", "post_chat_code", "delete_chat",
        "check_draft", "diff_draft", "export_draft", "get_draft", "get_draft_history", "get_drafts", "move_draft", "patch_draft_field", "post_draft",
        "list_entries", "post_entry", "get_entry", "put_entry", "move_entry", "get_entry_history", "diff_entry",
    }  # fmt: skip
    assert described["components"]["schemas"]["Question"]["properties"]["question"]["examples"]


def test_the_example_answer_is_one() -> None:
    assert Answer.model_validate(EXAMPLE).practices[0].case_id == "dakar-municipal-bond"


def test_a_request_under_a_foreign_host_name_is_refused(client: TestClient) -> None:
    for host, status in (("evil.example", 400), ("testserver", 400), ("localhost:8000", 200),
                         ("[::1]:8000", 200), ("127.0.0.1:8000", 200)):  # fmt: skip
        assert client.get("/healthz", headers={"host": host}).status_code == status


def test_every_error_of_the_tree_has_a_status() -> None:
    todo = [errors.CitygraftError]
    while todo:
        kind = todo.pop()
        todo += kind.__subclasses__()
        assert 400 <= status_of(kind("x")) < 600
    assert STATUS[-1][0] is errors.CitygraftError


def test_what_was_not_foreseen_tells_nothing_of_the_inside(assistant: Assistant) -> None:
    app = create_app(assistant)

    @app.get("/api/v1/broken")
    def broken() -> None:
        raise ZeroDivisionError("secret detail")

    response = TestClient(app, LOCAL, raise_server_exceptions=False).get("/api/v1/broken")
    assert response.status_code == 500
    assert "secret" not in response.text
