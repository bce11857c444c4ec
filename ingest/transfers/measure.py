"""How many of the moves that the golden sentences tell are found, and how many found ones are told."""

from collections.abc import Iterator
from typing import NamedTuple

from corpus.gazetteer import find
from ingest.golden import Row, Tally, rows, tally
from ingest.places.mentions import Mention, find_places
from ingest.transfers.mentioned import Mentioned, find_transfers


class Move(NamedTuple):
    """A move by the names of its ends; None for the city that the document is about."""

    origin: str | None
    recipient: str | None
    practice: str


def measure_mentioned(part: str, *, given: bool = True) -> Tally:
    """Moves found in one part of the golden set, with its places given or with places as they are found."""
    return tally(((found, wanted) for _, found, wanted in judged(part, given=given)), _same, _kind)


def practices_named(part: str) -> tuple[int, int]:
    """`(how many, of how many)` moves found have the words for what moved in their practice."""
    pairs = [
        (one, other)
        for _, found, wanted in judged(part)
        for one in found
        for other in wanted
        if _same(one, other) and other.practice
    ]
    return sum(other.practice.lower() in one.practice.lower() for one, other in pairs), len(pairs)


def judged(part: str, *, given: bool = True) -> Iterator[tuple[str, list[Move], list[Move]]]:
    """Each sentence with the moves found in it and the moves that it tells."""
    for row in rows("mentioned", part):
        mentions = _mentions(row) if given else find_places([row["text"]])
        found = [_named(move) for move in find_transfers([row["text"]], mentions)]
        wanted = [Move(it["origin"], it["recipient"], it["practice"]) for it in row["moves"]]
        yield row["text"], found, wanted


def _mentions(row: Row) -> list[Mention]:
    return [
        Mention(0, start, start + len(name), name, kind, find(name, code), code, 1.0)
        for name, code, kind, start in row["places"]
    ]


def _named(move: Mentioned) -> Move:
    origin, recipient = (place and place.text for place in (move.origin, move.recipient))
    return Move(origin, recipient, move.practice)


def _same(one: Move, other: Move) -> bool:
    return one[:2] == other[:2]


def _kind(move: Move) -> str:
    return "from here" if move.origin is None else "to here" if move.recipient is None else "both"
