import sqlite3
from collections.abc import Callable

import pytest
from fastapi import FastAPI

from api.access.accounts import Accounts
from api.access.passwords import SHORTEST
from api.access.roles import Role
from api.access.sessions import Sessions
from api.access.tables import FILE
from corpus.errors import BadAccount, StoreError, UnknownAccount
from index.library import Library
from tests.api.access.people import (
    PASSWORD,
    ROOT,
    file_of,
    person,
    program,
    served,
    signed_in,
    visitor,
)

ME = "/api/v1/me"


@pytest.fixture(name="app")
def _app(library: Library) -> FastAPI:
    return served(library)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("x" * (SHORTEST - 1), "12 to 200 characters"),
        ("kettle fern " * 17, "12 to 200 characters"),
        ("Maria Fernanda", "guessed at once"),
        ("maria fernanda", "guessed at once"),
        ("PasswordPassword", "guessed at once"),
        ("aaaaaaaaaaaaaaaa", "guessed at once"),
        ("", "12 to 200 characters"),
    ],
)
def test_a_password_that_does_not_do_is_refused_with_the_reason(
    app: FastAPI, password: str, words: str
) -> None:
    accounts = Accounts(file_of(app))
    with pytest.raises(BadAccount, match=words):
        accounts.add(ROOT, "Maria Fernanda", Role.READER, password)
    assert accounts.all() == []


def test_the_same_letters_are_the_same_password_at_every_keyboard(app: FastAPI) -> None:
    composed, apart = "caf\u00e9 au lait noir", "cafe\u0301 au lait noir"
    Accounts(file_of(app)).add(ROOT, "Ama", Role.READER, composed)
    response = visitor(app).post(
        "/login", data={"name": "Ama", "password": apart}, follow_redirects=False
    )
    assert response.status_code == 303


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x00b", "a\u202eb", "a/b", "\ud800"])
def test_a_name_that_misleads_is_none(app: FastAPI, name: str) -> None:
    with pytest.raises(BadAccount, match="1 to 100 characters"):
        Accounts(file_of(app)).add(ROOT, name, Role.READER, PASSWORD)


def test_a_name_is_taken_whatever_its_case(app: FastAPI) -> None:
    person(app, "Straße 7")
    with pytest.raises(BadAccount, match="already"):
        Accounts(file_of(app)).add(ROOT, "STRASSE  7", Role.READER, PASSWORD)
    assert Accounts(file_of(app)).get("strasse 7").name == "Straße 7"


@pytest.mark.parametrize(
    "change",
    [
        lambda accounts: accounts.disable(ROOT, "Ada"),
        lambda accounts: accounts.remove(ROOT, "Ada"),
        lambda accounts: accounts.set_role(ROOT, "Ada", Role.FACILITATOR),
    ],
    ids=["disabled", "removed", "demoted"],
)
def test_the_last_administrator_stays(app: FastAPI, change: Callable[[Accounts], None]) -> None:
    accounts = Accounts(file_of(app))
    person(app, "Ada", Role.ADMIN)
    person(app, "Off", Role.ADMIN)
    accounts.disable(ROOT, "Off")
    client = signed_in(app, "Ada")
    with pytest.raises(BadAccount, match="last administrator"):
        change(accounts)
    assert client.get(ME).json()["role"] == "admin"
    accounts.enable(ROOT, "Off")
    change(accounts)
    assert client.get(ME).json()["role"] == "visitor"


@pytest.mark.parametrize(
    "change",
    [
        lambda accounts: accounts.disable(ROOT, "Ben"),
        lambda accounts: accounts.remove(ROOT, "Ben"),
        lambda accounts: accounts.set_role(ROOT, "Ben", Role.FACILITATOR),
        lambda accounts: accounts.reset(ROOT, "Ben", PASSWORD + "!"),
    ],
    ids=["disabled", "removed", "another role", "another password"],
)
def test_what_changes_an_account_ends_all_its_sessions_and_no_other(
    app: FastAPI, change: Callable[[Accounts], None]
) -> None:
    person(app, "Ada", Role.ADMIN)
    person(app, "Ben")
    ada, bens = signed_in(app, "Ada"), [signed_in(app, "Ben"), signed_in(app, "Ben")]
    assert [ben.get(ME).json()["name"] for ben in bens] == ["Ben", "Ben"]
    change(Accounts(file_of(app)))
    assert [ben.get(ME).json()["role"] for ben in bens] == ["visitor"] * 2
    assert ada.get(ME).json()["name"] == "Ada"


