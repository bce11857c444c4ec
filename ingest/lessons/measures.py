"""How well lessons are found: texts with what they are, against what is made of them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import BadCollection
from corpus.vocabulary import Dimension, LessonKind
from ingest.labelled import load_lines
from ingest.lessons.find import Judged, find_lessons
from ingest.lessons.model import Encode

BEST = 2
"""So many of the dimensions found count."""


class Text(NamedTuple):
    """A labelled text; `number` is its line in the file, from 1, `half` as the line has it; kind is None for no lesson."""

    number: int
    text: str
    is_lesson: bool
    kind: LessonKind | None
    dimensions: tuple[Dimension, ...]
    half: str | None


class Measures(NamedTuple):
    """Counts, and shares 0..1.

    Attributes:
        lessons, found, right: texts that are lessons, that were held to be, and that are both.
        precision, recall, f1: of "is a lesson".
        kinds: lessons with a kind; kind_accuracy is the share of them whose kind was told.
        dimensioned: lessons with dimensions; dimension_accuracy is the share of them where the best
            two dimensions found have one of those given.
    """

    texts: int
    lessons: int
    found: int
    right: int
    precision: float
    recall: float
    f1: float
    kinds: int
    kind_accuracy: float
    dimensioned: int
    dimension_accuracy: float


def load_texts(file: Path, half: str | None = None) -> list[Text]:
    """Read JSON lines `{"text", "is_lesson", "kind", "dimensions"}`; empty lines are passed over.

    Args:
        half: only lines whose "half" is this; None for all.
    Raises:
        BadCollection: the file cannot be read, or a line breaks the form; the message has its number.
    """
    return load_lines(file, half, _text)


def _text(file: Path, number: int, line: str) -> Text:
    try:
        held: dict[str, Any] = json.loads(line)
        text, is_lesson = held["text"], held["is_lesson"]
        kind = LessonKind(held["kind"]) if held.get("kind") else None
        dimensions = tuple(map(Dimension, held.get("dimensions") or ()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadCollection(
            f'Line {number} of {file} is not of the form {{"text": …, "is_lesson": …, "kind": …, "dimensions": […]}}: '
            f"{type(error).__name__}: {error}."
        ) from error
    if not isinstance(text, str) or not isinstance(is_lesson, bool):
        raise BadCollection(
            f"Line {number} of {file}: text must be a string, and is_lesson true or false."
        )
    return Text(number, text, is_lesson, kind, dimensions, held.get("half"))


def measure(texts: Sequence[Text], encode: Encode) -> tuple[Measures, list[Judged]]:
    """Judge each text and hold what is found against what is given; with what was made of each."""
    judged = list(find_lessons([text.text for text in texts], encode))
    rows = list(zip(texts, judged, strict=True))
    lessons = sum(text.is_lesson for text in texts)
    found = sum(one.is_lesson for one in judged)
    right = sum(text.is_lesson and one.is_lesson for text, one in rows)
    kinds = [text.kind == one.kind for text, one in rows if text.is_lesson and text.kind]
    overlap = [overlaps(text, one) for text, one in rows if text.is_lesson and text.dimensions]
    return Measures(
        texts=len(texts),
        lessons=lessons,
        found=found,
        right=right,
        precision=right / found if found else 1.0,
        recall=right / lessons if lessons else 1.0,
        f1=2 * right / (found + lessons) if found + lessons else 1.0,
        kinds=len(kinds),
        kind_accuracy=sum(kinds) / len(kinds) if kinds else 1.0,
        dimensioned=len(overlap),
        dimension_accuracy=sum(overlap) / len(overlap) if overlap else 1.0,
    ), judged


def overlaps(text: Text, judged: Judged) -> bool:
    """True where one of the best two dimensions found is among those given."""
    return any(dimension in text.dimensions for dimension, _ in judged.dimensions[:BEST])
