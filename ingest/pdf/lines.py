"""The lines of a PDF's page in the order of the file, and what there is on a page without any."""

from collections.abc import Sequence
from enum import StrEnum
from math import pi

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.pdf.chars import Chars, Seen
from ingest.pdf.line import Line

DEPTH = 4
"""Forms within forms that are searched for text."""

EVERY = 20
"""One character of so many is asked which way it stands."""

SHORT = 3
"""Characters of a line that does not tell which way a page is read."""


def page_lines(page: pypdfium2.PdfPage) -> tuple[list[Line], float]:
    """The lines that are on the page, in the order of the file, and the page's height in points.

    Text that lies off the page is left out: nobody sees it. Text that is drawn without colour stays, as that is how
    programs for text recognition put theirs behind a scan.

    Raises:
        pypdfium2.PdfiumError: the page is broken.
    """
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() // 90
    size = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    text = page.get_textpage()
    try:
        seen = Seen(*size, left, bottom, turn)
        lines = _lines(text, seen)
        if aside := _aside(text, lines):
            seen = _turned(seen, aside)
            lines = _lines(text, seen)
    finally:
        text.close()
    return lines, seen.height


class Drawn(StrEnum):
    """What there is on a page on which pdfium finds no text."""

    NOTHING = "nothing"
    PICTURES = "pictures"
    TEXT = "text"


def drawn(page: pypdfium2.PdfPage) -> Drawn:
    """Whether a page without text shows anything, or has text though pdfium cannot tell which."""
    if pdfium.FPDFPage_CountObjects(page.raw) <= 0:
        return Drawn.NOTHING
    for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=DEPTH):
        left, _, right, _ = text.get_bounds()
        if right - left > 1:  # blanks take no room
            return Drawn.TEXT
    return Drawn.PICTURES


def _lines(text: pypdfium2.PdfTextPage, seen: Seen) -> list[Line]:
    return Chars(text.raw, seen).lines(text.get_text_range(), text.count_chars())


def _aside(text: pypdfium2.PdfTextPage, lines: Sequence[Line]) -> int:
    """Quarters by which a page must be turned clockwise to be read: 0, 1 or 3.

    A table that is wider than the page often lies on its side; then most lines are higher than wide.
    """
    long = [line for line in lines if len(line.text) > SHORT]
    tall = [line for line in long if line.top - line.bottom > 2 * (line.right - line.left)]
    if 2 * len(tall) <= len(long):
        return 0
    angles = [
        pdfium.FPDFText_GetCharAngle(text.raw, index)
        for index in range(0, text.count_chars(), EVERY)
    ]
    upwards = sum(angle > pi for angle in angles)  # they grow clockwise, in radians
    return 1 if upwards > len(angles) / 2 else 3


def _turned(seen: Seen, quarters: int) -> Seen:
    return seen._replace(width=seen.height, height=seen.width, turn=(seen.turn + quarters) % 4)
