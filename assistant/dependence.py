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

KINDS = (*Evidence._fields, "gap", "gap_where_it_matters")
"""The rows of `features`, in order."""


class Weights(NamedTuple):
    """The fitted model: a weight per kind of evidence and an offset per dimension."""

    kinds: Floats
    offsets: Floats


def features(found: Evidence, compared: dict[Dimension, Comparison]) -> Floats:
    """What the model sees, shape `(15, len(KINDS))`; a gap that is unknown counts as nothing."""
    gaps = np.array([(compared[d].gap or 0.0) * compared[d].surety for d in DIMENSIONS])
    prior = np.clip(found.prior, 0.02, 0.98)
    return np.stack([np.log(prior / (1 - prior)), *found[1:], gaps, gaps * found.typical], axis=1)


def dependence(seen: Floats, weights: Weights) -> Floats:
    """The weight of each dimension, 0..1: the model's probability that a record would name it."""
    return np.asarray(1 / (1 + np.exp(-(seen @ weights.kinds + weights.offsets))))


def fit(
    seen: list[Floats], named: list[Floats], ridge: tuple[float, float] = (1.0, 4.0)
) -> Weights:
    """Fit the model by Newton's method.

    Args:
        seen: features of each transfer, shape `(15, len(KINDS))`.
        named: 1.0 where the transfer's record names the dimension, shape `(15,)`.
        ridge: penalties on the weights and on the offsets.
    """
    count = len(DIMENSIONS)
    x = np.vstack([np.hstack([rows, np.eye(count)]) for rows in seen])
    y = np.concatenate(named)
    penalty = np.diag([ridge[0]] * len(KINDS) + [ridge[1]] * count)
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ beta)))
        step = np.linalg.solve(
            x.T @ (x * (p * (1 - p))[:, None]) + penalty, x.T @ (y - p) - penalty @ beta
        )
        beta += step
        if np.abs(step).max() < 1e-9:
            break
    return Weights(beta[: len(KINDS)], beta[len(KINDS) :])


@cache
def weights() -> Weights:
    """The fitted weights that ship."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))["dimensions"]
    return Weights(
        np.array([held["kinds"][kind] for kind in KINDS]),
        np.array([held["offsets"][dimension] for dimension in DIMENSIONS]),
    )
