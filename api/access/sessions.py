"""Sessions: a browser in which somebody has signed in; only a digest of its id is kept."""

import hashlib
import secrets
import time
from typing import NamedTuple

from api.access.account import COLUMNS, Account, account_of
from api.access.deeds import By, log
from api.access.tables import AccessFile

IDLE = 12 * 3600
"""Seconds after which a session ends in which nothing was asked."""

WHOLE = 7 * 24 * 3600
"""Seconds after which every session ends."""

SEEN_EVERY = 60
"""Seconds between two notes that a session or key was used."""

MAX_BROWSER = 120
"""Characters of what a browser says it is."""


class Session(NamedTuple):
    """A session.

    Attributes:
        mark: names it and does not open it.
        created, seen: seconds since 1970.
        address, browser: where it began.
    """

    mark: str
    created: int
    seen: int
    address: str
    browser: str


class Opened(NamedTuple):
    """Whose session it is, and its mark."""

    account: Account
    mark: str


class Sessions:
    """The sessions of a data folder."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def begin(self, by: By, account: Account, browser: str) -> str:
        """The id of a new session; those that have ended are forgotten."""
        session_id, now = secrets.token_urlsafe(32), int(time.time())
        with self._file.changing() as cursor:
            cursor.execute(
                "DELETE FROM sessions WHERE expires <= ? OR seen <= ?", (now, now - IDLE)
            )
            cursor.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)",
                (_hash(session_id), account.account_id, now, now, now + WHOLE, by.address,
                 browser[:MAX_BROWSER]),
            )  # fmt: skip
            log(cursor, by, "signed in", account.name)
        return session_id

    def opened(self, session_id: str) -> Opened | None:
        """Whose session that is; None where it has ended, or its account is shut out."""
        held, now = _hash(session_id), int(time.time())
        with self._file.reading() as cursor:
            row = cursor.execute(
                f"SELECT seen, {_OF_ACCOUNT} FROM sessions AS s JOIN accounts AS a USING (account_id) "  # noqa: S608 - constants
                "WHERE s.hash = ? AND expires > ? AND seen > ? AND NOT disabled",
                (held, now, now - IDLE),
            ).fetchone()
        if row is None:
            return None
        if row[0] <= now - SEEN_EVERY:
            with self._file.changing() as cursor:
                cursor.execute("UPDATE sessions SET seen = ? WHERE hash = ?", (now, held))
        return Opened(account_of(row[1:]), held.hex())

    def all(self, account_id: int) -> list[Session]:
        """The sessions of an account, the latest used first."""
        now = int(time.time())
        with self._file.reading() as cursor:
            rows = cursor.execute(
                "SELECT lower(hex(hash)), created, seen, address, browser FROM sessions "
                "WHERE account_id = ? AND expires > ? AND seen > ? ORDER BY seen DESC",
                (account_id, now, now - IDLE),
            ).fetchall()
        return [Session._make(row) for row in rows]

    def end(self, by: By, mark: str) -> None:
        """End one session; one that is not there is passed over."""
        with self._file.changing() as cursor:
            cursor.execute("DELETE FROM sessions WHERE hash = ?", (bytes.fromhex(mark),))
            log(cursor, by, "signed out", by.who)

    def end_all(self, by: By, account: Account) -> None:
        """End every session of an account, and its code to connect a chat tool."""
        with self._file.changing() as cursor:
            cursor.execute("DELETE FROM codes WHERE account_id = ?", (account.account_id,))
            cursor.execute("DELETE FROM sessions WHERE account_id = ?", (account.account_id,))
            log(cursor, by, "signed out everywhere", account.name)


def _hash(session_id: str) -> bytes:
    return hashlib.sha256(session_id.encode()).digest()


_OF_ACCOUNT = ", ".join(f"a.{column}" for column in COLUMNS.split(", "))
