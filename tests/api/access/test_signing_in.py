import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access.account_access import BEFORE_CHOOSING
from api.access.accounts import Accounts
from api.access.attempts import BY_ADDRESS, BY_NAME, WINDOW
from api.access.own import local_path
from api.access.roles import Role
from api.access.sessions import IDLE, WHOLE
from api.access.signing_in import WRONG
from index.library import Library
from tests.api.access.people import PASSWORD, ROOT, file_of, person, served, signed_in, visitor
from tests.browser import marked

ME = "/api/v1/me"


@pytest.fixture(name="app")
def _app(library: Library) -> FastAPI:
    return served(library)


def tried(client: TestClient, name: str, password: str, back: str = "/") -> tuple[int, str]:
    """Status of an attempt, and where it leads."""
    response = client.post(
        "/login", data={"name": name, "password": password, "next": back}, follow_redirects=False
    )
    return response.status_code, response.headers.get("location", "")


def test_who_signs_in_is_known_until_they_sign_out(app: FastAPI) -> None:
    person(app, "Ama Mensah", Role.FACILITATOR)
    client = visitor(app)
    assert tried(client, "ama  MENSAH", PASSWORD) == (303, "/")
    marked(client)
    me = client.get(ME).json()
    assert (me["name"], me["role"], me["single"]) == ("Ama Mensah", "facilitator", False)
    kept = client.cookies["session"]
    assert client.post("/logout", follow_redirects=False).status_code == 303
    assert client.get(ME).json()["role"] == "visitor"
    client.cookies.set("session", kept, domain="127.0.0.1")
    assert client.get(ME).json()["role"] == "visitor"


def test_a_wrong_password_and_a_name_that_nobody_has_get_the_same_answer(app: FastAPI) -> None:
    person(app, "Ama")
    client = visitor(app)
    pages = [
        client.post("/login", data={"name": name, "password": "wrong wrong wrong"})
        for name in ("Ama", "Bob")
    ]
    assert [page.status_code for page in pages] == [401, 401]
    assert WRONG in pages[0].text
    assert pages[0].text.replace("Ama", "Bob") == pages[1].text
    assert "session" not in client.cookies


def test_a_session_is_a_new_one_whatever_cookie_came_before(app: FastAPI) -> None:
    person(app, "Ama")
    person(app, "Eve")
    eve = signed_in(app, "Eve")
    planted = eve.cookies["session"]
    victim = visitor(app)
    victim.cookies.set("session", planted, domain="127.0.0.1")
    marked(victim)  # a page that was opened in Eve's session
    assert tried(victim, "Ama", PASSWORD)[0] == 303
    (mine,) = {c.value for c in victim.cookies.jar if c.name == "session" and c.value != planted}
    assert mine != planted
    assert eve.get(ME).json()["role"] == "visitor"  # the planted session has ended


def test_a_cookie_that_we_did_not_sign_opens_nothing(app: FastAPI) -> None:
    person(app, "Ama")
    client = signed_in(app, "Ama")
    value = client.cookies["session"]
    for forged in (value[:-1], value + "x", value.split(".")[0], "", "." * 3, "é"):
        response = visitor(app).get(ME, headers={b"cookie": f"session={forged}".encode()})
        assert response.json()["role"] == "visitor"


