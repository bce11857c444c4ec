"""Passwords: what is one, and how it is kept; a few at a time, as each check takes 64 MB for a moment."""

import asyncio
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.errors import BadAccount

SHORTEST, LONGEST = 12, 200
"""Characters of a password."""

AT_ONCE = 2
"""Passwords that a server checks at the same time; the others wait in line."""

GUESSED_FIRST = frozenset(
    {"password1234", "passwordpassword", "123456789012", "1234567890123", "qwertyuiop12",
     "qwertyuiopas", "administrator", "letmeinletmein", "iloveyou1234", "correcthorsebatterystaple"}
)  # fmt: skip
"""Long enough, and still among the first that anyone tries."""

_HASHER = PasswordHasher()
_WORKERS = ThreadPoolExecutor(AT_ONCE, "password")  # starts a thread only when it has work
_P = ParamSpec("_P")
_T = TypeVar("_T")


def checked(password: str, name: str) -> str:
    """The password as it is kept: the same letters typed at any keyboard are the same.

    Raises:
        BadAccount: it is too short, too long, the name, or one that is guessed first.
    """
    password = _typed(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadAccount(
            f"A password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}. "
            "Four or five words that do not belong together are easy to keep in mind."
        )
    plain = password.casefold().strip()
    if (
        plain in GUESSED_FIRST
        or len(set(plain)) < 4
        or _typed(name).casefold() in (plain, plain * 2)
    ):
        raise BadAccount(
            "This password would be guessed at once. "
            "Take four or five words that do not belong together."
        )
    return password


def hashed(password: str) -> str:
    """The argon2id hash of a password that was checked, with its salt and parameters."""
    return _HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether a password is the one of a hash."""
    try:
        return _HASHER.verify(kept, _typed(password)[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than hashes are now."""
    return _HASHER.check_needs_rehash(kept)


@cache
def nobodys() -> str:
    """A hash that no password matches, so that unknown names take as long as known ones."""
    return _HASHER.hash(secrets.token_urlsafe(32))


def one_time() -> str:
    """A password for the first time, which has to be changed then."""
    return "-".join(secrets.token_hex(3) for _ in range(4))


async def apart(work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Do something with passwords in a thread of its own, when it is its turn."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_WORKERS, lambda: work(*args, **kwargs))


def _typed(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
