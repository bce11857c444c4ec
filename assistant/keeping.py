"""What a shortlist holds, for whom, and how much of it there may be."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from corpus.errors import BadShortlist, ShortlistFull

MAX_KEPT = 50
"""Case studies that one owner keeps for one city."""

MAX_CITIES = 20
"""Cities for which one owner keeps case studies."""

MAX_NOTE = 1000
"""Characters of a note."""

MAX_OF_VISITORS = 50_000
"""Entries of all visitors together."""

VISITOR_DAYS = 90
"""Days for which a visitor's entry is held after it was kept, or its note changed."""


class OwnerKind(StrEnum):
    """Whose a shortlist is, so that an account and a browser never meet in one name."""

    ACCOUNT = "account"
    PERSON = "person"
    BROWSER = "browser"


class Owner(NamedTuple):
    """Who keeps a shortlist: an account by its name, the one person at this machine, or a visitor's browser."""

    kind: OwnerKind
    name: str


class Kept(NamedTuple):
    """One entry of a shortlist.

    Attributes:
        note: why it was kept, in the owner's words; may be empty.
        added: UTC, ISO 8601, seconds.
    """

    case_id: str
    note: str
    added: str


def check_room(owner: Owner, city: str, held: Mapping[str, int], of_visitors: int) -> None:
    """Refuse one entry more than there is room for.

    Args:
        held: entries of the owner by city.
        of_visitors: entries of all visitors together.
    Raises:
        ShortlistFull: the message says what to remove.
    """
    if held.get(city, 0) >= MAX_KEPT:
        raise ShortlistFull(
            f"Your shortlist for {city} holds {MAX_KEPT} practices, and no more. Remove one that you "
            "no longer need, then keep this one."
        )
    if city not in held and len(held) >= MAX_CITIES:
        raise ShortlistFull(
            f"You keep practices for {MAX_CITIES} cities, and no more. Remove what you keep for one "
            "of them, then keep this one."
        )
    if owner.kind is OwnerKind.BROWSER and of_visitors >= MAX_OF_VISITORS:
        raise ShortlistFull(
            "This server holds as many practices for visitors as it may. Sign in, and keep it there."
        )


def checked_note(note: str) -> str:
    """A note as it is kept: without what no document can hold, or what turns lines around.

    Raises:
        BadShortlist: it is longer than MAX_NOTE characters.
    """
    lines = note.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(c for c in lines if c == "\n" or _harmless(c)).strip()
    if len(plain) > MAX_NOTE:
        raise BadShortlist(
            f"The note has {len(plain)} characters; the limit is {MAX_NOTE}. Shorten it."
        )
    return plain


def _harmless(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in _TURNING


_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Controls that change the direction of what follows."""
