"""Forms that only our own pages can send: each carries a mark of the browser and session it was made for."""

import hashlib
import hmac
import secrets

from fastapi import HTTPException, Request
from fastapi.responses import Response
from itsdangerous import BadSignature, Signer

from api.access.viewer import Viewer, viewer_of

COOKIE = "browser"
"""Names the browser, signed; it says nothing of the person."""

FIELD, HEADER = "csrf", "x-csrf-token"

AGE = 400 * 24 * 3600
"""Seconds that a browser is remembered, the most that browsers allow."""

STALE = (
    "This form is out of date, so nothing was saved. "
    "Go back, load the page again, and send it once more."
)


def browser_of(request: Request) -> str:
    """The browser's name, drawn where it brings none; empty never."""
    if not hasattr(request.state, "browser"):
        request.state.browser = _known(request) or secrets.token_urlsafe(16)
    return str(request.state.browser)


def _known(request: Request) -> str:
    try:
        return _signer(request).unsign(request.cookies.get(COOKIE, "")).decode()
    except (BadSignature, UnicodeError):
        return ""


def remember(request: Request, response: Response) -> None:
    """Give a browser its name where it has none yet."""
    if not _known(request):
        signed = _signer(request).sign(browser_of(request)).decode()
        response.set_cookie(
            COOKIE, signed, max_age=AGE, httponly=True, samesite="lax", secure=is_secure(request)
        )


def is_secure(request: Request) -> bool:
    """Whether cookies are for encrypted connections only."""
    return bool(request.app.state.address.startswith("https:"))


def token(request: Request, viewer: Viewer) -> str:
    """The mark for forms, by browser and session."""
    said = f"{browser_of(request)}|{viewer.session}".encode()
    return hmac.new(request.app.state.secret, b"csrf|" + said, hashlib.sha256).hexdigest()


def check(request: Request, given: str) -> None:
    """Refuse a form without the mark.

    Raises:
        HTTPException: 403.
    """
    if not hmac.compare_digest(given.encode(), token(request, viewer_of(request)).encode()):
        raise HTTPException(403, STALE)


def checked_call(request: Request) -> None:
    """For routers of the API: a browser's session alone changes nothing, the mark comes as a header.

    Raises:
        HTTPException: 403.
    """
    viewer = viewer_of(request)
    if request.method in ("GET", "HEAD", "OPTIONS") or not viewer.session or viewer.by_key:
        return
    check(request, request.headers.get(HEADER, ""))


async def checked_form(request: Request) -> None:
    """For routers of pages: whatever changes something brings the mark, as a field or a header.

    Raises:
        HTTPException: 403.
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    given = request.headers.get(HEADER)
    if given is None:
        given = str((await request.form()).get(FIELD, ""))
    check(request, given)


def _signer(request: Request) -> Signer:
    return Signer(request.app.state.secret, salt="browser", digest_method=hashlib.sha256)