def test_a_person_changes_the_password_and_goes_on_in_a_new_session(app: FastAPI) -> None:
    person(app, "Ama")
    here, there = signed_in(app, "Ama"), signed_in(app, "Ama")
    before, new = here.cookies["session"], "another orbit under ferns"
    wrong = [
        {"old": "wrong wrong wrong", "new": new, "again": new},
        {"old": PASSWORD, "new": new, "again": new + "x"},
        {"old": PASSWORD, "new": "short", "again": "short"},
        {"old": PASSWORD, "new": PASSWORD, "again": PASSWORD},
    ]
    for form in wrong:
        assert here.post("/account/password", data=form).status_code == 422
        assert there.get(ME).json()["name"] == "Ama"
    done = here.post("/account/password", data={"old": PASSWORD, "new": new, "again": new})
    assert "Your password is changed" in done.text
    assert here.cookies["session"] != before
    assert here.get(ME).json()["name"] == "Ama"
    assert there.get(ME).json()["role"] == "visitor"


def test_a_person_sees_where_they_are_signed_in_and_signs_out_everywhere(app: FastAPI) -> None:
    person(app, "Ama")
    person(app, "Ben")
    here, there, ben = signed_in(app, "Ama"), signed_in(app, "Ama"), signed_in(app, "Ben")
    page = here.get("/account").text
    assert page.count('<td><span class="cell">Since') == 2
    assert page.count("this one") == 1
    here.post("/account/sessions/end")
    assert [c.get(ME).json()["role"] for c in (here, there, ben)] == [
        "visitor",
        "visitor",
        "reader",
    ]


def test_a_key_that_is_revoked_counts_no_more_at_once(app: FastAPI) -> None:
    ama = person(app, "Ama")
    client = signed_in(app, "Ama")
    made = client.post("/api/v1/keys", json={"name": "chat", "scope": "read"})
    assert made.status_code == 201
    secret, key_id = made.json()["key"], made.json()["id"]
    bearer = {"Authorization": f"Bearer {secret}"}
    anybody = visitor(app)
    assert anybody.get(ME, headers=bearer).json()["by_key"] is True
    assert secret not in client.get("/api/v1/keys").text + client.get("/account").text
    assert client.get("/api/v1/keys").json()[0]["used"] is not None
    assert client.delete(f"/api/v1/keys/{key_id}").status_code == 204
    refused = anybody.get(ME, headers=bearer)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert refused.headers["content-type"] == "application/problem+json"
    assert ama.name == "Ama"


@pytest.mark.parametrize(
    "header", ["Bearer cg_wrong", "Bearer", "Bearer ", "Basic YTpi", "cg_x", "", "Bearer é"]
)
def test_a_header_that_is_no_key_is_refused_and_not_a_visitor(app: FastAPI, header: str) -> None:
    for path in (ME, "/about", "/api/v1/documents"):
        response = visitor(app).get(path, headers={b"authorization": header.encode()})
        assert response.status_code == 401
        assert "Bearer" in response.headers["www-authenticate"]


def test_a_key_does_no_more_than_its_scope_and_its_account(app: FastAPI) -> None:
    person(app, "Root", Role.ADMIN)
    ada = person(app, "Ada", Role.ADMIN)
    read, edit, admin = (program(app, ada, scope) for scope in ("read", "edit", "admin"))
    assert [c.get(ME).json()["role"] for c in (read, edit, admin)] == [
        "reader",
        "facilitator",
        "admin",
    ]
    Accounts(file_of(app)).set_role(ROOT, "Ada", Role.READER)
    assert [c.get(ME).json()["role"] for c in (read, edit, admin)] == ["reader"] * 3
    too_much = signed_in(app, "Ada").post("/api/v1/keys", json={"name": "x", "scope": "edit"})
    assert too_much.status_code == 422
    Accounts(file_of(app)).disable(ROOT, "Ada")
    assert [c.get(ME).status_code for c in (read, edit, admin)] == [401] * 3


def test_a_key_makes_and_revokes_no_keys(app: FastAPI) -> None:
    client = program(app, person(app, "Ada", Role.ADMIN), "admin")
    assert client.post("/api/v1/keys", json={"name": "x"}).status_code == 403
    assert client.delete("/api/v1/keys/1").status_code == 403
    assert client.get(ME).status_code == 200


def test_nobody_revokes_the_key_of_another(app: FastAPI) -> None:
    ama = person(app, "Ama")
    person(app, "Ben", Role.ADMIN)
    key = program(app, ama)
    assert signed_in(app, "Ben").delete("/api/v1/keys/1").status_code == 404
    assert signed_in(app, "Ben").post("/account/keys/revoke", data={"key_id": 1}).status_code == 404
    assert key.get(ME).status_code == 200


