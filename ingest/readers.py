"""Which reader reads a file: decided by its content first, then by its name."""

from functools import cache
from pathlib import PurePath

from corpus.errors import EmptyFile, UnknownKind, WrongKind
from corpus.nouns import Document
from ingest.base import Reader
from ingest.markdown import MarkdownReader
from ingest.pdf import PdfReader
from ingest.text import TextReader


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader there is; the first that fits is taken."""
    return (PdfReader(), MarkdownReader(), TextReader())


def read(content: bytes, name: str) -> Document:
    """Read a file's bytes with the reader that fits.

    Raises:
        UnreadableFile: it is empty, of an unknown kind, not what its name says, or cannot be read.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise EmptyFile(f"{name} is empty. Nothing was taken in.")
    return _reader(content, name).read(content, name)


def _reader(content: bytes, name: str) -> Reader:
    suffix = PurePath(name).suffix.lower()
    by_name = next((r for r in readers() if suffix in r.suffixes), None)
    if content.lstrip()[:5] == b"%PDF-":
        return PdfReader()
    if isinstance(by_name, PdfReader) and b"%PDF-" not in content[:1024]:
        raise WrongKind(
            f"{name} is named .pdf, but its content is not a PDF. "
            "Check the file, or give it the ending of what it is."
        )
    if by_name is None:
        known = ", ".join(s for r in readers() for s in r.suffixes)
        raise UnknownKind(
            f"{name} is of a kind that cannot be read ({suffix or 'no ending'}). "
            f"Known endings: {known}. Save it as one of these, for instance as PDF."
        )
    return by_name
