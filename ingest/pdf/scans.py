"""A PDF read, with the text of its scanned pages where that can be recognised."""

from collections.abc import Callable

from corpus.errors import EmptyFile, UnreadableFile
from corpus.nouns import Document
from ingest.apart.pool import Pool
from ingest.kinds import Kind
from ingest.pdf import ocr
from ingest.pdf.warnings import (
    HOW_TO_READ_SCANS,
    PICTURES,
    recognised,
    without_text,
)

NOT_TAKEN = "Nothing was taken in."


def read_pdf(pool: Pool, content: bytes, name: str, cancelled: Callable[[], bool]) -> Document:
    """Read a PDF in a child process; pages that are pictures are recognised if OCR is installed.

    Raises:
        EmptyFile: no page has text, and none was recognised.
        UnreadableFile: it cannot be read.
        Cancelled: a person stopped it.
    """
    document = pool.read(Kind.PDF, content, name, cancelled)
    pictures = document.meta.pop(PICTURES, [])
    warnings = document.meta["warnings"]
    if pictures and ocr.available():
        document = _recognised(pool, document, content, pictures[: ocr.MAX_PAGES], cancelled)
    count = len(document.pages)
    empty = [number for number, page in enumerate(document.pages, 1) if not page.text]
    if set(pictures) & set(empty) and not ocr.available():
        warnings.append(HOW_TO_READ_SCANS)
    if len(empty) == count:
        where = f"any of its {count} pages" if count > 1 else "its only page"
        found = " Nothing was recognised in pictures." if pictures and ocr.available() else ""
        raise EmptyFile(" ".join([f"{name} has no text on {where}.{found}", *warnings, NOT_TAKEN]))
    if empty:
        warnings.insert(0, without_text(empty, count))
    return document


def _recognised(
    pool: Pool,
    document: Document,
    content: bytes,
    pictures: list[int],
    cancelled: Callable[[], bool],
) -> Document:
    """The document with the text of pages that are pictures; a warning where that failed."""
    warnings = document.meta["warnings"]
    try:
        layered = ocr.recognised(content, document.source, pictures, cancelled)
        found = pool.read(Kind.PDF, layered, document.source, cancelled).pages
    except UnreadableFile as error:
        warnings.append(str(error))
        return document
    texts = {n: page.text for n, page in enumerate(found, 1) if n in pictures and page.text}
    if texts:
        document.meta["ocr_pages"] = sorted(texts)
        warnings.append(recognised(sorted(texts)))
    pages = tuple(
        page._replace(text=texts.get(number) or page.text)
        for number, page in enumerate(document.pages, 1)
    )
    return document._replace(pages=pages)
