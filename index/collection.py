"""Test collections in BEIR's form: documents, queries, and which document answers which."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import BadCollection
from index.measures import Judgements


class Collection(NamedTuple):
    """A test collection.

    Attributes:
        titles: document id to title, empty where it has none.
        texts: document id to text.
        queries: query id to text; only those that have judgements.
        judged: query id to its judgements.
    """

    titles: dict[str, str]
    texts: dict[str, str]
    queries: dict[str, str]
    judged: dict[str, Judgements]


def load(folder: Path) -> Collection:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` (or `qrels/test.tsv`).

    Raises:
        BadCollection: a file is missing or a line is not of the form.
    """
    rows = list(_rows(folder / "corpus.jsonl"))
    titles = {row["_id"]: str(row.get("title") or "") for row in rows}
    texts = {row["_id"]: row["text"] for row in rows}
    judged = _judgements(folder)
    queries = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
    queries = {i: text for i, text in queries.items() if i in judged}
    judged = {i: grades for i, grades in judged.items() if i in queries}
    if not texts or not queries:
        raise BadCollection(
            f"{folder} has no documents, or no queries with judgements. "
            "The ids in qrels.tsv must be those of queries.jsonl."
        )
    return Collection(titles, texts, queries, judged)


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
