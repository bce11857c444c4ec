"""Conversations kept in the data folder: what each remembers, which events were answered, which answers were given."""

import secrets
import sqlite3
import time
from pathlib import Path
from typing import NamedTuple

from api.chat.base import Asked
from api.chat.tables import FILE, SCHEMAS
from api.chat.talk import NEW, Talk
from index.sqlite import Database

MAX_TALKS = 20_000
"""Conversations remembered; those that were longest silent are forgotten."""

MAX_ANSWERS = 20_000
"""Answers to which feedback can still be given, and which can be shared."""

KEPT_FOR = 90 * 24 * 3600
"""Seconds after which a conversation in which nothing was written, and an answer, is forgotten."""

EVENTS_FOR = 24 * 3600
"""Seconds for which an event is known to have been answered; every surface gives up sending long before."""


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
        super().__init__(home / FILE, *SCHEMAS)

    def _connection(self) -> sqlite3.Connection:
        """Commits that do not wait for the disk: a power cut may lose what the last seconds remembered, no more."""
        fresh = not hasattr(self._local, "connection")
        connection = super()._connection()
        if fresh:
            connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def talk(self, asked: Asked) -> Talk:
        """What is remembered of a thread; of a new one, the city of the place that it is in.

        What a person wrote where nobody else reads the replies is their own: whoever comes to read
        there later begins anew.
        """
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT thread, person, talk FROM talks WHERE surface = ? AND place = ? "
                "AND thread IN (?, '') AND person IN (?, '') ORDER BY person DESC, thread DESC",
                (asked.surface, asked.place, asked.thread, _whose(asked)),
            ).fetchall()
        held = {(thread, person): Talk.model_validate_json(talk) for thread, person, talk in rows}
        mine = held.get((asked.thread, _whose(asked)))
        nearest = next(iter(held.values()), NEW)
        return mine or NEW.model_copy(update={"city": nearest.city})

    def keep(self, asked: Asked, talk: Talk) -> None:
        """Remember what was said in a thread."""
        key, now = (asked.surface, asked.place, asked.thread, _whose(asked)), int(time.time())
        row = (*key, talk.model_dump_json(), now)
        with self._change() as cursor:
            cursor.execute("INSERT OR REPLACE INTO talks VALUES (?, ?, ?, ?, ?, ?)", row)
            cursor.execute("DELETE FROM talks WHERE moment < ?", (now - KEPT_FOR,))
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

    def answered(self, asked: Asked) -> bool:
        """Whether an event is known to have been answered."""
        with self._cursor() as cursor:
            held = cursor.execute(
                "SELECT 1 FROM events WHERE surface = ? AND event = ?", (asked.surface, asked.event)
            )
            return held.fetchone() is not None

    def hand_back(self, asked: Asked) -> None:
        """Let an event be answered when it comes again, as nothing was sent to it."""
        with self._change() as cursor:
            cursor.execute(
                "DELETE FROM events WHERE surface = ? AND event = ?", (asked.surface, asked.event)
            )

    def give(self, asked: Asked, talk: Talk) -> str:
        """The id of an answer that is being given."""
        answer_id = secrets.token_urlsafe(9)
        key, now = (answer_id, asked.surface, asked.place, asked.person), int(time.time())
        row = (*key, talk.model_dump_json(), now)
        with self._change() as cursor:
            cursor.execute(
                "INSERT INTO answers (answer_id, surface, place, person, talk, moment) VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
            cursor.execute("DELETE FROM answers WHERE moment < ?", (now - KEPT_FOR,))
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

    def forget(self, surface: str, person: str = "", place: str = "") -> int:
        """Forget what was said by a person, in a place, or by a person in a place, and answers given there.

        With a person also whatever place's conversation stands at an answer that they were given.

        Returns:
            How many conversations and answers were forgotten; 0 where neither person nor place is named.
        """
        if not (person or place):
            return 0
        of = (surface, person, person, place, place)
        with self._change() as cursor:
            forgotten = [
                cursor.execute(f"DELETE FROM {rows}", values).rowcount  # noqa: S608 - of this file
                for rows, values in (
                    (f"talks WHERE {_THEIRS} OR {_AT_THEIRS}", of + of),
                    (f"answers WHERE {_THEIRS}", of),
                )
            ]
        self.write_back()
        return sum(forgotten)


_THEIRS = "surface = ? AND (? = '' OR person = ?) AND (? = '' OR place = ?)"
_AT_THEIRS = f"json_extract(talk, '$.answer_id') IN (SELECT answer_id FROM answers WHERE {_THEIRS})"  # noqa: S608


def _whose(asked: Asked) -> str:
    """Whose a conversation is: the person's where only they read the replies, else the place's."""
    return "" if asked.open else asked.person
