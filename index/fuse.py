"""Two rankings into one, by meaning and by words."""

from collections.abc import Sequence

from index.base import Hit

WEIGHT = 0.5
"""Share of meaning against words. Not tuned: 0.5 is the middle, see docs/evaluation.md for what it gives."""


def combine(
    dense: Sequence[Hit], lexical: Sequence[Hit], ceiling: float, weight: float = WEIGHT
) -> list[Hit]:
    """Convex combination of cosine and BM25, each in 0..1 by bounds that hold for any question.

    Bruch, Gai and Ingber (TOIS 2023) found a convex combination above reciprocal rank fusion.
    Instead of the best scores at hand, which make the best of a bad lot look perfect, BM25 is
    divided by the highest score that the question's words allow, and negative cosines count as 0.

    Args:
        dense: hits with cosines, best first; a passage that is not among them gets the last cosine.
        lexical: hits with BM25 scores, best first; a passage that is not among them gets 0.
        ceiling: the highest BM25 score possible for the question, 0 or more.
        weight: share of the cosine, 0..1.
    Returns:
        every passage of either ranking with a score in 0..1, best first; equal scores by rising id.
    """
    cosines = {hit.passage_id: min(1.0, max(0.0, hit.score)) for hit in dense}
    words = {hit.passage_id: hit.score / ceiling for hit in lexical} if ceiling else {}
    least = min(cosines.values(), default=0.0)
    hits = [
        Hit(i, weight * cosines.get(i, least) + (1 - weight) * words.get(i, 0.0))
        for i in cosines.keys() | words.keys()
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))
