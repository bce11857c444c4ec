"""API keys: what a program sends in place of a person's session; only a digest of each is kept."""

import hashlib
import secrets
import time
from typing import NamedTuple

from api.access.account import COLUMNS, Account, account_of
from api.access.deeds import By, log
from api.access.roles import Role
from api.access.sessions import SEEN_EVERY
from api.access.tables import AccessFile
from corpus.errors import BadAccount, UnknownAccount

BEGIN = "cg_"
"""How a key begins, so that one that got into the open is found by a search."""

BYTES = 32
MAX_KEYS = 20
"""Keys of an account that count."""

MAX_NAME = 60
"""Characters of what a key is for."""

SCOPES = {"read": Role.READER, "edit": Role.FACILITATOR, "admin": Role.ADMIN}
"""What a key may do at most: as much as this role; and never more than its account."""


class Key(NamedTuple):
    """A key without what opens.

    Attributes:
        scope: of SCOPES; created, used, revoked: seconds since 1970, None where it was not.
    """

    key_id: int
    name: str
    scope: str
    created: int
    used: int | None
    revoked: int | None


class Keys:
    """The keys of a data folder; every change is in the log."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def make(self, by: By, account: Account, name: str, scope: str) -> tuple[Key, str]:
        """A new key, and what a program sends, which is told this once.

        Raises:
            BadAccount: there is no such scope, the account may do less, or it has as many as are allowed.
        """
        name, secret = " ".join(name.split()), BEGIN + secrets.token_urlsafe(BYTES)
        if not (1 <= len(name) <= MAX_NAME and name.isprintable()):
            raise BadAccount(f"Say in 1 to {MAX_NAME} characters what the key is for.")
        if scope not in SCOPES or not account.role.includes(SCOPES[scope]):
            raise BadAccount(
                "A key may do what its account may, or less: give read, edit or admin."
            )
        now = int(time.time())
        with self._file.changing() as cursor:
            (held,) = cursor.execute(
                "SELECT count(*) FROM keys WHERE account_id = ? AND revoked IS NULL",
                (account.account_id,),
            ).fetchone()
            if held >= MAX_KEYS:
                raise BadAccount(f"An account has at most {MAX_KEYS} keys. Revoke one first.")
            cursor.execute(
                "INSERT INTO keys (account_id, hash, name, role, created) VALUES (?, ?, ?, ?, ?)",
                (account.account_id, _hash(secret), name, SCOPES[scope], now),
            )
            key_id = int(cursor.lastrowid or 0)
            log(cursor, by, "key made", f"{account.name}: {name} ({scope})")
        return Key(key_id, name, scope, now, None, None), secret

    def opened(self, secret: str) -> tuple[Account, int] | None:
        """Whose key that is, with no more than the key's role, and its id; None where it does not count."""
        now = int(time.time())
        with self._file.reading() as cursor:
            row = cursor.execute(
                f"SELECT k.key_id, k.role, k.used, {_OF_ACCOUNT} FROM keys AS k "  # noqa: S608 - constants
                "JOIN accounts AS a USING (account_id) "
                "WHERE k.hash = ? AND revoked IS NULL AND NOT disabled",
                (_hash(secret),),
            ).fetchone()
        if row is None:
            return None
        if (row[2] or 0) <= now - SEEN_EVERY:
            with self._file.changing() as cursor:
                cursor.execute("UPDATE keys SET used = ? WHERE key_id = ?", (now, row[0]))
        account, most = account_of(row[3:]), Role(row[1])
        return account._replace(role=min(account.role, most, key=list(Role).index)), row[0]

    def all(self, account_id: int) -> list[Key]:
        """The keys of an account, the newest first, those that were revoked among them."""
        scopes = {role: scope for scope, role in SCOPES.items()}
        with self._file.reading() as cursor:
            rows = cursor.execute(
                "SELECT key_id, name, role, created, used, revoked FROM keys "
                "WHERE account_id = ? ORDER BY key_id DESC",
                (account_id,),
            ).fetchall()
        return [Key(row[0], row[1], scopes[Role(row[2])], *row[3:]) for row in rows]

    def revoke(self, by: By, account: Account, key_id: int) -> None:
        """Make a key count no more.

        Raises:
            UnknownAccount: the account has no such key.
        """
        with self._file.changing() as cursor:
            row = cursor.execute(
                "UPDATE keys SET revoked = coalesce(revoked, ?) WHERE key_id = ? AND account_id = ? "
                "RETURNING name",
                (int(time.time()), key_id, account.account_id),
            ).fetchone()
            if row is None:
                raise UnknownAccount(f"'{account.name}' has no key {key_id}.")
            log(cursor, by, "key revoked", f"{account.name}: {row[0]}")


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


_OF_ACCOUNT = ", ".join(f"a.{column}" for column in COLUMNS.split(", "))
