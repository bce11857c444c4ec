"""Chat tools on the account page and over HTTP, codes, and files of accounts from before there were any."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access.account import Account
from api.access.accounts import Accounts
from api.access.codes import LENGTH, LETTERS, VALID, Codes
from api.access.identities import MAX_IDENTITIES, MAX_PERSON, SURFACES, Identities
from api.access.roles import Role
from api.access.sessions import Sessions
from api.access.tables import _TABLES, FILE, AccessFile
from api.chat.surfaces import NAMES
from corpus.errors import BadAccount, UnknownAccount
from index.library import Library
from tests.api.access.people import ROOT, file_of, person, program, served, signed_in, visitor

LINE = re.compile(rf"connect ([{LETTERS}]{{4}}-[{LETTERS}]{{4}})\b")
CHATS = "/api/v1/me/chats"


@pytest.fixture(name="app")
def _app(library: Library) -> FastAPI:
    return served(library)


def code_on(client: TestClient) -> str:
    """A new code, as the account page shows it."""
    response = client.post("/account/chats/code")
    assert response.status_code == 201
    assert response.headers["cache-control"] == "no-store"
    found = LINE.search(response.text)
    assert found
    return found[1]


def redeemed(app: FastAPI, code: str, who: str = "U1") -> str:
    account = Codes(file_of(app)).redeem("slack", who, code)
    return account.name if account else ""


def test_a_code_of_the_page_connects_once_and_the_page_shows_who_is_connected(app: FastAPI) -> None:
    person(app, "Ama")
    client = signed_in(app, "Ama")
    assert "<table" not in client.get("/account").text.partition('id="chats"')[2]
    code = code_on(client)
    assert code not in client.get("/account").text
    assert redeemed(app, code) == "Ama"
    assert redeemed(app, code, "U2") == ""
    page = client.get("/account").text
    assert "Slack" in page
    assert "U1" in page
    form = {"surface": "slack", "person": "U1"}
    done = client.post("/account/chats/disconnect", data=form)
    assert "Disconnected" in done.text
    assert Identities(file_of(app)).account("slack", "U1") is None
    assert client.post("/account/chats/disconnect", data=form).status_code == 404


def test_a_new_code_voids_the_one_before_and_those_of_others_stay(app: FastAPI) -> None:
    person(app, "Ama")
    person(app, "Ben")
    ama, ben = signed_in(app, "Ama"), signed_in(app, "Ben")
    first, other, second = code_on(ama), code_on(ben), code_on(ama)
    assert [redeemed(app, c, f"U{n}") for n, c in enumerate((first, second, other))] == [
        "", "Ama", "Ben",
    ]  # fmt: skip


def test_of_many_who_send_one_code_at_the_same_time_one_is_connected(app: FastAPI) -> None:
    code = Codes(file_of(app)).make(ROOT, person(app, "Ama")).code
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda n: redeemed(app, code, f"U{n}"), range(16)))
    assert sorted(names) == [""] * 15 + ["Ama"]
    (held,) = Identities(file_of(app)).all()
    assert names[int(held.person.removeprefix("U"))] == "Ama"


@pytest.mark.parametrize(
    "typed",
    ["{0}", "{0} ", "`{0}`", "{1}", "{2}", "{3}", "{4}"],
)
def test_a_code_counts_however_it_was_typed(app: FastAPI, typed: str) -> None:
    code = Codes(file_of(app)).make(ROOT, person(app, "Ama")).code
    ways = (
        code,
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        code.replace("-", "–"),
    )
    assert redeemed(app, typed.format(*ways)) == "Ama"


def test_a_code_is_out_after_ten_minutes(app: FastAPI) -> None:
    code = Codes(file_of(app)).make(ROOT, person(app, "Ama"))
    with file_of(app).changing() as cursor:
        (expires,) = cursor.execute("SELECT expires FROM codes").fetchone()
        cursor.execute("UPDATE codes SET expires = expires - ?", (VALID,))
    assert expires == code.expires
    assert VALID == 600
    assert redeemed(app, code.code) == ""


def test_only_a_digest_of_a_code_is_kept_and_none_is_like_another(app: FastAPI) -> None:
    ama, codes = person(app, "Ama"), Codes(file_of(app))
    made = [codes.make(ROOT, ama).code for _ in range(60)]
    assert len(set(made)) == 60
    assert all(any(map(str.isdigit, code)) and len(code) == LENGTH + 1 for code in made)
    with file_of(app).reading() as cursor:
        ((digest, *_),) = cursor.execute("SELECT * FROM codes").fetchall()
        deeds = str(cursor.execute("SELECT * FROM deeds").fetchall())
    plain = made[-1].replace("-", "")
    assert len(digest) == 32
    assert made[-1] not in deeds
    assert plain not in deeds
    home = app.state.assistant.library.home
    for path in home.glob("accounts.sqlite*"):
        assert plain.encode() not in path.read_bytes()
        assert made[-1].encode() not in path.read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        lambda file: Accounts(file).disable(ROOT, "Ama"),
        lambda file: Accounts(file).remove(ROOT, "Ama"),
        lambda file: Accounts(file).reset(ROOT, "Ama", "another orbit under ferns"),
        lambda file: Accounts(file).choose(ROOT, Accounts(file).get("Ama"), "another orbit under ferns"),
        lambda file: Accounts(file).set_role(ROOT, "Ama", Role.FACILITATOR),
        lambda file: Sessions(file).end_all(ROOT, Accounts(file).get("Ama")),
        lambda file: Identities(file).disconnect_all(ROOT, Accounts(file).get("Ama")),
    ],
    ids=["disabled", "removed", "reset", "chosen", "another role", "signed out", "disconnected"],
)  # fmt: skip
def test_whatever_ends_an_account_s_sessions_ends_its_code(app: FastAPI, change: object) -> None:
    person(app, "Root", Role.ADMIN)
    code = Codes(file_of(app)).make(ROOT, person(app, "Ama"))
    assert callable(change)
    change(file_of(app))
    if any(account.name == "Ama" for account in Accounts(file_of(app)).all()):
        Accounts(file_of(app)).enable(ROOT, "Ama")
    assert redeemed(app, code.code) == ""


def test_an_account_whose_password_others_know_connects_nobody(app: FastAPI) -> None:
    ama = Accounts(file_of(app)).add(ROOT, "Ama", Role.READER, "kettle orbit ninety fern")
    assert ama.must_change
    identities, codes = Identities(file_of(app)), Codes(file_of(app))
    assert redeemed(app, codes.make(ROOT, ama).code) == ""
    identities.connect(ROOT, "slack", "U1", ama)
    assert identities.account("slack", "U1") is None
    Accounts(file_of(app)).choose(ROOT, ama, "lantern mosaic gravel seven")
    account = identities.account("slack", "U1")
    assert account is not None
    assert account.name == "Ama"


def test_one_person_is_one_account_and_one_account_several_people(app: FastAPI) -> None:
    ama, ben, held = person(app, "Ama"), person(app, "Ben"), Identities(file_of(app))
    for surface, who in (("slack", "U1"), ("slack", "U2"), ("teams", "U1"), ("matrix", "@a:x.org")):
        held.connect(ROOT, surface, who, ama)
    held.connect(ROOT, "slack", "U1", ben)
    held.connect(ROOT, "slack", "U1", ben)
    assert [(one.surface, one.person) for one in held.of(ama)] == [
        ("matrix", "@a:x.org"), ("slack", "U2"), ("teams", "U1"),
    ]  # fmt: skip
    assert [one.person for one in held.of(ben)] == ["U1"]
    assert {one.account for one in held.all()} == {"Ama", "Ben"}
    with file_of(app).reading() as cursor:
        rows = cursor.execute("SELECT deed, about FROM deeds WHERE deed LIKE 'chat%'").fetchall()
    assert rows[-4:] == [
        ("chat disconnected", "Ama: slack U1"), ("chat connected", "Ben: slack U1"),
        ("chat disconnected", "Ben: slack U1"), ("chat connected", "Ben: slack U1"),
    ]  # fmt: skip


def test_an_account_has_as_many_people_as_are_allowed_and_its_code_counts_on(app: FastAPI) -> None:
    ama, held = person(app, "Ama"), Identities(file_of(app))
    for number in range(MAX_IDENTITIES):
        held.connect(ROOT, "slack", f"U{number}", ama)
    held.connect(ROOT, "slack", "U0", ama)  # who is there already may come again
    code = Codes(file_of(app)).make(ROOT, ama).code
    with pytest.raises(BadAccount, match="at most 20"):
        redeemed(app, code, "one more")
    held.disconnect(ROOT, "slack", "U3")
    assert redeemed(app, code, "one more") == "Ama"


@pytest.mark.parametrize(
    "who", ["", " ", " U1", "a\nb", "a\x00b", "x" * (MAX_PERSON + 1), "a\u202eb"]
)
def test_what_is_no_id_of_a_person_is_not_connected(app: FastAPI, who: str) -> None:
    ama, held = person(app, "Ama"), Identities(file_of(app))
    with pytest.raises(BadAccount, match="id of a person"):
        held.connect(ROOT, "slack", who, ama)
    assert held.account("slack", who) is None


def test_nobody_disconnects_the_people_of_another(app: FastAPI) -> None:
    ama = person(app, "Ama")
    person(app, "Ben")
    Identities(file_of(app)).connect(ROOT, "matrix", "@ama:city.org", ama)
    ben = signed_in(app, "Ben")
    form = {"surface": "matrix", "person": "@ama:city.org"}
    assert ben.post("/account/chats/disconnect", data=form).status_code == 404
    refused = ben.delete(f"{CHATS}/matrix/@ama:city.org")
    absent = ben.delete(f"{CHATS}/matrix/@bob:city.org")
    assert refused.status_code == absent.status_code == 404
    assert refused.json()["detail"].replace("ama", "bob") == absent.json()["detail"]
    assert ben.get(CHATS).json() == []
    assert "@ama" not in ben.get("/account").text
    assert Identities(file_of(app)).account("matrix", "@ama:city.org") is not None


def test_programs_of_a_signed_in_person_do_the_same_over_http(app: FastAPI) -> None:
    person(app, "Ama")
    client = signed_in(app, "Ama")
    made = client.post(f"{CHATS}/code")
    assert made.status_code == 201
    found = LINE.fullmatch(made.json()["line"])
    assert found
    assert Codes(file_of(app)).redeem("teams", "29:1a/b-c", found[1])
    (row,) = client.get(CHATS).json()
    assert (row["surface"], row["person"]) == ("teams", "29:1a/b-c")
    assert client.delete(f"{CHATS}/teams/29:1a%2Fb-c").status_code == 204
    assert client.get(CHATS).json() == []


def test_a_key_or_a_stranger_or_a_form_without_its_mark_makes_no_code(app: FastAPI) -> None:
    ama = person(app, "Ama")
    key, client = program(app, ama), signed_in(app, "Ama")
    for path in (f"{CHATS}/code", "/account/chats/code"):
        assert key.post(path).status_code == 403
        assert visitor(app).post(path).status_code == 401
    assert key.get(CHATS).status_code == 403
    del client.headers["X-CSRF-Token"]
    assert client.post("/account/chats/code").status_code == 403
    assert client.post(f"{CHATS}/code").status_code == 403
    with file_of(app).reading() as cursor:
        assert cursor.execute("SELECT count(*) FROM codes").fetchone() == (0,)


def test_who_has_to_choose_a_password_first_makes_no_code(app: FastAPI) -> None:
    Accounts(file_of(app)).add(ROOT, "Ama", Role.READER, "kettle orbit ninety fern")
    client = signed_in(app, "Ama")
    assert "Connect a chat tool" not in client.get("/account").text
    for path in (f"{CHATS}/code", "/account/chats/code"):
        assert client.post(path, follow_redirects=False).status_code == 403


def test_an_administrator_sees_who_is_connected_and_disconnects_them(app: FastAPI) -> None:
    person(app, "Root", Role.ADMIN)
    ama, held = person(app, "Ama"), Identities(file_of(app))
    root = signed_in(app, "Root")
    assert "Disconnect chat" not in root.get("/accounts").text
    held.connect(ROOT, "slack", "U1", ama)
    held.connect(ROOT, "teams", "U2", ama)
    assert "Disconnect chat (2)" in root.get("/accounts").text
    done = root.post("/accounts/chats", data={"name": "ama"})
    assert "Nobody in a chat tool is Ama any more" in done.text
    assert held.of(ama) == []
    assert root.post("/accounts/chats", data={"name": "Nobody"}).status_code == 404
    log = root.get("/api/v1/audit", params={"k": 2}).json()["deeds"]
    assert [(row["who"], row["deed"]) for row in log] == [("Root", "chat disconnected")] * 2


def test_what_a_person_is_called_is_shown_and_does_not_run(app: FastAPI) -> None:
    held = Identities(file_of(app))
    held.connect(ROOT, "matrix", '@"><b>x</b>:city.org', person(app, "Ama"))
    page = signed_in(app, "Ama").get("/account").text
    assert "<b>x" not in page
    assert "&lt;b&gt;x" in page


def test_every_surface_that_tells_who_writes_has_its_name_in_words() -> None:
    assert set(SURFACES) == set(NAMES) - {"terminal", "openai"}


def test_a_server_for_one_person_makes_no_codes_and_says_what_chat_tools_see(
    library: Library,
) -> None:
    from api.app import create_app
    from assistant.assistant import Assistant
    from tests.browser import browser

    client = browser(create_app(Assistant(library)))
    assert "answered from what is public" in client.get("/account").text
    assert client.post(f"{CHATS}/code").status_code == 403


def test_a_file_of_accounts_from_before_keeps_all_that_is_in_it(library: Library) -> None:
    home = library.home
    home.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[tuple[object, ...]]] = {
        "accounts": [(1, "Ama", "ama", "admin", "hash", 0, 0, 5), (3, "Ben", "ben", "reader", "h", 1, 1, 6)],
        "former": [("gone",)],
        "sessions": [(b"s", 1, 5, 6, 9_999_999_999, "::1", "a browser")],
        "keys": [(4, 1, b"k", "our chat", "reader", 5, None, None)],
        "members": [(3, "your_documents")],
        "attempts": [(7, b"n", "::1", 5)],
        "deeds": [(9, "2026-01-01T00:00:00+00:00", "Ama", "signed in", "Ama", "", "::1", "r")],
    }  # fmt: skip
    before = sqlite3.connect(home / FILE)
    before.executescript(_TABLES)
    before.execute("PRAGMA user_version = 1")
    for table, held in rows.items():
        marks = ",".join("?" * len(held[0]))
        for row in held:
            before.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    before.commit()
    collections = before.execute("SELECT * FROM collections").fetchall()
    before.close()
    file = AccessFile(home)
    with file.reading() as cursor:
        for table, held in {**rows, "collections": collections}.items():
            assert cursor.execute(f"SELECT * FROM {table}").fetchall() == held, table
        assert cursor.execute("PRAGMA user_version").fetchone() == (2,)
        assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
    ama: Account = Accounts(file).get("Ama")
    Identities(file).connect(ROOT, "slack", "U1", ama)
    assert Identities(AccessFile(home)).account("slack", "U1") == ama


def test_who_is_not_connected_cannot_be_disconnected(app: FastAPI) -> None:
    with pytest.raises(UnknownAccount, match="Nobody of Slack with the id 'U1'"):
        Identities(file_of(app)).disconnect(ROOT, "slack", "U1")
