"""Plain text: the reference reader; and what every reader makes a document with."""

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

from corpus.gazetteer import fold
from corpus.nouns import Document, Page
from ingest.kinds import Kind
from ingest.plain.clean import clean
from ingest.plain.decode import decode

__all__ = ["MAX_TITLE", "TextReader", "clean", "document", "shorten", "slug"]

MAX_TITLE = 120
"""Longest title, in characters; a longer one is cut."""


class TextReader:
    """Text in UTF-8, -16 or -32, or in an older encoding, which is then guessed and said."""

    kind = Kind.TEXT

    def read(self, content: bytes, name: str) -> Document:
        """One page without a number; the title is the first line if it is short and no quotation, else the name."""
        text, warnings = decode(content, name)
        first = text.strip().partition("\n")[0].strip()
        named = 3 <= len(first) <= MAX_TITLE and first[0] not in "\"'“‘«„"
        title = first if named else PurePath(name).stem
        return document(content, name, title, (Page(None, text),), self.kind, warnings)


def document(
    content: bytes,
    name: str,
    title: str,
    pages: tuple[Page, ...],
    media_type: str,
    warnings: Sequence[str] = (),
) -> Document:
    """A document of kind "document" with what follows from its bytes and name.

    Args:
        warnings: a sentence for each thing that a person should know though the file was read.
    """
    return Document(
        doc_id=slug(PurePath(name).stem),
        title=shorten(title) or PurePath(name).stem,
        kind="document",
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        source=name,
        pages=pages,
        outline=(),
        meta={"warnings": list(warnings)} if warnings else {},
    )


def slug(text: str) -> str:
    """Lower-case words with hyphens, at most 60 characters: `Savannah, GA Plan` → `savannah-ga-plan`."""
    return fold(text).replace(" ", "-")[:60].strip("-") or "document"


def shorten(title: str) -> str:
    """A title on one line of at most MAX_TITLE characters, with nothing invisible in it."""
    line = " ".join(clean(title).split())
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1].rstrip() + "…"
