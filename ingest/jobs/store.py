"""What is known of jobs, in one SQLite file; every change is on disk when a method returns."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from index.sqlite import Database
from ingest.coverage import Coverage
from ingest.incoming import Same
from ingest.jobs.job import OPEN, Item, Job, Stage, State
from ingest.pipeline import Result, Row

_SCHEMA = """
CREATE TABLE jobs (
    job_id TEXT PRIMARY KEY, who TEXT NOT NULL, created TEXT NOT NULL, state TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '', cancel INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE items (
    job_id TEXT NOT NULL REFERENCES jobs ON DELETE CASCADE, at INTEGER NOT NULL,
    name TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL, same TEXT NOT NULL,
    stage TEXT NOT NULL, meta TEXT NOT NULL,
    PRIMARY KEY (job_id, at), UNIQUE (job_id, source)) STRICT;
CREATE TABLE outcomes (
    job_id TEXT NOT NULL, at INTEGER NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL,
    result TEXT NOT NULL, detail TEXT NOT NULL, doc_id TEXT NOT NULL, coverage TEXT,
    PRIMARY KEY (job_id, source),
    FOREIGN KEY (job_id, at) REFERENCES items ON DELETE CASCADE) STRICT
"""

JOBS = "jobs.sqlite"
"""The file in a data folder."""

REMOVED = "a document that was removed"
"""What a job's report has in place of the name of one."""

_JOB = """
SELECT job_id, who, created, state, detail,
       (SELECT count(*) FROM items WHERE items.job_id = jobs.job_id),
       (SELECT count(*) FROM items WHERE items.job_id = jobs.job_id AND stage = 'done')
FROM jobs
"""
_ITEM = "SELECT name, source, sha256, same, stage, meta, at FROM items WHERE job_id = ?"


class JobStore(Database):
    """Jobs, their items, and what became of these."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _SCHEMA)

    def create(self, job_id: str, who: str, state: State, items: Iterable[Item]) -> None:
        """A job, whole or not at all; of items from one source the first counts."""
        now = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
        with self._change() as cursor:
            cursor.execute("INSERT INTO jobs VALUES (?, ?, ?, ?, '', 0)", (job_id, who, now, state))
            cursor.executemany(
                "INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (job_id, at, item.name, item.source, item.sha256, item.same, item.stage,
                     json.dumps(dict(item.meta)))
                    for at, item in enumerate(items)
                ),
            )  # fmt: skip

    def get(self, job_id: str) -> Job | None:
        """One job, None where there is none."""
        with self._cursor() as cursor:
            row = cursor.execute(f"{_JOB} WHERE job_id = ?", (job_id,)).fetchone()
        return _job(row) if row else None

    def jobs(self) -> list[Job]:
        """Every job, the newest first."""
        with self._cursor() as cursor:
            rows = cursor.execute(f"{_JOB} ORDER BY jobs.rowid DESC").fetchall()
        return [_job(row) for row in rows]

    def items(self, job_id: str) -> list[Item]:
        """The items of a job, in order."""
        with self._cursor() as cursor:
            return [_item(row) for row in cursor.execute(f"{_ITEM} ORDER BY at", (job_id,))]

    def pending(self, job_id: str, after: int) -> Item | None:
        """The first item behind that number which waits."""
        with self._cursor() as cursor:
            row = cursor.execute(
                f"{_ITEM} AND at > ? AND stage = ? ORDER BY at LIMIT 1",
                (job_id, after, Stage.WAITING),
            ).fetchone()
        return _item(row) if row else None

    def count(self, job_id: str, stage: Stage) -> int:
        """How many items of a job are so far."""
        with self._cursor() as cursor:
            row = cursor.execute(
                "SELECT count(*) FROM items WHERE job_id = ? AND stage = ?", (job_id, stage)
            ).fetchone()
            return int(row[0])

    def fetched(self, job_id: str, item: Item) -> None:
        """Remember that the bytes of an item are in the inbox now, under which name and with which facts."""
        with self._change() as cursor:
            cursor.execute(
                "UPDATE items SET name = ?, sha256 = ?, meta = ? WHERE job_id = ? AND at = ?",
                (item.name, item.sha256, json.dumps(dict(item.meta)), job_id, item.at),
            )

    def keep(self, job_id: str, at: int, row: Row, stage: Stage | None) -> None:
        """Keep what became of an item, or of a record in it; with a stage the item is so far."""
        covered = json.dumps(row.coverage._asdict()) if row.coverage else None
        told = (row.source, row.name, row.result, row.detail, row.doc_id, covered)
        with self._change() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (job_id, at, *told),
            )
            if stage:
                _advance(cursor, job_id, at, stage)

    def advance(self, job_id: str, at: int, stage: Stage) -> None:
        """Mark an item as so far."""
        with self._change() as cursor:
            _advance(cursor, job_id, at, stage)

    def decide(self, job_id: str, decisions: Mapping[int, Same]) -> None:
        """Let items go on with what was decided."""
        with self._change() as cursor:
            cursor.executemany(
                "UPDATE items SET same = ?, stage = ? WHERE job_id = ? AND at = ?",
                ((same, Stage.WAITING, job_id, at) for at, same in decisions.items()),
            )

    def outcomes(self, job_id: str) -> list[tuple[int, Row]]:
        """What became of items, in their order."""
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT at, name, source, result, detail, doc_id, coverage FROM outcomes "
                "WHERE job_id = ? ORDER BY at, rowid",
                (job_id,),
            ).fetchall()
        return [(row[0], _outcome(row[1:])) for row in rows]

    def mark(self, job_id: str, state: State, detail: str = "") -> None:
        """Put a job into a state."""
        with self._change() as cursor:
            cursor.execute(
                "UPDATE jobs SET state = ?, detail = ? WHERE job_id = ?", (state, detail, job_id)
            )

    def mark_interrupted(self, job_id: str) -> None:
        """Put a job that is marked as running into the state of one that was stopped."""
        with self._change() as cursor:
            cursor.execute(
                "UPDATE jobs SET state = ? WHERE job_id = ? AND state = ?",
                (State.STOPPED, job_id, State.RUNNING),
            )

    def ask_to_cancel(self, job_id: str) -> None:
        """Tell whoever runs a job that it is to end."""
        with self._change() as cursor:
            cursor.execute("UPDATE jobs SET cancel = 1 WHERE job_id = ?", (job_id,))

    def is_to_end(self, job_id: str) -> bool:
        """True where a person cancelled the job."""
        with self._cursor() as cursor:
            row = cursor.execute("SELECT cancel FROM jobs WHERE job_id = ?", (job_id,)).fetchone()
            return row is None or bool(row[0])

    def blot_out(self, doc_id: str) -> None:
        """Take what tells of a removed document out of the reports of finished items: names, sources, details."""
        with self._change() as cursor:
            cursor.execute(
                "UPDATE items SET name = ?1, source = 'removed:' || at, sha256 = '', meta = '{}' "
                "WHERE stage = 'done' AND source IN (SELECT source FROM outcomes AS o "
                "WHERE o.doc_id = ?2 AND o.job_id = items.job_id AND o.at = items.at)",
                (REMOVED, doc_id),
            )
            cursor.execute(
                "UPDATE outcomes SET name = ?1, source = 'removed:' || rowid, detail = '', "
                "doc_id = '', coverage = NULL WHERE doc_id = ?2 AND (job_id, at) IN "
                "(SELECT job_id, at FROM items WHERE stage = 'done')",
                (REMOVED, doc_id),
            )
        self.write_back()

    def forget(self, but: int) -> None:
        """Delete finished jobs, all but the newest so many."""
        with self._change() as cursor:
            cursor.execute(
                "DELETE FROM jobs WHERE job_id IN (SELECT job_id FROM jobs WHERE state NOT IN "
                "(SELECT value FROM json_each(?)) ORDER BY rowid DESC LIMIT -1 OFFSET ?)",
                (json.dumps(sorted(OPEN)), but),
            )


def _advance(cursor: sqlite3.Cursor, job_id: str, at: int, stage: Stage) -> None:
    cursor.execute("UPDATE items SET stage = ? WHERE job_id = ? AND at = ?", (stage, job_id, at))


def _job(row: tuple[Any, ...]) -> Job:
    job_id, who, created, state, detail, total, finished = row
    return Job(job_id, who, created, State(state), detail, total, finished)


def _item(row: tuple[Any, ...]) -> Item:
    name, source, sha256, same, stage, meta, at = row
    return Item(name, source, sha256, Same(same), Stage(stage), json.loads(meta), at)


def _outcome(row: tuple[Any, ...]) -> Row:
    name, source, result, detail, doc_id, covered = row
    held = json.loads(covered) if covered else None
    coverage = Coverage(**{**held, "warnings": tuple(held["warnings"])}) if held else None
    return Row(name, source, Result(result), detail, doc_id, coverage)
