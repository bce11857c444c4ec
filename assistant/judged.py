"""Accepted feedback as the queries and judgements of a collection in BEIR's form."""

import hashlib
import json
from pathlib import Path

from assistant.feedback import Judged
from corpus.errors import BadFeedback
from index.files import write_bytes

QUERIES, JUDGEMENTS = "queries.jsonl", "qrels.tsv"


def export(judged: Judged, folder: Path) -> int:
    """Write `queries.jsonl` and `qrels.tsv`; returns how many questions they hold.

    A question's id is made of its text, so that exports of later days fit together.

    Raises:
        BadFeedback: nothing was accepted, or the folder has such files already; they are left as they are.
    """
    if not judged:
        raise BadFeedback(
            "No feedback was accepted yet. 'citygraft feedback list' shows what waits for a decision."
        )
    for name in (QUERIES, JUDGEMENTS):
        if (folder / name).exists():
            raise BadFeedback(f"{folder} has a {name} already. Name another folder.")
    ids = {question: query_id(question) for question in judged}
    queries = [json.dumps({"_id": ids[q], "text": q}, ensure_ascii=False) for q in judged]
    rows = [
        f"{ids[q]}\t{doc}\t{grade}" for q, docs in judged.items() for doc, grade in docs.items()
    ]
    write_bytes(folder / JUDGEMENTS, _lines("query-id\tcorpus-id\tscore", *rows))
    write_bytes(folder / QUERIES, _lines(*queries))
    return len(queries)


def query_id(question: str) -> str:
    """An id that is the same for the same question."""
    return f"said-{hashlib.sha256(question.encode()).hexdigest()[:12]}"


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
