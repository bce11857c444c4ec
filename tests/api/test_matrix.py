"""The matrix of routes and roles: who may do what, in one table that every route has to be in."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from api.access.accounts import Accounts
from api.access.roles import Role
from api.access.viewer import Needs
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.access.people import file_of, person, program, served, signed_in, visitor

V, R, F, A = Role.VISITOR, Role.READER, Role.FACILITATOR, Role.ADMIN

MATRIX: dict[tuple[str, str], Role] = {
    # asking
    ("GET", "/"): V,
    ("GET", "/about"): V,
    ("GET", "/cases"): V,
    ("GET", "/cases/{case_id}"): V,
    ("GET", "/cases/{case_id}/export"): V,
    ("GET", "/practices"): V,
    ("GET", "/practices/{practice_id}"): V,
    ("GET", "/networks"): V,
    ("GET", "/networks/{network_id}"): V,
    ("GET", "/transplant"): V,
    ("GET", "/city"): V,
    ("POST", "/city"): R,
    ("GET", "/city/answers.csv"): R,
    ("GET", "/api/v1/cities/{city_id}"): V,
    ("GET", "/api/v1/cities/{city_id}/networks"): V,
    ("GET", "/api/v1/assessments"): R,
    ("POST", "/feedback"): V,
    ("GET", "/healthz"): V,
    ("GET", "/api/v1/openapi.json"): V,
    ("POST", "/api/v1/ask"): V,
    ("GET", "/api/v1/transplant"): V,
    ("GET", "/api/v1/peers"): V,
    ("GET", "/api/v1/profile"): V,
    ("PUT", "/api/v1/profile"): R,
    ("GET", "/api/v1/questionnaire"): V,
    ("GET", "/api/v1/cases"): V,
    ("GET", "/api/v1/search"): V,
    ("GET", "/api/v1/cases/{case_id}"): V,
    ("GET", "/api/v1/practices"): V,
    ("GET", "/api/v1/practices/{practice_id}"): V,
    ("GET", "/api/v1/transfers"): V,
    ("GET", "/api/v1/networks"): V,
    ("GET", "/api/v1/networks/{network_id}"): V,
    ("GET", "/api/v1/cities"): V,
    ("GET", "/api/v1/cases/{case_id}/export"): V,
    ("GET", "/api/v1/transplant/export"): V,
    ("GET", "/transplant/export"): V,
    ("POST", "/api/v1/feedback"): V,
    ("GET", "/api/v1/feedback"): F,
    ("GET", "/api/v1/feedback/judgements"): F,
    ("POST", "/api/v1/feedback/{feedback_id}/decision"): F,
    ("GET", "/feedback"): F,
    ("POST", "/feedback/{feedback_id}/decision"): F,
    # the shortlist, which is the browser's or the account's own
    ("GET", "/shortlist"): V,
    ("POST", "/shortlist"): V,
    ("POST", "/shortlist/remove"): V,
    ("POST", "/shortlist/tidy"): V,
    ("POST", "/shortlist/note"): V,
    ("POST", "/shortlist/move"): V,
    ("GET", "/shortlist/compare"): V,
    ("GET", "/shortlist/export"): V,
    ("GET", "/api/v1/shortlist"): V,
    ("PUT", "/api/v1/shortlist/{case_id}"): V,
    ("DELETE", "/api/v1/shortlist/{case_id}"): V,
    ("GET", "/api/v1/shortlist/export"): V,
    ("POST", "/api/v1/compare"): V,
    # what tool servers and knowledge bases call
    ("POST", "/retrieval"): R,
    ("GET", "/tools/openapi.json"): V,
    ("POST", "/tools/ask"): V,
    ("POST", "/tools/search"): V,
    ("POST", "/tools/fetch"): V,
    ("POST", "/tools/transplant"): V,
    ("POST", "/tools/peers"): V,
    ("POST", "/tools/city_profile"): V,
    # documents and jobs
    ("GET", "/documents"): V,
    ("POST", "/documents"): F,
    ("POST", "/documents/address"): F,
    ("GET", "/documents/{doc_id}"): V,
    ("GET", "/documents/{doc_id}/file"): V,
    ("GET", "/documents/{doc_id}/pages/{n}"): V,
    ("GET", "/documents/{doc_id}/pages/{n}.png"): V,
    ("GET", "/api/v1/documents/{doc_id}/file"): V,
    ("GET", "/api/v1/documents/{doc_id}/pages/{n}"): V,
    ("GET", "/api/v1/documents/{doc_id}/pages/{n}/marks"): V,
    ("GET", "/documents/{doc_id}/remove"): F,
    ("POST", "/documents/{doc_id}/remove"): F,
    ("GET", "/jobs/{job_id}"): F,
    ("POST", "/jobs/{job_id}/cancel"): F,
    ("POST", "/jobs/{job_id}/resume"): F,
    ("POST", "/jobs/{job_id}/decide"): F,
    ("POST", "/api/v1/documents"): F,
    ("POST", "/api/v1/documents/address"): F,
    ("GET", "/api/v1/documents"): V,
    ("GET", "/api/v1/documents/{doc_id}"): V,
    ("GET", "/api/v1/documents/{doc_id}/versions"): V,
    ("DELETE", "/api/v1/documents/{doc_id}"): F,
    ("GET", "/api/v1/jobs"): F,
    ("GET", "/api/v1/jobs/{job_id}"): F,
    ("POST", "/api/v1/jobs/{job_id}/cancel"): F,
    ("POST", "/api/v1/jobs/{job_id}/resume"): F,
    ("POST", "/api/v1/jobs/{job_id}/decide"): F,
    ("GET", "/api/v1/jobs/{job_id}/events"): F,
    # drafts
    ("GET", "/drafts"): F,
    ("POST", "/drafts"): F,
    ("POST", "/drafts/who"): F,
    ("GET", "/drafts/{draft_id}"): F,
    ("POST", "/drafts/{draft_id}/fields/{key}"): F,
    ("POST", "/drafts/{draft_id}/move"): F,
    ("GET", "/drafts/{draft_id}/history"): F,
    ("GET", "/drafts/{draft_id}/source"): F,
    ("GET", "/drafts/{draft_id}/fields/{key}"): F,
    ("GET", "/review"): F,
    ("GET", "/review/{draft_id}"): F,
    ("POST", "/review/{draft_id}"): F,
    ("POST", "/api/v1/drafts"): F,
    ("GET", "/api/v1/drafts"): F,
    ("GET", "/api/v1/drafts/{draft_id}"): F,
    ("PATCH", "/api/v1/drafts/{draft_id}/fields/{key}"): F,
    ("POST", "/api/v1/drafts/{draft_id}/moves"): F,
    ("GET", "/api/v1/drafts/{draft_id}/check"): F,
    ("GET", "/api/v1/drafts/{draft_id}/history"): F,
    ("GET", "/api/v1/drafts/{draft_id}/diff"): F,
    ("GET", "/api/v1/drafts/{draft_id}/export"): F,
    # practices and networks that are prepared
    ("GET", "/entries"): F,
    ("POST", "/entries"): F,
    ("GET", "/entries/{kind}/{entry_id}"): F,
    ("POST", "/entries/{kind}/{entry_id}"): F,
    ("POST", "/entries/{kind}/{entry_id}/move"): F,
    ("GET", "/entries/{kind}/{entry_id}/history"): F,
    ("GET", "/api/v1/entries"): F,
    ("POST", "/api/v1/entries"): F,
    ("GET", "/api/v1/entries/{kind}/{entry_id}"): F,
    ("PUT", "/api/v1/entries/{kind}/{entry_id}"): F,
    ("POST", "/api/v1/entries/{kind}/{entry_id}/moves"): F,
    ("GET", "/api/v1/entries/{kind}/{entry_id}/history"): F,
    ("GET", "/api/v1/entries/{kind}/{entry_id}/diff"): F,
    # accounts
    ("GET", "/login"): V,
    ("POST", "/login"): V,
    ("POST", "/logout"): V,
    ("GET", "/account"): R,
    ("POST", "/account/password"): R,
    ("POST", "/account/sessions/end"): R,
    ("POST", "/account/keys"): R,
    ("POST", "/account/keys/revoke"): R,
    ("POST", "/account/chats/code"): R,
    ("POST", "/account/chats/disconnect"): R,
    ("GET", "/accounts"): A,
    ("POST", "/accounts"): A,
    ("POST", "/accounts/password"): A,
    ("POST", "/accounts/role"): A,
    ("POST", "/accounts/disable"): A,
    ("POST", "/accounts/enable"): A,
    ("POST", "/accounts/remove"): A,
    ("POST", "/accounts/chats"): A,
    ("GET", "/collections"): A,
    ("POST", "/collections"): A,
    ("POST", "/collections/visibility"): A,
    ("POST", "/collections/join"): A,
    ("POST", "/collections/leave"): A,
    ("GET", "/audit"): A,
    ("GET", "/api/v1/me"): V,
    ("GET", "/api/v1/me/chats"): R,
    ("POST", "/api/v1/me/chats/code"): R,
    ("DELETE", "/api/v1/me/chats/{surface}/{person:path}"): R,
    ("GET", "/api/v1/accounts"): A,
    ("POST", "/api/v1/accounts"): A,
    ("PATCH", "/api/v1/accounts/{name}"): A,
    ("POST", "/api/v1/accounts/{name}/password"): A,
    ("DELETE", "/api/v1/accounts/{name}"): A,
    ("GET", "/api/v1/keys"): R,
    ("POST", "/api/v1/keys"): R,
    ("DELETE", "/api/v1/keys/{key_id}"): R,
    ("GET", "/api/v1/collections"): V,
    ("POST", "/api/v1/collections"): A,
    ("PATCH", "/api/v1/collections/{collection_id}"): A,
    ("GET", "/api/v1/collections/{collection_id}/members"): A,
    ("PUT", "/api/v1/collections/{collection_id}/members/{name}"): A,
    ("DELETE", "/api/v1/collections/{collection_id}/members/{name}"): A,
    ("GET", "/api/v1/audit"): A,
    # other protocols, where a key decides what is seen
    ("POST", "/mcp"): V,
    ("GET", "/v1/models"): V,
    ("GET", "/v1/models/{model_id:path}"): V,
    ("POST", "/v1/chat/completions"): V,
}
"""The least role of every route."""

NOT_BY_KEY = {
    ("POST", "/account/password"),
    ("POST", "/account/sessions/end"),
    ("POST", "/account/keys"),
    ("POST", "/account/keys/revoke"),
    ("POST", "/account/chats/code"),
    ("POST", "/account/chats/disconnect"),
    ("GET", "/api/v1/me/chats"),
    ("POST", "/api/v1/me/chats/code"),
    ("DELETE", "/api/v1/me/chats/{surface}/{person:path}"),
    ("GET", "/api/v1/keys"),
    ("POST", "/api/v1/keys"),
    ("DELETE", "/api/v1/keys/{key_id}"),
}
"""What only the person may do, not a program that has a key."""

BY_KEY_ALONE = {("POST", "/retrieval")}
"""What only a program may do that has a key; a browser's session counts for nothing there."""

