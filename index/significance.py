"""Is a difference more than chance: a paired randomisation test, and a correction for many tests."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

PERMUTATIONS = 10_000
"""Sign patterns drawn where they are too many to go through."""

EXACT = 12
"""Up to so many queries that differ, all 2**n sign patterns are gone through."""

SEED = 1935
"""Of the drawn patterns, so that the same two runs give the same p."""

SAME = 1e-9
"""Differences up to here come from rounding and count as none."""

AT_ONCE = 1000
"""Patterns held in memory at a time."""

Floats = NDArray[np.float64]


def p_value(differences: Sequence[float]) -> float:
    """Fisher's paired randomisation test, two-sided, on the differences of each query: 0 < p <= 1.

    If the runs were alike, each difference could as well have the other sign; p is the share of sign
    patterns whose sum is at least as far from 0 as the one seen. It is exact where at most EXACT
    differences are not 0 (those that are 0 change no sum). Else it is (1 + those found) / (1 + PERMUTATIONS):
    the pattern seen counts as one, as a p of 0 cannot be had from a sample.

    Fisher, The Design of Experiments, 1935; for retrieval Smucker, Allan and Carterette, CIKM 2007;
    for the ones added Phipson and Smyth, 2010.
    """
    sizes = np.abs(np.asarray(differences, np.float64))
    seen = abs(float(np.sum(differences)))
    sizes = sizes[sizes > SAME]
    line = seen - SAME * max(1, len(sizes))
    if len(sizes) <= EXACT:
        patterns = np.array(list(product((-1, 1), repeat=len(sizes))), np.float64)
        return float(np.mean(np.abs(patterns @ sizes) >= line))
    return (1 + _drawn(sizes, line)) / (1 + PERMUTATIONS)


def _drawn(sizes: Floats, line: float) -> int:
    """How many of the drawn sign patterns reach the line."""
    draw = np.random.default_rng(SEED)
    found = 0
    for _ in range(PERMUTATIONS // AT_ONCE):
        signs = 2.0 * draw.integers(0, 2, (AT_ONCE, len(sizes)), np.int8) - 1
        found += int(np.count_nonzero(np.abs(signs @ sizes) >= line))
    return found


def holm(ps: Sequence[float]) -> list[float]:
    """Holm's step-down correction (1979): the i-th smallest of m is multiplied by m - i + 1, never falling.

    Below a level, they keep the chance of any false find at that level, whatever hangs together.
    """
    adjusted = [1.0] * len(ps)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        highest = max(highest, (len(ps) - rank) * ps[at])
        adjusted[at] = min(1.0, highest)
    return adjusted
