import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.access.keys import Keys
from api.app import create_app
from api.retrieval_conditions import Conditions
from assistant.assistant import MAX_K, MAX_QUESTION, Assistant
from assistant.connections import NOTHING
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.access.people import ROOT, file_of
from tests.api.apart import EMPTY, HERS, MARK, QUESTION, Scene, scene
from tests.browser import LOCAL

PATH = "/retrieval"


@pytest.fixture(scope="module", name="apart")
def _apart(tmp_path_factory: pytest.TempPathFactory, case_text: str) -> Iterator[Scene]:
    with scene(tmp_path_factory.mktemp("retrieval"), case_text, NOTHING) as held:
        yield held


def asked(query: Any = QUESTION, knowledge: Any = "citygraft", **more: Any) -> dict[str, Any]:
    """A body as Dify sends it: with a condition of null where nothing is narrowed, and 0.0 without a threshold."""
    setting = {"top_k": 4, "score_threshold": 0.0} | more.pop("retrieval_setting", {})
    return {"retrieval_setting": setting, "query": query, "knowledge_id": knowledge, "metadata_condition": None, **more}  # fmt: skip


def records(client: TestClient, **body: Any) -> list[dict[str, Any]]:
    response = client.post(PATH, json=asked(**body))
    assert response.status_code == 200, response.text
    assert set(response.json()) == {"records"}
    found = response.json()["records"]
    assert isinstance(found, list)
    return found


def only(name: str, operator: str, value: Any = None, **more: Any) -> dict[str, Any]:
    return {"conditions": [{"name": name, "comparison_operator": operator, "value": value}], **more}


def test_records_are_as_dify_reads_them(apart: Scene) -> None:
    found = records(apart.ada)
    assert len(found) >= 2
    for record in found:
        assert set(record) == {"content", "score", "title", "metadata"}
        assert 0 <= record["score"] <= 1
        assert record["content"].strip() == record["content"] != ""
        assert record["metadata"]
        assert all(isinstance(value, str | int) for value in record["metadata"].values())
        assert record["metadata"]["path"].startswith("http://127.0.0.1:8000/")
    assert [r["score"] for r in found] == sorted((r["score"] for r in found), reverse=True)


def test_a_page_that_a_record_names_opens_for_who_may_see_it(apart: Scene) -> None:
    for record in records(apart.ada):
        path = record["metadata"]["path"].removeprefix("http://127.0.0.1:8000")
        assert apart.ada.get(path).status_code == 200


def test_what_is_private_is_found_by_its_members_alone(apart: Scene) -> None:
    assert MARK in json.dumps(records(apart.ada))
    assert MARK not in json.dumps(records(apart.ben))
    assert {r["metadata"]["collection"] for r in records(apart.ada, knowledge=HERS)} == {HERS}
    hidden = apart.ben.post(PATH, json=asked(knowledge=HERS))
    none = apart.ben.post(PATH, json=asked(knowledge="no-such-thing"))
    assert hidden.status_code == none.status_code == 404
    assert hidden.json() == none.json(), "nothing tells that it is there"
    assert none.json()["error_code"] == 2001


def test_a_condition_shows_nothing_that_is_private_either(apart: Scene) -> None:
    condition = only("collection", "is", HERS)
    assert records(apart.ada, metadata_condition=condition)
    assert records(apart.ben, metadata_condition=condition) == []


def test_the_knowledge_of_a_collection_is_that_collection(apart: Scene) -> None:
    found = records(apart.ben, knowledge="your_documents")
    assert {r["metadata"]["collection"] for r in found} == {"your_documents"}
    assert records(apart.ben, knowledge=EMPTY) == []


def test_no_more_than_top_k_come_and_none_below_the_threshold(apart: Scene) -> None:
    found = records(apart.ada)
    assert records(apart.ada, retrieval_setting={"top_k": 1}) == found[:1]
    line = found[1]["score"]
    above = [r for r in found if r["score"] >= line]
    assert records(apart.ada, retrieval_setting={"score_threshold": line}) == above
    assert records(apart.ada, retrieval_setting={"score_threshold": 1.0}) == []
    assert records(apart.ada, retrieval_setting={"score_threshold": None}) == found


