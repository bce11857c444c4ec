"""The plain reference of the lexical index: Robertson and Zaragoza's BM25 with the idf and length rounding of Lucene."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from index.analysis import FIELDS, asked, words
from index.base import Hit
from index.lexical import K1, B, covered_share, idf


class PlainBM25:
    """BM25 over counts in dictionaries; see `index.base.LexicalIndex`."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, Counter[str]]] = {field: {} for field in FIELDS}
        self._spelt: dict[int, set[str]] = {}

    def add(self, items: Iterable[tuple[int, str]]) -> None:
        """Add `(passage id, text)` pairs."""
        for passage_id, text in items:
            self._spelt[passage_id] = set(words(text))
            for field, (read, _) in FIELDS.items():
                self._counts[field][passage_id] = Counter(read(text))

    def search(self, query: str, k: int, within: Collection[int] | None = None) -> list[Hit]:
        """The k best passages that share a word with the query, among these ids if given; equal scores by rising id."""
        scores = Counter[int]()
        for field, tokens in asked(query).items():
            self._score(self._counts[field], tokens, scores)
        hits = [Hit(i, float(s)) for i, s in scores.items() if within is None or i in within]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[: max(k, 0)]

    def _score(
        self, held: dict[int, Counter[str]], tokens: dict[str, float], scores: Counter[int]
    ) -> None:
        lengths = {i: counts.total() for i, counts in held.items()}
        mean = sum(lengths.values()) / len(lengths) if lengths else 0.0
        for token, weight in tokens.items():
            having = [i for i, counts in held.items() if counts[token]]
            for i in having:
                count = held[i][token]
                norm = K1 * (1 - B + B * rounded_length(lengths[i]) / mean)
                worth = weight * idf(len(lengths), len(having))
                scores[i] += worth * count * (K1 + 1) / (count + norm)  # type: ignore[assignment]

    def ceiling(self, query: str) -> float:
        """The score that no passage can exceed."""
        return sum(
            weight * (K1 + 1) * idf(len(self), self._having(field, token))
            for field, tokens in asked(query).items()
            for token, weight in tokens.items()
        )

    def covered(self, query: str, ids: Sequence[int]) -> float:
        """The share of the query's words, by idf, that these passages have between them, 0..1."""
        held = {word for i in ids for word in self._counts["words"][i]}
        return covered_share(
            query, len(self), lambda word: self._having("words", word), held.__contains__
        )

    def spelt(self) -> dict[str, int]:
        """Every word as it is spelt in the passages, with the number of passages that have it."""
        return dict(Counter(word for held in self._spelt.values() for word in held))

    def _having(self, field: str, token: str) -> int:
        return sum(token in held for held in self._counts[field].values())

    def __len__(self) -> int:
        return len(self._spelt)


def rounded_length(length: int) -> int:
    """A text's length as one byte keeps it (Lucene's SmallFloat.byte4ToInt): exact up to 40, then coarser."""
    if length < 40:
        return length
    rest = length - 24
    shift = rest.bit_length() - 4
    return 24 + (rest >> shift << shift)
