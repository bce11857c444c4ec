"""Conversations kept in the data folder: what each remembers, which events were answered, which answers were given."""

import secrets
import time
from pathlib import Path
from typing import NamedTuple

from api.chat.base import Asked
from api.chat.talk import NEW, Talk
from index.sqlite import Database

FILE = "chat.sqlite"

MAX_TALKS = 20_000
"""Conversations remembered; those that were longest silent are forgotten."""

MAX_ANSWERS = 20_000
"""Answers to which feedback can still be given, and which can be shared."""

EVENTS_FOR = 24 * 3600
"""Seconds for which an event is known to have been answered; every surface gives up sending long before."""

_TABLES = """
CREATE TABLE talks (
    surface TEXT NOT NULL, place TEXT NOT NULL, thread TEXT NOT NULL, talk TEXT NOT NULL, moment INTEGER NOT NULL,
    PRIMARY KEY (surface, place, thread)) STRICT, WITHOUT ROWID;
CREATE INDEX talks_by_moment ON talks (moment);
CREATE TABLE events (
    surface TEXT NOT NULL, event TEXT NOT NULL, moment INTEGER NOT NULL, PRIMARY KEY (surface, event)) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_moment ON events (moment);
CREATE TABLE answers (
    number INTEGER PRIMARY KEY, answer_id TEXT NOT NULL UNIQUE, surface TEXT NOT NULL, place TEXT NOT NULL,
    person TEXT NOT NULL, talk TEXT NOT NULL) STRICT;
CREATE TABLE posted (
    surface TEXT NOT NULL, place TEXT NOT NULL, message TEXT NOT NULL,
    answer_id TEXT NOT NULL REFERENCES answers (answer_id) ON DELETE CASCADE,
    PRIMARY KEY (surface, place, message)) STRICT, WITHOUT ROWID;
CREATE INDEX posted_of ON posted (answer_id);
"""


class Given(NamedTuple):
    """An answer that was given: to whom, where, and what makes it anew."""

    surface: str
    place: str
    person: str
    talk: Talk


class Talks(Database):
    """The conversations of a data folder."""

    def __init__(self, home: Path) -> None:
        """Open the file, making it if needed.

        Raises:
            StoreError: it cannot be used.
        """
        super().__init__(home / FILE, _TABLES)

    def talk(self, asked: Asked) -> Talk:
        """What is remembered of a thread; of a new one, the city of the place that it is in."""
        key = (asked.surface, asked.place)
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT thread, talk FROM talks WHERE surface = ? AND place = ? AND thread IN (?, '')",
                (*key, asked.thread),
            ).fetchall()
        held = {thread: Talk.model_validate_json(talk) for thread, talk in rows}
        if asked.thread in held:
            return held[asked.thread]
        return NEW.model_copy(update={"city": held[""].city}) if "" in held else NEW

    def keep(self, asked: Asked, talk: Talk) -> None:
        """Remember what was said in a thread."""
        row = (asked.surface, asked.place, asked.thread, talk.model_dump_json(), int(time.time()))
        with self._change() as cursor:
            cursor.execute("INSERT OR REPLACE INTO talks VALUES (?, ?, ?, ?, ?)", row)
            cursor.execute(
                "DELETE FROM talks WHERE moment < "
                "(SELECT moment FROM talks ORDER BY moment DESC LIMIT 1 OFFSET ?)",
                (MAX_TALKS,),
            )

    def first(self, asked: Asked) -> bool:
        """Whether an event comes for the first time; from now on it does not."""
        if not asked.event:
            return True
        now = int(time.time())
        with self._change() as cursor:
            cursor.execute("DELETE FROM events WHERE moment < ?", (now - EVENTS_FOR,))
            held = cursor.execute(
                "INSERT OR IGNORE INTO events VALUES (?, ?, ?)", (asked.surface, asked.event, now)
            )
            return held.rowcount == 1

    def give(self, asked: Asked, talk: Talk) -> str:
        """The id of an answer that is being given."""
        answer_id = secrets.token_urlsafe(9)
        row = (answer_id, asked.surface, asked.place, asked.person, talk.model_dump_json())
        with self._change() as cursor:
            cursor.execute(
                "INSERT INTO answers (answer_id, surface, place, person, talk) VALUES (?, ?, ?, ?, ?)",
                row,
            )
            cursor.execute(
                "DELETE FROM answers WHERE number <= (SELECT max(number) FROM answers) - ?",
                (MAX_ANSWERS,),
            )
        return answer_id

    def given(self, answer_id: str) -> Given | None:
        """An answer by its id; None where there is none, or it was forgotten."""
        with self._cursor() as cursor:
            row = cursor.execute(
                "SELECT surface, place, person, talk FROM answers WHERE answer_id = ?", (answer_id,)
            ).fetchone()
        if row is None:
            return None
        surface, place, person, talk = row
        return Given(surface, place, person, Talk.model_validate_json(talk))

    def post(self, asked: Asked, message: str, answer_id: str) -> None:
        """Remember which message of the surface holds an answer, for reactions to it."""
        with self._change() as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO posted VALUES (?, ?, ?, ?)",
                (asked.surface, asked.place, message, answer_id),
            )

    def posted(self, surface: str, place: str, message: str) -> str:
        """The id of the answer that a message holds; empty for none."""
        with self._cursor() as cursor:
            row = cursor.execute(
                "SELECT answer_id FROM posted WHERE surface = ? AND place = ? AND message = ?",
                (surface, place, message),
            ).fetchone()
        return row[0] if row else ""
