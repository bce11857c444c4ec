"""Words to passages: BM25 in tantivy over stemmed words, pairs of words and pieces of words."""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from pathlib import Path

from tantivy import (
    Document,
    Filter,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from index.analysis import FIELDS, MAX_TERMS, alternatives, asked, terms, words
from index.base import Hit

K1, B = 1.2, 0.75
"""BM25's parameters as tantivy fixes them. Passages are of about equal length, so b matters little: over a grid of
k1 0.9..2 and b 0.4..0.9 no setting was better on all collections (docs/evaluation.md)."""

FEW = 300
"""Ids up to which each is looked up by itself: with 10,000 passages, 15 ids take 0.02 ms instead of 0.2."""

_HEAP = 50_000_000


@cache
def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field("id", stored=False, indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="spaced", index_option="freq")
    builder.add_text_field("spelt", stored=False, tokenizer_name="spaced", index_option="basic")
    return builder.build()


@cache
def _spaced() -> TextAnalyzer:
    """The texts of fields come as tokens with blanks between."""
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.remove_long(200)).build()


class TantivyIndex:
    """BM25 in a folder that tantivy keeps; what is added is there at once."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder, or make an empty one there."""
        folder.mkdir(parents=True, exist_ok=True)
        self._index = Index(_schema(), str(folder))
        self._index.register_tokenizer("spaced", _spaced())

    def add(self, items: Iterable[tuple[int, str]]) -> None:
        """Add `(passage id, text)` pairs."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for passage_id, text in items:
            fields = {field: " ".join(read(text)) for field, (read, _) in FIELDS.items()}
            spelt = " ".join(set(words(text)))
            writer.add_document(Document(id=passage_id, spelt=spelt, **fields))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, query: str, k: int, within: Collection[int] | None = None) -> list[Hit]:
        """The k best passages that share a word with the query, among these ids if given; equal scores by rising id."""
        clauses = [
            (Occur.Should, Query.boost_query(Query.term_query(_schema(), field, token), weight))
            for field, tokens in asked(query).items()
            for token, weight in tokens.items()
        ]
        searcher = self._index.searcher()
        if not clauses or k < 1 or not searcher.num_docs or within == []:
            return []
        if within is not None:
            inside, any_of = _among(within), Query.boolean_query(clauses)
            clauses = [(Occur.Must, Query.const_score_query(inside, 0.0)), (Occur.Must, any_of)]
        most = min(k, int(searcher.num_docs))  # tantivy makes room for as many as it is asked for
        found = searcher.search(Query.boolean_query(clauses), most, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in found])
        hits = [Hit(int(i or 0), score) for (score, _), i in zip(found, ids, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))

    def ceiling(self, query: str) -> float:
        """The score that no passage can exceed."""
        searcher = self._index.searcher()
        count = int(searcher.num_docs)
        return sum(
            weight * (K1 + 1) * idf(count, searcher.doc_freq(field, token))
            for field, tokens in asked(query).items()
            for token, weight in tokens.items()
        )

    def covered(self, query: str, ids: Sequence[int]) -> float:
        """The share of the query's words, by idf, that these passages have between them, 0..1."""
        searcher = self._index.searcher()
        inside = (Occur.Must, _among(ids))

        def there(word: str) -> bool:
            term = (Occur.Must, Query.term_query(_schema(), "words", word))
            return bool(searcher.search(Query.boolean_query([inside, term]), 1, count=False).hits)

        count = int(searcher.num_docs)
        return covered_share(query, count, lambda w: searcher.doc_freq("words", w), there)

    def spelt(self) -> dict[str, int]:
        """Every word as it is spelt in the passages, with the number of passages that have it."""
        return dict(self._index.searcher().terms_with_prefix("spelt", ""))

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)


def _among(ids: Collection[int]) -> Query:
    """Passages of these ids. A set of terms is looked for in the whole list of ids, which few need not pay for."""
    if len(ids) > FEW:
        return Query.term_set_query(_schema(), "id", list(ids))
    return Query.boolean_query(
        [(Occur.Should, Query.term_query(_schema(), "id", passage_id)) for passage_id in ids]
    )


def idf(texts: int, having: int) -> float:
    """Inverse document frequency as Lucene has it, above 0."""
    return math.log(1 + (texts - having + 0.5) / (having + 0.5))


def covered_share(
    query: str, texts: int, having: Callable[[str], int], there: Callable[[str], bool]
) -> float:
    """Of the idf of a query's words, the share of those that are there, or for which an equivalent is."""
    instead = alternatives(query)
    weights = {word: idf(texts, having(word)) for word in terms(query)[:MAX_TERMS]}
    held = [w for word, w in weights.items() if any(map(there, (word, *instead.get(word, ()))))]
    return sum(held) / sum(weights.values()) if weights else 0.0
