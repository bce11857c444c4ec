"""An account, and how its name is written and compared."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from api.access.roles import Role
from corpus.errors import BadAccount

MAX_NAME = 100
"""Characters of an account's name."""

COLUMNS = "account_id, name, role, disabled, must_change, created"


class Account(NamedTuple):
    """An account.

    Attributes:
        must_change: whether its password is one for the first time.
        created: seconds since 1970.
    """

    account_id: int
    name: str
    role: Role
    disabled: bool
    must_change: bool
    created: int


def account_of(row: Sequence[object]) -> Account:
    """An account from a row of COLUMNS."""
    account_id, name, role, disabled, must_change, created = row
    assert isinstance(account_id, int)
    assert isinstance(created, int)
    return Account(account_id, str(name), Role(str(role)), bool(disabled), bool(must_change), created)  # fmt: skip


def named(name: str) -> str:
    """A name as it is kept.

    Raises:
        BadAccount: it is empty, too long, or has what cannot be seen, or '/'.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not (1 <= len(name) <= MAX_NAME and name.isprintable() and "/" not in name):
        raise BadAccount(
            f"An account's name has 1 to {MAX_NAME} characters that can be seen, without '/'."
        )
    return name


def folded(name: str) -> str:
    """A name for comparison."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()