@pytest.mark.parametrize(
    "setting", [None, {"top_k": None}, {"score_threshold": None}, {"top_k": None, "score_threshold": None}]
)  # fmt: skip
def test_what_is_null_is_not_set(apart: Scene, setting: Any) -> None:
    plain = {"knowledge_id": "citygraft", "query": QUESTION}
    found = apart.ada.post(PATH, json=plain).json()
    assert found["records"]
    assert apart.ada.post(PATH, json={**plain, "retrieval_setting": setting}).json() == found


def test_nothing_that_answers_is_an_empty_list(apart: Scene) -> None:
    assert records(apart.ada, query="quantum chromodynamics of gluons") == []


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 1001),
        ({"Authorization": ""}, 1001),
        ({"Authorization": "Bearer"}, 1001),
        ({"Authorization": "Basic YWRhOmFkYQ=="}, 1001),
        ({"Authorization": "cg_something"}, 1001),
        ({"Authorization": "Bearer cg_something"}, 1002),
        ({"Authorization": "bearer cg_something"}, 1002),
    ],
)
def test_without_a_key_that_counts_nothing_is_told(
    apart: Scene, headers: dict[str, str], code: int
) -> None:
    client = TestClient(apart.app, LOCAL)
    for body in (asked(), {}):  # Dify sends no body while it is connected
        response = client.post(PATH, json=body, headers=headers)
        assert response.status_code == 403
        assert set(response.json()) == {"error_code", "error_msg"}
        assert response.json()["error_code"] == code


def test_a_key_that_was_revoked_counts_no_more(apart: Scene) -> None:
    from api.access.accounts import Accounts

    ben = Accounts(file_of(apart.app)).get("Ben")
    key, secret = Keys(file_of(apart.app)).make(ROOT, ben, "for Dify", "read")
    client = TestClient(apart.app, LOCAL, headers={"Authorization": f"Bearer {secret}"})
    assert client.post(PATH, json=asked()).status_code == 200
    Keys(file_of(apart.app)).revoke(ROOT, ben, key.key_id)
    assert client.post(PATH, json=asked()).json()["error_code"] == 1002


