"""Retrieval measured: words alone, meaning alone and both fused, cut and searched as the assistant does."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from corpus.nouns import Document, Page
from index.base import Embedder, Hit, VectorCache
from index.collapse import collapse
from index.collection import Collection
from index.encode import Progress, silent
from index.generations import Generation, publish
from index.library import DEPTH, search
from index.measures import MEASURES, Judgements
from index.memory import MemoryStore
from ingest.segment import passages

WAYS = ("lexical", "dense", "fused")

Run = Mapping[str, Sequence[tuple[str, float]]]
"""Query id to documents with scores, best first."""

Values = dict[str, dict[str, dict[str, float]]]
"""Way to measure to query id to value."""


def evaluate(
    collection: Collection, embedder: Embedder, cache: VectorCache, progress: Progress = silent
) -> Values:
    """Every measure of every query by way of searching; the user's own store is not touched.

    Args:
        progress: told of passages done.
    """
    with tempfile.TemporaryDirectory() as folder:
        index = indexed(collection, embedder, cache, Path(folder), progress)
        runs = run_all(index, collection.queries)
    return {way: measured(run, collection.judged) for way, run in runs.items()}


def indexed(
    collection: Collection,
    embedder: Embedder,
    cache: VectorCache,
    folder: Path,
    progress: Progress = silent,
) -> Generation:
    """An index of a collection's documents, cut into passages as any document is."""
    return publish(folder, stored(collection, embedder), cache, embedder, progress=progress)


def stored(collection: Collection, embedder: Embedder) -> MemoryStore:
    """A collection's documents with their passages."""
    store = MemoryStore()
    for doc_id, text in collection.texts.items():
        document = Document(doc_id, collection.titles[doc_id], "document", "text/plain", "", doc_id,
                            (Page(None, text),), (), {})  # fmt: skip
        store.put(document, list(passages(document, embedder.count_pieces)))
    return store


def run_all(
    index: Generation, queries: Mapping[str, str], within: Iterable[int] | None = None
) -> dict[str, Run]:
    """Ask every query each way.

    Args:
        within: only these passages are searched.
    """
    inside = None if within is None else list(within)
    runs: dict[str, dict[str, list[tuple[str, float]]]] = {way: {} for way in WAYS}
    for query, text in queries.items():
        vector = index.embedder.encode_query(text)
        found = {
            "lexical": index.lexical.search(text, DEPTH, inside),
            "dense": index.vectors.search(vector, DEPTH, inside),
            "fused": search(index, text, DEPTH, inside).hits,
        }
        for way, hits in found.items():
            runs[way][query] = documents(index, hits)
    return dict(runs)


def documents(index: Generation, hits: Sequence[Hit]) -> list[tuple[str, float]]:
    """The documents of passages with their scores, best first."""
    return [(group.doc_id, group.score) for group in collapse(hits, index.table.owner)]


def measured(run: Run, judged: Mapping[str, Judgements]) -> dict[str, dict[str, float]]:
    """Every measure of every query that has judgements."""
    rankings = {query: [doc for doc, _ in found] for query, found in run.items()}
    return {
        name: {query: measure(rankings[query], judged[query]) for query in judged}
        for name, measure in MEASURES.items()
    }


def means(values: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The mean of each measure over its queries; 0 where there are none."""
    return {name: fmean(held.values()) if held else 0.0 for name, held in values.items()}
