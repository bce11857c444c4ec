"""PDF: opened by pdfium, mended where its end is missing, and by pypdf where all of that fails."""

from collections.abc import Callable
from itertools import count
from pathlib import PurePath

import pypdfium2

from corpus.errors import PasswordProtected, TooLarge, WrongKind
from corpus.nouns import Document, Page
from ingest.kinds import Kind
from ingest.pdf import structure as pdf_structure
from ingest.pdf.lines import Drawn
from ingest.pdf.mend import with_end, with_pages
from ingest.pdf.pages import PageText, page_texts
from ingest.pdf.warnings import DAMAGED, NUMBERS_LOST, PICTURES, cut_short, unreadable
from ingest.plain.text import document

MAX_PAGES = 5000
"""A PDF of more pages is refused."""

PASSWORD = 4
"""PDFium's error code for a wrong or missing password (FPDF_ERR_PASSWORD)."""

ATTEMPTS: tuple[tuple[Callable[[bytes], bytes], tuple[str, ...]], ...] = (
    (bytes, ()),
    (with_end, (DAMAGED,)),
    (with_pages, (DAMAGED, NUMBERS_LOST)),
)
"""How a file is opened, and what is then to be told."""


class PdfReader:
    """PDF with a text layer; a page without text stays as an empty page, so that numbers hold.

    A file without any text is not refused here: its pages may be pictures of text (see ingest.pdf.scans).
    """

    kind = Kind.PDF

    def read(self, content: bytes, name: str) -> Document:
        """Every page by its physical number from 1; the title is the file's own if it makes sense, else its name.

        Raises:
            PasswordProtected, WrongKind: it cannot be opened.
            TooLarge: it has over MAX_PAGES pages.
        """
        for attempt, warnings in ATTEMPTS:
            try:
                with pypdfium2.PdfDocument(attempt(content)) as pdf:
                    if len(pdf):
                        return _read(pdf, content, name, warnings)
            except pypdfium2.PdfiumError as error:
                if getattr(error, "err_code", None) == PASSWORD:
                    raise PasswordProtected(
                        f"{name} is password-protected. Save a copy without a password and take in that."
                    ) from error
        return _salvaged(content, name)


def _read(
    pdf: pypdfium2.PdfDocument, content: bytes, name: str, warnings: tuple[str, ...]
) -> Document:
    _check_size(len(pdf), name)
    texts = page_texts(pdf, content)
    labels = pdf_structure.labels(pdf)
    pages = tuple(map(Page, count(1), (page.text for page in texts), labels))
    plain = document(content, name, pdf_structure.title(pdf, name), pages, Kind.PDF)
    broken = [number for number, page in enumerate(texts, 1) if page.broken and not page.text]
    return plain._replace(
        outline=pdf_structure.placed(pdf_structure.entries(pdf), pages),
        meta={
            "warnings": [*(warnings or cut_short(content)), *unreadable(broken)],
            PICTURES: [number for number, page in enumerate(texts, 1) if _is_picture(page)],
        },
    )


def _is_picture(page: PageText) -> bool:
    return not page.text and page.drawn is not Drawn.NOTHING


def _check_size(pages: int, name: str) -> None:
    if pages > MAX_PAGES:
        raise TooLarge(
            f"{name} has {pages} pages; the limit is {MAX_PAGES}. Split it and try again."
        )


def _salvaged(content: bytes, name: str) -> Document:
    """What pypdf can read of a file that pdfium cannot open."""
    from ingest.pdf import second as pdf_second

    size = pdf_second.count(content)
    _check_size(size, name)
    found = pdf_second.texts(content, range(size))
    if not found:
        raise WrongKind(
            f"{name} is a damaged PDF: it cannot be opened. Save it again from its source."
        )
    pages = tuple(Page(index + 1, found.get(index, "")) for index in range(size))
    plain = document(content, name, PurePath(name).stem, pages, Kind.PDF)
    return plain._replace(meta={"warnings": [DAMAGED]})