@pytest.mark.parametrize(
    ("address", "secure"), [("https://city.example.org", True), ("http://city.example.org", False)]
)
def test_cookies_are_kept_from_scripts_and_other_sites(
    library: Library, address: str, secure: bool
) -> None:
    app = served(library, address)
    person(app, "Ama")
    client = TestClient(app, address)
    marked(client)
    response = client.post(
        "/login", data={"name": "Ama", "password": PASSWORD}, follow_redirects=False
    )
    cookies = [
        *response.headers.get_list("set-cookie"),
        *TestClient(app, address).get("/about").headers.get_list("set-cookie"),
    ]
    assert {cookie.split("=")[0] for cookie in cookies} == {"session", "browser"}
    for cookie in cookies:
        flags = {flag.strip().lower() for flag in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= flags
        assert ("secure" in flags) == secure
        assert not any(flag.startswith("domain") for flag in flags)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
        "https:evil.example", "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "", "evil", "/\x00",
        "/ /evil", "/login?next=/login", "/logout", "http:/evil.example",
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(path: str) -> None:
    assert local_path(path) == "/"


def test_signing_in_leads_on_to_where_the_person_was_going(app: FastAPI) -> None:
    person(app, "Ama", Role.ADMIN)
    client = visitor(app)
    asked = client.get("/audit?page=2")
    assert asked.status_code == 401
    assert 'name="next" value="/audit?page=2"' in asked.text
    assert tried(client, "Ama", PASSWORD, "/audit?page=2") == (303, "/audit?page=2")
    marked(client)
    assert tried(client, "Ama", PASSWORD, "//evil.example") == (303, "/")
    assert (
        client.get("/login?next=/%5Cevil.example", follow_redirects=False).headers["location"]
        == "/"
    )
    assert local_path("/cases?f=topic%3Awaste#x") == "/cases?f=topic%3Awaste#x"


def test_guessing_one_name_is_stopped_also_after_a_restart(app: FastAPI, library: Library) -> None:
    person(app, "Ama")
    person(app, "Ben")
    client = visitor(app)
    for _ in range(BY_NAME):
        assert tried(client, "Ama", "wrong wrong wrong")[0] == 401
    response = client.post("/login", data={"name": " aMa", "password": PASSWORD})
    assert response.status_code == 429
    assert 0 < int(response.headers["retry-after"]) <= WINDOW
    assert "minutes" in response.text
    assert tried(client, "Ben", PASSWORD)[0] == 303
    assert tried(visitor(served(library)), "Ama", PASSWORD)[0] == 429
    with file_of(app).changing() as cursor:
        cursor.execute("UPDATE attempts SET moment = moment - ?", (WINDOW,))
    assert tried(visitor(app), "Ama", PASSWORD)[0] == 303


def test_attempts_at_the_same_time_are_all_counted(app: FastAPI) -> None:
    person(app, "Ama")
    client = visitor(app)
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda _: tried(client, "Ama", "wrong wrong wrong")[0], range(12)))
    assert sorted(found) == [401] * BY_NAME + [429] * (12 - BY_NAME)


def test_guessing_many_names_from_one_address_is_stopped(app: FastAPI) -> None:
    person(app, "Ama")
    with file_of(app).changing() as cursor:
        cursor.executemany(
            "INSERT INTO attempts (name, address, moment) VALUES (?, 'testclient', ?)",
            ((bytes([n]), int(time.time())) for n in range(BY_ADDRESS)),
        )
    assert tried(visitor(app), "Ama", PASSWORD)[0] == 429


def test_who_knows_the_password_starts_anew(app: FastAPI) -> None:
    person(app, "Ama")
    client = visitor(app)
    for _ in range(2):
        for _ in range(BY_NAME - 1):
            assert tried(client, "Ama", "wrong wrong wrong")[0] == 401
        assert tried(client, "Ama", PASSWORD)[0] == 303
        client.post("/logout")
        client = visitor(app)


@pytest.mark.parametrize(("column", "seconds"), [("seen", IDLE), ("expires", WHOLE)])
def test_a_session_ends_when_it_is_not_used_and_when_it_is_old(
    app: FastAPI, column: str, seconds: int
) -> None:
    person(app, "Ama")
    client = signed_in(app, "Ama")
    with file_of(app).changing() as cursor:
        cursor.execute(f"UPDATE sessions SET {column} = {column} - ? + 60", (seconds,))
    assert client.get(ME).json()["role"] == "reader"
    with file_of(app).changing() as cursor:
        cursor.execute(f"UPDATE sessions SET {column} = ?", (int(time.time()) - seconds + (WHOLE if column == "expires" else 0),))  # fmt: skip
    assert client.get(ME).json()["role"] == "visitor"
    assert client.get("/", follow_redirects=False).status_code == 200


