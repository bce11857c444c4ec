"""Balance: a ranking put in another order, at a bounded loss, so that groups are seen as their relevance deserves."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpus.errors import BadLimit
from index.exposure import UNKNOWN, Groups, K, attention, shares

DEPTH = 20
"""Candidates whose scores tell how much relevance each group has."""

_ROUNDING = 1e-9
"""So that 0.80 and 0.75 are 0.05 apart for floating point too."""

Scored = Sequence[tuple[str, float]]
"""Document ids, each once, with calibrated scores, 0..1."""


class Placed(NamedTuple):
    """A document in its new place; `before` is its rank by score alone, from 1."""

    doc_id: str
    score: float
    before: int


def balanced(
    scored: Scored, group: Groups, target: Mapping[str, float], epsilon: float, k: int = K
) -> list[Placed]:
    """The documents in the order in which they are shown, all of them, the first k places balanced.

    For each place, of the documents whose score is within epsilon of the best that is left, one of the group
    with the largest deficit is taken, the best of that group; of equal deficits, the best document. A group's
    deficit is its target share of the attention given out up to and with this place, less what it has got.

    So each place holds a score of at least that of score order less epsilon, and a document is passed only by
    documents within epsilon of it. With an epsilon of 0 only equal scores change places. Equal scores stay in
    the order in which they are given. The same input gives the same order.

    Args:
        target: share of the exposure that each group should have, or amounts of 0 or more; empty for none, which
            leaves score order. A group that is missing here should have none.
        epsilon: the most score that a place may lose, 0..1.
    Raises:
        BadLimit: epsilon is out of range or not a number.
    """
    checked(epsilon)
    left = [Placed(*pair, before) for before, pair in enumerate(by_score(scored), 1)]
    wanted = shares(target)
    placed: list[Placed] = []
    got: dict[str, float] = {}
    given = 0.0
    for weight in attention(min(k, len(left))).tolist() if wanted else ():
        given += weight
        near = [each for each in left if each.score >= left[0].score - epsilon - _ROUNDING]
        names = [group.get(each.doc_id, UNKNOWN) for each in near]
        deficits = [wanted.get(name, 0.0) * given - got.get(name, 0.0) for name in names]
        at = deficits.index(max(deficits))
        got[names[at]] = got.get(names[at], 0.0) + weight
        placed.append(left.pop(at))
    return placed + left


def merit(scored: Scored, group: Groups, depth: int = DEPTH) -> dict[str, float]:
    """An estimate of each group's share of the relevance: the calibrated scores of the best `depth`, summed.

    What is truly relevant is not known when a question is asked. The caller leaves out what is below the line.
    How many documents of a group the corpus holds is no target: it tells what was written down, not what is
    relevant.

    Returns:
        shares that sum to 1; {} where no score is above 0.
    """
    mass: dict[str, float] = {}
    for doc, score in by_score(scored)[:depth]:
        name = group.get(doc, UNKNOWN)
        mass[name] = mass.get(name, 0.0) + score
    return shares(mass)


def by_score(scored: Scored) -> list[tuple[str, float]]:
    """Best first; equal scores in the order in which they are given."""
    return sorted(scored, key=lambda pair: -pair[1])


def checked(epsilon: float) -> float:
    """The same number.

    Raises:
        BadLimit: it is out of 0..1 or not a number.
    """
    if not 0 <= epsilon <= 1:
        raise BadLimit(
            f"Balance is {epsilon:g}. It is the most relevance that a place may lose; "
            "give a number from 0 to 1, such as 0.05."
        )
    return epsilon
