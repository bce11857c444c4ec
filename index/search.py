"""One question against one index: candidates by meaning and by words, fused, and looked at once more."""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from index.analysis import terms
from index.base import Hit, ReadVectors, ReadWords, Vectors
from index.fuse import Scores, combine
from index.whiten import Table

AGREED = 0.9
"""Fused score of the best passage from which both ways count as agreeing on it: only then feedback is used."""

FEEDBACK = 5
"""Passages whose vectors are mixed into the question's."""

SHARE = 0.25
"""Share of those passages in the question's vector."""


class Signals(NamedTuple):
    """What tells how sure a search can be, before any decision.

    Attributes:
        cosine: of the best passage by meaning, -1..1.
        words: the best passage's BM25 over the highest that the question's words allow, 0 or more.
        covered: share of the question's words, by weight, that the document of the best passage has, 0..1.
        agreement: fused score of the best passage, 0..1; 1 where both ways have the same best one.
        length: logarithm of one more than the question's different words.
    """

    cosine: float
    words: float
    covered: float
    agreement: float
    length: float


class Ranking(NamedTuple):
    """Passages for a question, best first, scores in 0..1 relative to the question's best; and the signals."""

    hits: list[Hit]
    signals: Signals


NOTHING = Ranking([], Signals(0.0, 0.0, 0.0, 0.0, 0.0))


class View(NamedTuple):
    """A question as it is compared with vectors, in both views.

    Attributes:
        plain: of unit length, shape `(dim,)`.
        other: of unit length in the second view, shape `(dim,)`.
        second: `other` times the table's matrix, so that a plain product gives that of the second view.
    """

    plain: Vectors
    other: Vectors
    second: Vectors


def rank(
    vectors: ReadVectors,
    lexical: ReadWords,
    table: Table,
    vector: Vectors,
    question: str,
    depth: int,
    within: Collection[int] | None = None,
) -> Ranking:
    """Rank passages for a question by both ways together.

    A passage's score is measured against the best of all passages, so that narrowing with `within`
    changes what is given back and not what it is worth.

    Args:
        vectors, lexical, table: of the same passages.
        vector: the question's, of unit length, shape `(dim,)`.
        depth: how many passages each way gives, of all and of those in `within`.
        within: only these passages are given back, all where it is None.
    """
    nearest, words = vectors.search(vector, depth), dict(lexical.search(question, depth))
    inside = None if within is None else _inside(vectors, lexical, vector, question, depth, within)
    ids = sorted({hit.passage_id for hit in nearest} | words.keys() | (inside or set()))
    if not ids or inside == set():
        return NOTHING
    rest = [i for i in ids if i not in words] if words else []
    words |= dict(lexical.search(question, len(rest), rest))
    by_words = np.asarray([words.get(i, 0.0) for i in ids], np.float32)
    held, norms = vectors.vectors(ids), table.norms[table.rows(ids)]
    view = _view(vector, vector, table)
    fused = combine(_meaning(view, held, norms), by_words)
    best = table.passages(table.owner(ids[int(fused.argmax())]))
    signals = Signals(
        cosine=nearest[0].score if nearest else 0.0,
        words=_share(float(by_words.max()), lexical.ceiling(question)),
        covered=lexical.covered(question, best),
        agreement=float(fused.max()),
        length=math.log1p(len(set(terms(question)))),
    )
    if signals.agreement >= AGREED:
        fed = _fed_back(view, fused, held, norms, table)
        fused = combine(_meaning(fed, held, norms), by_words)
    hits = _in_order(ids, fused)
    return Ranking([h for h in hits if inside is None or h.passage_id in inside], signals)


def _inside(
    vectors: ReadVectors,
    lexical: ReadWords,
    vector: Vectors,
    question: str,
    depth: int,
    within: Collection[int],
) -> set[int]:
    """What each way gives of the passages that are asked for."""
    by_meaning = vectors.search(vector, depth, within)
    return {hit.passage_id for hit in (*by_meaning, *lexical.search(question, depth, within))}


def _view(plain: Vectors, other: Vectors, table: Table) -> View:
    turned = table.matrix @ other
    length = math.sqrt(max(float(other @ turned), 1e-12))
    return View(plain / max(float(np.linalg.norm(plain)), 1e-9), other / length, turned / length)


def _meaning(view: View, held: Vectors, norms: Scores) -> Scores:
    """Sum of the likeness in both views, negative ones as 0, shape `(n,)`; 0..2."""
    plain, second = held @ view.plain, (held @ view.second) / norms
    return np.asarray(np.maximum(plain, 0) + np.maximum(second, 0), np.float32)


def _fed_back(view: View, fused: Scores, held: Vectors, norms: Scores, table: Table) -> View:
    """The question moved towards the best passages (Rocchio), in both views."""
    top = np.argsort(-fused, kind="stable")[:FEEDBACK]
    weights = fused[top] / fused[top].sum()
    plain = (1 - SHARE) * view.plain + SHARE * (weights @ held[top])
    other = (1 - SHARE) * view.other + SHARE * (weights @ (held[top] / norms[top, None]))
    return _view(plain, other, table)


def _share(score: float, ceiling: float) -> float:
    return score / ceiling if ceiling else 0.0


def _in_order(ids: Sequence[int], scores: Scores) -> list[Hit]:
    order = np.argsort(-scores, kind="stable")  # ids rise, so equal scores come by rising id
    return [Hit(ids[at], float(scores[at])) for at in order]
