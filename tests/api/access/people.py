"""People with accounts on a server that others reach, and the browsers and programs that they use."""

import re
from functools import cache

from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access.account import Account, folded
from api.access.accounts import Accounts
from api.access.collections import Collections
from api.access.deeds import By, log
from api.access.keys import Keys
from api.access.passwords import hashed
from api.access.roles import Role
from api.access.sessions import Sessions
from api.access.signing_in import COOKIE, signed
from api.access.tables import AccessFile
from api.app import create_app
from assistant.assistant import Assistant
from corpus.collection import Visibility
from index.library import Library
from tests.browser import LOCAL

PASSWORD = "kettle orbit ninety fern"
ROOT = By("test")


def served(library: Library, address: str = "") -> FastAPI:
    """A server on which people sign in."""
    return create_app(Assistant(library), "0.0.0.0", address=address)


def file_of(app: FastAPI) -> AccessFile:
    file = app.state.access.file
    assert isinstance(file, AccessFile)
    return file


@cache
def _hash() -> str:
    return hashed(PASSWORD)


def person(app: FastAPI, name: str, role: Role = Role.READER) -> Account:
    """Somebody who has chosen the password already."""
    with file_of(app).changing() as cursor:
        cursor.execute(
            "INSERT INTO accounts (name, folded, role, hash, must_change, created) VALUES (?, ?, ?, ?, 0, 0)",
            (name, folded(name), role, _hash()),
        )
        log(cursor, ROOT, "account added", f"{name}: {role}")
    return Accounts(file_of(app)).get(name)


def signed_in(app: FastAPI, name: str) -> TestClient:
    """A browser in which somebody has signed in, without waiting for a password to be checked."""
    account = Accounts(file_of(app)).get(name)
    session_id = Sessions(file_of(app)).begin(By(name), account, "a browser")
    client = TestClient(app, LOCAL, raise_server_exceptions=False)
    client.cookies.set(COOKIE, signed(app.state.secret, session_id), domain="127.0.0.1")
    return with_mark(client, "/account")


def visitor(app: FastAPI) -> TestClient:
    """A browser in which nobody has."""
    return with_mark(TestClient(app, LOCAL, raise_server_exceptions=False), "/login")


def program(app: FastAPI, account: Account, scope: str = "read") -> TestClient:
    """A program that sends a key of an account, with a mark as well, so that it is held back by its scope alone."""
    _, secret = Keys(file_of(app)).make(ROOT, account, f"a program to {scope}", scope)
    client = TestClient(app, LOCAL, raise_server_exceptions=False)
    client.headers["Authorization"] = f"Bearer {secret}"
    return with_mark(client, "/account")


def with_mark(client: TestClient, page: str) -> TestClient:
    """The browser, once it has opened a page and sends its mark."""
    found = re.search(r'<meta name="csrf" content="(\w+)">', client.get(page).text)
    assert found
    client.headers["X-CSRF-Token"] = found[1]
    return client


def private(app: FastAPI, collection_id: str, *members: Account) -> None:
    """A collection that only its members see."""
    held = Collections(file_of(app))
    held.add(ROOT, collection_id, Visibility.PRIVATE)
    for account in members:
        held.join(ROOT, collection_id, account)
