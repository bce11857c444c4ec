"""How well lessons are found, in a terminal and as plain data."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console

from ingest.lessons.find import Judged
from ingest.lessons.measures import Measures, Text, overlaps

Row = tuple[Text, Judged]


def wrong(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What is not all right, by line: what was given and what was made of it."""
    return [
        {
            "line": text.number,
            "faults": faults,
            "text": text.text,
            "confidence": judged.confidence,
            "given": [text.kind, *text.dimensions],
            "found": [judged.kind, *(dimension for dimension, _ in judged.dimensions[:2])],
        }
        for text, judged in rows
        if (faults := list(_faults(text, judged)))
    ]


def _faults(text: Text, judged: Judged) -> Iterator[str]:
    if text.is_lesson != judged.is_lesson:
        yield "missed" if text.is_lesson else "no lesson"
    if text.is_lesson and text.kind and text.kind != judged.kind:
        yield "kind"
    if text.is_lesson and text.dimensions and not overlaps(text, judged):
        yield "dimensions"


def show_lessons(
    measures: Measures, faults: Sequence[dict[str, Any]] | None, console: Console
) -> None:
    """Print the figures; with faults, each of them before."""
    for fault in faults or ():
        what, sure = ", ".join(fault["faults"]), fault["confidence"]
        console.print(f"line {fault['line']}: {what} ({sure:.2f}): {fault['text']}", markup=False)
        if fault["faults"] != ["no lesson"]:
            given, found = (", ".join(map(str, fault[side])) for side in ("given", "found"))
            console.print(f"  given: {given}; found: {found}", markup=False)
    m = measures
    console.print(f"{m.texts} texts, {m.lessons} lessons, {m.found} found, {m.right} right")
    console.print(f"precision {m.precision:.4f}   recall {m.recall:.4f}   F1 {m.f1:.4f}")
    console.print(f"kind accuracy {m.kind_accuracy:.4f} on {m.kinds} lessons")
    console.print(
        f"dimension accuracy@2 {m.dimension_accuracy:.4f} on {m.dimensioned} lessons with dimensions"
    )
