"""Two ways of finding made one: by meaning and by words."""

from collections.abc import Sequence

from index.base import Hit, LexicalIndex, VectorIndex, Vectors

WEIGHT = 0.5
"""Share of meaning against words: the middle, tuned to nothing. docs/evaluation.md has what it gives."""


def hybrid(
    vectors: VectorIndex, lexical: LexicalIndex, vector: Vectors, question: str, depth: int
) -> list[Hit]:
    """Passages for a question from both indexes, scores in 0..1, best first.

    Args:
        vectors, lexical: indexes of the same passages.
        vector: the question's vector, shape `(dim,)`.
        question: its words.
        depth: how many passages each index gives.
    """
    by_words = lexical.search(question, depth)
    by_meaning = vectors.search(vector, depth)
    found = {hit.passage_id for hit in by_meaning}
    rest = [hit.passage_id for hit in by_words if hit.passage_id not in found]
    return combine([*by_meaning, *vectors.score(vector, rest)], by_words, lexical.ceiling(question))


def combine(
    by_meaning: Sequence[Hit], by_words: Sequence[Hit], ceiling: float, weight: float = WEIGHT
) -> list[Hit]:
    """Convex combination of cosine and BM25, each in 0..1 by bounds that hold for any question.

    Bruch, Gai and Ingber (TOIS 2023) found a convex combination above reciprocal rank fusion.
    They divide by the best scores at hand, which makes the best of a bad lot look perfect; here
    BM25 is divided by the highest score that the question's words allow, and negative cosines
    count as 0, so that a score says something by itself.

    Args:
        by_meaning: hits with cosines; a passage that is not among them counts 0.
        by_words: hits with BM25 scores; a passage that is not among them counts 0.
        ceiling: the highest BM25 score possible for the question, 0 or more.
        weight: share of the cosine, 0..1.
    Returns:
        every passage of either with a score in 0..1, best first; equal scores by rising id.
    """
    cosines = {hit.passage_id: min(1.0, max(0.0, hit.score)) for hit in by_meaning}
    words = {hit.passage_id: hit.score / ceiling for hit in by_words} if ceiling else {}
    hits = [
        Hit(i, weight * cosines.get(i, 0.0) + (1 - weight) * words.get(i, 0.0))
        for i in cosines.keys() | words.keys()
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))
