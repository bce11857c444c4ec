"""What lessons are learned from: the corpus's case studies and transfers, and the sentences written for the dev half of the golden set."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.case import CASES, CaseStudy, load_cases
from corpus.transfer import load_transfers
from corpus.vocabulary import Dimension, LessonKind

GOLDEN = CASES.parent / "golden" / "lessons.jsonl"
GOLDEN_CONDITIONS = CASES.parent / "golden" / "conditions.jsonl"

WRITTEN = "written"
"""How the source of a golden sentence begins that is the project's own; quotes of real documents are only measured on."""

TELLING = 5
"""The first sections of a case tell what was there, done, paid and reached; the later ones mix in lessons."""

EVERY = 3
"""One in so many pieces of these sections is taken: more would outweigh the lessons and take longer."""


class Example(NamedTuple):
    """One text to learn from.

    Attributes:
        is_lesson: None where it is not known.
        kind: None where it is no lesson, or not known.
        group: examples of one group stay together when they are divided: a case, or a style of writing.
        origin: "lesson", "condition", "transfer", "section" or "written".
    """

    text: str
    is_lesson: bool | None
    kind: LessonKind | None
    dimensions: tuple[Dimension, ...]
    group: str
    origin: str


def examples() -> list[Example]:
    """Everything that is learned from, always in the same order."""
    found = [example for case in load_cases() for example in _of_case(case)]
    for transfer in load_transfers():
        found += [
            Example(change.what, None, None, (change.dimension,), transfer.id, "transfer")
            for change in transfer.dimensions
        ]
    return found + [e for e in golden("dev") if e.origin == WRITTEN]


def golden(half: str, file: Path = GOLDEN) -> list[Example]:
    """The sentences of one half of the golden set, "dev" or "test"."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        Example(
            row["text"],
            row["is_lesson"],
            LessonKind(row["kind"]) if row["kind"] else None,
            tuple(map(Dimension, row["dimensions"])),
            row["source"],
            WRITTEN if row["source"].startswith(WRITTEN) else "quoted",
        )
        for row in rows
        if row["half"] == half
    ]


def _of_case(case: CaseStudy) -> Iterator[Example]:
    for lesson in case.lessons:
        yield Example(lesson.text, True, lesson.kind, lesson.dimensions, case.id, "lesson")
    for condition in case.conditions:
        text = f"{condition.requirement} {condition.why}"
        yield Example(text, None, None, (condition.dimension,), case.id, "condition")
    pieces = [piece for _, text in case.sections[:TELLING] for piece in _pieces(text)]
    for piece in pieces[::EVERY]:
        yield Example(piece, False, None, (), case.id, "section")


def _pieces(text: str) -> Iterator[str]:
    """Runs of one to three sentences, without the numbers of sources."""
    plain = re.sub(r"\s*(?:\[\d+\],?\s?)*\[\d+\]", "", text).replace("**", "")
    sentences = [s.strip(" -\n") for s in re.split(r"(?<=[.!?])\s+", plain) if len(s) > 20]
    at = 0
    while at < len(sentences):
        size = 1 + at % 3
        yield " ".join(sentences[at : at + size])
        at += size
