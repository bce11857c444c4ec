"""Lineage: the moves of a practice between cities, from documented transfers and from what case studies tell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.case import CaseStudy, Move
from corpus.forms import Source
from corpus.gazetteer import country_name, fold
from corpus.transfer import Place, Transfer
from corpus.vocabulary import label

Key = tuple[str, str]
"""A city's folded name and its country's code; without a name it is a whole country, without both anywhere."""


class Spot(NamedTuple):
    """A city at one end of a move; `case` is the id of a case study of it that the asker may see."""

    city: str
    country: str
    case: str | None = None

    @property
    def key(self) -> Key:
        """Tells whether two spots are the same, however the city is written."""
        return fold(self.city).removesuffix(" city"), self.country

    @property
    def name(self) -> str:
        """The city, else the country, else that it is nowhere in particular."""
        return self.city or (country_name(self.country) if self.country else "elsewhere")

    @property
    def label(self) -> str:
        """With the country: `Jakarta, Indonesia`."""
        return (
            f"{self.city}, {country_name(self.country)}"
            if self.city and self.country
            else self.name
        )


class Step(NamedTuple):
    """One city took the practice from another.

    Attributes:
        year: of the start in the recipient; None where nothing tells it.
        outcome: a value of `Outcome`; empty where nothing tells it.
        degree: a value of `Degree`; empty where nothing tells it.
        told: what changed or broke, as pairs of the dimension in words (may be empty) and a sentence.
        judged: the year of the judgement; None for what a case study tells.
    """

    origin: Spot
    recipient: Spot
    year: int | None
    outcome: str
    degree: str
    told: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    judged: int | None = None


def steps(
    practice: str, cases: Sequence[CaseStudy], transfers: Iterable[Transfer]
) -> tuple[Step, ...]:
    """The moves of a practice, each pair of cities once.

    Args:
        cases: the practice's case studies that the asker may see; no other is named or linked.
    """
    held = {case.id: case for case in cases}
    at = {_spot(case).key: case.id for case in reversed(cases)}
    found: dict[tuple[Key, Key], Step] = {}
    moves = [_of_transfer(t, held, at) for t in transfers if _is_told(t, practice, held)]
    for step in (*moves, *(s for case in cases for s in _of_case(case, held, at))):
        pair = step.origin.key, step.recipient.key
        found[pair] = _joined(found[pair], step) if pair in found else step
    return tuple(found.values())


def touching(moves: Iterable[Step], case: CaseStudy) -> list[Step]:
    """The moves into and out of a case's city, those into it first."""
    into = [step for step in moves if step.recipient.case == case.id]
    return into + [step for step in moves if step.origin.case == case.id and step not in into]


def here(moves: Iterable[Step], case: CaseStudy) -> Key:
    """A case's city as a drawing marks it: its main one, else another one of it that the moves name."""
    spots = [spot for step in touching(moves, case) for spot in (step.origin, step.recipient)]
    keys = [spot.key for spot in spots if spot.case == case.id]
    own = _spot(case).key
    return own if own in keys or not keys else keys[0]


def _is_told(transfer: Transfer, practice: str, held: Mapping[str, CaseStudy]) -> bool:
    return transfer.practice == practice or not held.keys().isdisjoint(
        (transfer.origin.case, transfer.recipient.case)
    )


def _spot(case: CaseStudy) -> Spot:
    return Spot(case.city, case.country, case.id)


def _of_transfer(transfer: Transfer, held: Mapping[str, CaseStudy], at: Mapping[Key, str]) -> Step:
    return Step(
        _place(transfer.origin, held, at),
        _place(transfer.recipient, held, at),
        transfer.year,
        transfer.outcome,
        transfer.degree,
        tuple((label(change.dimension), change.what) for change in transfer.dimensions),
        transfer.sources,
        transfer.judged,
    )


def _place(place: Place, held: Mapping[str, CaseStudy], at: Mapping[Key, str]) -> Spot:
    spot = Spot(place.city, place.country)
    return spot._replace(case=place.case if place.case in held else at.get(spot.key))


def _of_case(
    case: CaseStudy, held: Mapping[str, CaseStudy], at: Mapping[Key, str]
) -> Iterator[Step]:
    for move in case.lineage.adopted_from:
        yield _step(_end(move, at), _spot(case), move, case, held)
    for move in case.lineage.adopted_by:
        yield _step(_spot(case), _end(move, at), move, case, held)


def _end(move: Move, at: Mapping[Key, str]) -> Spot:
    spot = Spot(move.city or "", move.country or "")
    return spot._replace(case=at.get(spot.key) if spot.city else None)


def _step(
    origin: Spot, recipient: Spot, move: Move, case: CaseStudy, held: Mapping[str, CaseStudy]
) -> Step:
    """A move as a case tells it; how it turned out is known where there is a case of the recipient."""
    taken = held.get(recipient.case or "")
    return Step(
        origin,
        recipient,
        taken.years.start if taken else None,
        taken.outcome if taken else "",
        "",
        (("", move.what_changed),) if move.what_changed else (),
        (case.sources[move.source - 1],),
    )


def _joined(first: Step, other: Step) -> Step:
    """The same move told twice: what the first one does not say is taken from the other."""
    more = tuple(
        source for source in other.sources if source.url not in {s.url for s in first.sources}
    )
    return first._replace(
        year=first.year or other.year,
        outcome=first.outcome or other.outcome,
        told=(*first.told, *(one for one in other.told if one not in first.told)),
        sources=first.sources + more,
    )
