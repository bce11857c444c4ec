"""What speaks for each dimension when a practice moves: transfers, conditions, lessons, as numbers per dimension.

Every figure is a mean over the corpus, weighted by how near an entry's practice is to the one that is
asked about; few or far entries are drawn to the mean of their topic, and that to the mean of all.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge import Floats, Knowledge, is_in
from corpus.gazetteer import fold
from corpus.vocabulary import Topic

WIDTH = 0.1
"""Cosine that divides the weight of an entry by e; of the order of the cosines between names."""

SMOOTHING = 4.0
"""Transfers that the mean of all counts for, beside those of the topic."""

FAR = 0.02
"""Weight of the topic's mean beside near entries: an entry at cosine 0.6 weighs as much."""


class Kept(NamedTuple):
    """Which practices, cases and transfers may be used: all, but for what a test leaves out."""

    practices: NDArray[np.bool_]
    cases: NDArray[np.bool_]
    transfers: NDArray[np.bool_]


class Subject(NamedTuple):
    """What is asked about.

    Attributes:
        near: how near each practice of the corpus is to it, cosine, shape `(practices,)`.
        topics: its topics; empty where unknown.
        mined: what its own text says of each dimension, unreviewed, 0..1; None for the corpus's own practices.
    """

    near: Floats
    topics: frozenset[Topic]
    mined: Floats | None = None


class Evidence(NamedTuple):
    """One row per kind of evidence, a column per dimension, in 0..1."""

    prior: Floats
    transfers: Floats
    alike: Floats
    typical: Floats
    conditions: Floats
    lessons: Floats


def everything(knowledge: Knowledge) -> Kept:
    """Nothing is left out."""
    return Kept(
        np.ones(len(knowledge.practices), bool),
        np.ones(len(knowledge.cases), bool),
        np.ones(len(knowledge.transfers), bool),
    )


def without(knowledge: Knowledge, city: str, country_code: str) -> Kept:
    """All that does not come from one city: what a transfer to that city may be foretold from.

    Left out are the transfers to it, the cases in it, and the typical conditions that may have been written
    from them: of the practices of these cases, and of practices that nothing else has.
    """
    name = fold(city)
    transfers = np.array(
        [
            t.recipient.country != country_code or fold(t.recipient.city) != name
            for t in knowledge.transfers
        ],
        dtype=bool,
    )
    cases = np.array([not is_in(case, city, country_code) for case in knowledge.cases], bool)
    practices = np.ones(len(knowledge.practices), bool)
    practices[knowledge.case_practice[~cases]] = False
    practices[list(_only_there(knowledge, transfers, cases))] = False
    return Kept(practices, cases, transfers)


def _only_there(
    knowledge: Knowledge, transfers: NDArray[np.bool_], cases: NDArray[np.bool_]
) -> set[int]:
    """Practices that were written for what is left out: nothing else in the corpus has them."""
    elsewhere = {*knowledge.transfer_practice[transfers], *knowledge.case_practice[cases]}
    return {int(at) for at in knowledge.transfer_practice[~transfers]} - elsewhere


def evidence(knowledge: Knowledge, subject: Subject, likeness: Floats, kept: Kept) -> Evidence:
    """What the corpus says on each dimension.

    Args:
        likeness: how like each transfer's recipient is to the asking city, 0..1, shape `(transfers,)`.
    """
    on_topic = _on_topic(knowledge, subject.topics)
    moves, cases = kept.transfers.astype(float), kept.cases.astype(float)
    changed = (knowledge.changed > 0).astype(float)
    overall = _mean(changed, moves)
    prior = _mean(changed, moves * on_topic[knowledge.transfer_practice], overall, SMOOTHING)
    by_practice = weight(subject.near)
    of_move = by_practice[knowledge.transfer_practice] * moves
    of_case = by_practice[knowledge.case_practice] * cases
    theme = on_topic[knowledge.case_practice] * cases
    typical = _mean(
        knowledge.typical,
        by_practice * kept.practices,
        _mean(knowledge.typical, on_topic * kept.practices),
        FAR,
    )
    if subject.mined is not None:
        typical = np.maximum(typical, subject.mined)
    return Evidence(
        prior=prior,
        transfers=_mean(knowledge.changed, of_move, prior, FAR),
        alike=_mean(
            changed, moves * likeness * (0.2 + on_topic[knowledge.transfer_practice]), overall, 1.0
        ),
        typical=typical,
        conditions=_mean(knowledge.conditions, of_case, _mean(knowledge.conditions, theme), FAR),
        lessons=_mean(knowledge.lessons, of_case, _mean(knowledge.lessons, theme), FAR),
    )


def weight(near: Floats) -> Floats:
    """The weight of entries by their practice's nearness: 1 for the practice itself."""
    return np.asarray(np.exp((np.minimum(near, 1.0) - 1) / WIDTH))


def _on_topic(knowledge: Knowledge, topics: frozenset[Topic]) -> Floats:
    if not topics:
        return np.ones(len(knowledge.practices))
    return np.array([float(bool(topics & set(p.topics))) for p in knowledge.practices])


def _mean(
    rows: Floats, weights: Floats, fallback: Floats | None = None, mass: float = 0.0
) -> Floats:
    """Weighted mean of rows, with a fallback that counts `mass`."""
    total = weights.sum() + mass
    if total == 0:
        return np.zeros(rows.shape[1])
    summed = weights @ rows + (mass * fallback if fallback is not None else 0.0)
    return np.asarray(summed / total)
