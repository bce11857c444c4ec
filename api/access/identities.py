"""Who people of chat tools are here: an account for a person of a surface."""

import sqlite3
import time
from typing import NamedTuple

from api.access.account import COLUMNS, Account, account_of
from api.access.deeds import By, log
from api.access.tables import AccessFile
from corpus.errors import BadAccount, UnknownAccount

SURFACES = {"slack": "Slack", "teams": "Microsoft Teams", "matrix": "Matrix"}
"""Chat tools that tell who writes, and their names in words."""

MAX_IDENTITIES = 20
"""People of chat tools that are one account."""

MAX_PERSON = 300
"""Characters of the id of a person of a chat tool."""


class Identity(NamedTuple):
    """A person of a chat tool who is connected.

    Attributes:
        surface: name of the chat tool, as the table has it; person: their id there.
        account: name of the account that they are.
        since: seconds since 1970.
    """

    surface: str
    person: str
    account: str
    since: int

    @property
    def tool(self) -> str:
        """The chat tool in words."""
        return SURFACES.get(self.surface, self.surface)


class Identities:
    """Which account a person of a chat tool has; every change is in the log."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def account(self, surface: str, person: str) -> Account | None:
        """The account of a person as the surface tells them, looked up each time.

        Returns:
            None where there is none, it is disabled, or its password is still one for the first time.
        """
        with self._file.reading() as cursor:
            return account_in(cursor, surface, person)

    def connect(self, by: By, surface: str, person: str, account: Account) -> None:
        """Let a person of a surface be an account; what they were before counts no more.

        Raises:
            BadAccount: the id is none, or as many people as are allowed are that account.
        """
        with self._file.changing() as cursor:
            connect_in(cursor, by, surface, person, account)

    def disconnect(self, by: By, surface: str, person: str, name: str = "") -> None:
        """Let a person of a surface be nobody here.

        Args:
            name: the account that they have to be; empty for any.
        Raises:
            UnknownAccount: they are not connected, or to another account.
        """
        with self._file.changing() as cursor:
            held = _of_person(cursor, surface, person)
            if held is None or name not in ("", held.account):
                raise UnknownAccount(
                    f"Nobody of {SURFACES.get(surface, surface[:40])} with the id '{person[:80]}' is connected."
                )
            _end(cursor, by, held)

    def disconnect_all(self, by: By, account: Account) -> int:
        """Let no person of a chat tool be an account any more; how many were."""
        with self._file.changing() as cursor:
            cursor.execute("DELETE FROM codes WHERE account_id = ?", (account.account_id,))
            held = _held(cursor, "WHERE account_id = ?", account.account_id)
            for identity in held:
                _end(cursor, by, identity)
        return len(held)

    def of(self, account: Account) -> list[Identity]:
        """The people of chat tools that are an account."""
        with self._file.reading() as cursor:
            return _held(cursor, "WHERE account_id = ?", account.account_id)

    def of_person(self, surface: str, person: str) -> Identity | None:
        """Who a person is connected as, even where that account does not count now; None for nobody."""
        with self._file.reading() as cursor:
            return _of_person(cursor, surface, person)

    def all(self) -> list[Identity]:
        """Everybody of chat tools who is connected, by tool and account."""
        with self._file.reading() as cursor:
            return _held(cursor, "")


def account_in(cursor: sqlite3.Cursor, surface: str, person: str) -> Account | None:
    """As `Identities.account`, within a change."""
    row = cursor.execute(
        f"SELECT {_OF_ACCOUNT} FROM identities JOIN accounts AS a USING (account_id) "  # noqa: S608 - constants
        "WHERE surface = ? AND person = ? AND person <> '' AND NOT disabled AND NOT must_change",
        (surface, person),
    ).fetchone()
    return account_of(row) if row else None


def connect_in(cursor: sqlite3.Cursor, by: By, surface: str, person: str, account: Account) -> None:
    """As `Identities.connect`, within a change."""
    if not (1 <= len(person) <= MAX_PERSON and person.isprintable() and person == person.strip()):
        raise BadAccount(f"The id of a person of a chat tool has 1 to {MAX_PERSON} characters.")
    (others,) = cursor.execute(
        "SELECT count(*) FROM identities WHERE account_id = ? AND (surface, person) <> (?, ?)",
        (account.account_id, surface, person),
    ).fetchone()
    if others >= MAX_IDENTITIES:
        raise BadAccount(
            f"An account has at most {MAX_IDENTITIES} people of chat tools. Disconnect one on the page Account."
        )
    before = _of_person(cursor, surface, person)
    if before is not None:
        _end(cursor, by, before)
    row = (surface, person, account.account_id, int(time.time()))
    cursor.execute("INSERT INTO identities VALUES (?, ?, ?, ?)", row)
    log(cursor, by, "chat connected", f"{account.name}: {surface} {person}")


def _held(cursor: sqlite3.Cursor, where: str, *values: object) -> list[Identity]:
    rows = cursor.execute(
        "SELECT surface, person, a.name, identities.created FROM identities "  # noqa: S608 - of this file
        f"JOIN accounts AS a USING (account_id) {where} ORDER BY surface, folded, person",
        values,
    )
    return [Identity._make(row) for row in rows]


def _of_person(cursor: sqlite3.Cursor, surface: str, person: str) -> Identity | None:
    return next(iter(_held(cursor, "WHERE surface = ? AND person = ?", surface, person)), None)


def _end(cursor: sqlite3.Cursor, by: By, held: Identity) -> None:
    cursor.execute(
        "DELETE FROM identities WHERE surface = ? AND person = ?", (held.surface, held.person)
    )
    log(cursor, by, "chat disconnected", f"{held.account}: {held.surface} {held.person}")


_OF_ACCOUNT = ", ".join(f"a.{column}" for column in COLUMNS.split(", "))
