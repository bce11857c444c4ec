"""A way of searching put together from the functions of the one that ships, so that one of them can be another."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from bench.arrays import Floats, Searched, Words
from index.analysis import asked
from index.base import Hit, Vectors
from index.collapse import SECOND, Grouped, collapse
from index.fuse import Scores, combine
from index.generations import Generation
from index.lexical import K1, B
from index.library import DEPTH
from index.search import AGREED, View, _fed_back, _in_order, _meaning, _view


class Looked(NamedTuple):
    """A question before anything is weighed: its vector, and the DEPTH nearest passages by cosine."""

    generation: Generation
    words: Words
    question: str
    vector: Vectors
    near: Sequence[Hit]


def looked(index: Generation, words: Words, question: str) -> Looked:
    """Look a question up; the rows of `words` are the passages of the index by rising id."""
    vector = index.embedder.encode_query(question)
    return Looked(index, words, question, vector, index.vectors.search(vector, DEPTH))


class Candidates(NamedTuple):
    """What both ways found: ids, rising, scores by words, vectors, and their lengths in the second view."""

    ids: list[int]
    scores: Scores
    held: Vectors
    norms: Scores


def candidates(found: Looked, dense: Floats) -> Candidates:
    """The nearest passages and those that are best by words."""
    table = found.generation.table
    order = np.argsort(-dense, kind="stable")[:DEPTH]
    near = table.rows([hit.passage_id for hit in found.near])
    rows = np.union1d(near, order[dense[order] > 0])
    ids = table.ids[rows].tolist()
    held = found.generation.vectors.vectors(ids)
    return Candidates(ids, dense[rows].astype(np.float32), held, table.norms[rows])


class Way(NamedTuple):
    """A way of searching; the defaults are what ships.

    Attributes:
        meaning: the score by meaning.
        fuse: both scores to one.
        agreed: fused score of the best passage from which feedback is used.
        searched: what is looked for by words.
        k1, b: of BM25.
        second: share of the second-best passage in a document's score.
    """

    meaning: Callable[[View, Vectors, Scores], Scores] = _meaning
    fuse: Callable[[Scores, Scores], Scores] = combine
    agreed: float = AGREED
    searched: Callable[[Looked], Searched] = lambda found: asked(found.question)
    k1: float = K1
    b: float = B
    second: float = SECOND

    def hits(self, found: Looked) -> list[Hit]:
        """Passages, best first."""
        dense = found.words.scores(self.searched(found), self.k1, self.b)
        return self.weighed(found, candidates(found, dense))

    def weighed(self, found: Looked, seen: Candidates) -> list[Hit]:
        """These passages by both ways together, as `index.search.rank` has it."""
        table = found.generation.table
        view = _view(found.vector, found.vector, table)
        fused = self.fuse(self.meaning(view, seen.held, seen.norms), seen.scores)
        if float(fused.max(initial=0.0)) >= self.agreed:
            moved = _fed_back(view, fused, seen.held, seen.norms, table)
            fused = self.fuse(self.meaning(moved, seen.held, seen.norms), seen.scores)
        return _in_order(seen.ids, fused)


def documents(found: Looked, hits: Sequence[Hit], second: float = SECOND) -> list[Grouped]:
    """Passages to documents."""
    return collapse(hits, found.generation.table.owner, second)
