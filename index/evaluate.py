"""Retrieval measured on any collection in BEIR's form: words alone, meaning alone, and both fused."""

import csv
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from corpus.errors import BadCollection
from index.base import Embedder, VectorCache
from index.encode import Progress, encode, silent
from index.fuse import hybrid
from index.lexical import TantivyIndex
from index.measures import Judgements, ndcg, recall, reciprocal_of_first
from index.vectors import FaissIndex

DEPTH = 1000
"""Hits taken from each index for one query, as BEIR does."""


class Collection(NamedTuple):
    """A test collection.

    Attributes:
        texts: document id to title and text.
        queries: query id to text; only those that have judgements.
        judged: query id to its judgements.
    """

    texts: dict[str, str]
    queries: dict[str, str]
    judged: dict[str, Judgements]


class Figures(NamedTuple):
    """Means over the queries, each 0..1."""

    ndcg_at_10: float
    recall_at_100: float
    mrr_at_10: float


def load(folder: Path) -> Collection:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` (or `qrels/test.tsv`).

    Raises:
        BadCollection: a file is missing or a line is not of the form.
    """
    texts = {
        row["_id"]: f"{row.get('title') or ''} {row['text']}".strip()
        for row in _rows(folder / "corpus.jsonl")
    }
    judged = _judgements(folder)
    queries = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
    queries = {i: text for i, text in queries.items() if i in judged}
    if not texts or not queries:
        raise BadCollection(
            f"{folder} has no documents, or no queries with judgements. "
            "The ids in qrels.tsv must be those of queries.jsonl."
        )
    return Collection(texts, queries, judged)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    number = 0
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                number += 1
                if line.strip():
                    row = json.loads(line)
                    yield {**row, "_id": str(row["_id"]), "text": str(row["text"])}
    except OSError as error:
        raise BadCollection(
            f"{path} cannot be read ({error.strerror}). The folder needs corpus.jsonl, "
            "queries.jsonl and qrels.tsv."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadCollection(
            f"Line {number} of {path.name} is not an object with '_id' and 'text'."
        ) from error


def _judgements(folder: Path) -> dict[str, Judgements]:
    path = next(
        (p for p in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if p.is_file()), None
    )
    if path is None:
        raise BadCollection(
            f"{folder} has no qrels.tsv. It needs the judgements to measure anything."
        )
    judged: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(csv.reader(file, delimiter="\t"), 1):
            header = number == 1 and line and not line[-1].strip().lstrip("-").isdecimal()
            if header or not line:
                continue
            try:
                query, document, grade = line[0], line[1], int(line[2])
            except (IndexError, ValueError) as error:
                raise BadCollection(
                    f"Line {number} of {path.name} is not 'query-id, corpus-id, score'."
                ) from error
            judged.setdefault(query, {})[document] = grade
    return {query: grades for query, grades in judged.items() if max(grades.values()) > 0}


def evaluate(
    collection: Collection, embedder: Embedder, cache: VectorCache, progress: Progress = silent
) -> dict[str, Figures]:
    """Figures by way of searching: `lexical`, `dense` and `fused`; the user's own store is not touched."""
    ids = sorted(collection.texts)
    texts = [collection.texts[i] for i in ids]
    vectors = FaissIndex(embedder.model.dim)
    vectors.add(range(len(ids)), encode(embedder, cache, texts, progress))
    asked = encode(embedder, cache, list(collection.queries.values()))
    runs: dict[str, dict[str, list[str]]] = {"lexical": {}, "dense": {}, "fused": {}}
    with tempfile.TemporaryDirectory() as folder:
        lexical = TantivyIndex(Path(folder))
        lexical.add(enumerate(texts))
        for (query, text), vector in zip(collection.queries.items(), asked, strict=True):
            dense = vectors.search(vector, DEPTH)
            words = lexical.search(text, DEPTH)
            fused = hybrid(vectors, lexical, vector, text, DEPTH)
            for way, hits in (("lexical", words), ("dense", dense), ("fused", fused)):
                runs[way][query] = [ids[hit.passage_id] for hit in hits]
    return {way: _figures(run, collection) for way, run in runs.items()}


def _figures(run: dict[str, list[str]], collection: Collection) -> Figures:
    def mean(measure: Callable[[Sequence[str], Judgements], float]) -> float:
        return fmean(measure(run[q], collection.judged[q]) for q in collection.queries)

    return Figures(mean(ndcg), mean(recall), mean(reciprocal_of_first))
