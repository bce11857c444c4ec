"""The page of a shortlist as data: what is kept for each city, as far as the viewer may still see it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from api.pages.shortlist_side import Side, seen, side
from assistant.assistant import SeenAssistant
from assistant.compose import anchor
from assistant.keeping import Kept
from corpus.errors import UnknownCity

WHOLE = 24
"""Practices up to which all cities are shown in full; a report takes some 20 ms."""


class Group(NamedTuple):
    """What is kept for one city.

    Attributes:
        total: practices that the viewer may see.
        sides: the same in full, in the owner's order; empty where the city is only named.
        unseen: practices that were kept, and that are gone or not for this viewer any more.
        trouble: why the practices cannot be held against the city; empty where they can.
        titles: ids and titles of what is seen, where there is trouble.
    """

    city: str
    total: int
    sides: tuple[Side, ...] = ()
    unseen: int = 0
    trouble: str = ""
    titles: tuple[tuple[str, str], ...] = ()


def place_of(city: str, case_id: str) -> str:
    """Where an entry stands on the page, as the fragment of an address; a case may be kept for several cities."""
    return anchor(f"{city} {case_id}")


def groups(
    assistant: SeenAssistant, held: Mapping[str, Sequence[Kept]], city: str
) -> tuple[Group, ...]:
    """Every city of a shortlist; in full those for which there is room, `city` before all others."""
    in_full = set(_in_full(held, city))
    return tuple(
        _in_detail(assistant, name, entries)
        if name in in_full
        else Group(name, len(seen(assistant, (entry.case_id for entry in entries))))
        for name, entries in held.items()
    )


def _in_full(held: Mapping[str, Sequence[Kept]], city: str) -> Iterator[str]:
    room = WHOLE
    for place, name in enumerate(sorted(held, key=lambda name: name != city)):
        room -= len(held[name])
        if place == 0 or room >= 0:
            yield name


def _in_detail(assistant: SeenAssistant, city: str, entries: Sequence[Kept]) -> Group:
    there = seen(assistant, (entry.case_id for entry in entries))
    unseen = len(entries) - len(there)
    try:
        place = assistant.asking(city)
    except UnknownCity as error:
        titles = tuple((case.id, case.title) for case in there.values())
        return Group(city, len(there), (), unseen, str(error), titles)
    sides = tuple(
        side(assistant, place, entry.case_id, entry.note)
        for entry in entries
        if entry.case_id in there
    )
    return Group(city, len(there), sides, unseen)
