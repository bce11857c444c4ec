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

WEIGHTS = Path(__file__).parent / "weights.json"

KINDS = (*Evidence._fields, "gap")
"""The columns of `features`, in order."""


class Weights(NamedTuple):
    """The fitted model: a weight per kind of evidence and an offset per dimension."""

    kinds: Floats
    offsets: Floats


def features(found: Evidence, compared: dict[Dimension, Comparison]) -> Floats:
    """What the model sees, shape `(15, len(KINDS))`; a gap that is unknown counts as nothing."""
    gaps = np.array([(compared[d].gap or 0.0) * compared[d].surety for d in DIMENSIONS])
    prior = _log_odds(found.prior)
    return np.stack([prior, _log_odds(found.transfers) - prior, *found[2:], gaps], axis=1)


def _log_odds(share: Floats) -> Floats:
    clipped = np.clip(share, 0.03, 0.97)
    return np.asarray(np.log(clipped / (1 - clipped)))


def dependence(seen: Floats, weights: Weights) -> Floats:
    """The weight of each dimension, 0..1: the model's probability that a record would name it."""
    return np.asarray(1 / (1 + np.exp(-(seen @ weights.kinds + weights.offsets))))


def fit(
    seen: list[Floats], named: list[Floats], ridge: tuple[float, float] = (1.0, 4.0)
) -> Weights:
    """Fit the model by Newton's method; evidence whose weight would be negative is left out.

    Evidence for a dimension cannot speak against it, so a negative weight is an accident of few data.

    Args:
        seen: features of each transfer, shape `(15, len(KINDS))`.
        named: 1.0 where the transfer's record names the dimension, shape `(15,)`.
        ridge: penalties on the weights and on the offsets.
    """
    used = np.ones(len(KINDS), bool)
    while True:
        kinds, offsets = _newton([rows[:, used] for rows in seen], np.concatenate(named), ridge)
        if (kinds >= 0).all():
            spread = np.zeros(len(KINDS))
            spread[used] = kinds
            return Weights(spread, offsets)
        used[np.flatnonzero(used)[kinds.argmin()]] = False


def _newton(seen: list[Floats], named: Floats, ridge: tuple[float, float]) -> tuple[Floats, Floats]:
    """Weights and offsets of the penalised logistic model."""
    count, width = len(DIMENSIONS), seen[0].shape[1]
    x = np.vstack([np.hstack([rows, np.eye(count)]) for rows in seen])
    penalty = np.diag([ridge[0]] * width + [ridge[1]] * count)
    beta = np.zeros(width + count)
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ beta)))
        step = np.linalg.solve(
            x.T @ (x * (p * (1 - p))[:, None]) + penalty, x.T @ (named - p) - penalty @ beta
        )
        beta += step
        if np.abs(step).max() < 1e-9:
            break
    return beta[:width], beta[width:]


@cache
def weights() -> Weights:
    """The fitted weights that ship."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))["dimensions"]
    return Weights(
        np.array([held["kinds"][kind] for kind in KINDS]),
        np.array([held["offsets"][dimension] for dimension in DIMENSIONS]),
    )
