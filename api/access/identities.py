"""Who people of chat tools are here: an account for a person of a surface."""

import time

from api.access.account import COLUMNS, Account, account_of
from api.access.deeds import By, log
from api.access.tables import AccessFile


class Identities:
    """Which account a person of a chat tool has; every change is in the log."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def account(self, surface: str, person: str) -> Account | None:
        """The account of a person as the surface tells them; None where there is none, or it is disabled."""
        with self._file.reading() as cursor:
            row = cursor.execute(
                f"SELECT {_OF_ACCOUNT} FROM identities JOIN accounts AS a USING (account_id) "  # noqa: S608 - constants
                "WHERE surface = ? AND person = ? AND NOT disabled",
                (surface, person),
            ).fetchone()
        return account_of(row) if row else None

    def connect(self, by: By, surface: str, person: str, account: Account) -> None:
        """Let a person of a surface be an account; what they were before counts no more."""
        row = (surface, person, account.account_id, int(time.time()))
        with self._file.changing() as cursor:
            cursor.execute("INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?)", row)
            log(cursor, by, "chat connected", f"{account.name}: {surface} {person}")


_OF_ACCOUNT = ", ".join(f"a.{column}" for column in COLUMNS.split(", "))
