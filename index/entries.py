"""The entries of a data folder in one SQLite file: every revision whole, with who, when and what was done."""

import sqlite3
from pathlib import Path
from typing import NamedTuple

from corpus.draft_edit import Deed, now
from corpus.entry import Entry, EntryKind
from corpus.errors import BadEntry, UnknownEntry
from index.drafts import MAX_COMMENT, MAX_WHO
from index.sqlite import Database

_ENTRIES = """
CREATE TABLE IF NOT EXISTS revisions (
    kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, who TEXT NOT NULL, moment TEXT NOT NULL,
    deed TEXT NOT NULL, comment TEXT NOT NULL, entry TEXT NOT NULL,
    PRIMARY KEY (kind, id, number)) STRICT;
"""

MAX_ENTRIES = 2000
"""Practices and networks in a data folder."""

_COLUMNS = "number, who, moment, deed, comment, entry"


class EntryRevision(NamedTuple):
    """One revision.

    Attributes:
        number: from 1; when: UTC, ISO 8601; entry: as it was then.
    """

    number: int
    who: str
    when: str
    deed: Deed
    comment: str
    entry: Entry


class Entries(Database):
    """Entries with their history; a revision is on disk when a call returns, and is never changed."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / "entries.sqlite", _ENTRIES)

    def create(self, entry: Entry, who: str) -> Entry:
        """Keep a new entry, as revision 1.

        Raises:
            BadEntry: there is one of that kind and id, or no room for more.
        """
        with self._change() as cursor:
            if _newest(cursor, entry.kind, entry.id):
                raise BadEntry(
                    f"There is an entry for the {entry.kind} '{entry.id}' already. Change that one."
                )
            (held,) = cursor.execute("SELECT count(DISTINCT kind || id) FROM revisions").fetchone()
            if held >= MAX_ENTRIES:
                raise BadEntry(f"There is room for {MAX_ENTRIES} practices and networks, no more.")
            first = entry.model_copy(update={"revision": 1})
            _insert(cursor, first, who, Deed.CREATED, "")
        return first

    def save(self, entry: Entry, who: str, deed: Deed = Deed.EDITED, comment: str = "") -> Entry:
        """Keep the next revision; `entry.revision` is the one that it was made from.

        Raises:
            BadEntry: someone else has changed it meanwhile.
            UnknownEntry: there is none of that kind and id.
        """
        with self._change() as cursor:
            newest = _newest(cursor, entry.kind, entry.id)
            if newest is None:
                raise _unknown(entry.kind, entry.id)
            if newest.number != entry.revision:
                raise BadEntry(
                    f"Your change was made on revision {entry.revision}, but {newest.who} has meanwhile "
                    f"made revision {newest.number}. Nothing was saved: look at what changed, then make "
                    "your change again."
                )
            if newest.entry == entry and deed is Deed.EDITED:
                return entry
            number = entry.revision + 1
            live = {Deed.PUBLISHED: number, Deed.WITHDRAWN: None}.get(deed, entry.live)
            kept = entry.model_copy(update={"revision": number, "live": live})
            _insert(cursor, kept, who, deed, comment)
        return kept

    def get(self, kind: EntryKind, entry_id: str, number: int | None = None) -> Entry:
        """An entry as it is now, or as it was at a revision.

        Raises:
            UnknownEntry: there is none, or no such revision.
        """
        for revision in self.history(kind, entry_id):
            found = revision
            if revision.number == number:
                return revision.entry
        if number is not None:
            raise _unknown(kind, entry_id)
        return found.entry

    def all(self) -> list[EntryRevision]:
        """The newest revision of every entry, the latest changed first."""
        with self._cursor() as cursor:
            rows = cursor.execute(
                f"SELECT {_COLUMNS} FROM revisions AS r WHERE number = (SELECT max(number) FROM "  # noqa: S608
                "revisions WHERE kind = r.kind AND id = r.id) ORDER BY moment DESC, kind, id"
            ).fetchall()
        return list(map(_revision, rows))

    def history(self, kind: EntryKind, entry_id: str) -> list[EntryRevision]:
        """Every revision of an entry, oldest first.

        Raises:
            UnknownEntry: there is none.
        """
        with self._cursor() as cursor:
            rows = cursor.execute(
                f"SELECT {_COLUMNS} FROM revisions WHERE kind = ? AND id = ? ORDER BY number",  # noqa: S608
                (kind, entry_id),
            ).fetchall()
        if not rows:
            raise _unknown(kind, entry_id)
        return list(map(_revision, rows))

    def published(self) -> list[Entry]:
        """Each entry that is published, as it is published, by kind and id."""
        lives = [(r.entry.kind, r.entry.id, r.entry.live) for r in self.all()]
        return [self.get(kind, i, live) for kind, i, live in sorted(lives) if live is not None]

    def revision(self) -> int:
        """A number that rises with every change."""
        with self._cursor() as cursor:
            return int(cursor.execute("SELECT count(*) FROM revisions").fetchone()[0])


def _newest(cursor: sqlite3.Cursor, kind: EntryKind, entry_id: str) -> EntryRevision | None:
    row = cursor.execute(
        f"SELECT {_COLUMNS} FROM revisions WHERE kind = ? AND id = ? ORDER BY number DESC LIMIT 1",  # noqa: S608
        (kind, entry_id),
    ).fetchone()
    return _revision(row) if row else None


def _insert(cursor: sqlite3.Cursor, entry: Entry, who: str, deed: Deed, comment: str) -> None:
    who, comment = " ".join(who.split())[:MAX_WHO], comment.strip()
    if len(comment) > MAX_COMMENT:
        raise BadEntry(f"The comment has {len(comment)} characters; the limit is {MAX_COMMENT}.")
    cursor.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (entry.kind, entry.id, entry.revision, who, now(), deed, comment, entry.model_dump_json()),
    )


def _revision(row: tuple[int, str, str, str, str, str]) -> EntryRevision:
    number, who, when, deed, comment, entry = row
    return EntryRevision(number, who, when, Deed(deed), comment, Entry.model_validate_json(entry))


def _unknown(kind: EntryKind, entry_id: str) -> UnknownEntry:
    return UnknownEntry(f"There is no entry for a {kind} '{entry_id[:80]}', or no such revision.")
