"""How likely a practice must be changed, or breaks, on each dimension in a city: evidence weighed by a fitted model.

A logistic model with one weight per kind of evidence and a small offset per dimension. Its weights are fitted on the corpus's
own transfers, each foretold from a corpus without its recipient (`python -m assistant.fit`).
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.compare import Comparison
from assistant.evidence import Evidence
from assistant.knowledge import DIMENSIONS, Floats
from corpus.vocabulary import Dimension
from index.logistic import logistic

WEIGHTS = Path(__file__).parent / "weights.json"

KINDS = ("transfers", "typical", "judged", "conditions", "lessons", "unmet", "gap")
"""The columns of `features`, in order."""


RIDGE = 0.1
"""Penalty on the weights of evidence."""

RIDGE_OFFSETS = 30.0
"""Penalty on the offsets: strong, as they hold the habits of those who wrote the corpus's transfers down."""


class Weights(NamedTuple):
    """The fitted model: a weight per kind of evidence, a base, and a small offset per dimension."""

    kinds: Floats
    base: float
    offsets: Floats


def features(found: Evidence, compared: dict[Dimension, Comparison]) -> Floats:
    """What the model sees, shape `(15, len(KINDS))`.

    Transfers count by how much more often than their topic's they name a dimension, as the difference of log-odds:
    how often the topic's do is the habit of those who wrote them down. A gap that is unknown counts as nothing.
    """
    gaps = np.array([(compared[d].gap or 0.0) * compared[d].surety for d in DIMENSIONS])
    prior = _log_odds(found.prior)
    return np.stack([_log_odds(found.transfers) - prior, *found[2:], gaps], axis=1)


def _log_odds(share: Floats) -> Floats:
    clipped = np.clip(share, 0.03, 0.97)
    return np.asarray(np.log(clipped / (1 - clipped)))


def dependence(seen: Floats, weights: Weights) -> Floats:
    """The weight of each dimension, 0..1: the model's probability that a record would name it."""
    return np.asarray(1 / (1 + np.exp(-(seen @ weights.kinds + weights.base + weights.offsets))))


def fit(seen: list[Floats], named: list[Floats]) -> Weights:
    """Fit the model; evidence whose weight would be negative is left out.

    Evidence for a dimension cannot speak against it, so a negative weight is an accident of few data.

    Args:
        seen: features of each transfer, shape `(15, len(KINDS))`.
        named: 1.0 where the transfer's record names the dimension, shape `(15,)`.
    """
    count, y = len(DIMENSIONS), np.concatenate(named)
    used = np.ones(len(KINDS), bool)
    while True:
        columns = [np.hstack([rows[:, used], np.ones((count, 1)), np.eye(count)]) for rows in seen]
        width = int(used.sum())
        penalty = [RIDGE] * width + [RIDGE / 10] + [RIDGE_OFFSETS] * count
        beta = logistic(np.vstack(columns), y, np.array(penalty))
        if (beta[:width] >= 0).all():
            kinds = np.zeros(len(KINDS))
            kinds[used] = beta[:width]
            return Weights(kinds, float(beta[width]), beta[width + 1 :])
        used[np.flatnonzero(used)[beta[:width].argmin()]] = False


@cache
def weights() -> Weights:
    """The fitted weights that ship."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))["dimensions"]
    return Weights(
        np.array([held["kinds"][kind] for kind in KINDS]),
        held["base"],
        np.array([held["offsets"][dimension] for dimension in DIMENSIONS]),
    )
