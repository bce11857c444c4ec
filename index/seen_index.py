"""A search index as one asker may see it: passages of other collections are neither found nor counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from corpus.nouns import Passage
from index.analysis import FIELDS, asked, words
from index.base import Hit, ReadVectors, ReadWords, Vectors
from index.generations import Generation
from index.lexical import K1, covered_share, idf


def seen_index(generation: Generation, passages: Iterable[Passage]) -> Generation:
    """The generation with only these passages in it.

    What a word weighs is still counted over all passages, as one index serves every asker.
    """
    held = {passage.passage_id: passage.searchable() for passage in passages}
    return generation._replace(
        passages=len(held),
        vectors=SeenVectors(generation.vectors, held),
        lexical=SeenWords(generation.lexical, held),
    )


class SeenVectors:
    """Some passages of a vector index; see `ReadVectors`."""

    def __init__(self, index: ReadVectors, held: Collection[int]) -> None:
        self._index, self._held = index, frozenset(held)

    def search(self, vector: Vectors, k: int, within: Collection[int] | None = None) -> list[Hit]:
        """The k nearest to a vector of shape `(dim,)`, among these ids if given; equal scores by rising id."""
        return self._index.search(vector, k, _both(self._held, within))

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of these ids, shape `(len(ids), dim)`."""
        return self._index.vectors(ids)

    def ids(self) -> set[int]:
        """The ids that are seen."""
        return set(self._held)


class SeenWords:
    """Some passages of a lexical index; see `ReadWords`.

    Figures of the whole index would tell whether a word stands anywhere in what is not seen, so what a question's
    words are worth is counted over the passages that are seen alone.
    """

    def __init__(self, index: ReadWords, held: dict[int, str]) -> None:
        self._index, self._held = index, held

    def search(self, query: str, k: int, within: Collection[int] | None = None) -> list[Hit]:
        """The k best passages that share a word with the query, among these ids if given."""
        return self._index.search(query, k, _both(self._held.keys(), within))

    def ceiling(self, query: str) -> float:
        """The score that no passage can exceed."""
        return sum(
            weight * (K1 + 1) * idf(len(self._held), self._having[field][token])
            for field, tokens in asked(query).items()
            for token, weight in tokens.items()
        )

    def covered(self, query: str, ids: Sequence[int]) -> float:
        """The share of the query's words, by idf, that these passages have between them, 0..1."""
        read, _ = FIELDS["words"]
        there = {word for i in ids if i in self._held for word in read(self._held[i])}
        having = self._having["words"]
        return covered_share(query, len(self._held), having.__getitem__, there.__contains__)

    def spelt(self) -> dict[str, int]:
        """Every word as it is spelt in the passages that are seen, with the number of those that have it."""
        return dict(self._spelt)

    @cached_property
    def _spelt(self) -> Counter[str]:
        return Counter(word for text in self._held.values() for word in set(words(text)))

    @cached_property
    def _having(self) -> dict[str, Counter[str]]:
        """The number of passages that have each token, by field."""
        return {
            field: Counter(token for text in self._held.values() for token in set(read(text)))
            for field, (read, _) in FIELDS.items()
        }


def _both(held: Collection[int], within: Collection[int] | None) -> list[int]:
    return list(held) if within is None else [i for i in within if i in held]
