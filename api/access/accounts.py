"""Accounts: who may sign in, with which role; whatever changes one ends its sessions, and its code to connect a chat tool."""

import sqlite3
import time
from collections.abc import Callable

from api.access import passwords
from api.access.account import COLUMNS, Account, account_of, folded, named
from api.access.deeds import By, log
from api.access.roles import Role
from api.access.tables import AccessFile
from corpus.errors import BadAccount, UnknownAccount


class Accounts:
    """The accounts of a data folder; every change is in the log."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def add(self, by: By, name: str, role: Role, password: str) -> Account:
        """Make an account, whose password has to be changed when it is first used.

        Raises:
            BadAccount: the name is taken or is none, or the password does not do.
        """
        name = named(name)
        if role is Role.VISITOR:
            raise BadAccount("Visitors have no account. Give reader, facilitator or admin.")
        kept = passwords.hashed(passwords.checked(password, name))
        with self._file.changing() as cursor:
            if _find(cursor, name):
                raise BadAccount(f"There is an account '{name}' already. Take another name.")
            if _was_there(cursor, name):
                raise BadAccount(
                    f"There was an account '{name}', whose deeds stand in histories. Take another name."
                )
            cursor.execute(
                "INSERT INTO accounts (name, folded, role, hash, must_change, created) VALUES (?, ?, ?, ?, 1, ?)",
                (name, folded(name), role, kept, int(time.time())),
            )
            log(cursor, by, "account added", f"{name}: {role}")
            return _get(cursor, name)

    def get(self, name: str) -> Account:
        """The account of a name, whatever its letters' case.

        Raises:
            UnknownAccount: there is none.
        """
        with self._file.reading() as cursor:
            return _get(cursor, name)

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._file.reading() as cursor:
            rows = cursor.execute(f"SELECT {COLUMNS} FROM accounts ORDER BY folded").fetchall()  # noqa: S608 - a constant
        return [account_of(row) for row in rows]

    def administered(self) -> bool:
        """Whether somebody can sign in who gives accounts."""
        with self._file.reading() as cursor:
            return _admins(cursor) > 0

    def set_role(self, by: By, name: str, role: Role) -> None:
        """Give another role; the account's sessions end.

        Raises:
            UnknownAccount: there is none. BadAccount: nobody would be left to give accounts.
        """
        if role is Role.VISITOR:
            raise BadAccount("An account is a reader, facilitator or admin. Disable it to shut it out.")  # fmt: skip
        self._alter(by, name, f"role changed to {role}", _to("role", role))

    def disable(self, by: By, name: str) -> None:
        """Shut an account out; its sessions end, and its keys do not count meanwhile.

        Raises:
            UnknownAccount: there is none. BadAccount: nobody would be left to give accounts.
        """
        self._alter(by, name, "account disabled", _to("disabled", 1))

    def enable(self, by: By, name: str) -> None:
        """Let an account in again.

        Raises:
            UnknownAccount: there is none.
        """
        self._alter(by, name, "account enabled", _to("disabled", 0))

    def remove(self, by: By, name: str) -> None:
        """Remove an account with its sessions, keys and memberships; what it did stays in the log and histories.

        Raises:
            UnknownAccount: there is none. BadAccount: nobody would be left to give accounts.
        """
        self._alter(by, name, "account removed", _remove)

    def reset(self, by: By, name: str, password: str) -> None:
        """Give a password for the first time, which has to be changed when it is used.

        Raises:
            UnknownAccount: there is none. BadAccount: the password does not do.
        """
        kept = passwords.hashed(passwords.checked(password, self.get(name).name))

        def change(cursor: sqlite3.Cursor, account: Account) -> None:
            _to("hash", kept)(cursor, account)
            _to("must_change", 1)(cursor, account)

        self._alter(by, name, "password reset", change)

    def choose(self, by: By, account: Account, password: str) -> None:
        """Keep the password that the person chose.

        Raises:
            BadAccount: it does not do. UnknownAccount: the account is gone.
        """
        kept = passwords.hashed(passwords.checked(password, account.name))

        def change(cursor: sqlite3.Cursor, account: Account) -> None:
            _to("hash", kept)(cursor, account)
            _to("must_change", 0)(cursor, account)

        self._alter(by, account.name, "password changed", change)

    def _alter(self, by: By, name: str, deed: str, change: "Change") -> None:
        with self._file.changing() as cursor:
            account, before = _get(cursor, name), _admins(cursor)
            change(cursor, account)
            if before and not _admins(cursor):
                raise BadAccount(
                    f"'{account.name}' is the last administrator who can sign in. "
                    "Make another one an administrator first."
                )
            for table in ("sessions", "codes"):
                cursor.execute(
                    f"DELETE FROM {table} WHERE account_id = ?",  # noqa: S608 - the names above
                    (account.account_id,),
                )
            log(cursor, by, deed, account.name)


Change = Callable[[sqlite3.Cursor, Account], None]


def _find(cursor: sqlite3.Cursor, name: str) -> Account | None:
    row = cursor.execute(
        f"SELECT {COLUMNS} FROM accounts WHERE folded = ?",  # noqa: S608 - a constant
        (folded(name),),
    ).fetchone()
    return account_of(row) if row else None


def _get(cursor: sqlite3.Cursor, name: str) -> Account:
    account = _find(cursor, name)
    if account is None:
        raise UnknownAccount(f"There is no account '{name[:80]}'.")
    return account


def _admins(cursor: sqlite3.Cursor) -> int:
    row = cursor.execute(
        "SELECT count(*) FROM accounts WHERE role = 'admin' AND NOT disabled"
    ).fetchone()
    return int(row[0])


def _to(column: str, value: object) -> Change:
    def change(cursor: sqlite3.Cursor, account: Account) -> None:
        cursor.execute(
            f"UPDATE accounts SET {column} = ? WHERE account_id = ?",  # noqa: S608 - a name of this file
            (value, account.account_id),
        )

    return change


def _was_there(cursor: sqlite3.Cursor, name: str) -> bool:
    found = cursor.execute("SELECT 1 FROM former WHERE folded = ?", (folded(name),))
    return found.fetchone() is not None


def _remove(cursor: sqlite3.Cursor, account: Account) -> None:
    """Its name is not given again: histories and what people keep go by it."""
    cursor.execute("INSERT INTO former VALUES (?)", (folded(account.name),))
    cursor.execute("DELETE FROM accounts WHERE account_id = ?", (account.account_id,))
