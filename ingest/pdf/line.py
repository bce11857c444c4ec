"""A line of a PDF's page, and where it stands."""

import re
from collections.abc import Sequence
from typing import NamedTuple

LINE_HYPHEN = "\ufffe"
"""What pdfium puts for a hyphen at the end of a line."""

LONG = 20
"""Characters of a line that tells what is usual, and of a cell that is of a column of text."""

LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""Letters of Hebrew, Arabic, Syriac, Thaana and their kin."""

Box = Sequence[float]
"""Left, bottom, right, top in points, as the page is seen: from its lower left corner, turned upright."""


class Line(NamedTuple):
    """A line of text.

    Attributes:
        text: with a line hyphen at its end where a word is broken there.
        box: around its letters.
        cells: its parts, where white space parts it into several; otherwise empty.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    cells: tuple["Line", ...] = ()


def two_texts(line: Line) -> bool:
    """Whether a line may run across two columns of text."""
    return len(line.cells) == 2 and min(len(cell.text) for cell in line.cells) >= LONG


def around(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """The box around boxes, of which there is at least one."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
