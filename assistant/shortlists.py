"""Shortlists: the case studies that a person keeps for a city, in their own order and with notes, in one SQLite file."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assistant.keeping import VISITOR_DAYS, Kept, Owner, OwnerKind, check_room, checked_note
from corpus.errors import UnknownCase
from index.sqlite import Database

_SHORTLISTS = """
CREATE TABLE IF NOT EXISTS kept (
    kind TEXT NOT NULL, name TEXT NOT NULL, city TEXT NOT NULL, case_id TEXT NOT NULL,
    note TEXT NOT NULL, added TEXT NOT NULL, touched TEXT NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (kind, name, city, case_id)) STRICT;
CREATE INDEX IF NOT EXISTS kept_since ON kept (kind, touched);
"""


def utc_now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(tz=dt.UTC)


class Shortlists(Database):
    """The shortlists of a data folder; each owner reaches their own and no other."""

    def __init__(self, home: Path, now: Callable[[], dt.datetime] = utc_now) -> None:
        super().__init__(home / "shortlists.sqlite", _SHORTLISTS)
        self._now = now

    def cities(self, owner: Owner) -> Mapping[str, tuple[Kept, ...]]:
        """All that an owner keeps, by city, the city last kept for first; each in the owner's order."""
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT city, case_id, note, added, max(added) OVER (PARTITION BY city) AS last "
                "FROM kept WHERE kind = ? AND name = ? AND (kind <> ? OR touched >= ?) "
                "ORDER BY last DESC, city, place",
                (*owner, OwnerKind.BROWSER, self._stale()),
            ).fetchall()
        found: dict[str, list[Kept]] = {}
        for city, *entry, _ in rows:
            found.setdefault(city, []).append(Kept(*entry))
        return {city: tuple(entries) for city, entries in found.items()}

    def kept(self, owner: Owner, city: str) -> tuple[Kept, ...]:
        """What an owner keeps for a city, in the owner's order; empty where there is nothing."""
        return self.cities(owner).get(city, ())

    def add(self, owner: Owner, city: str, case_id: str, note: str | None = None) -> Kept:
        """Keep a case study for a city, behind the others; what is kept already stays where it is.

        Args:
            note: why it is kept; None leaves what was noted before.
        Raises:
            ShortlistFull, BadShortlist: the message says what to remove or to shorten.
        """
        note = None if note is None else checked_note(note)
        now = _moment(self._now())
        with self._change() as cursor:
            stale = (OwnerKind.BROWSER, self._stale())
            cursor.execute("DELETE FROM kept WHERE kind = ? AND touched < ?", stale)
            if case_id not in _ids(cursor, owner, city):
                _check_room(cursor, owner, city)
                cursor.execute(
                    "INSERT INTO kept SELECT ?1, ?2, ?3, ?4, '', ?5, ?5, coalesce(max(place), 0) + 1 "
                    "FROM kept WHERE kind = ?1 AND name = ?2 AND city = ?3",
                    (*owner, city, case_id, now),
                )
            return _noted(cursor, (*owner, city, case_id), note, now)

    def annotate(self, owner: Owner, city: str, case_id: str, note: str) -> None:
        """Say why it is kept; an empty note takes the old one away.

        Raises:
            BadShortlist: the note is longer than MAX_NOTE characters.
            UnknownCase: it is not kept for this city.
        """
        note, now = checked_note(note), _moment(self._now())
        with self._change() as cursor:
            if case_id not in _ids(cursor, owner, city):
                raise UnknownCase("That case study is not on your shortlist for this city.")
            _noted(cursor, (*owner, city, case_id), note, now)

    def arrange(self, owner: Owner, city: str, case_ids: Sequence[str]) -> None:
        """Put what is kept for a city in this order; what is not named comes behind, as it was."""
        with self._change() as cursor:
            held = _ids(cursor, owner, city)
            named = [case_id for case_id in dict.fromkeys(case_ids) if case_id in held]
            order = [*named, *(case_id for case_id in held if case_id not in named)]
            cursor.executemany(
                "UPDATE kept SET place = ? WHERE kind = ? AND name = ? AND city = ? AND case_id = ?",
                [(place, *owner, city, case_id) for place, case_id in enumerate(order, 1)],
            )

    def remove(self, owner: Owner, city: str, case_ids: Sequence[str]) -> None:
        """Keep these no longer; what is not kept is passed over."""
        with self._change() as cursor:
            cursor.executemany(
                "DELETE FROM kept WHERE kind = ? AND name = ? AND city = ? AND case_id = ?",
                [(*owner, city, case_id) for case_id in case_ids],
            )
        self.write_back()

    def forget(self, owner: Owner) -> None:
        """Remove all that an owner keeps; what was written in it is gone from the file, too."""
        with self._change() as cursor:
            cursor.execute("DELETE FROM kept WHERE kind = ? AND name = ?", owner)
        self.write_back()

    def _stale(self) -> str:
        """The moment before which visitors' entries are forgotten."""
        return _moment(self._now() - dt.timedelta(days=VISITOR_DAYS))


def _noted(
    cursor: sqlite3.Cursor, key: tuple[str, str, str, str], note: str | None, now: str
) -> Kept:
    """An entry as it is after its note was changed, where there is one to change it to."""
    if note is not None:
        cursor.execute(
            "UPDATE kept SET note = ?1, touched = ?2 "
            "WHERE kind = ?3 AND name = ?4 AND city = ?5 AND case_id = ?6",
            (note, now, *key),
        )
    row = cursor.execute(
        "SELECT case_id, note, added FROM kept "
        "WHERE kind = ? AND name = ? AND city = ? AND case_id = ?",
        key,
    ).fetchone()
    return Kept(*row)


def _ids(cursor: sqlite3.Cursor, owner: Owner, city: str) -> list[str]:
    rows = cursor.execute(
        "SELECT case_id FROM kept WHERE kind = ? AND name = ? AND city = ? ORDER BY place",
        (*owner, city),
    )
    return [case_id for (case_id,) in rows]


def _check_room(cursor: sqlite3.Cursor, owner: Owner, city: str) -> None:
    rows = cursor.execute(
        "SELECT city, count(*) FROM kept WHERE kind = ? AND name = ? GROUP BY city", owner
    ).fetchall()
    (of_visitors,) = cursor.execute(
        "SELECT count(*) FROM kept WHERE kind = ?", (OwnerKind.BROWSER,)
    ).fetchone()
    check_room(owner, city, dict(rows), of_visitors)


def _moment(when: dt.datetime) -> str:
    return when.astimezone(dt.UTC).isoformat(timespec="seconds")
