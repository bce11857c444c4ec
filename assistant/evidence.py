"""What speaks for each dimension when a practice moves: transfers, conditions, lessons, as numbers per dimension.

Every figure is a mean over the corpus, weighted by how near an entry's practice is to the one that is
asked about; few or far entries are drawn to the mean of their topic, and that to the mean of all.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge import AT, DIMENSIONS, STRENGTH, Floats, Knowledge, is_in
from assistant.needs import State, check_needs
from assistant.profile import ContextProfile
from corpus.gazetteer import fold
from corpus.vocabulary import Topic

WIDTH = 0.05
"""Cosine that divides the weight of an entry by e: 0.04 to 0.07 are equally good, wider is worse, on the corpus's own
transfers asked for under a further name of the practice (bench/ablation.py)."""

BACKGROUND = 0.5
"""Cosine at which an entry weighs as much as its topic's mean."""

SMOOTHING = 4.0
"""Transfers that the mean of all counts for, beside those of the topic."""

FEW = 2.0
"""Transfers of the practice that the topic's mean counts for: one alone says little. Of 0 to 8 the best recall on the corpus's own
transfers, with the same mean average precision."""

FAR = float(np.exp((BACKGROUND - 1) / WIDTH))
"""Weight of the topic's mean beside near entries."""

RICHER = {"low": 0.0, "lower_middle": 0.0, "upper_middle": 0.25, "high": 1.0}
"""How far the judges' grades for richer recipients count, by income; the rest are those for poorer ones."""


NEGLIGIBLE = 0.05
"""Share of the weight below which a practice's needs are not looked at."""

SIGN = {State.UNMET: 1.0, State.MET: -1.0, State.UNKNOWN: 0.0}


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
    """One row per kind of evidence, a column per dimension, in 0..1; `unmet` -1 (all needs met) to 1.

    Attributes:
        prior: share of the topic's transfers that name the dimension.
        transfers: the same for transfers of this practice and near ones.
        typical: its typical conditions; judged: two judges' grades for this kind of recipient.
        conditions, lessons: of its cases.
        unmet: its typical conditions that the city is known not to meet, less those that it meets.
    """

    prior: Floats
    transfers: Floats
    typical: Floats
    judged: Floats
    conditions: Floats
    lessons: Floats
    unmet: Floats


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


def evidence(knowledge: Knowledge, subject: Subject, city: ContextProfile, kept: Kept) -> Evidence:
    """What the corpus says on each dimension for an asking city."""
    on_topic = _on_topic(knowledge, subject.topics)
    moves, cases = kept.transfers.astype(float), kept.cases.astype(float)
    changed = (knowledge.changed > 0).astype(float)
    overall = _mean(changed, moves)
    prior = _mean(changed, moves * on_topic[knowledge.transfer_practice], overall, SMOOTHING)
    by_practice = weight(subject.near)
    of_move = by_practice[knowledge.transfer_practice] * moves
    of_case = by_practice[knowledge.case_practice] * cases
    theme = on_topic[knowledge.case_practice] * cases
    of_practice = by_practice * kept.practices
    typical = _mean(
        knowledge.typical, of_practice, _mean(knowledge.typical, on_topic * kept.practices), FAR
    )
    judged = by_income(knowledge.judged, city)
    graded = judged.any(axis=1)
    if subject.mined is not None:
        typical = np.maximum(typical, subject.mined)
    return Evidence(
        prior=prior,
        transfers=_mean(changed, of_move, prior, FEW),
        typical=typical,
        judged=_mean(judged, by_practice * graded, _mean(judged, on_topic * graded), FAR),
        conditions=_mean(knowledge.conditions, of_case, _mean(knowledge.conditions, theme), FAR),
        lessons=_mean(knowledge.lessons, of_case, _mean(knowledge.lessons, theme), FAR),
        unmet=_unmet(knowledge, of_practice, city),
    )


def _unmet(knowledge: Knowledge, weights: Floats, city: ContextProfile) -> Floats:
    """Needs that the city is known not to meet (+) or to meet (-), of the practices that are near."""
    total = weights.sum() + FAR
    row = np.zeros(len(DIMENSIONS))
    for at in np.flatnonzero(weights > NEGLIGIBLE * total):
        for dimension, found in check_needs(knowledge.practices[at], city).items():
            signs = [
                SIGN[checked.state] * STRENGTH[checked.condition.importance] for checked in found
            ]
            row[AT[dimension]] += weights[at] / total * sum(signs) / len(signs)
    return row


def by_income(judged: Floats, city: ContextProfile) -> Floats:
    """The judges' grades, shape `(2, …)`, for a recipient of the city's income, shape `(…)`."""
    richer = RICHER.get(str(city.values["income"].value), 0.5)
    return np.asarray(judged[0] * (1 - richer) + judged[1] * richer)


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
