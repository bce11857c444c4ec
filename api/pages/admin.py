"""The page on which administrators give accounts."""

from collections import Counter
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from api.access.account import Account
from api.access.accounts import Accounts
from api.access.audit import by_request, file_of
from api.access.identities import Identities
from api.access.moments import moment
from api.access.own import SINGLE
from api.access.passwords import apart, one_time
from api.access.roles import Role
from api.access.viewer import ADMIN
from api.calls.v1 import TheLibrary
from api.pages.page import Page, ThePage
from assistant.keeping import Owner, OwnerKind
from assistant.shortlists import Shortlists
from corpus.errors import BadAccount, UnknownAccount

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[ADMIN]
)

Name = Annotated[str, Form(max_length=400)]


@router.get("/accounts")
def accounts(request: Request, page: ThePage) -> HTMLResponse:
    """Who may sign in."""
    return _accounts(request, page)


@router.post("/accounts")
async def add_account(
    request: Request, page: ThePage, name: Name, role: Annotated[Role, Form()]
) -> HTMLResponse:
    """Make an account, and show its password for the first time this once."""
    if page.viewer.single:
        return _accounts(request, page, 422, trouble=SINGLE)
    secret = one_time()
    held, by = Accounts(file_of(request)), by_request(request)
    try:
        made = await apart(held.add, by, name, role, secret)
    except BadAccount as error:
        return _accounts(request, page, 422, trouble=str(error))
    return _accounts(request, page, 201, fresh=made.name, secret=secret)


@router.post("/accounts/password")
async def reset_password(request: Request, page: ThePage, name: Name) -> HTMLResponse:
    """Give a new password for the first time, shown this once."""
    secret = one_time()
    held, by = Accounts(file_of(request)), by_request(request)
    try:
        await apart(held.reset, by, name, secret)
    except UnknownAccount as error:
        return _accounts(request, page, 404, trouble=str(error))
    return _accounts(request, page, 201, fresh=held.get(name).name, secret=secret)


@router.post("/accounts/role")
def change_role(
    request: Request, page: ThePage, name: Name, role: Annotated[Role, Form()]
) -> HTMLResponse:
    """Give another role."""

    def change(held: Accounts) -> str:
        held.set_role(by_request(request), name, role)
        return f"{name} is {role} now, and has to sign in again."

    return _changed(request, page, change)


@router.post("/accounts/disable")
def disable(request: Request, page: ThePage, name: Name) -> HTMLResponse:
    """Shut an account out."""

    def change(held: Accounts) -> str:
        held.disable(by_request(request), name)
        return f"{name} is shut out: every session has ended, and no key counts."

    return _changed(request, page, change)


@router.post("/accounts/enable")
def enable(request: Request, page: ThePage, name: Name) -> HTMLResponse:
    """Let an account in again."""

    def change(held: Accounts) -> str:
        held.enable(by_request(request), name)
        return f"{name} may sign in again."

    return _changed(request, page, change)


@router.post("/accounts/chats")
def disconnect_chats(request: Request, page: ThePage, name: Name) -> HTMLResponse:
    """Let no person of a chat tool be an account any more."""

    def change(held: Accounts) -> str:
        account = held.get(name)
        Identities(file_of(request)).disconnect_all(by_request(request), account)
        return f"Nobody in a chat tool is {account.name} any more."

    return _changed(request, page, change)


@router.post("/accounts/remove")
def remove(request: Request, page: ThePage, name: Name, library: TheLibrary) -> HTMLResponse:
    """Remove an account."""

    def change(held: Accounts) -> str:
        called = held.get(name).name
        held.remove(by_request(request), name)
        Shortlists(library.home).forget(Owner(OwnerKind.ACCOUNT, called))
        return f"{called} is removed."

    return _changed(request, page, change)


def _changed(request: Request, page: Page, change: Callable[[Accounts], str]) -> HTMLResponse:
    try:
        return _accounts(request, page, done=change(Accounts(file_of(request))))
    except BadAccount as error:
        return _accounts(request, page, 422, trouble=str(error))
    except UnknownAccount as error:
        return _accounts(request, page, 404, trouble=str(error))


def _accounts(request: Request, page: Page, status: int = 200, **told: str) -> HTMLResponse:
    """The page, with what there is to tell: `done`, `trouble`, or `fresh` with its `secret`."""
    values = {"done": "", "trouble": "", "fresh": "", "secret": ""} | told
    held: list[Account] = Accounts(file_of(request)).all()
    chats = Counter(identity.account for identity in Identities(file_of(request)).all())
    roles = [role for role in Role if role is not Role.VISITOR]
    response = page(
        "accounts.html", status, rows=held, roles=roles, moment=moment, chats=chats, **values
    )
    if values["secret"]:
        response.headers["Cache-Control"] = "no-store"
    return response
