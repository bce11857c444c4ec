"""PDF: text page by page from pypdfium2; outline, labels and title from pypdf, which also looks at empty pages."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

import pypdf
import pypdfium2
from pypdf.errors import PyPdfError

from corpus.errors import EmptyFile, PasswordProtected, TooLarge, WrongKind
from corpus.nouns import Document, Page
from ingest.markdown import Outline
from ingest.text import clean, document, shorten

MAX_PAGES = 5000
"""A PDF of more pages is refused."""

_LINE_HYPHEN = "\ufffe"
"""What pypdfium2 puts for a hyphen at the end of a line."""

_PASSWORD = 4
"""PDFium's error code for a wrong or missing password (FPDF_ERR_PASSWORD)."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on odd files help no user


class PdfReader:
    """PDF with a text layer; a page without text stays as an empty page, so that numbers hold."""

    suffixes: tuple[str, ...] = (".pdf",)
    media_type = "application/pdf"

    def read(self, content: bytes, name: str) -> Document:
        """Every page by its physical number from 1; the title is the file's own if it makes sense, else its name."""
        texts = _texts(content, name)
        structure = _structure(content)
        texts = [t if t.strip() else _second_opinion(structure, i) for i, t in enumerate(texts)]
        if not any(text.strip() for text in texts):
            raise EmptyFile(
                f"{name} has no text on any of its {len(texts)} pages; it is probably a scan. "
                "Recognise its text first (for instance with ocrmypdf), then take in the result."
            )
        texts = _mend_hyphens(texts)
        labels = _labels(structure, len(texts))
        pages = tuple(
            Page(number, text, label if label != str(number) else None)
            for number, (text, label) in enumerate(zip(texts, labels, strict=True), 1)
        )
        plain = document(content, name, _title(structure, name), pages, self.media_type)
        return plain._replace(outline=_outline(structure, pages))


def _texts(content: bytes, name: str) -> list[str]:
    try:
        with pypdfium2.PdfDocument(content) as pdf:
            if len(pdf) > MAX_PAGES:
                raise TooLarge(
                    f"{name} has {len(pdf)} pages; the limit is {MAX_PAGES}. Split it and try again."
                )
            return [_page_text(pdf, index) for index in range(len(pdf))]
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise PasswordProtected(
                f"{name} is password-protected. Save a copy without a password and take in that."
            ) from error
        raise WrongKind(
            f"{name} is a damaged PDF: it cannot be opened. Save it again from its source."
        ) from error


def _page_text(pdf: pypdfium2.PdfDocument, index: int) -> str:
    try:
        page = pdf[index]
        try:
            text_page = page.get_textpage()
            try:
                return clean(text_page.get_text_range())
            finally:
                text_page.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return ""  # one broken page does not lose the others; the report counts pages without text


def _structure(content: bytes) -> pypdf.PdfReader | None:
    try:
        return pypdf.PdfReader(io.BytesIO(content))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return None  # the text is read already; a broken outline must not lose it


def _quietly(read: Any, otherwise: Any) -> Any:
    """What pypdf makes of a part of the file; broken parts raise all kinds of errors there."""
    try:
        return read()
    except Exception:  # noqa: BLE001 - pypdf has no closed set of errors for malformed input
        return otherwise


def _second_opinion(structure: pypdf.PdfReader | None, index: int) -> str:
    if structure is None:
        return ""
    return clean(_quietly(lambda: str(structure.pages[index].extract_text()), ""))


def _labels(structure: pypdf.PdfReader | None, count: int) -> list[str]:
    plain = [str(number) for number in range(1, count + 1)]
    if structure is None:
        return plain
    labels: list[str] = _quietly(lambda: list(structure.page_labels), plain)
    return labels if len(labels) == count else plain


def _title(structure: pypdf.PdfReader | None, name: str) -> str:
    title = ""
    if structure is not None:
        title = _quietly(
            lambda: clean(str(getattr(structure.metadata, "title", "") or "")), ""
        ).strip()
    if len(title.split()) < 3 or re.search(
        r"\.\w{2,4}$|^(untitled|microsoft|copy of)", title, re.IGNORECASE
    ):
        return PurePath(name).stem
    return title


def _outline(structure: pypdf.PdfReader | None, pages: Sequence[Page]) -> Outline:
    """The outline in reading order; its entries tell the page, the place is where the page has their words."""
    if structure is None:
        return ()
    entries: list[tuple[int, tuple[str, ...]]] = []
    _quietly(lambda: entries.extend(_walk(structure, structure.outline, ())), None)
    several = Counter(number for number, _ in entries)
    found = []
    for number, path in entries:
        if 1 <= number <= len(pages):
            at = _place(path[-1], pages[number - 1].text)
            if at is not None or several[number] == 1:
                found.append((number, at or 0, path))
    return tuple(sorted(found, key=lambda entry: entry[:2]))


def _place(title: str, text: str) -> int | None:
    """Where a page's text has the words of a title, whatever the space between them."""
    words = re.findall(r"\w+", title)[:8]
    match = re.search(r"\W+".join(map(re.escape, words)), text, re.IGNORECASE) if words else None
    return match.start() if match else None


def _walk(
    structure: pypdf.PdfReader, entries: Any, above: tuple[str, ...]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    path = above
    for entry in entries:
        if isinstance(entry, list):
            yield from _walk(structure, entry, path)
            continue
        path = (*above, shorten(clean(str(entry.title))))
        index = structure.get_destination_page_number(entry)
        if index is not None:
            yield index + 1, path


def _mend_hyphens(texts: list[str]) -> list[str]:
    """Join words broken at line ends, keep hyphens that belong; the rest of the document decides."""
    words = set(re.findall(r"\w+(?:-\w+)*", " ".join(texts).lower()))

    def mend(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        broken = f"{left}{right}".lower() in words and f"{left}-{right}".lower() not in words
        return f"{left}{right}" if broken else f"{left}-{right}"

    pattern = re.compile(rf"(\w+){_LINE_HYPHEN}\n?(\w+)")
    return [pattern.sub(mend, text).replace(_LINE_HYPHEN, "-") for text in texts]
