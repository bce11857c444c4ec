"""What the child process does with foreign files: reads them, draws their pages, finds quotes on these."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, NamedTuple

from ingest.apart.wire import document_lines, value_line
from ingest.kinds import Kind
from ingest.readers import reader


class Request(NamedTuple):
    """A task as it is sent.

    Attributes:
        what: to do; a key of WORK.
        name: of the file, without folders.
        arguments: of the function that does it.
        size: bytes of content, which follow.
        cpu: seconds of computing that it may take.
    """

    what: str
    name: str
    arguments: list[Any]
    size: int
    cpu: int


def _read(request: Request, content: bytes) -> Iterator[bytes]:
    (kind,) = request.arguments
    yield from document_lines(reader(Kind(kind)).read(content, request.name))


def _by(function: str) -> Callable[[Request, bytes], Iterator[bytes]]:
    """Work of a function of ingest.pdf.picture, which is imported when it is first wanted."""

    def work(request: Request, _content: bytes) -> Iterator[bytes]:
        module = import_module("ingest.pdf.picture")
        yield value_line(getattr(module, function)(*request.arguments))

    return work


WORK: dict[str, Callable[[Request, bytes], Iterator[bytes]]] = {
    "read": _read,
    "picture": _by("picture_of"),
    "marks": _by("marks_of"),
}
"""What this process does, as lines of its answer."""
