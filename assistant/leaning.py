"""What a practice leans on, dimension by dimension: its typical conditions, and what documented transfers changed."""

from collections.abc import Iterable
from typing import NamedTuple

from assistant.knowledge import STRENGTH
from corpus.practice import Practice
from corpus.transfer import Transfer, TransferOutcome
from corpus.vocabulary import Dimension, Importance


class Leaning(NamedTuple):
    """One dimension of a practice.

    Attributes:
        importance: of its typical condition that counts most; None without one.
        changed: transfers that named it and worked, at least in part.
        broke: transfers that named it and failed.
    """

    dimension: Dimension
    importance: Importance | None
    changed: int
    broke: int


def leanings(practice: Practice, transfers: Iterable[Transfer]) -> list[Leaning]:
    """The dimensions that a practice leans on, those that most speaks for first; transfers are of that practice."""
    moves = [(t.outcome, {change.dimension for change in t.dimensions}) for t in transfers]
    found = []
    for dimension in Dimension:
        needs = [c.importance for c in practice.conditions if c.dimension is dimension]
        outcomes = [outcome for outcome, named in moves if dimension in named]
        broke = outcomes.count(TransferOutcome.FAILURE)
        most = max(needs, key=STRENGTH.__getitem__, default=None)
        found.append(Leaning(dimension, most, len(outcomes) - broke, broke))
    return sorted((one for one in found if any(_weight(one))), key=_weight, reverse=True)


def _weight(one: Leaning) -> tuple[int, float]:
    strength = STRENGTH[one.importance] if one.importance else 0.0
    return one.changed + one.broke, strength