def test_the_file_holds_no_id_key_or_password_and_is_the_owner_s_alone(
    app: FastAPI, library: Library
) -> None:
    person(app, "Ama")
    client = signed_in(app, "Ama")
    made = client.post("/api/v1/keys", json={"name": "x"}).json()["key"]
    files = sorted(library.home.glob("accounts.sqlite*"))
    held = b"".join(path.read_bytes() for path in files)
    session_id = client.cookies["session"].strip('"').rpartition(".")[0]
    assert b"$argon2id$" in held
    for secret in (PASSWORD, made, made[3:], session_id):
        assert secret.encode() not in held
    assert [path.stat().st_mode & 0o777 for path in files] == [0o600] * len(files)


def test_a_hash_of_older_parameters_is_renewed_when_its_password_is_used(app: FastAPI) -> None:
    person(app, "Ama")
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with file_of(app).changing() as cursor:
        cursor.execute("UPDATE accounts SET hash = ?", (weak,))
    assert tried(visitor(app), "Ama", PASSWORD)[0] == 303
    with file_of(app).reading() as cursor:
        (kept,) = cursor.execute("SELECT hash FROM accounts").fetchone()
    assert kept != weak
    assert not PasswordHasher().check_needs_rehash(kept)
    assert tried(visitor(app), "Ama", PASSWORD)[0] == 303


def test_a_first_password_opens_nothing_but_the_page_to_choose_one(app: FastAPI) -> None:
    Accounts(file_of(app)).add(ROOT, "Ama", Role.ADMIN, PASSWORD)
    client = visitor(app)
    assert tried(client, "Ama", PASSWORD, "/cases") == (303, "/account")
    marked(client)
    for path in ("/", "/accounts", "/cases"):
        response = client.get(path, follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, "/account")
    assert client.post("/accounts", data={"name": "Bo", "role": "admin"}).status_code == 403
    assert client.get("/api/v1/accounts").status_code == 403
    assert client.get("/account").text.count("<section") == 1
    own = {
        "old": PASSWORD,
        "new": "another orbit under ferns",
        "again": "another orbit under ferns",
    }
    assert "good for this once" in client.get("/account").text
    assert client.post("/account/password", data=own).status_code == 200
    marked(client)
    assert client.get("/accounts").status_code == 200
    assert all(path.startswith("/") for path in BEFORE_CHOOSING)


def test_a_disabled_account_cannot_sign_in_and_is_told_nothing(app: FastAPI) -> None:
    person(app, "Ama")
    Accounts(file_of(app)).disable(ROOT, "Ama")
    assert tried(visitor(app), "Ama", PASSWORD)[0] == 401


def test_many_sign_in_at_once(app: FastAPI) -> None:
    people = [person(app, f"Person {n}") for n in range(3)]
    clients = [visitor(app) for _ in range(12)]

    def enter(number: int) -> int:
        return tried(clients[number], people[number % 3].name, PASSWORD)[0]

    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(enter, range(12))) == [303] * 12


def test_a_failed_sign_in_is_logged_without_what_may_be_a_password(app: FastAPI) -> None:
    person(app, "Ama", Role.ADMIN)
    tried(visitor(app), "my-secret-in-the-wrong-field", "x")
    tried(visitor(app), "ama", "x")
    log = signed_in(app, "Ama").get("/audit").text
    assert "my-secret-in-the-wrong-field" not in log
    assert "(no such account)" in log
    rows = re.findall(r"sign-in failed</td><td[^>]*><span[^>]*>About</span>([^<]*)", log)
    assert rows == ["Ama", "(no such account)"]
