"""BM25 of the plain reference (index/bm25.py) in arrays, so that its parameters can be varied in reasonable time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import FIELDS
from index.bm25 import rounded_length
from index.lexical import K1, B, idf

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

Searched = Mapping[str, Mapping[str, float]]
"""What is looked for: field to token to weight, as `index.analysis.asked` gives it."""


class Posting(NamedTuple):
    """The texts that have a token: their rows, rising, and how often each has it."""

    rows: Rows
    counts: Floats


class Field(NamedTuple):
    """One field of all texts: their lengths as Lucene rounds them, and the mean of the true ones."""

    lengths: Floats
    mean: float
    held: Mapping[str, Posting]

    def worth(self, token: str) -> float:
        """The token's idf."""
        having = len(self.held[token].rows) if token in self.held else 0
        return idf(len(self.lengths), having)

    def saturated(self, counts: Floats, lengths: Floats, k1: float, b: float) -> Floats:
        """BM25's share of a token that stands so often in texts of these lengths, 0..k1 + 1."""
        norm = k1 * (1 - b + b * lengths / self.mean)
        return np.asarray(counts * (k1 + 1) / (counts + norm))


class Words:
    """Scores of texts, row by row in the order in which they are given."""

    def __init__(self, texts: Iterable[str]) -> None:
        held = list(texts)
        self.texts = held
        self.fields = {name: _field(map(read, held)) for name, (read, _) in FIELDS.items()}

    def scores(self, searched: Searched, k1: float = K1, b: float = B) -> Floats:
        """The score of every text, shape `(n,)`."""
        found = np.zeros(len(self.texts))
        for name, tokens in searched.items():
            field = self.fields[name]
            for token, weight in tokens.items():
                if posting := field.held.get(token):
                    lengths = field.lengths[posting.rows]
                    share = field.saturated(posting.counts, lengths, k1, b)
                    found[posting.rows] += weight * field.worth(token) * share
        return found

    def score_of(self, text: str, searched: Searched) -> float:
        """The score that a text would have in the place of one of these, all statistics as they are."""
        total = 0.0
        for name, tokens in searched.items():
            field, counts = self.fields[name], Counter(FIELDS[name][0](text))
            length = np.array([rounded_length(counts.total())], np.float64)
            for token, weight in tokens.items():
                if counts[token]:
                    often = np.array([counts[token]], np.float64)
                    share = field.saturated(often, length, K1, B)[0]
                    total += weight * field.worth(token) * float(share)
        return total


def _field(texts: Iterable[list[str]]) -> Field:
    lengths: list[int] = []
    rows: dict[str, list[int]] = {}
    counts: dict[str, list[int]] = {}
    for row, tokens in enumerate(texts):
        lengths.append(len(tokens))
        for token, count in Counter(tokens).items():
            rows.setdefault(token, []).append(row)
            counts.setdefault(token, []).append(count)
    held = {t: Posting(np.array(rows[t]), np.array(counts[t], np.float64)) for t in rows}
    rounded = np.array([rounded_length(length) for length in lengths], np.float64)
    return Field(rounded, sum(lengths) / max(1, len(lengths)), held)
