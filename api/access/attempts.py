"""Attempts to sign in and to connect, counted before each is looked at, so that guessing is slow however it is done."""

import hashlib
import ipaddress
import time

from fastapi import HTTPException

from api.access.account import folded
from api.access.tables import AccessFile

WINDOW = 15 * 60
"""Seconds for which a failed attempt counts."""

BY_NAME = 5
"""Failed attempts for one name in that time."""

BY_ADDRESS = 30
"""Failed attempts from one address in that time."""

BY_PERSON = 5
"""Codes that a person of a chat tool may try in that time, those that were right among them."""

BY_SURFACE = 100
"""Codes that all people of one chat tool may try in that time: so many people can be made up there, codes cannot."""

TOO_MANY = (
    "Signing in failed too often, for this name or from your network. "
    "Wait {minutes} minutes, then try again; an administrator can give you a new password."
)


class Attempts:
    """Attempts that failed or are still being looked at; they are kept in the file, so that a restart forgets none."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def begin(self, name: str, address: str) -> None:
        """Count an attempt.

        Raises:
            HTTPException: 429, there were too many; the header Retry-After tells in how many seconds.
        """
        wait = self._counted(_hash(name), BY_NAME, _network(address), BY_ADDRESS)
        if wait > 0:
            detail = TOO_MANY.format(minutes=-(-wait // 60))
            raise HTTPException(429, detail, {"Retry-After": str(wait)})

    def begin_code(self, surface: str, person: str) -> int:
        """Count a code that a person of a chat tool tries.

        Returns:
            0 where it may be looked at; else in how many seconds it may be.
        """
        return self._counted(
            _hash_of_person(surface, person), BY_PERSON, f"chat {surface}", BY_SURFACE
        )

    def _counted(self, who: bytes, most_of_them: int, where: str, most_there: int) -> int:
        """Count an attempt where there were not too many; else tell the seconds to wait."""
        now = int(time.time())
        with self._file.changing() as cursor:
            cursor.execute("DELETE FROM attempts WHERE moment <= ?", (now - WINDOW,))
            moments = [
                cursor.execute(
                    "SELECT moment FROM attempts WHERE name = ? ORDER BY moment DESC LIMIT 1 OFFSET ?",
                    (who, most_of_them - 1),
                ).fetchone(),
                cursor.execute(
                    "SELECT moment FROM attempts WHERE address = ? ORDER BY moment DESC LIMIT 1 OFFSET ?",
                    (where, most_there - 1),
                ).fetchone(),
            ]
            wait: int = max((row[0] + WINDOW - now for row in moments if row), default=0)
            if wait <= 0:
                cursor.execute(
                    "INSERT INTO attempts (name, address, moment) VALUES (?, ?, ?)",
                    (who, where, now),
                )
        return max(0, wait)

    def forgive(self, name: str) -> None:
        """Forget the attempts for a name, for somebody knew its password."""
        with self._file.changing() as cursor:
            cursor.execute("DELETE FROM attempts WHERE name = ?", (_hash(name),))


def _hash(name: str) -> bytes:
    """A digest, for what people type as a name by mistake may be their password."""
    return hashlib.sha256(folded(name).encode()).digest()


def _hash_of_person(surface: str, person: str) -> bytes:
    """Another digest than that of a name, so that no name that is typed counts against a person."""
    return hashlib.blake2b(f"{surface}\n{person}".encode(), digest_size=32).digest()


def _network(address: str) -> str:
    """The address that counts; of IPv6 the first half, as one household has all of the other."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.IPv6Network((found, 64), strict=False))
    return address
