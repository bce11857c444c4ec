"""The pages on which a person signs in and out, and looks after their own account."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.account import Account
from api.access.accounts import Accounts
from api.access.attempts import Attempts
from api.access.audit import by_request, file_of
from api.access.browsers import browser_name
from api.access.identities import Identities
from api.access.keys import SCOPES, Keys
from api.access.moments import moment
from api.access.own import OwnAccount, local_path
from api.access.passwords import LONGEST, SHORTEST, apart
from api.access.sessions import Sessions
from api.access.signing_in import (
    WRONG,
    SignedIn,
    forget_session,
    is_password_of,
    remember_session,
    sign_in,
)
from api.access.viewer import READER, TheViewer
from api.pages.page import Page, ThePage
from corpus.errors import BadAccount

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

DONE = {
    "password": "Your password is changed, and every other session has ended.",
    "key": "The key counts no more.",
    "chat": "Disconnected: answers in that chat tool come from what is public.",
}
"""What was just done, as the page tells it."""

Password = Annotated[str, Form(max_length=4000)]


@router.get("/login")
def login(page: ThePage, back: Annotated[str, Query(alias="next")] = "/") -> Response:
    """The form to sign in."""
    if page.viewer.session:
        return RedirectResponse(local_path(back), 303)
    return page("login.html", back=local_path(back), trouble="", name="")


@router.post("/login")
async def enter(
    request: Request,
    page: ThePage,
    name: Annotated[str, Form(max_length=400)],
    password: Password,
    back: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Sign in, in a session that is new, and go on to where the person was going."""
    if page.viewer.single:
        return page("login.html", back="/", trouble="", name="")
    by, browser = by_request(request, ""), request.headers.get("user-agent", "")
    begun = await apart(sign_in, file_of(request), by, name, password, browser)
    if begun is None:
        return page("login.html", 401, back=local_path(back), trouble=WRONG, name=name)
    if page.viewer.session:  # of whoever was signed in here before
        await apart(Sessions(file_of(request)).end, by_request(request), page.viewer.session)
    return _into(request, begun, "/account" if begun.account.must_change else local_path(back))


@router.post("/logout")
def leave(request: Request, viewer: TheViewer) -> Response:
    """End the session."""
    if viewer.session and not viewer.by_key:
        Sessions(file_of(request)).end(by_request(request), viewer.session)
    response = RedirectResponse("/", 303)
    forget_session(request, response)
    return response


@router.get("/account", dependencies=[READER])
def account(request: Request, page: ThePage, done: str = "") -> Response:
    """The person's password, sessions, keys and chat tools."""
    return account_page(request, page, done=DONE.get(done, ""))


@router.post("/account/password", dependencies=[READER])
async def password(
    request: Request, page: ThePage, own: OwnAccount, old: Password, new: Password, again: Password
) -> Response:
    """Change the password; other sessions end, and this one goes on as a new one."""
    if new != again:
        return account_page(
            request, page, 422, trouble="The new password was not typed twice the same."
        )
    try:
        begun = await apart(_change, request, own, old, new)
    except BadAccount as error:
        return account_page(request, page, 422, trouble=str(error))
    return _into(request, begun, "/account?done=password")


@router.post("/account/sessions/end", dependencies=[READER])
def end_sessions(request: Request, own: OwnAccount) -> Response:
    """Sign out everywhere, here too."""
    Sessions(file_of(request)).end_all(by_request(request), own)
    response = RedirectResponse("/login", 303)
    forget_session(request, response)
    return response


@router.post("/account/keys", dependencies=[READER])
def make_key(
    request: Request,
    page: ThePage,
    own: OwnAccount,
    name: Annotated[str, Form()],
    scope: Annotated[str, Form()] = "read",
) -> Response:
    """Make a key, and show it this once."""
    try:
        _, secret = Keys(file_of(request)).make(by_request(request), own, name, scope)
    except BadAccount as error:
        return account_page(request, page, 422, trouble=str(error))
    response = account_page(request, page, 201, secret=secret)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/account/keys/revoke", dependencies=[READER])
def revoke_key(
    request: Request, own: OwnAccount, key_id: Annotated[int, Form(ge=1, le=10**12)]
) -> Response:
    """Make a key count no more."""
    Keys(file_of(request)).revoke(by_request(request), own, key_id)
    return RedirectResponse("/account?done=key", 303)


def account_page(request: Request, page: Page, status: int = 200, **told: Any) -> HTMLResponse:
    """The page, with what there is to tell: `done`, `trouble`, a key's `secret`, or a `code` to connect a chat tool."""
    values = {
        "done": "",
        "trouble": "",
        "secret": "",
        "code": None,
        "own": None,
        "sessions": [],
        "keys": [],
        "identities": [],
    } | told
    viewer, file = page.viewer, file_of(request)
    if not viewer.single:
        own = Accounts(file).get(viewer.name)
        values |= {
            "own": own,
            "sessions": Sessions(file).all(own.account_id),
            "keys": Keys(file).all(own.account_id),
            "identities": Identities(file).of(own),
        }
    scopes = [scope for scope, role in SCOPES.items() if viewer.role.includes(role)]
    return page("account.html", status, moment=moment, browser_name=browser_name, scopes=scopes, shortest=SHORTEST, longest=LONGEST, **values)  # fmt: skip


def _change(request: Request, own: Account, old: str, new: str) -> SignedIn:
    """Keep the new password where the old one is right, and begin a session with it."""
    file, by = file_of(request), by_request(request)
    attempts = Attempts(file)
    attempts.begin(own.name, by.address)
    if not is_password_of(file, own, old):
        raise BadAccount("The old password is not right, so nothing was changed.")
    attempts.forgive(own.name)
    if old == new:
        raise BadAccount("The new password is the old one. Take another.")
    Accounts(file).choose(by, own, new)
    fresh = own._replace(must_change=False)
    return SignedIn(fresh, Sessions(file).begin(by, fresh, request.headers.get("user-agent", "")))


def _into(request: Request, begun: SignedIn, path: str) -> Response:
    """On to a path, with the session's cookie."""
    response = RedirectResponse(path, 303)
    remember_session(request, response, begun.session_id)
    return response
