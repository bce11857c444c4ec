import json
from itertools import count

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.access.people import person, private, program, served, signed_in
from tests.api.shortlisting import BOND, HEAT, MEMBERS, OFFICER, TAXI, TEAM, fill

LIST, COMPARE = "/api/v1/shortlist", "/api/v1/compare"
LOCAL = "http://127.0.0.1"
NUMBERS = count(1)


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("shortlist")
    app = served(fill(Library(folder / "home", HashingEmbedder()), folder / "cases"))
    private(app, "team", person(app, "ana"))
    return app


@pytest.fixture(name="ben")
def _ben(app: FastAPI) -> TestClient:
    """A program of a new account."""
    return program(app, person(app, f"ben-{next(NUMBERS)}"))


def put(client: TestClient, case_id: str, city: str = "Beira", note: str | None = None) -> int:
    return client.put(f"{LIST}/{case_id}", params={"city": city}, json={"note": note}).status_code


def listed(client: TestClient, **asked: object) -> list[str]:
    return [entry["case_id"] for entry in client.get(LIST, params=asked).json()["entries"]]  # type: ignore[arg-type]


def test_a_program_keeps_lists_and_removes(ben: TestClient) -> None:
    answer = ben.put(f"{LIST}/{BOND}", params={"city": "Beira"}, json={"note": "why"}).json()
    assert (answer["city"], answer["note"]) == ("Beira, Mozambique", "why")
    assert ben.put(f"{LIST}/{BOND}", params={"city": "Beira"}).json()["note"] == "why"
    put(ben, TAXI, "Accra")
    whole = ben.get(LIST).json()
    assert (whole["total"], whole["unseen"]) == (2, 0)
    assert whole["entries"][-1]["title"].startswith("A city bond")
    assert listed(ben, city="Beira") == [BOND]
    for _ in range(2):
        assert ben.delete(f"{LIST}/{BOND}", params={"city": "Beira"}).status_code == 204
    assert listed(ben) == [TAXI]


def test_a_list_comes_in_parts(ben: TestClient) -> None:
    for case_id in (BOND, TAXI, HEAT):
        put(ben, case_id)
    assert listed(ben, offset=1, k=1) == [TAXI]
    assert ben.get(LIST, params={"offset": 1, "k": 1}).json()["total"] == 3
    assert listed(ben, offset=9) == []


@pytest.mark.parametrize(
    ("case_id", "city", "note", "status"),
    [
        ("none-such", "Beira", None, 404),
        (TEAM, "Beira", None, 404),
        (BOND, "Quelimani", None, 422),
        (BOND, "", None, 422),
        (BOND, "Beira", "x" * 1001, 422),
        ("%00", "Beira", None, 404),
        ("%ff", "Beira", None, 404),
    ],
)
def test_what_cannot_be_kept_is_a_problem_and_nothing_is_kept(
    ben: TestClient, case_id: str, city: str, note: str | None, status: int
) -> None:
    response = ben.put(f"{LIST}/{case_id}", params={"city": city}, json={"note": note})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert listed(ben) == []


def test_a_browser_and_a_key_of_one_account_share_its_list(app: FastAPI) -> None:
    account = person(app, "clara")
    put(program(app, account), HEAT)
    assert "/cases/ahmedabad-heat-action-plan" in signed_in(app, "clara").get("/shortlist").text


def test_a_visitors_program_keeps_by_the_cookie_that_it_was_given(app: FastAPI) -> None:
    one, other = TestClient(app, LOCAL), TestClient(app, LOCAL)
    assert put(one, BOND) == put(one, TAXI) == 200
    assert listed(one) == [BOND, TAXI]
    assert listed(other) == []
    other.cookies.set("browser", one.cookies["browser"].rpartition(".")[0])
    assert listed(other) == []


def test_a_session_alone_changes_nothing(app: FastAPI) -> None:
    person(app, "dora")
    client = signed_in(app, "dora")
    del client.headers["X-CSRF-Token"]
    assert put(client, BOND) == 403
    assert client.delete(f"{LIST}/{BOND}", params={"city": "Beira"}).status_code == 403


def test_practices_come_side_by_side_with_their_reports(ben: TestClient) -> None:
    answer = ben.post(COMPARE, json={"city": "Beira", "cases": [BOND, HEAT, OFFICER]}).json()
    assert answer["city"] == "Beira, Mozambique"
    assert [side["case_id"] for side in answer["practices"]] == [BOND, HEAT, OFFICER]
    assert all(len(side["report"]["flags"]) == 15 for side in answer["practices"])
    dimensions = [row for row in answer["rows"] if row["cells"][0]["verdict"]]
    assert len(dimensions) == 15
    for row in dimensions:
        assert row["differ"] == (len({cell["verdict"] for cell in row["cells"]}) > 1)
    same = ben.get("/api/v1/transplant", params={"practice": HEAT, "city": "Beira"}).json()
    assert answer["practices"][1]["report"] == same


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"city": "Beira", "cases": [BOND]}, 422),
        ({"city": "Beira", "cases": [BOND, BOND]}, 422),
        ({"city": "Beira", "cases": [BOND, TAXI, HEAT, OFFICER, MEMBERS]}, 422),
        ({"city": "Beira", "cases": [BOND, TEAM]}, 404),
        ({"city": "Beira", "cases": [BOND, "none-such"]}, 404),
        ({"city": "Beira", "cases": [BOND, "\ud800"]}, 422),
        ({"city": "Nowhere at all", "cases": [BOND, TAXI]}, 422),
        ({"cases": [BOND, TAXI]}, 422),
    ],
)
def test_a_choice_that_cannot_be_compared_is_a_problem(
    ben: TestClient, body: dict[str, object], status: int
) -> None:
    content = json.dumps(body)
    response = ben.post(COMPARE, content=content, headers={"content-type": "application/json"})
    assert response.status_code == status
    assert response.json()["status"] == status
    assert "TransMilenio" not in response.text


def test_a_member_compares_what_others_do_not_see(app: FastAPI) -> None:
    ana = signed_in(app, "ana")
    answer = ana.post(COMPARE, json={"city": "Beira", "cases": [BOND, TEAM]})
    assert answer.status_code == 200
    assert "TransMilenio" in answer.text


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("md", "text/markdown; charset=utf-8"),
        ("json", "application/json"),
        ("csv", "text/csv; charset=utf-8"),
    ],
)
def test_a_briefing_is_a_file_to_save(ben: TestClient, kind: str, media: str) -> None:
    put(ben, BOND)
    asked = {"city": "Beira", "format": kind}
    response = ben.get(f"{LIST}/export", params=asked)
    assert response.status_code == 200
    assert response.headers["content-type"] == media
    assert response.headers["content-disposition"].startswith("attachment;")
    assert f"practices-for-beira-mozambique.{kind}" in response.headers["content-disposition"]
    assert response.headers["x-content-type-options"] == "nosniff"
    page = ben.get("/shortlist/export", params=asked)
    for header in ("content-type", "content-disposition"):
        assert page.headers[header] == response.headers[header]
    if kind != "docx":  # which holds when it was made
        assert page.content == response.content


def test_a_briefing_on_nothing_is_a_problem(ben: TestClient) -> None:
    export = f"{LIST}/export"
    assert ben.get(export, params={"city": "Beira"}).status_code == 422
    assert ben.get(export, params={"city": "Beira", "case": TEAM}).status_code == 422
    assert ben.get(export, params={"city": "Beira", "format": "exe"}).status_code == 422
    many = {"city": "Beira", "case": [f"case-{number}" for number in range(51)]}
    assert "at most 50" in ben.get(export, params=many).json()["detail"]
