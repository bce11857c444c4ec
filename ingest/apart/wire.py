"""What the child process that reads says to its parent: lines of JSON, which can carry nothing but values."""

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from corpus.errors import (
    EmptyFile,
    PasswordProtected,
    ReadingFailed,
    TooLarge,
    UnknownKind,
    UnreadableFile,
    WrongKind,
)
from corpus.nouns import Document, Page

REFUSALS: dict[str, type[UnreadableFile]] = {
    "EmptyFile": EmptyFile,
    "PasswordProtected": PasswordProtected,
    "ReadingFailed": ReadingFailed,
    "TooLarge": TooLarge,
    "UnknownKind": UnknownKind,
    "UnreadableFile": UnreadableFile,
    "WrongKind": WrongKind,
}
"""What the child may raise in its parent."""


class Task(NamedTuple):
    """What a child process is asked to do.

    Attributes:
        what: "read", "picture" or "marks": a key of ingest.apart.child.WORK.
        name: of the file, without folders, for what is told of it.
        arguments: of the function that does it; values that JSON has.
        content: the file's bytes, where they are not read from the originals.
    """

    what: str
    name: str
    arguments: tuple[str | int, ...]
    content: bytes = b""


def document_lines(document: Document) -> Iterator[bytes]:
    """A document as lines: first what it is, then its pages."""
    yield _line({"document": document._replace(pages=())._asdict()})
    for page in document.pages:
        yield _line({"page": page})


def value_line(value: Any) -> bytes:
    """Bytes, or a value that JSON has, as a line."""
    if isinstance(value, bytes):
        return _line({"bytes": base64.b64encode(value).decode()})
    return _line({"value": value})


def refusal_line(error: UnreadableFile) -> bytes:
    """A refusal as a line; one that the table does not have becomes the plain one."""
    name = type(error).__name__
    return _line({"refused": name if name in REFUSALS else "UnreadableFile", "message": str(error)})


def end_line(peak: int) -> bytes:
    """The end of an answer; with the most memory that the child has held, in bytes."""
    return _line({"end": peak})


def broken_line(error: type[BaseException]) -> bytes:
    """What broke the reader."""
    return _line({"broken": error.__name__})


def told(lines: Iterable[dict[str, Any]]) -> Document:
    """The document of some lines.

    Raises:
        UnreadableFile: the lines refuse it.
        ValueError: they are not of the form; so are TypeError and KeyError.
    """
    head: dict[str, Any] = {}
    pages: list[Page] = []
    for line in _heard(lines):
        if "page" in line:
            pages.append(_page(*line["page"]))
        elif "document" in line:
            head = line["document"]
    outline = tuple((number, int(at), tuple(path)) for number, at, path in head.pop("outline"))
    return Document(**{**head, "pages": tuple(pages), "outline": outline})


def told_value(lines: Iterable[dict[str, Any]]) -> Any:
    """The bytes or the value of some lines.

    Raises:
        UnreadableFile: the lines refuse it.
        ValueError: they are not of the form; so are TypeError and KeyError.
    """
    line = next(iter(_heard(lines)), {})
    return base64.b64decode(line["bytes"]) if "bytes" in line else line["value"]


def _heard(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Lines up to one that refuses."""
    for line in lines:
        if "refused" in line:
            raise REFUSALS[line["refused"]](str(line["message"]))
        yield line


def _page(number: int | None, text: str, label: str | None) -> Page:
    if not isinstance(text, str):
        raise TypeError("a page's text is no text")
    return Page(number, text, label)


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode() + b"\n"