ENDS_SESSION = {("POST", "/logout"), ("POST", "/account/sessions/end")}
"""Called last and by people who have just signed in, for who calls them has to sign in again."""


class Caller(NamedTuple):
    """Somebody who calls routes: what they may do, and by what."""

    name: str
    role: Role
    client: TestClient
    by_key: bool = False


@pytest.fixture(scope="module", name="app")
def _app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    app = served(Library(tmp_path_factory.mktemp("matrix") / "home", HashingEmbedder()))
    for role in (R, F, A):
        person(app, role, role)
    return app


def callers(app: FastAPI) -> list[Caller]:
    """One of every kind, each newly signed in."""
    admin, reader = (Accounts(file_of(app)).get(role) for role in (A, R))
    return [
        Caller("a visitor", V, visitor(app)),
        *(Caller(f"a signed-in {role}", role, signed_in(app, role)) for role in (R, F, A)),
        Caller("an admin's key to read", R, program(app, admin, "read"), by_key=True),
        Caller("an admin's key to edit", F, program(app, admin, "edit"), by_key=True),
        Caller("an admin's key to administer", A, program(app, admin, "admin"), by_key=True),
        Caller("a reader's key", R, program(app, reader, "read"), by_key=True),
    ]


def routes(app: FastAPI) -> Iterator[tuple[str, str, Role]]:
    """Method, path template and declared least role of every route."""
    for route in iter_route_contexts(app.routes):
        if route.path == "/static":
            continue  # files for everybody
        for method in sorted(route.methods or ()):
            if method != "HEAD":
                yield method, str(route.path), declared(getattr(route, "dependant", None))


