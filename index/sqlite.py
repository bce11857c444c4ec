"""The store and the vector cache that ship: one SQLite file each."""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from corpus.errors import StoreError, StoreNewer, UnknownDocument
from corpus.nouns import Document, Page, Passage
from index.base import Model, Vectors, Version, check_unit, history

_STORE = """
CREATE TABLE IF NOT EXISTS documents (
    doc_id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL, source TEXT NOT NULL, outline TEXT NOT NULL, meta TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pages (
    doc_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, page_index INTEGER NOT NULL,
    number INTEGER, label TEXT, text TEXT NOT NULL, PRIMARY KEY (doc_id, page_index)) STRICT;
CREATE TABLE IF NOT EXISTS passages (
    passage_id INTEGER PRIMARY KEY AUTOINCREMENT,
    doc_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, page_index INTEGER NOT NULL,
    section TEXT NOT NULL, heading TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    sentences TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS passages_of ON passages (doc_id);
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO counters VALUES ('revision', 0);
"""

_VERSIONS = """
CREATE TABLE versions (
    doc_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,
    title TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL, taken_in TEXT NOT NULL,
    PRIMARY KEY (doc_id, number)) STRICT;
INSERT INTO versions SELECT doc_id, 1, title, source, sha256, '' FROM documents;
ALTER TABLE passages ADD COLUMN paragraph INTEGER NOT NULL DEFAULT 0;
"""
"""What earlier files of a document were; documents of before have the one that they are."""

_CACHE = """
CREATE TABLE IF NOT EXISTS vectors (
    fingerprint TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (fingerprint, text_hash)) STRICT, WITHOUT ROWID;
"""

_FINGERPRINTS = """
WITH RECURSIVE every (one) AS (
    SELECT min(fingerprint) FROM vectors UNION ALL
    SELECT (SELECT min(fingerprint) FROM vectors WHERE fingerprint > one) FROM every
    WHERE one IS NOT NULL)
SELECT one FROM every WHERE one IS NOT NULL
"""
"""Each fingerprint once, by steps through the index; SELECT DISTINCT would read all of it."""

_PASSAGE = """
SELECT passage_id, doc_id, page_index, number, section, heading, first, last,
       substr(text, first + 1, last - first), sentences, paragraph, label
FROM passages JOIN pages USING (doc_id, page_index)
"""


class Database:
    """A SQLite file with one connection a thread; a commit is on disk when it returns."""

    def __init__(self, path: Path, *schemas: str) -> None:
        """Open the file, making or updating it.

        Args:
            schemas: scripts, each of which makes one version out of the one before.
        """
        self._path = path
        self._local = threading.local()
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._cursor() as cursor:
            (version,) = cursor.execute("PRAGMA user_version").fetchone()
            if version > len(schemas):
                raise StoreNewer(
                    f"{path.name} was written by a newer version of Citygraft. "
                    "Install the newest Citygraft, or point CITYGRAFT_HOME to another folder."
                )
            if version < len(schemas):
                self._update(cursor, version, schemas)

    def _update(self, cursor: sqlite3.Cursor, version: int, schemas: Sequence[str]) -> None:
        """Bring the file up to date in one transaction, which one process does while others wait."""
        cursor.execute("BEGIN EXCLUSIVE")
        try:
            (version,) = cursor.execute("PRAGMA user_version").fetchone()
            for schema in schemas[version:]:
                for statement in schema.split(";\n"):
                    cursor.execute(statement)
            cursor.execute(f"PRAGMA user_version = {len(schemas)}")
            cursor.execute("COMMIT")
        finally:
            if cursor.connection.in_transaction:
                cursor.execute("ROLLBACK")

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            connection = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(
                "PRAGMA secure_delete = ON"
            )  # what is deleted leaves no bytes behind
            self._local.connection = connection
        connection = self._local.connection
        assert isinstance(connection, sqlite3.Connection)
        return connection

    @contextmanager
    def _cursor(self) -> Iterator[sqlite3.Cursor]:
        try:
            yield self._connection().cursor()
        except sqlite3.Error as error:
            raise StoreError(
                f"The data file {self._path} cannot be used ({error}). Check that the folder is "
                "yours, that the disk is not full, and that no other program holds the file."
            ) from error

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Cursor]:
        with self._cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
                cursor.execute("COMMIT")
            finally:
                if cursor.connection.in_transaction:
                    cursor.execute("ROLLBACK")

    def write_back(self) -> None:
        """Write the log back into the file: until then, what was deleted stands in it; a reader may keep it a while."""
        with self._cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


