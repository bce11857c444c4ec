"""Forms and calls that change something: only with the mark of the browser and session that the page was made for."""

import re
from collections.abc import Callable

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access.account_access import AccountAccess
from api.access.roles import Role
from api.app import create_app
from assistant.assistant import Assistant
from index.library import Library
from tests.api.access.people import PASSWORD, person, program, served, signed_in, visitor
from tests.browser import browser

MARK = "X-CSRF-Token"
ACCOUNTS = "/api/v1/accounts"


@pytest.fixture(name="app")
def _app(library: Library) -> FastAPI:
    app = served(library)
    person(app, "Ada", Role.ADMIN)
    person(app, "Eve", Role.ADMIN)
    return app


def names(client: TestClient) -> list[str]:
    return [row["name"] for row in client.get(ACCOUNTS).json()["accounts"]]


TRIES: list[Callable[[TestClient], httpx2.Response]] = [
    lambda client: client.post("/accounts", data={"name": "Mallory", "role": "admin"}),
    lambda client: client.post("/accounts/remove", data={"name": "Eve"}),
    lambda client: client.post(ACCOUNTS, json={"name": "Mallory", "role": "admin"}),
    lambda client: client.delete(f"{ACCOUNTS}/Eve"),
    lambda client: client.post("/account/keys", data={"name": "x", "scope": "admin"}),
    lambda client: client.post("/account/sessions/end"),
    lambda client: client.post("/logout"),
    lambda client: client.post("/documents", files={"files": ("a.txt", b"Drains.")}),
    lambda client: client.put("/api/v1/profile", params={"city": "Beira"}, json={"sewer": 40}),
]


@pytest.mark.parametrize("call", TRIES)
def test_nothing_changes_without_the_mark_or_with_that_of_another(
    app: FastAPI, call: Callable[[TestClient], httpx2.Response]
) -> None:
    ada, eve, before_signing_in = signed_in(app, "Ada"), signed_in(app, "Eve"), visitor(app)
    for mark in (None, "", "0" * 64, eve.headers[MARK], before_signing_in.headers[MARK]):
        victim = signed_in(app, "Ada")
        del victim.headers[MARK]
        if mark is not None:
            victim.headers[MARK] = mark
        assert call(victim).status_code == 403
        assert victim.get("/api/v1/me").json()["name"] == "Ada"
    assert names(ada) == ["Ada", "Eve"]
    assert ada.get("/api/v1/keys").json() == []


def test_the_mark_of_a_form_is_enough_without_a_script(app: FastAPI) -> None:
    client = signed_in(app, "Ada")
    del client.headers[MARK]
    found = re.search(r'name="csrf" value="(\w+)"', client.get("/accounts").text)
    assert found
    form = {"csrf": found[1], "name": "Ben", "role": "reader"}
    assert client.post("/accounts", data=form).status_code == 201
    assert names(client) == ["Ada", "Ben", "Eve"]


def test_somebody_cannot_be_signed_in_by_another_site(app: FastAPI) -> None:
    client = TestClient(app, "http://127.0.0.1")
    form = {"name": "Eve", "password": PASSWORD}
    assert client.post("/login", data=form).status_code == 403
    assert (
        client.post("/login", data=form, headers={"origin": "https://evil.example"}).status_code
        == 403
    )
    assert client.get("/api/v1/me").json()["role"] == "visitor"


def test_a_mark_ends_with_its_session(app: FastAPI) -> None:
    client = signed_in(app, "Ada")
    assert client.post("/logout", follow_redirects=False).status_code == 303
    assert client.post("/feedback", data={"doc_id": "x", "thumbs": "up"}).status_code == 403


def test_a_program_needs_no_mark(app: FastAPI) -> None:
    from api.access.accounts import Accounts
    from tests.api.access.people import file_of

    client = program(app, Accounts(file_of(app)).get("Ada"), "admin")
    del client.headers[MARK]
    client.cookies.clear()
    assert client.post(ACCOUNTS, json={"name": "Ben"}).status_code == 201


@pytest.mark.parametrize(
    "header",
    ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"],
)
def test_one_person_s_server_answers_nobody_through_a_proxy(library: Library, header: str) -> None:
    client = TestClient(create_app(Assistant(library)), "http://127.0.0.1")
    refused = client.get("/api/v1/documents", headers={header: "192.0.2.7"})
    assert refused.status_code == 403
    assert "CITYGRAFT_ADDRESS" in refused.json()["detail"]
    assert client.get("/api/v1/me").json()["single"] is True