BAD: list[tuple[Any, str]] = [
    ({}, "knowledge_id"),
    ([], "Send a JSON object as application/json."),
    ({**asked(), "retrieval_setting": 7}, "retrieval_setting: "),
    (asked(query=""), "nothing to search for"),
    (asked(query="?!"), "nothing to search for"),
    (asked(query="x" * (MAX_QUESTION + 1)), "query"),
    (asked(query=7), "query"),
    (asked(knowledge=None), "knowledge_id"),
    (asked(retrieval_setting={"top_k": 0}), "top_k"),
    (asked(retrieval_setting={"top_k": -1}), "top_k"),
    (asked(retrieval_setting={"top_k": MAX_K + 1}), "top_k"),
    (asked(retrieval_setting={"top_k": 1.5}), "top_k"),
    (asked(retrieval_setting={"top_k": "many"}), "top_k"),
    (asked(retrieval_setting={"score_threshold": 1.1}), "score_threshold"),
    (asked(retrieval_setting={"score_threshold": -0.1}), "score_threshold"),
    (asked(retrieval_setting={"score_threshold": math.nan}), "score_threshold"),
    (asked(retrieval_setting={"score_threshold": math.inf}), "score_threshold"),
    (asked(metadata_condition=only("city", "sounds like", "Accra")), "comparison_operator"),
    (asked(metadata_condition=only("city", "is", {"a": 1})), "value"),
    (asked(metadata_condition={"conditions": [only("city", "is", "x")["conditions"][0]] * 21}), "conditions"),
    (asked(metadata_condition={"logical_operator": "xor", "conditions": []}), "logical_operator"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words"), BAD)
def test_a_bad_request_is_refused_in_dify_s_shape(apart: Scene, body: Any, words: str) -> None:
    content = json.dumps(body)
    response = apart.ada.post(PATH, content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert set(response.json()) == {"error_code", "error_msg"}
    assert response.json()["error_code"] == 422
    assert words in response.json()["error_msg"]


def test_other_methods_bodies_and_origins_are_refused_in_its_shape_too(apart: Scene) -> None:
    for response in (
        apart.ada.get(PATH),
        apart.ada.post(PATH, content=b"\xff{"),
        apart.ada.post(PATH, content=b"x" * 1_100_000),
        apart.ada.post(PATH, json=asked(), headers={"Origin": "https://evil.example"}),
    ):
        assert response.status_code in (403, 405, 413, 422)
        assert set(response.json()) == {"error_code", "error_msg"}


def test_odd_queries_are_safe(apart: Scene) -> None:
    for query in (
        "'; DROP TABLE documents; --",
        "waste \u202e\0",
        "\ud800 waste",
        "(a+)+$ waste",
        "<script>waste",
    ):
        content = json.dumps(asked(query=query))
        sent = apart.ada.post(PATH, content=content, headers={"Content-Type": "application/json"})
        assert sent.status_code in (200, 422)


TOLD: dict[str, str | int] = {"city": "Accra", "year_start": 2016, "topics": "waste, livelihoods", "saved": "2021-05-04"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "operator", "value", "holds"),
    [
        ("city", "is", "accra", True),
        ("city", "is", "Acc", False),
        ("city", "is not", "Lagos", True),
        ("city", "is not", "Accra", False),
        ("city", "contains", "CCR", True),
        ("city", "not contains", "ccr", False),
        ("city", "start with", "Ac", True),
        ("city", "end with", "ra", True),
        ("city", "end with", "Ac", False),
        ("city", "in", ["Lagos", "Accra"], True),
        ("city", "not in", ["Lagos", "Accra"], False),
        ("city", "empty", None, False),
        ("city", "not empty", None, True),
        ("mayor", "empty", None, True),
        ("mayor", "null", None, True),
        ("mayor", "not null", None, False),
        ("mayor", "is", "x", False),
        ("mayor", "is not", "x", True),
        ("mayor", "contains", "", False),
        ("year_start", "=", 2016, True),
        ("year_start", "=", "2016", True),
        ("year_start", "is", 2016, True),
        ("year_start", "≠", 2016, False),
        ("year_start", ">", 2015, True),
        ("year_start", ">", 2016, False),
        ("year_start", "≥", 2016, True),
        ("year_start", "<", "2017", True),
        ("year_start", "≤", 2015.5, False),
        ("year_start", ">", "many", False),
        ("city", ">", 3, False),
        ("saved", "after", "2020-01-01", True),
        ("saved", "before", "2021", False),
        ("year_start", "before", "2017-01-01", True),
        (["mayor", "topics"], "contains", "waste", True),
        (["mayor", "topics"], "not contains", "waste", False),
        (["city", "topics"], "contains", "heat", False),
    ],
)
def test_a_condition_holds_as_its_operator_says(
    name: str | list[str], operator: str, value: Any, holds: bool
) -> None:
    condition = {"name": name, "comparison_operator": operator, "value": value}
    assert Conditions.model_validate({"conditions": [condition]}).hold(TOLD) == holds


def test_conditions_hold_all_or_one() -> None:
    both = [*only("city", "is", "Accra")["conditions"], *only("city", "is", "Lagos")["conditions"]]
    for operator, holds in (("and", False), ("or", True), (None, False)):
        told = {"logical_operator": operator, "conditions": both}
        assert Conditions.model_validate(told).hold(TOLD) == holds
    assert Conditions.model_validate({"conditions": None}).hold(TOLD)
    assert Conditions.model_validate({"conditions": []}).hold(TOLD)


def test_conditions_narrow_before_they_are_counted(apart: Scene) -> None:
    found = records(apart.ada)
    last = found[-1]
    narrowed = records(
        apart.ada,
        metadata_condition=only("doc_id", "is", last["metadata"]["doc_id"]),
        retrieval_setting={"top_k": 1},
    )
    assert narrowed == [last]


def test_alone_at_a_machine_no_key_is_needed(tmp_path_factory: pytest.TempPathFactory) -> None:
    library = Library(tmp_path_factory.mktemp("alone") / "home", HashingEmbedder())
    client = TestClient(create_app(Assistant(library)), LOCAL)
    assert client.post(PATH, json=asked()).json() == {"records": []}


def test_a_case_study_s_record_has_its_facts(assistant: Assistant) -> None:
    client = TestClient(create_app(assistant), LOCAL)
    body = asked("can a city borrow on the capital market", knowledge="case_studies")
    (first, *_) = client.post(PATH, json=body).json()["records"]
    about = first["metadata"]
    assert (about["city"], about["country"], about["outcome"]) == ("Dakar", "Senegal", "failure")
    assert (about["year_start"], about["year_end"], about["kind"]) == (2013, 2015, "case")
    assert about["quote"] in first["content"]
    body["metadata_condition"] = only("outcome", "is", "failure")
    for record in client.post(PATH, json=body).json()["records"]:
        assert record["metadata"]["outcome"] == "failure"