class SqliteStore(Database):
    """The store in one SQLite file; see `index.base.Store`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _STORE, _VERSIONS)

    def put(self, document: Document, passages: Sequence[Passage]) -> None:
        """Keep a document with its passages; all or nothing."""
        with self._change() as cursor:
            before = _versions(cursor, document)
            cursor.execute(
                "DELETE FROM documents WHERE doc_id = ? OR source = ?",
                (document.doc_id, document.source),
            )
            cursor.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *document[:6],
                    json.dumps(document.outline),
                    json.dumps(document.meta, ensure_ascii=False),
                ),
            )
            cursor.executemany(
                "INSERT INTO pages VALUES (?, ?, ?, ?, ?)",
                (
                    (document.doc_id, at, page.number, page.label, page.text)
                    for at, page in enumerate(document.pages)
                ),
            )
            cursor.executemany(
                "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (p.doc_id, p.page_index, p.section, p.heading, p.start, p.end,
                     json.dumps(p.sentences), p.paragraph)
                    for p in passages
                ),
            )  # fmt: skip
            cursor.executemany(
                "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)",
                ((document.doc_id, *version) for version in history(before, document)),
            )
            cursor.execute("UPDATE counters SET value = value + 1 WHERE name = 'revision'")

    def get(self, doc_id: str) -> Document:
        """The document of that id."""
        with self._cursor() as cursor:
            row = cursor.execute("SELECT * FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
            if row is None:
                raise UnknownDocument(f"There is no document '{doc_id}'.")
            pages = cursor.execute(
                "SELECT number, text, label FROM pages WHERE doc_id = ? ORDER BY page_index",
                (doc_id,),
            )
            return _document(row, tuple(Page(*page) for page in pages))

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[Document]:
        """Every document, or those of these ids, without their pages, by id."""
        wanted = None if ids is None else json.dumps(list(ids))
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT * FROM documents WHERE ?1 IS NULL "
                "OR doc_id IN (SELECT value FROM json_each(?1)) ORDER BY doc_id",
                (wanted,),
            ).fetchall()
        for row in rows:
            yield _document(row, ())

    def history(self, doc_id: str) -> tuple[Version, ...]:
        """The versions of a document, oldest first; the last one is current."""
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT number, title, source, sha256, taken_in FROM versions "
                "WHERE doc_id = ? ORDER BY number",
                (doc_id,),
            ).fetchall()
        if not rows:
            raise UnknownDocument(f"There is no document '{doc_id}'.")
        return tuple(Version(*row) for row in rows)

    def holds(self, sha256: str) -> bool:
        """True where a version of some document has these bytes."""
        with self._cursor() as cursor:
            rows = cursor.execute("SELECT 1 FROM versions WHERE sha256 = ? LIMIT 1", (sha256,))
            return rows.fetchone() is not None

    def delete(self, doc_id: str) -> None:
        """Remove a document with its passages and versions; an id that is not there is passed over."""
        with self._change() as cursor:
            cursor.execute("DELETE FROM documents WHERE doc_id = ?", (doc_id,))
            cursor.execute("UPDATE counters SET value = value + 1 WHERE name = 'revision'")
        self.write_back()

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages of these ids; ids that are not there are left out."""
        wanted = json.dumps(list(ids))
        with self._cursor() as cursor:
            rows = cursor.execute(
                f"{_PASSAGE} WHERE passage_id IN (SELECT value FROM json_each(?))",  # noqa: S608 - a constant
                (wanted,),
            )
            return {row[0]: _passage(row) for row in rows}

    def passage_ids(self, doc_id: str | None = None) -> list[int]:
        """The ids of all passages, or of one document's in reading order; rising."""
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT passage_id FROM passages WHERE ?1 IS NULL OR doc_id = ?1 ORDER BY 1",
                (doc_id,),
            )
            return [passage_id for (passage_id,) in rows]

    def passage_ids_in(self, doc_ids: Iterable[str]) -> list[int]:
        """The ids of all passages of these documents, rising; ids that are not there are passed over."""
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT passage_id FROM passages "
                "WHERE doc_id IN (SELECT value FROM json_each(?)) ORDER BY 1",
                (json.dumps(list(doc_ids)),),
            )
            return [passage_id for (passage_id,) in rows]

    def owners(self) -> dict[int, str]:
        """The document of every passage, by passage id, rising."""
        with self._cursor() as cursor:
            return dict(cursor.execute("SELECT passage_id, doc_id FROM passages ORDER BY 1"))

    def revision(self) -> int:
        """A number that rises with every change."""
        with self._cursor() as cursor:
            row = cursor.execute("SELECT value FROM counters WHERE name = 'revision'").fetchone()
            return int(row[0])


