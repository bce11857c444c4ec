"""Words to passages: BM25 in tantivy, which ships, and a plain BM25, its reference."""

import math
from collections import Counter
from collections.abc import Iterable
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

from index.base import Hit

K1, B = 1.2, 0.75
"""BM25's parameters as tantivy fixes them."""

MAX_TERMS = 64
"""A question is searched by its first so many words; the rest hardly changes the order."""

QUESTION_WORDS = [
    "how",
    "what",
    "which",
    "who",
    "whom",
    "whose",
    "where",
    "when",
    "why",
    "do",
    "does",
    "did",
    "done",
    "can",
    "could",
    "should",
    "would",
    "may",
    "might",
    "we",
    "us",
    "our",
    "ours",
    "you",
    "your",
    "i",
    "me",
    "my",
    "mine",
    "is",
    "am",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "there",
    "here",
    "from",
    "about",
    "than",
    "so",
    "also",
    "any",
    "some",
    "please",
    *["keep", "get", "make", "let", "put", "take", "give", "want", "need", "help", "try", "like"],
]
"""Beside the usual stop words: words of questions, and light verbs, that say nothing of their subject."""

_HEAP = 50_000_000


@cache
def _analyzer() -> TextAnalyzer:
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(64))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stopword("english"))
        .filter(Filter.custom_stopword(QUESTION_WORDS))
        .filter(Filter.stemmer("english"))
        .build()
    )


def terms(text: str) -> list[str]:
    """The words that are matched: lower case, accents off, without stop words, stemmed."""
    return _analyzer().analyze(text)


@cache
def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field("id", stored=False, indexed=False, fast=True)
    builder.add_text_field("body", stored=False, tokenizer_name="citygraft", index_option="freq")
    return builder.build()


class TantivyIndex:
    """BM25 in a folder that tantivy keeps; what is added is there at once."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder, or make an empty one there."""
        folder.mkdir(parents=True, exist_ok=True)
        self._index = Index(_schema(), str(folder))
        self._index.register_tokenizer("citygraft", _analyzer())

    def add(self, items: Iterable[tuple[int, str]]) -> None:
        """Add `(passage id, text)` pairs."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for passage_id, text in items:
            writer.add_document(Document(id=passage_id, body=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, query: str, k: int) -> list[Hit]:
        """The k best passages that share a word with the query; equal scores by rising id."""
        words = terms(query)[:MAX_TERMS]
        searcher = self._index.searcher()
        if not words or k < 1 or not searcher.num_docs:
            return []
        clauses = [(Occur.Should, Query.term_query(_schema(), "body", word)) for word in words]
        found = searcher.search(Query.boolean_query(clauses), k, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in found])
        hits = [Hit(int(i or 0), score) for (score, _), i in zip(found, ids, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))

    def ceiling(self, query: str) -> float:
        """The score that no passage can exceed."""
        searcher = self._index.searcher()
        counts = [searcher.doc_freq("body", word) for word in terms(query)[:MAX_TERMS]]
        return sum((K1 + 1) * _idf(int(searcher.num_docs), count) for count in counts)

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)


class PlainBM25:
    """The reference: Robertson and Zaragoza's BM25 with the idf and the length rounding of Lucene."""

    def __init__(self) -> None:
        self._counts: dict[int, Counter[str]] = {}

    def add(self, items: Iterable[tuple[int, str]]) -> None:
        """Add `(passage id, text)` pairs."""
        self._counts |= {passage_id: Counter(terms(text)) for passage_id, text in items}

    def search(self, query: str, k: int) -> list[Hit]:
        """The k best passages that share a word with the query; equal scores by rising id."""
        lengths = {i: counts.total() for i, counts in self._counts.items()}
        mean = sum(lengths.values()) / len(lengths) if lengths else 0.0
        scores: Counter[int] = Counter()
        for word in terms(query)[:MAX_TERMS]:
            having = [i for i, counts in self._counts.items() if counts[word]]
            idf = _idf(len(lengths), len(having))
            for i in having:
                count = self._counts[i][word]
                norm = K1 * (1 - B + B * rounded_length(lengths[i]) / mean)
                scores[i] += idf * count * (K1 + 1) / (count + norm)  # type: ignore[assignment]
        hits = [Hit(i, float(score)) for i, score in scores.items()]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[: max(k, 0)]

    def ceiling(self, query: str) -> float:
        """The score that no passage can exceed."""
        words = terms(query)[:MAX_TERMS]
        counts = [sum(word in held for held in self._counts.values()) for word in words]
        return sum((K1 + 1) * _idf(len(self._counts), count) for count in counts)

    def __len__(self) -> int:
        return len(self._counts)


def _idf(texts: int, having: int) -> float:
    return math.log(1 + (texts - having + 0.5) / (having + 0.5))


def rounded_length(length: int) -> int:
    """A text's length as one byte keeps it (Lucene's SmallFloat.byte4ToInt): exact up to 40, then coarser."""
    if length < 40:
        return length
    rest = length - 24
    shift = rest.bit_length() - 4
    return 24 + (rest >> shift << shift)
