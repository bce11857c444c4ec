"""A quote in a page of a document: what the address says of it, the text around it, where the picture has it."""

from typing import NamedTuple

from corpus.errors import UnknownDocument, UnreadableFile
from corpus.nouns import Document, Page
from index.originals import Originals
from ingest.kinds import Kind
from ingest.pdf.marked import Marks

NOTHING = (0, 0)
"""Where no quote is asked for."""

NOT_HERE = (
    "The address names a place that is not in this text, so that nothing is marked. "
    "Open the quote from the answer again."
)


class Sight(NamedTuple):
    """What the picture of a page shows; without marks there is no picture, for a reason."""

    marks: Marks | None
    reason: str = ""


def page_at(document: Document, number: int) -> Page:
    """The page of a number.

    Raises:
        UnknownDocument: there is none.
    """
    numbers = [page.number for page in document.pages if page.number is not None]
    if not numbers:
        raise UnknownDocument(
            f"“{document.title}” has no pages. Its text is at /documents/{document.doc_id}."
        )
    found = next((page for page in document.pages if page.number == number), None)
    if found is None:
        which = f"page {number}" if 0 < number < 10**9 else "such page"
        raise UnknownDocument(
            f"“{document.title}” has no {which}. Its pages are {numbers[0]} to {numbers[-1]}."
        )
    return found


def span_of(text: str, start: str, end: str) -> tuple[int, int] | None:
    """The place of a quote as an address has it; NOTHING where it has none, None where it is not in the text."""
    if not start and not end:
        return NOTHING
    if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in (start, end)):
        return None
    span = int(start), int(end)
    return span if span[0] < span[1] <= len(text) else None


def split(text: str, span: tuple[int, int], at: int = 0) -> tuple[str, str, str]:
    """Text before a quote, the part of the quote in it, and what comes after; the text begins at `at`."""
    start, end = (min(max(edge - at, 0), len(text)) for edge in span)
    return text[:start], text[start:end], text[end:]


def sight(originals: Originals, document: Document, page: Page, span: tuple[int, int]) -> Sight:
    """Where a quote stands in the picture of a page, or why there is no picture."""
    try:
        return Sight(marks_on(originals, document, page, span))
    except (UnreadableFile, UnknownDocument) as error:
        return Sight(None, str(error))


def marks_on(originals: Originals, document: Document, page: Page, span: tuple[int, int]) -> Marks:
    """Where a quote stands in the picture of a page.

    Raises:
        UnknownDocument: it is no PDF, or its original is not kept.
        UnreadableFile: the page cannot be drawn.
    """
    from ingest.pdf import layered, original

    number = drawn_page(document, page)
    path = originals.path(document.sha256)
    if span != NOTHING and is_recognised(document, page):
        path = layered.with_words(path, number, originals.made)
    return original.marks(path, number, page.text, *span)


def is_recognised(document: Document, page: Page) -> bool:
    """Whether the text of a page was recognised in a picture."""
    return page.number in document.meta.get("ocr_pages", ())


def drawn_page(document: Document, page: Page) -> int:
    """The number of a page that can be drawn.

    Raises:
        UnknownDocument: it is no page of a PDF.
    """
    if document.media_type != Kind.PDF or page.number is None:
        raise UnknownDocument("Only the pages of PDFs are shown as pictures; this is the text.")
    return page.number