def _document(row: Sequence[str], pages: tuple[Page, ...]) -> Document:
    doc_id, title, kind, media_type, sha256, source, outline, meta = row
    marks = tuple((page, at, tuple(path)) for page, at, path in json.loads(outline))
    return Document(doc_id, title, kind, media_type, sha256, source, pages, marks, json.loads(meta))


def _passage(
    row: tuple[int, str, int, int | None, str, str, int, int, str, str, int, str | None],
) -> Passage:
    sentences = tuple((start, end) for start, end in json.loads(row[9]))
    return Passage(*row[:9], sentences, *row[10:])


def _versions(cursor: sqlite3.Cursor, document: Document) -> list[Version]:
    """The versions of what a document replaces, oldest first."""
    rows = cursor.execute(
        "SELECT number, versions.title, versions.source, versions.sha256, taken_in "
        "FROM versions JOIN documents USING (doc_id) "
        "WHERE doc_id = ? OR documents.source = ? ORDER BY taken_in, number",
        (document.doc_id, document.source),
    )
    return [Version(*row) for row in rows]


ASKED_AT_ONCE = 900
"""Texts looked up by one statement; SQLite allows 999 values in old versions."""


class SqliteVectorCache(Database):
    """Vectors by model and hash of the text in one SQLite file; see `index.base.VectorCache`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _CACHE)

    def get(self, model: Model, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors that are known, by text; the others are left out."""
        by_hash = {_hash(text): text for text in texts}
        hashes = list(by_hash)
        found: dict[str, Vectors] = {}
        with self._cursor() as cursor:
            for at in range(0, len(hashes), ASKED_AT_ONCE):
                some = hashes[at : at + ASKED_AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = cursor.execute(
                    "SELECT text_hash, vector FROM vectors "  # noqa: S608 - only question marks are put in
                    f"WHERE fingerprint = ? AND text_hash IN ({marks})",
                    (model.fingerprint, *some),
                )
                found |= {by_hash[key]: np.frombuffer(vector, np.float32) for key, vector in rows}
        return found

    def forget(self, texts: Sequence[str]) -> None:
        """Delete the vectors of texts, of every model; texts that are not known are passed over."""
        if not texts:
            return
        with self._change() as cursor:
            models = cursor.execute(_FINGERPRINTS).fetchall()
            cursor.executemany(
                "DELETE FROM vectors WHERE fingerprint = ? AND text_hash = ?",
                ((fingerprint, _hash(text)) for (fingerprint,) in models for text in texts),
            )

    def put(self, model: Model, texts: Sequence[str], vectors: Vectors) -> None:
        """Remember the vectors of texts, shape `(len(texts), dim)`."""
        check_unit(vectors)
        with self._change() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                (
                    (model.fingerprint, _hash(text), vector.tobytes())
                    for text, vector in zip(texts, vectors, strict=True)
                ),
            )


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
