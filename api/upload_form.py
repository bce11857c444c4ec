"""A form with files while it is parsed: every part is counted, and files go to disk piece by piece."""

import re
from pathlib import PurePosixPath

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.exceptions import HTTPException

from ingest.incoming import MAX_BYTES
from ingest.jobs.inbox import Inbox, Spool
from ingest.jobs.job import UPLOAD, Item
from ingest.plain.clean import clean

MAX_FILES = 100
"""Files of one request."""

MAX_FIELDS = 10
"""Other fields of a form with files."""

MAX_FIELD = 2_000
"""Bytes of such a field."""

MAX_HEADERS = 8
"""Headers of a part, of at most 4,096 bytes each."""

MAX_EPILOGUE = 4_096
"""Bytes behind the end of a form."""

MAX_NAME = 120
"""Characters of a name as it is shown."""


class UploadForm:
    """A form while it is parsed; each method is told of a piece of it."""

    def __init__(self, inbox: Inbox, job_id: str) -> None:
        self.items: list[Item] = []
        self.fields: dict[str, str] = {}
        self.ended = False
        self._inbox, self._job_id = inbox, job_id
        self._header, self._value = b"", b""
        self._disposition = b""
        self._spool: Spool | None = None
        self._field, self._name = b"", ""
        self._parts = self._behind = 0

    def check_end(self, length: int) -> None:
        """Refuse what goes on and on behind the end."""
        self._behind += length if self.ended else 0
        if self._behind > MAX_EPILOGUE:
            raise FormParserError("it goes on behind its end")

    def drop(self) -> None:
        """Let go of the file that was being received."""
        if self._spool:
            self._spool.drop()

    def begin(self) -> None:
        """A part begins."""
        self._disposition, self._field, self._spool = b"", b"", None
        self._parts += 1
        if self._parts > MAX_FILES + MAX_FIELDS:
            raise HTTPException(413, f"There are more than {MAX_FILES} files. Send fewer at once.")

    def header_name(self, data: bytes, start: int, end: int) -> None:
        """More of the name of a header."""
        self._header += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        """More of its value."""
        self._value += data[start:end]

    def header_end(self) -> None:
        """A header is whole; only one matters."""
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header, self._value = b"", b""

    def headers_end(self) -> None:
        """The content begins: of a file where there is a name for one, else of a field."""
        _, options = parse_options_header(self._disposition)
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" in options:
            self._name = shown_name(options[b"filename"])
            if len(self.items) == MAX_FILES:
                raise HTTPException(
                    413, f"There are more than {MAX_FILES} files. Send fewer at once."
                )
            self._spool = self._inbox.spool(self._job_id)

    def data(self, data: bytes, start: int, end: int) -> None:
        """More of the content."""
        piece = memoryview(data)[start:end]
        if self._spool is None:
            self._field += piece
            if len(self._field) > MAX_FIELD:
                raise HTTPException(413, f"A field is over the limit of {MAX_FIELD} bytes.")
            return
        if self._spool.size + len(piece) > MAX_BYTES:
            raise HTTPException(
                413, f"{self._name} has over {MAX_BYTES // 1_000_000} MB, which is the limit."
            )
        self._spool.write(piece)

    def end(self) -> None:
        """A part is whole."""
        if self._spool is None:
            self.fields[self._name[:MAX_NAME]] = self._field.decode("utf-8", "replace")
        elif self._spool.size or self._name:
            self._keep(self._spool)
        else:
            self._spool.drop()  # a form whose field for files was left empty
        self._spool = None

    def finish(self) -> None:
        """The form is whole."""
        self.ended = True

    def _keep(self, spool: Spool) -> None:
        sha256, name = spool.keep(), self._name or "file"
        taken = {item.name: item.sha256 for item in self.items}
        if taken.get(name) != sha256:
            name = _free(name, taken)
            self.items.append(Item(name, f"{UPLOAD}{name}", sha256))


def shown_name(given: bytes) -> str:
    """A file's name as people may see it: without folders, and nothing in it that misleads; empty where nothing is left.

    It never becomes a path.
    """
    text = " ".join(clean(given.decode("utf-8", "replace")).split())
    name = re.split(r"[/\\]", text)[-1].strip(". ")
    ending = PurePosixPath(name).suffix[:10]
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1 - len(ending)]}…{ending}"


def _free(name: str, taken: dict[str, str]) -> str:
    """The name, with a number where another file of the same request has it."""
    number, free = 1, name
    path = PurePosixPath(name)
    while free in taken:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free
