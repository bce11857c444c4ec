"""How well places are found, in a terminal and as plain data."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from ingest.places.measures import Line, Measures


def places_data(measures: Measures, lines: Sequence[Line] | None) -> dict[str, Any]:
    """The figures; with lines, those that are not all right too."""
    figures: dict[str, Any] = measures._asdict()
    return figures | ({} if lines is None else {"lines": [line._asdict() for line in lines]})


def show_places(measures: Measures, lines: Sequence[Line] | None, console: Console) -> None:
    """Print precision, recall and F1; with lines, what is missed and false in each before."""
    for line in lines or ():
        console.print(f"line {line.number}: {line.text}", markup=False)
        for label, names in (("missed", line.missed), ("false", line.false)):
            if names:
                console.print(f"  {label}: {'; '.join(names)}", markup=False)
    console.print(
        f"{measures.texts} texts, {measures.cities} cities named, {measures.found} found, {measures.right} right"
    )
    console.print(
        f"precision {measures.precision:.4f}   recall {measures.recall:.4f}   F1 {measures.f1:.4f}"
    )
