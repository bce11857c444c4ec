"""A picture of a page of a PDF, and where a quote stands on it; run in a child process."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import sqrt
from pathlib import Path

import pypdfium2

from corpus.errors import PasswordProtected, ReadingFailed
from ingest.pdf.marked import Marks
from ingest.pdf.marks import marks
from ingest.pdf.png import png
from ingest.pdf.reader import ATTEMPTS, PASSWORD

MAX_PIXELS = 6_000_000
"""Pixels of a picture; a page that is very long or wide is drawn smaller."""

JUST_UNDER = 1 - 1e-9
"""So that a size that is a whole number of pixels is not rounded up to the next."""


def picture_of(path: str, number: int, width: int) -> bytes:
    """A page as a PNG, as wide as is wanted or, where it would have over MAX_PIXELS, less.

    Args:
        path: of the original file.
        number: of the page, from 1.
        width: in pixels.
    Raises:
        PasswordProtected, ReadingFailed: there is no picture of it.
    """
    with _page(path, number) as page:
        wide, high = page.get_size()
        scale = min(width / wide, sqrt(MAX_PIXELS / (wide * high))) * JUST_UNDER
        bitmap = page.render(scale=scale, rev_byteorder=True)
        if bitmap.n_channels != 3:
            raise ReadingFailed(NOT_DRAWN)
        content, used = bytes(bitmap.buffer), 3 * bitmap.width
        rows = b"".join(
            content[at : at + used] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
        )
        return png(rows, bitmap.width, bitmap.height)


def marks_of(path: str, number: int, text: str, start: int, end: int) -> Marks:
    """Where the quote `text[start:end]` stands on a page whose text was read as `text`.

    Raises:
        PasswordProtected, ReadingFailed: the page cannot be opened.
    """
    with _page(path, number) as page:
        return marks(page, text, start, end)


NOT_DRAWN = "This page cannot be drawn: the file is damaged there."
LOCKED = "The original opens only with a password, so that its pages cannot be shown."


@contextmanager
def _page(path: str, number: int) -> Iterator[pypdfium2.PdfPage]:
    with _opened(path) as pdf:
        try:
            page = pdf[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ReadingFailed(NOT_DRAWN) from error
        try:
            if min(page.get_size()) <= 0:
                raise ReadingFailed(NOT_DRAWN)
            yield page
        finally:
            page.close()


def _opened(path: str) -> pypdfium2.PdfDocument:
    """The file, opened as it was when it was read, so that its pages have the same numbers."""
    for attempt, _ in ATTEMPTS:
        # pdfium reads a sound file from the disk, as far as it needs it
        file = path if attempt is bytes else attempt(Path(path).read_bytes())
        try:
            pdf = pypdfium2.PdfDocument(file)
            if len(pdf):
                return pdf
            pdf.close()
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == PASSWORD:
                raise PasswordProtected(LOCKED) from error
    raise ReadingFailed(NOT_DRAWN)
