"""The log of who did what: added to, never changed."""

import getpass
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from api.access.tables import AccessFile
from corpus.collection import Sight
from corpus.draft_edit import now

MAX_ABOUT = 300
"""Characters of what a deed is about."""

UNSEEN = "(in a private collection)"
"""Stands in place of what a deed is about where it is in a collection that the reader does not see."""


class By(NamedTuple):
    """Who does something, from which address, in which request."""

    who: str
    address: str = ""
    request_id: str = ""


class Deed(NamedTuple):
    """One line of the log.

    Attributes:
        when: UTC, ISO 8601; collection: id of the one that it is about something in, else empty.
    """

    number: int
    when: str
    who: str
    deed: str
    about: str
    collection: str
    address: str
    request_id: str


def by_terminal() -> By:
    """Whoever uses the command line at this machine."""
    return By(f"{getpass.getuser()} (command line)")


def log(cursor: sqlite3.Cursor, by: By, deed: str, about: str = "", collection: str = "") -> None:
    """Add a line, within the change that it tells of."""
    shown = "".join(c if c.isprintable() else " " for c in about)[:MAX_ABOUT]
    cursor.execute(
        "INSERT INTO deeds (moment, who, deed, about, collection, address, request_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (now(), by.who, deed, shown, collection, by.address, by.request_id),
    )


def deeds(
    file: AccessFile, sight: Sight, offset: int = 0, k: int = 100
) -> tuple[int, tuple[Deed, ...]]:
    """How many lines there are, and some of them, newest first.

    What happened in a collection that is not seen is told without what it was about.
    """
    with file.reading() as cursor:
        (total,) = cursor.execute("SELECT count(*) FROM deeds").fetchone()
        rows = cursor.execute(
            "SELECT * FROM deeds ORDER BY number DESC LIMIT ? OFFSET ?", (k, offset)
        ).fetchall()
    return total, tuple(_seen(row, sight) for row in rows)


def _seen(row: Sequence[object], sight: Sight) -> Deed:
    deed = Deed._make(row)
    if not deed.collection or sight.has(deed.collection):
        return deed
    return deed._replace(about=UNSEEN)