def test_behind_a_proxy_people_sign_in_though_it_is_on_this_machine(library: Library) -> None:
    app = create_app(Assistant(library), "127.0.0.1", address="https://city.example.org")
    client = TestClient(app, "https://city.example.org")
    assert isinstance(app.state.access, AccountAccess)
    me = client.get("/api/v1/me", headers={"x-forwarded-for": "192.0.2.7"}).json()
    assert (me["role"], me["single"]) == ("visitor", False)


@pytest.mark.parametrize(
    ("host", "status"),
    [("city.example.org", 200), ("CITY.example.org:443", 200), ("127.0.0.1:8000", 200), ("evil.example", 400),
     ("city.example.org.evil.example", 400), ("evil.example:443", 400)],
)  # fmt: skip
def test_a_server_with_an_address_answers_under_no_other_name(
    library: Library, host: str, status: int
) -> None:
    app = served(library, "https://city.example.org")
    client = TestClient(app, "https://city.example.org")
    assert client.get("/about", headers={"host": host}).status_code == status


def test_where_nobody_signs_in_the_pages_say_so_and_how_to_change_it(library: Library) -> None:
    client = browser(create_app(Assistant(library)))
    for path in ("/login", "/account", "/accounts"):
        page = client.get(path).text
        assert "citygraft accounts add NAME --role admin" in page, path
        assert 'type="password"' not in page
    assert client.post("/login", data={"name": "x", "password": "y"}).status_code == 200
    assert "session" not in client.cookies
    for path in ("/account/keys", "/account/password", "/account/sessions/end"):
        form = {"name": "x", "old": "a", "new": "b", "again": "b"}
        assert client.post(path, data=form).status_code == 403
    assert client.post("/accounts", data={"name": "x", "role": "reader"}).status_code == 422
    assert client.get(ACCOUNTS).json()["total"] == 0


def test_one_person_prepares_collections_for_others(library: Library) -> None:
    client = browser(create_app(Assistant(library)))
    done = client.post(
        "/collections", data={"collection": "harbour-plans", "visibility": "private"}
    )
    assert done.status_code == 200
    assert "harbour-plans" in done.text
    held = {c["id"]: c for c in client.get("/api/v1/collections").json()}
    assert held["harbour-plans"] == {
        "id": "harbour-plans", "visibility": "private", "may_see": True, "may_write": True,
    }  # fmt: skip
    assert "collection added" in client.get("/audit").text


@pytest.mark.parametrize("name", ["../x", "a:b", "Harbour", "in:x", "x" * 61, "a b", "1a", "é"])
def test_a_collection_has_a_plain_name(library: Library, name: str) -> None:
    client = browser(create_app(Assistant(library)))
    assert client.post("/api/v1/collections", json={"id": name}).status_code == 422
    sent = {"collection": name, "address": "https://example.org"}
    assert client.post("/api/v1/documents/address", json=sent).status_code in (403, 422)


def test_who_may_see_a_collection_is_changed_but_for_the_case_studies(app: FastAPI) -> None:
    client, anybody = signed_in(app, "Ada"), visitor(app)

    def seen() -> set[str]:
        return {c["id"] for c in anybody.get("/api/v1/collections").json()}

    assert seen() == {"case_studies"}
    client.patch("/api/v1/collections/your_documents", json={"visibility": "public"})
    assert seen() == {"case_studies", "your_documents"}
    client.post(
        "/collections/visibility", data={"collection": "your_documents", "visibility": "private"}
    )
    assert seen() == {"case_studies"}
    mine = {c["id"]: c for c in client.get("/api/v1/collections").json()}
    assert (mine["your_documents"]["may_see"], mine["your_documents"]["may_write"]) == (
        False,
        False,
    )
    client.put("/api/v1/collections/your_documents/members/ada")
    assert client.get("/api/v1/collections/your_documents/members").json() == ["Ada"]
    mine = {c["id"]: c for c in client.get("/api/v1/me").json()["collections"]}
    assert (mine["your_documents"]["may_see"], mine["your_documents"]["may_write"]) == (True, True)
    client.delete("/api/v1/collections/your_documents/members/Ada")
    assert client.get("/api/v1/collections/your_documents/members").json() == []
    refused = client.patch("/api/v1/collections/case_studies", json={"visibility": "private"})
    assert (refused.status_code, "public" in refused.json()["detail"]) == (422, True)
    assert (
        client.patch("/api/v1/collections/nothing", json={"visibility": "public"}).status_code
        == 404
    )
    assert client.put("/api/v1/collections/your_documents/members/Nobody").status_code == 404
