"""The text of a PDF's pages: lines from pdfium, heads taken away, put in order, words joined."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2

from ingest.pdf.heads import without_heads
from ingest.pdf.line import LINE_HYPHEN, Line
from ingest.pdf.lines import Drawn, drawn, page_lines
from ingest.pdf.order import in_order
from ingest.pdf.words import mended
from ingest.plain.clean import clean

CELL = " | "
"""What parts the cells of a row."""

MARK = 4
"""Characters of a number or a bullet in front of a line, which is no cell."""

_USUAL = re.compile(f"[\n -~¡-¬®-ſˆ-˝Α-Ρα-ωϐ-Ͽ‐-‧‰-›€™←-⋿─-◿{LINE_HYPHEN}]*")
"""Pages of which there is nothing to clean; to see that is much faster than to clean."""


class PageText(NamedTuple):
    """A page's text; where it has none, whether it is damaged, or what there is in place of it."""

    text: str
    broken: bool
    drawn: Drawn


class _Sheet(NamedTuple):
    """A page as it was found: its lines, its height in points, what is on it, whether it is damaged."""

    lines: Sequence[Line] = ()
    height: float = 0.0
    drawn: Drawn = Drawn.NOTHING
    broken: bool = False


def page_texts(pdf: pypdfium2.PdfDocument, content: bytes) -> list[PageText]:
    """The text of every page in reading order.

    Args:
        content: the file's bytes, for a second opinion on pages on which pdfium finds nothing.
    """
    sheets = [_sheet(pdf, index) for index in range(len(pdf))]
    kept = without_heads([(sheet.lines, sheet.height) for sheet in sheets])
    texts = mended([_text(in_order(lines)) for lines in kept])
    texts = _second_opinion(sheets, texts, content)
    return [
        PageText(text, sheet.broken, sheet.drawn) for sheet, text in zip(sheets, texts, strict=True)
    ]


def _sheet(pdf: pypdfium2.PdfDocument, index: int) -> _Sheet:
    """A page; one that is broken does not lose the others."""
    try:
        page = pdf[index]
        try:
            lines, height = page_lines(page)
            return _Sheet(lines, height, Drawn.TEXT if lines else drawn(page))
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return _Sheet(broken=True)


def _text(lines: Sequence[Line]) -> str:
    text = "\n".join([_row(line) if line.cells else line.text for line in lines])
    return text if _USUAL.fullmatch(text) else clean(text).strip()


def _row(line: Line) -> str:
    """A line; the cells of a row apart, but for a number or a mark in front of the first."""
    cells = [cell.text for cell in line.cells if any(map(str.isalnum, cell.text))]
    if len(cells) < 2:
        return line.text
    if len(cells[0]) <= MARK:
        cells[:2] = [f"{cells[0]} {cells[1]}"]
    return CELL.join(cells)


def _second_opinion(sheets: Sequence[_Sheet], texts: list[str], content: bytes) -> list[str]:
    """The texts, with what pypdf finds where there is text that pdfium does not see."""
    doubtful = [
        index
        for index, (sheet, text) in enumerate(zip(sheets, texts, strict=True))
        if not text and (sheet.broken or sheet.drawn is Drawn.TEXT)
    ]
    if not doubtful:
        return texts
    from ingest.pdf import (
        second as pdf_second,
    )  # it takes 0.1 s, which most files need not wait for

    found = pdf_second.texts(content, doubtful)
    return [text or found.get(index, "") for index, text in enumerate(texts)]
