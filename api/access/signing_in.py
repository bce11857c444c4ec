"""Signing in and out: a name and a password become a session, and its id a signed cookie."""

import hashlib
from typing import NamedTuple

from fastapi import Request
from fastapi.responses import Response
from itsdangerous import BadSignature, Signer

from api.access import passwords
from api.access.account import COLUMNS, Account, account_of, folded
from api.access.attempts import Attempts
from api.access.csrf import is_secure
from api.access.deeds import By, log
from api.access.sessions import WHOLE, Sessions
from api.access.tables import AccessFile

COOKIE = "session"

WRONG = (
    "The name or the password is not right. Nothing else is told, so that nobody can try out names."
)


class SignedIn(NamedTuple):
    """Who signed in, and the id of the session."""

    account: Account
    session_id: str


def sign_in(file: AccessFile, by: By, name: str, password: str, browser: str) -> SignedIn | None:
    """Begin a session; None where name and password do not go together, or the account is shut out.

    It takes as long for a name that nobody has. Call it by `passwords.apart`.

    Raises:
        HTTPException: 429, there were too many attempts.
    """
    attempts = Attempts(file)
    attempts.begin(name, by.address)
    account, kept = _known(file, name)
    right = passwords.matches(kept, password)
    if account is None or not right or account.disabled:
        with file.changing() as cursor:
            # a name that nobody has may be a password in the wrong field
            log(cursor, by, "sign-in failed", account.name if account else "(no such account)")
        return None
    attempts.forgive(name)
    if passwords.outdated(kept):
        _renew(file, account, password)
    by = by._replace(who=account.name)
    return SignedIn(account, Sessions(file).begin(by, account, browser))


def is_password_of(file: AccessFile, account: Account, password: str) -> bool:
    """Whether a password is that of an account."""
    return passwords.matches(_known(file, account.name)[1], password)


def remember_session(request: Request, response: Response, session_id: str) -> None:
    """Give the browser the id, signed; scripts do not see it, and other sites do not send it with forms."""
    response.set_cookie(
        COOKIE, signed(request.app.state.secret, session_id),
        max_age=WHOLE, httponly=True, samesite="lax", secure=is_secure(request),
    )  # fmt: skip


def forget_session(request: Request, response: Response) -> None:
    """Take the id back."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=is_secure(request))


def session_of(request: Request) -> str:
    """The id of the session that a browser brings; empty where it brings none that we have signed."""
    try:
        return _signer(request.app.state.secret).unsign(request.cookies.get(COOKIE, "")).decode()
    except (BadSignature, UnicodeError):
        return ""


def signed(secret: bytes, session_id: str) -> str:
    """The id as the cookie has it."""
    return _signer(secret).sign(session_id).decode()


def _signer(secret: bytes) -> Signer:
    return Signer(secret, salt="session", digest_method=hashlib.sha256)


def _known(file: AccessFile, name: str) -> tuple[Account | None, str]:
    """The account of a name with its hash, or a hash that no password matches."""
    with file.reading() as cursor:
        row = cursor.execute(
            f"SELECT hash, {COLUMNS} FROM accounts WHERE folded = ?",  # noqa: S608 - a constant
            (folded(name),),
        ).fetchone()
    return (account_of(row[1:]), str(row[0])) if row else (None, passwords.nobodys())


def _renew(file: AccessFile, account: Account, password: str) -> None:
    """Keep a password by today's parameters."""
    with file.changing() as cursor:
        cursor.execute(
            "UPDATE accounts SET hash = ? WHERE account_id = ?",
            (passwords.hashed(password), account.account_id),
        )
