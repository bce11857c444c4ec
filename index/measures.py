"""Measures of a ranking against graded judgements, as BEIR and trec_eval compute them."""

import math
from collections.abc import Callable, Mapping, Sequence

Judgements = Mapping[str, int]
"""Document id to grade; above 0 is relevant."""


def ndcg(ranking: Sequence[str], judged: Judgements, k: int = 10) -> float:
    """Normalised discounted cumulative gain at k, 0..1: gain = grade, discount = log2(1 + rank)."""
    gains = [max(judged.get(doc, 0), 0) for doc in ranking[:k]]
    best = sorted((max(grade, 0) for grade in judged.values()), reverse=True)[:k]
    ideal = _dcg(best)
    return _dcg(gains) / ideal if ideal else 0.0


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def recall(ranking: Sequence[str], judged: Judgements, k: int = 100) -> float:
    """Share of the relevant documents among the first k, 0..1."""
    relevant = {doc for doc, grade in judged.items() if grade > 0}
    return len(relevant & set(ranking[:k])) / len(relevant) if relevant else 0.0


def reciprocal_of_first(ranking: Sequence[str], judged: Judgements, k: int = 10) -> float:
    """1 / rank of the first relevant document among the first k, else 0."""
    for rank, doc in enumerate(ranking[:k], 1):
        if judged.get(doc, 0) > 0:
            return 1 / rank
    return 0.0


MEASURES: Mapping[str, Callable[[Sequence[str], Judgements], float]] = {
    "ndcg@10": ndcg,
    "recall@100": recall,
    "mrr@10": reciprocal_of_first,
}
"""What is reported for a test collection, each 0..1."""
