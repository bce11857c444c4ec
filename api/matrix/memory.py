"""What the bot remembers of its homeserver over a restart: how far it has read, and which rooms it has told."""

import json
from pathlib import Path
from typing import NamedTuple

from index.files import write_bytes

FILE = "matrix.json"


class Read(NamedTuple):
    """How far an account has read.

    Attributes:
        account: the user id, and the homeserver's address: places are of one server.
        since: the place, as the homeserver names it; empty for none.
        told: rooms in which it has said that it cannot read what is encrypted.
    """

    account: tuple[str, str]
    since: str = ""
    told: frozenset[str] = frozenset()


def read(home: Path, account: tuple[str, str]) -> Read:
    """What is remembered of an account; nothing where there is no file, or it is of another or damaged."""
    try:
        held = json.loads((home / FILE).read_bytes())
        found = Read(tuple(held["account"]), str(held["since"]), frozenset(map(str, held["told"])))
    except (OSError, ValueError, KeyError, TypeError):
        return Read(account)
    return found if found.account == account else Read(account)


def write(home: Path, remembered: Read) -> None:
    """Remember; a reader sees this or what was before.

    Raises:
        OSError: the data folder cannot be written to.
    """
    held = {**remembered._asdict(), "told": sorted(remembered.told)}
    write_bytes(home / FILE, json.dumps(held, ensure_ascii=False, indent=1).encode())
