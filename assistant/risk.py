"""How likely a transfer fails, from what became of others: a small fitted model, as ratios of one to another.

Its figure ranks pairs of practice and city by risk; it is a warning to look closer, not a forecast.
"""

import json
from functools import cache
from typing import NamedTuple

import numpy as np

from assistant.compare import Comparison
from assistant.dependence import WEIGHTS
from assistant.evidence import FAR, Kept, Subject, by_income, weight
from assistant.knowledge import DIMENSIONS, Floats, Knowledge
from assistant.profile import ContextProfile
from corpus.attributes import BY_KEY
from corpus.transfer import TransferOutcome
from corpus.vocabulary import Dimension, Outcome
from index.logistic import logistic

HARM = {TransferOutcome.SUCCESS: 0.0, TransferOutcome.PARTIAL: 0.5, TransferOutcome.FAILURE: 1.0}
"""How far a transfer missed its aim."""

CASE_HARM = {Outcome.SUCCESS: 0.0, Outcome.PARTIAL: 0.5, Outcome.FAILURE: 1.0}
"""The same for cases; those for which it is too early say nothing."""

SIGNS = (
    "judged",
    "practice",
    "topic",
    "alike",
    "cases",
    "weak_government",
    "income_drop",
    "strain",
)
"""What the model looks at, in order; see `signs`."""


RIDGE = 1.0
"""Penalty on the weights of the signs."""


class RiskWeights(NamedTuple):
    """The fitted model: a weight per sign and an offset."""

    signs: Floats
    offset: float


def signs(
    knowledge: Knowledge,
    subject: Subject,
    likeness: Floats,
    kept: Kept,
    cities: tuple[ContextProfile, ContextProfile],
    compared: dict[Dimension, Comparison],
    depends: Floats,
) -> Floats:
    """What the model sees, shape `(len(SIGNS),)`; each speaks for failure the higher it is.

    judged: share of copies that judges hold to fail, of near practices in this kind of recipient. practice,
    topic, alike, cases: mean harm of near practices' transfers, of the topic's, of those to cities alike,
    and of near practices' cases, each less the mean of all. weak_government: how far the recipient's government
    effectiveness is below the middle. income_drop: from origin to recipient. strain: mean gap, weighed by
    dependence.
    """
    harm = np.array([HARM[t.outcome] for t in knowledge.transfers])
    moves = kept.transfers.astype(float)
    mean = _mean(harm, moves, 0.5, 1.0)
    on_topic = np.array([float(bool(subject.topics & set(p.topics))) for p in knowledge.practices])
    near = weight(subject.near)
    told = np.array([CASE_HARM.get(case.outcome, np.nan) for case in knowledge.cases])
    near_cases = near[knowledge.case_practice] * (kept.cases & ~np.isnan(told))
    gaps = np.array([(compared[d].gap or 0.0) * compared[d].surety for d in DIMENSIONS])
    origin, recipient = cities
    judged = by_income(knowledge.failures, recipient)
    graded = ~np.isnan(judged)
    return np.array(
        [
            _mean(np.nan_to_num(judged), near * graded, float(np.nanmean(judged)), FAR),
            _mean(harm, near[knowledge.transfer_practice] * moves, mean, 0.15) - mean,
            _mean(harm, on_topic[knowledge.transfer_practice] * moves, mean, 4.0) - mean,
            _mean(harm, likeness * moves, mean, 1.0) - mean,
            _mean(np.nan_to_num(told), near_cases, mean, 0.15) - mean,
            0.5 - _level(recipient, "effectiveness"),
            _level(origin, "income") - _level(recipient, "income"),
            float(gaps @ depends / depends.sum()),
        ]
    )


def risk(seen: Floats, weights: RiskWeights) -> float:
    """The risk of failure, 0..1."""
    return float(1 / (1 + np.exp(-(seen @ weights.signs + weights.offset))))


def fit(seen: list[Floats], harms: list[float]) -> RiskWeights:
    """Fit the model; signs whose weight would be negative are left out, as each speaks for failure.

    Args:
        seen: signs of each transfer; harms: 0 (success), 0.5 (partial) or 1 (failure).
    """
    x, y = np.hstack([np.array(seen), np.ones((len(seen), 1))]), np.array(harms)
    used = np.ones(len(SIGNS) + 1, bool)
    while True:
        penalty = np.array([RIDGE] * (int(used.sum()) - 1) + [RIDGE / 100])
        beta = logistic(x[:, used], y, penalty)
        if (beta[:-1] >= 0).all():
            spread = np.zeros(len(SIGNS) + 1)
            spread[used] = beta
            return RiskWeights(spread[:-1], float(spread[-1]))
        used[np.flatnonzero(used)[beta[:-1].argmin()]] = False


@cache
def weights() -> RiskWeights:
    """The fitted weights that ship."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))["risk"]
    return RiskWeights(np.array([held["signs"][sign] for sign in SIGNS]), held["offset"])


def _level(profile: ContextProfile, key: str) -> float:
    """A country's step on a scale as 0..1; the middle where unknown."""
    value, words = profile.values[key].value, BY_KEY[key].values
    return 0.5 if value is None else words.index(str(value)) / (len(words) - 1)


def _mean(values: Floats, weights: Floats, fallback: float, mass: float) -> float:
    return float((weights @ values + mass * fallback) / (weights.sum() + mass))
