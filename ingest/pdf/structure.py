"""What a PDF says of itself: its outline, its page labels, its title, as pdfium gives them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import PurePath

import pypdfium2

from corpus.nouns import Page
from ingest.plain.clean import clean
from ingest.plain.text import shorten

MAX_ENTRIES = 2000
"""Entries of an outline that are read."""

MAX_DEPTH = 15
"""Levels of an outline that are read."""

MAX_LABEL = 20
"""Characters of a page label; a longer one is none."""

Outline = tuple[tuple[int | None, int, tuple[str, ...]], ...]
Entry = tuple[int, tuple[str, ...]]


def entries(pdf: pypdfium2.PdfDocument) -> list[Entry]:
    """The outline's entries: physical page from 1, heading path."""
    found: list[Entry] = []
    path: list[str] = []
    toc = pdf.get_toc(max_depth=MAX_DEPTH)
    for mark, _ in zip(toc, range(MAX_ENTRIES), strict=False):
        path[mark.level :] = [shorten(_decoded(mark.get_title)) or "Untitled"]
        place = mark.get_dest()
        index = place.get_index() if place else None
        if index is not None and 0 <= index < len(pdf):
            found.append((index + 1, tuple(path)))
    return found


def placed(found: Sequence[Entry], pages: Sequence[Page]) -> Outline:
    """The outline in reading order; its entries tell the page, the place is where the page has their words."""
    several = Counter(number for number, _ in found)
    outline = []
    for number, path in found:
        at = _place(path[-1], pages[number - 1].text)
        if at is not None or several[number] == 1:
            outline.append((number, at or 0, path))
    return tuple(sorted(outline, key=lambda entry: entry[:2]))


def _place(title: str, text: str) -> int | None:
    """Where a page's text has the words of a title, whatever the space between them."""
    words = re.findall(r"\w+", title)[:8]
    match = re.search(r"\W+".join(map(re.escape, words)), text, re.IGNORECASE) if words else None
    return match.start() if match else None


def labels(pdf: pypdfium2.PdfDocument) -> Iterator[str | None]:
    """The label of each page where it says more than the page's number."""
    for index in range(len(pdf)):
        label = " ".join(_decoded(partial(pdf.get_page_label, index)).split())
        plain = label in {"", str(index + 1)} or len(label) > MAX_LABEL
        yield None if plain else label


def title(pdf: pypdfium2.PdfDocument, name: str) -> str:
    """The file's own title if it makes sense, else its name without the ending."""
    own = _decoded(lambda: pdf.get_metadata_value("Title")).strip()
    if len(own.split()) < 3 or re.search(
        r"\.\w{2,4}$|^(untitled|microsoft|copy of)", own, re.IGNORECASE
    ):
        return PurePath(name).stem
    return own


def _decoded(read: Callable[[], str]) -> str:
    """A text of the file's own; what is not UTF-16 as it should be counts as none."""
    try:
        return clean(read())
    except (UnicodeDecodeError, pypdfium2.PdfiumError):
        return ""
