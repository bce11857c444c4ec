"""Which reader reads a file: decided by its content first, then by its name."""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from corpus.errors import EmptyFile
from corpus.nouns import Document
from ingest.base import Reader
from ingest.kinds import Kind, kind_of

READERS: dict[Kind, str] = {
    Kind.PDF: "ingest.pdf.reader.PdfReader",
    Kind.DOCX: "ingest.office.docx.DocxReader",
    Kind.PPTX: "ingest.office.pptx.PptxReader",
    Kind.ODT: "ingest.office.odt.OdtReader",
    Kind.RTF: "ingest.office.rtf.RtfReader",
    Kind.EPUB: "ingest.html.epub.EpubReader",
    Kind.HTML: "ingest.html.reader.HtmlReader",
    Kind.CSV: "ingest.plain.table.CsvReader",
    Kind.JSONL: "ingest.plain.table.JsonLinesReader",
    Kind.MARKDOWN: "ingest.plain.markdown.MarkdownReader",
    Kind.TEXT: "ingest.plain.text.TextReader",
}
"""Where the reader of each kind is; it is imported when the first file of its kind comes."""

OWN = frozenset({Kind.MARKDOWN, Kind.CSV, Kind.JSONL, Kind.TEXT})
"""Kinds read in this process, by code of ours whose time grows with the file; others need a child process."""


def never() -> bool:
    """Not cancelled."""
    return False


@cache
def reader(kind: Kind) -> Reader:
    """The reader of a kind, in this process."""
    module, _, name = READERS[kind].rpartition(".")
    made: Reader = getattr(import_module(module), name)()
    return made


def read(content: bytes, name: str, cancelled: Callable[[], bool] = never) -> Document:
    """Read a file's bytes with the reader of its kind; foreign code reads in a child process.

    Args:
        cancelled: asked about ten times a second while a child process reads.
    Raises:
        UnreadableFile: it is empty, of an unknown kind, not what its name says, or cannot be read.
        Cancelled: a person stopped it.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise EmptyFile(f"{name} is empty. Nothing was taken in.")
    kind = kind_of(content, name)
    if kind in OWN:
        return reader(kind).read(content, name)
    from ingest.apart.pool import POOL

    if kind is Kind.PDF:
        from ingest.pdf.scans import read_pdf

        return read_pdf(POOL, content, name, cancelled)
    return POOL.read(kind, content, name, cancelled)
