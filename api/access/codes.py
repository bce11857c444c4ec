"""Codes with which a person of a chat tool says once which account they are; only a slow digest of each is kept."""

import hashlib
import re
import secrets
import time
from typing import NamedTuple

from api.access.account import COLUMNS, Account, account_of
from api.access.attempts import Attempts
from api.access.deeds import By, log
from api.access.identities import connect_in
from api.access.tables import AccessFile

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What codes are made of: nothing that is taken for something else, such as O for 0."""

LENGTH = 8
"""Characters of a code: 30 to the power of 8, where 100 may be tried in 15 minutes."""

VALID = 600
"""Seconds for which a code counts."""

ROUNDS = 50_000
"""Of the digest, so that whoever copies the file cannot find a code while it counts; a few milliseconds here."""

SAID = "connect"
"""The word before the code, as it is written to the bot."""


class Code(NamedTuple):
    """A code as it is shown, such as 7K4P-QX2M, and until when it counts, in seconds since 1970."""

    code: str
    expires: int

    @property
    def line(self) -> str:
        """What is written to the bot."""
        return f"{SAID} {self.code}"


class Codes:
    """The codes of a data folder; each counts once, and what is done with it is in the log."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def make(self, by: By, account: Account) -> Code:
        """A new code of an account, told this once; the one before counts no more."""
        drawn, now = _drawn(), int(time.time())
        with self._file.changing() as cursor:
            cursor.execute(
                "DELETE FROM codes WHERE expires <= ? OR account_id = ?", (now, account.account_id)
            )
            cursor.execute(
                "INSERT INTO codes VALUES (?, ?, ?)",
                (_hash(drawn), account.account_id, now + VALID),
            )
            log(cursor, by, "chat code made", account.name)
        return Code(f"{drawn[:4]}-{drawn[4:]}", now + VALID)

    def redeem(self, surface: str, person: str, code: str) -> Account | None:
        """Connect a person of a surface to the account whose code that is.

        Call `wait` before. Returns None where the code does not count.

        Raises:
            BadAccount: no more people can be that account; the code counts on.
        """
        key, now = _hash(squeezed(code)), int(time.time())
        with self._file.changing() as cursor:
            row = cursor.execute(
                f"SELECT {COLUMNS} FROM accounts WHERE NOT disabled AND NOT must_change AND account_id = "  # noqa: S608 - constants
                "(SELECT account_id FROM codes WHERE hash = ? AND expires > ?)",
                (key, now),
            ).fetchone()
            if row is None:
                log(cursor, By("", surface), "chat code refused", f"{surface} {person}")
                return None
            account = account_of(row)
            cursor.execute("DELETE FROM codes WHERE hash = ?", (key,))
            connect_in(cursor, By(account.name, surface), surface, person, account)
        return account

    def wait(self, surface: str, person: str) -> int:
        """Count that a person tries a code; the seconds to wait where it was tried too often, else 0."""
        return Attempts(self._file).begin_code(surface, person)

    def void(self, surface: str, code: str) -> None:
        """Let a code that others have read count no more, whether it did or not."""
        with self._file.changing() as cursor:
            ended = cursor.execute("DELETE FROM codes WHERE hash = ?", (_hash(squeezed(code)),))
            if ended.rowcount:
                log(cursor, By("", surface), "chat code voided", f"written where others read it: {surface}")  # fmt: skip


def squeezed(text: str) -> str:
    """A code as it was drawn, however it was typed: without dashes and spaces, in capital letters."""
    return re.sub(r"[\W_]+", "", text).upper()


def _drawn() -> str:
    """With a digit in it, so that no word is one."""
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if any(map(str.isdigit, drawn)):
            return drawn


def _hash(code: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", code.encode(), b"citygraft chat code", ROUNDS)
