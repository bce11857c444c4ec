"""Ways of searching that were measured against the one that ships; each differs from it in one thing."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import numpy as np

from bench.arrays import Searched
from bench.ways import Looked, Way
from index.analysis import asked, terms
from index.base import Hit, Vectors
from index.fuse import Scores, combine, normalised
from index.lexical import K1, B
from index.library import DEPTH
from index.search import View

NEVER, ALWAYS = 2.0, 0.0
"""Fused scores from which feedback is used, instead of AGREED."""

CONSTANT = 60
"""Of reciprocal rank fusion, as it is commonly set."""

LEARNT, TEACHERS = 10, 3
"""Terms that the words learn from the best passages by meaning, and how many passages those are."""


def by_words(found: Looked) -> list[Hit]:
    """Words alone."""
    dense = found.words.scores(asked(found.question))
    order = np.argsort(-dense, kind="stable")[:DEPTH]
    return [
        Hit(int(found.generation.table.ids[at]), float(dense[at])) for at in order if dense[at] > 0
    ]


def plain(view: View, held: Vectors, _: Scores) -> Scores:
    """The cosine alone."""
    return np.asarray(np.maximum(held @ view.plain, 0), np.float32)


def second_view(view: View, held: Vectors, norms: Scores) -> Scores:
    """The likeness in the second view alone."""
    return np.asarray(np.maximum((held @ view.second) / norms, 0), np.float32)


def signed(view: View, held: Vectors, norms: Scores) -> Scores:
    """The sum of both views, negative ones as they are: -2..2."""
    return np.asarray(held @ view.plain + (held @ view.second) / norms, np.float32)


def from_lowest(weight: float) -> Callable[[Scores, Scores], Scores]:
    """Fusion with the lowest score that is possible in theory for 0, as Bruch, Gai and Ingber have it."""

    def fuse(by_meaning: Scores, words: Scores) -> Scores:
        return combine(by_meaning + 2, words, weight)

    return fuse


def reciprocal(by_meaning: Scores, words: Scores) -> Scores:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""
    ranks = [np.argsort(np.argsort(-scores, kind="stable")) + 1 for scores in (by_meaning, words)]
    ways = [1.0 / (CONSTANT + of_each) for of_each in ranks]
    return normalised(np.asarray(ways[0] + ways[1] * (words > 0), np.float32))


def without_field(name: str) -> Callable[[Looked], Searched]:
    """What is looked for without one field."""
    return lambda found: {f: t for f, t in asked(found.question).items() if f != name}


def without_equivalents(found: Looked) -> Searched:
    """What is looked for without words that were not asked."""
    own = set(terms(found.question))
    searched = asked(found.question)
    return {**searched, "words": {t: w for t, w in searched["words"].items() if t in own}}


def learning(weight: float) -> Callable[[Looked], Searched]:
    """What is looked for and LEARNT terms more of the TEACHERS nearest passages, those that weigh most there."""

    def searched(found: Looked) -> Searched:
        asked_for, field = asked(found.question), found.words.fields["words"]
        rows = found.generation.table.rows([hit.passage_id for hit in found.near[:TEACHERS]])
        seen = Counter(token for row in rows for token in terms(found.words.texts[row]))
        new = [token for token in seen if token not in asked_for["words"]]
        new.sort(key=lambda token: (-seen[token] * field.worth(token), token))
        return {**asked_for, "words": {**dict.fromkeys(new[:LEARNT], weight), **asked_for["words"]}}

    return searched


WAYS: dict[str, Way] = {
    "shipped": Way(),
    "reciprocal rank fusion": Way(fuse=reciprocal, agreed=NEVER),
    **{
        f"weight of meaning {weight}": Way(fuse=partial(combine, weight=weight))
        for weight in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
    },
    **{
        f"lowest cosine −1, weight {weight}": Way(meaning=signed, fuse=from_lowest(weight))
        for weight in (0.55, 0.7, 0.8, 0.9)
    },
    "cosine alone for meaning": Way(meaning=plain),
    "second view alone for meaning": Way(meaning=second_view),
    "without feedback": Way(agreed=NEVER),
    "feedback always": Way(agreed=ALWAYS),
    "words learn from meaning, 0.1": Way(searched=learning(0.1)),
    "words learn from meaning, 0.3": Way(searched=learning(0.3)),
    "without pairs of words": Way(searched=without_field("pairs")),
    "without pieces of words": Way(searched=without_field("grams")),
    "without equivalents": Way(searched=without_equivalents),
    **{
        f"k1 {k1}, b {b}": Way(k1=k1, b=b)
        for k1 in (0.9, 1.2, 2.0)
        for b in (0.4, 0.75, 0.9)
        if (k1, b) != (K1, B)
    },
    "best passage alone": Way(second=0.0),
    "second passage 0.25": Way(second=0.25),
    "mean of the best two": Way(second=0.5),
}
"""The first is what ships."""
