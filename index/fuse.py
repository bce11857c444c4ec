"""Two ways of finding made one: by meaning and by words, each against the best that the question found."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

WEIGHT = 0.55
"""Share of meaning against words. One value for all collections; docs/evaluation.md has what others give."""


def combine(by_meaning: Scores, by_words: Scores, weight: float = WEIGHT) -> Scores:
    """Convex combination of two scores of the same passages, each divided by its best.

    Bruch, Gai and Ingber (TOIS 2023): a convex combination is above reciprocal rank fusion, with the lowest
    score that is possible in theory for the lower end. That is 0 for BM25; cosines below 0 count as 0.

    Args:
        by_meaning, by_words: higher is better, shape `(n,)`.
        weight: share of meaning, 0..1.
    Returns:
        scores in 0..1, shape `(n,)`; 1 only for a passage that is the best in both ways.
    """
    fused = weight * normalised(by_meaning) + (1 - weight) * normalised(by_words)
    return np.asarray(fused, np.float32)


def normalised(scores: Scores) -> Scores:
    """Scores over the best one; those below 0, and all where none is above 0, count as 0."""
    best = float(scores.max(initial=0.0))
    over = best if best > 0 else 1.0
    return np.asarray(np.maximum(scores, 0) / over, np.float32)
