"""The file of accounts: people, their sessions and keys, collections, and the log of what was done."""

import os
import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

from corpus.errors import StoreError
from index.sqlite import Database

FILE = "accounts.sqlite"

_TABLES = """
CREATE TABLE accounts (
    account_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL, hash TEXT NOT NULL, must_change INTEGER NOT NULL, disabled INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL) STRICT;
CREATE TABLE former (folded TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
    hash BLOB PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created INTEGER NOT NULL, seen INTEGER NOT NULL, expires INTEGER NOT NULL, address TEXT NOT NULL,
    browser TEXT NOT NULL) STRICT;
CREATE INDEX sessions_of ON sessions (account_id);
CREATE TABLE keys (
    key_id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE, hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL, role TEXT NOT NULL, created INTEGER NOT NULL, used INTEGER, revoked INTEGER) STRICT;
CREATE INDEX keys_of ON keys (account_id);
CREATE TABLE collections (
    collection_id TEXT PRIMARY KEY, visibility TEXT NOT NULL, created INTEGER NOT NULL) STRICT;
INSERT INTO collections VALUES ('case_studies', 'public', 0), ('your_documents', 'members', 0);
CREATE TABLE members (
    account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    collection_id TEXT NOT NULL REFERENCES collections ON DELETE CASCADE,
    PRIMARY KEY (account_id, collection_id)) STRICT, WITHOUT ROWID;
CREATE TABLE attempts (
    attempt_id INTEGER PRIMARY KEY, name BLOB NOT NULL, address TEXT NOT NULL, moment INTEGER NOT NULL) STRICT;
CREATE INDEX attempts_by_name ON attempts (name, moment);
CREATE INDEX attempts_by_address ON attempts (address, moment);
CREATE TABLE deeds (
    number INTEGER PRIMARY KEY AUTOINCREMENT, moment TEXT NOT NULL, who TEXT NOT NULL, deed TEXT NOT NULL,
    about TEXT NOT NULL, collection TEXT NOT NULL, address TEXT NOT NULL, request_id TEXT NOT NULL) STRICT;
CREATE TRIGGER deeds_are_not_changed BEFORE UPDATE ON deeds BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER deeds_are_not_removed BEFORE DELETE ON deeds BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
"""
"""Moments are seconds since 1970, but those of the log, which people read: UTC, ISO 8601."""

_IDENTITIES = """
CREATE TABLE identities (
    surface TEXT NOT NULL, person TEXT NOT NULL, account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created INTEGER NOT NULL, PRIMARY KEY (surface, person)) STRICT, WITHOUT ROWID;
CREATE INDEX identities_of ON identities (account_id);
CREATE TABLE codes (
    hash BLOB PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
    expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""
"""Who people of chat tools are here, and codes with which they say so once."""


class AccessFile(Database):
    """The file, which only its owner may read; one connection a thread serves all that is in it."""

    def __init__(self, home: Path) -> None:
        """Open it, making it if needed.

        Raises:
            StoreError: it cannot be used.
        """
        path = home / FILE
        try:
            home.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            path.chmod(
                0o600
            )  # it may have been copied here; SQLite's own files beside it take this mode
        except OSError as error:
            raise StoreError(f"The file {path} cannot be used ({error.strerror}).") from error
        super().__init__(path, _TABLES, _IDENTITIES)

    def reading(self) -> AbstractContextManager[sqlite3.Cursor]:
        """A cursor to read with."""
        return self._cursor()

    def changing(self) -> AbstractContextManager[sqlite3.Cursor]:
        """A cursor within one change, which is on disk when it ends, or not at all."""
        return self._change()
