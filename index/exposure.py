"""Who is seen: the attention that groups of documents get in a ranking, against the relevance that they have."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.measures import Judgements

Floats = NDArray[np.float64]

Groups = Mapping[str, str]
"""Document id to the name of its group; one that is missing here is UNKNOWN."""

UNKNOWN = "unknown"
"""The group of documents whose group is not known: a group of its own, never shared out among the others."""

K = 10
"""Places of a ranking that are looked at."""

SAMPLES = 1000
"""Bootstrap samples of the queries for an interval."""

DEFINED = 0.95
"""An interval is given where at least this share of the samples has a value."""


class Estimate(NamedTuple):
    """A figure over queries and its 95 % bootstrap interval; None is undefined, never zero."""

    value: float | None
    low: float | None
    high: float | None


def attention(n: int, k: int = K) -> Floats:
    """What each of n places gets, shape `(n,)`: 1 / log2(1 + rank) up to rank k (the discount of DCG), then 0."""
    ranks = np.arange(1, n + 1)
    return np.where(ranks <= k, 1 / np.log2(1 + ranks), 0.0)


def exposure(ranking: Sequence[str], groups: Groups, k: int = K) -> dict[str, float]:
    """Each group's share of the attention that the first k of a ranking get, summing to 1; {} for no ranking.

    Documents count whether they are relevant or not: who is shown is seen.
    """
    weights = attention(len(ranking), k).tolist()
    return shares(_summed(zip(ranking, weights, strict=True), groups))


def relevance(judged: Judgements, groups: Groups) -> dict[str, float]:
    """Each group's share of the judged relevance, grades as weight, summing to 1; {} where nothing is relevant."""
    return shares(_summed(((doc, float(grade)) for doc, grade in judged.items()), groups))


def _summed(weighted: Iterable[tuple[str, float]], groups: Groups) -> dict[str, float]:
    total: dict[str, float] = {}
    for doc, weight in weighted:
        if weight > 0:
            group = groups.get(doc, UNKNOWN)
            total[group] = total.get(group, 0.0) + weight
    return total


def shares(mass: Mapping[str, float]) -> dict[str, float]:
    """Amounts of 0 or more as shares of their sum; {} where that is 0."""
    total = sum(mass.values())
    return {name: amount / total for name, amount in mass.items()} if total > 0 else {}


def quotient(over: Floats, under: Floats) -> Floats:
    """One over the other, elementwise; nan where that is undefined."""
    safe = np.where(under == 0, np.nan, under)
    return np.asarray(over / safe, dtype=np.float64)


def ratio(exposed: Floats, relevant: Floats) -> Floats:
    """Exposure per relevance of the first group over that of the second, 0 or more; 1 is parity, nan undefined.

    The disparate treatment ratio of Singh and Joachims (2018, Fairness of Exposure in Rankings, KDD). They
    divide both sums by the group's size, which cancels. Undefined where either group has no relevance, or the
    second no exposure.

    Args:
        exposed: exposure of the two groups, shape `(…, 2)`; relevant: their relevance, of the same shape.
    """
    each = quotient(exposed, relevant)
    return quotient(each[..., 0], each[..., 1])


def awrf(exposed: Mapping[str, float], target: Mapping[str, float]) -> float | None:
    """Attention-weighted rank fairness, 0..1: 1 less the Jensen-Shannon divergence of exposure and target.

    After the TREC Fair Ranking Track 2021 and 2022, which takes the divergence too, not its root. Logarithms
    are to base 2, so that 0 is reached where no group of the one is in the other; those of the track's scripts
    are natural, by which the divergence is ln 2 times as large. UNKNOWN counts as a group.

    Args:
        exposed, target: shares, or amounts of 0 or more, by group.
    Returns:
        None where one of them is empty.
    """
    one, other = shares(exposed), shares(target)
    if not one or not other:
        return None
    names = sorted({*one, *other})
    p, q = (np.array([each.get(name, 0.0) for name in names]) for each in (one, other))
    middle = (p + q) / 2
    divergence = (_relative_entropy(p, middle) + _relative_entropy(q, middle)) / 2
    return float(np.clip(1 - divergence, 0, 1))


def _relative_entropy(p: Floats, q: Floats) -> float:
    held = (p > 0) & (q > 0)  # the middle of the smallest number there is and 0 is 0
    return float(np.sum(p[held] * np.log2(p[held] / q[held])))


def estimate(rows: Floats, statistic: Callable[[Floats], Floats], seed: int = 0) -> Estimate:
    """A statistic of the mean over queries, with the percentile interval of resampled queries.

    Args:
        rows: one row for each query, shape `(queries, m)`, one query or more.
        statistic: from means, shape `(…, m)`, to values, shape `(…)`; nan where undefined.
        seed: of the samples; the same gives the same interval.
    Returns:
        no interval where there is one query only, or fewer than DEFINED of the samples have a value.
    """
    n = len(rows)
    value = float(statistic(rows.mean(axis=0)))
    if np.isnan(value):
        return Estimate(None, None, None)
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), SAMPLES)
    drawn = statistic(times @ rows / n)
    drawn = drawn[~np.isnan(drawn)]
    if n == 1 or len(drawn) < DEFINED * SAMPLES:
        return Estimate(value, None, None)
    low, high = np.percentile(drawn, [2.5, 97.5]).tolist()
    return Estimate(value, low, high)