def declared(dependant: Dependant | None) -> Role:
    """The least role that a route's dependencies ask for."""
    roles = [V]
    if dependant is None:  # the description of the API, which FastAPI makes itself
        return V
    if isinstance(dependant.call, Needs):
        roles.append(dependant.call.role)
    roles += map(declared, dependant.dependencies)
    return max(roles, key=list(Role).index)


def test_every_route_has_a_row_and_every_row_a_route(app: FastAPI) -> None:
    there = {(method, path): role for method, path, role in routes(app)}
    missing = [
        f'    ("{method}", "{path}"): {role.name[0]},'
        for (method, path), role in there.items()
        if (method, path) not in MATRIX
    ]
    gone = sorted(set(MATRIX) - set(there))
    assert not missing, "Add to MATRIX, with the least role that is right:\n" + "\n".join(missing)
    assert not gone, f"Take out of MATRIX, as there is no such route: {gone}"


def test_every_route_declares_the_role_of_its_row(app: FastAPI) -> None:
    wrong = [
        f"{method} {path} asks for {role}, its row says {MATRIX[method, path]}"
        for method, path, role in routes(app)
        if (method, path) in MATRIX and role is not MATRIX[method, path]
    ]
    assert not wrong, "\n".join(wrong)


def test_every_route_lets_through_from_its_role_on_and_nobody_below(app: FastAPI) -> None:
    wrong, everybody = [], callers(app)
    rows = [(method, path) for method, path, _ in routes(app) if (method, path) in MATRIX]
    for method, path in sorted(rows, key=lambda row: row in ENDS_SESSION):
        for caller in callers(app) if (method, path) in ENDS_SESSION else everybody:
            status = called(caller.client, method, path)
            may = caller.role.includes(MATRIX[method, path])
            may &= not (caller.by_key and (method, path) in NOT_BY_KEY)
            may &= caller.by_key or (method, path) not in BY_KEY_ALONE
            if (status in (401, 403)) == may or status >= 500:
                wrong.append(f"{method} {path} gave {status} to {caller.name}")
    assert not wrong, "\n".join(wrong)


def called(client: TestClient, method: str, path: str) -> int:
    """The status of a call with nothing that is there: ids of nothing, and no body."""
    address = path.replace("{key_id}", "999").replace("{number}", "999")
    address = "/".join("none-such" if "{" in part else part for part in address.split("/"))
    with client.stream(method, address, follow_redirects=False) as response:
        return response.status_code
