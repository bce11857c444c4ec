"""Where a quote stands on the page of a PDF: rectangles around its lines; run in a child process."""

import ctypes
from collections.abc import Iterator, Sequence
from math import pi

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.pdf.chars import Seen
from ingest.pdf.letters import Letters, Run, letters, located
from ingest.pdf.line import Box, around
from ingest.pdf.marked import HALF, Marks

MAX_CHARACTERS = 200_000
"""Characters of a page that are looked through; a page of print has some thousands."""

APART = 1.5
"""Heights of a line between two characters that are marked by one rectangle, at the most."""


def seen(page: pypdfium2.PdfPage) -> Seen:
    """How a page is seen, whatever its turn and wherever its corner is."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() // 90
    size = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    return Seen(*size, left, bottom, turn)


def marks(page: pypdfium2.PdfPage, text: str, start: int, end: int) -> Marks:
    """The marks of a quote on a page.

    Args:
        text: of the page, as it was read.
        start, end: of the quote in that text.
    """
    sheet = seen(page)
    ours = letters(enumerate(text))
    first, last = (sum(place < edge for place in ours.places) for edge in (start, end))
    if first == last:
        return Marks(sheet.width, sheet.height)
    drawn = page.get_textpage()
    try:
        theirs = characters(drawn)
        runs = located(theirs, ours, first, last)
        coverage = min(1.0, sum(run.length for run in runs) / (last - first))
        lines = list(_lines(drawn, theirs, runs, sheet)) if coverage >= HALF else []
    finally:
        drawn.close()
    shares = (_share(box, sheet) for box in lines)
    return Marks(sheet.width, sheet.height, coverage, tuple(filter(None, shares)))


def characters(drawn: pypdfium2.PdfTextPage) -> Letters:
    """The letters of a page by the index that pdfium gives their characters."""
    count = min(drawn.count_chars(), MAX_CHARACTERS)
    codes = ((i, pdfium.FPDFText_GetUnicode(drawn.raw, i)) for i in range(count))
    return letters((i, chr(code)) for i, code in codes if 0 < code < 0xFFFE)


def _lines(
    drawn: pypdfium2.PdfTextPage, theirs: Letters, runs: Sequence[Run], sheet: Seen
) -> Iterator[Box]:
    """Boxes around the characters of runs, those of a line in one."""
    for run in sorted(runs):
        places = theirs.places[run.first], theirs.places[run.first + run.length - 1]
        line: Box = ()
        for box, upright in _boxes(drawn, *places, sheet):
            if line and _follows(line, box, upright=upright):
                line = around((line, box))
            else:
                yield from (line,) if line else ()
                line = box
        yield from (line,) if line else ()


def _boxes(
    drawn: pypdfium2.PdfTextPage, first: int, last: int, sheet: Seen
) -> Iterator[tuple[Box, bool]]:
    """The boxes of characters that leave ink, and whether their line is level."""
    loose = pdfium.FS_RECTF()
    for index in range(first, last + 1):
        code = pdfium.FPDFText_GetUnicode(drawn.raw, index)
        if pdfium.FPDFText_IsGenerated(drawn.raw, index) or code <= 32:
            continue
        if pdfium.FPDFText_GetLooseCharBox(drawn.raw, index, ctypes.byref(loose)):
            box = sheet.box(loose.left, loose.bottom, loose.right, loose.top)
            quarters = round(pdfium.FPDFText_GetCharAngle(drawn.raw, index) / (pi / 2))
            yield box, (quarters + sheet.turn) % 2 == 0


def _follows(line: Box, box: Box, *, upright: bool) -> bool:
    """Whether a character is in the line."""
    along, across = (0, 1) if upright else (1, 0)
    height = min(line[across + 2] - line[across], box[across + 2] - box[across])
    shared = min(line[across + 2], box[across + 2]) - max(line[across], box[across])
    gap = max(line[along], box[along]) - min(line[along + 2], box[along + 2])
    return shared >= height / 2 and gap <= APART * height


def _share(box: Box, sheet: Seen) -> tuple[float, float, float, float] | None:
    """A box as shares of the page; None where it is off the page."""
    left, right = (min(max(x / sheet.width, 0.0), 1.0) for x in (box[0], box[2]))
    top, bottom = (min(max(1 - y / sheet.height, 0.0), 1.0) for y in (box[3], box[1]))
    if right <= left or bottom <= top:
        return None
    return round(left, 5), round(top, 5), round(right - left, 5), round(bottom - top, 5)