def test_an_administrator_adds_changes_and_shuts_out_accounts_on_the_page(app: FastAPI) -> None:
    person(app, "Ada", Role.ADMIN)
    client = signed_in(app, "Ada")
    added = client.post("/accounts", data={"name": "<b>Bo", "role": "reader"})
    assert added.status_code == 201
    assert added.headers["cache-control"] == "no-store"
    assert "<b>Bo" not in added.text
    assert client.post("/accounts", data={"name": "Cy", "role": "reader"}).status_code == 201
    assert "already" in client.post("/accounts", data={"name": "cy", "role": "reader"}).text
    assert (
        "last administrator"
        in client.post("/accounts/role", data={"name": "Ada", "role": "reader"}).text
    )
    client.post("/accounts/role", data={"name": "Cy", "role": "facilitator"})
    client.post("/accounts/disable", data={"name": "Cy"})
    held = {row["name"]: row for row in client.get("/api/v1/accounts").json()["accounts"]}
    assert (held["Cy"]["role"], held["Cy"]["disabled"]) == ("facilitator", True)
    assert client.post("/accounts/disable", data={"name": "Nobody"}).status_code == 404
    client.post("/accounts/remove", data={"name": "Cy"})
    assert client.get("/api/v1/accounts").json()["total"] == 2


def test_an_administrator_does_the_same_over_http(app: FastAPI) -> None:
    person(app, "Ada", Role.ADMIN)
    client = signed_in(app, "Ada")
    made = client.post("/api/v1/accounts", json={"name": "Bo Li", "role": "facilitator"}).json()
    form = {"name": "Bo Li", "password": made["password"]}
    assert (
        visitor(app).post("/login", data=form, follow_redirects=False).headers["location"]
        == "/account"
    )
    changed = client.patch("/api/v1/accounts/bo%20li", json={"role": "reader", "disabled": True})
    assert (changed.json()["role"], changed.json()["disabled"]) == ("reader", True)
    again = client.post("/api/v1/accounts/Bo Li/password").json()["password"]
    assert again != made["password"]
    assert client.delete("/api/v1/accounts/Bo Li").status_code == 204
    assert client.patch("/api/v1/accounts/Bo Li", json={}).status_code == 404
    assert client.delete("/api/v1/accounts/Ada").status_code == 422


def test_a_last_use_is_noted_at_most_once_a_minute(app: FastAPI) -> None:
    ama = person(app, "Ama")
    client = signed_in(app, "Ama")
    with file_of(app).changing() as cursor:
        cursor.execute("UPDATE sessions SET seen = seen - 30")
    seen = Sessions(file_of(app)).all(ama.account_id)[0].seen
    client.get(ME)
    assert Sessions(file_of(app)).all(ama.account_id)[0].seen == seen
    with file_of(app).changing() as cursor:
        cursor.execute("UPDATE sessions SET seen = seen - 60")
    client.get(ME)
    assert Sessions(file_of(app)).all(ama.account_id)[0].seen > seen


def test_the_name_of_a_removed_account_is_not_given_again(app: FastAPI) -> None:
    person(app, "Ada", Role.ADMIN)
    person(app, "Ben")
    accounts = Accounts(file_of(app))
    accounts.remove(ROOT, "ben")
    with pytest.raises(BadAccount, match="stand in histories"):
        accounts.add(ROOT, "BEN", Role.READER, PASSWORD)


def test_an_account_that_is_not_there_is_told(app: FastAPI) -> None:
    with pytest.raises(UnknownAccount, match="no account 'Nobody'"):
        Accounts(file_of(app)).disable(ROOT, "Nobody")


def test_the_log_is_only_added_to(app: FastAPI, library: Library) -> None:
    person(app, "Ama")
    with pytest.raises(StoreError, match="only added to"), file_of(app).changing() as cursor:
        cursor.execute("DELETE FROM deeds")
    with pytest.raises(StoreError, match="only added to"), file_of(app).changing() as cursor:
        cursor.execute("UPDATE deeds SET who = 'nobody'")
    held = sqlite3.connect(library.home / FILE)
    assert held.execute("SELECT deed, about, who FROM deeds").fetchall() == [
        ("account added", "Ama: reader", "test")
    ]
    held.close()


def test_the_log_tells_who_did_what_from_where(app: FastAPI) -> None:
    person(app, "Ada", Role.ADMIN)
    client = signed_in(app, "Ada")
    client.post("/api/v1/accounts", json={"name": "Bo"}, headers={"X-Request-ID": "request-0815"})
    client.post("/api/v1/keys", json={"name": "chat"})
    client.post("/collections", data={"collection": "harbour"})
    client.post("/collections/join", data={"collection": "harbour", "name": "Bo"})
    log = client.get("/api/v1/audit").json()
    assert [row["deed"] for row in log["deeds"]] == [
        "added to collection", "collection added", "key made", "account added", "signed in", "account added",
    ]  # fmt: skip
    row = log["deeds"][3]
    assert (row["who"], row["about"], row["request_id"], row["address"]) == ("Ada", "Bo: reader", "request-0815", "testclient")  # fmt: skip
    part = client.get("/api/v1/audit", params={"offset": 2, "k": 1}).json()
    assert (part["total"], [d["deed"] for d in part["deeds"]]) == (6, ["key made"])
