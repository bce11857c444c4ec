"""Files on their way in: where they come from, and how to get at their bytes."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from corpus.errors import TooLarge, UnreadableFile

MAX_BYTES = 200_000_000
"""A larger file is refused."""


class Same(StrEnum):
    """What to do with bytes that are held under another name."""

    ASK = "ask"
    KEEP = "keep"
    RENAME = "rename"
    BOTH = "both"


class Incoming(NamedTuple):
    """A file on its way in.

    Attributes:
        name: without folders, as people see it.
        source: what makes it the same file when it comes again: a path, "upload:NAME", an address,
            "draft:ID" or "corpus:ID".
        content: gives its bytes; raises UnreadableFile where they cannot be had.
        same: what to do where the bytes are held under another name.
        meta: facts that go into the document's meta, such as the address it was fetched from.
    """

    name: str
    source: str
    content: Callable[[], bytes]
    same: Same = Same.ASK
    meta: Mapping[str, Any] = MappingProxyType({})


def of_path(path: Path, same: Same = Same.ASK) -> Incoming:
    """A file of this machine; its path is its source."""
    return Incoming(path.name, str(path), partial(read_bytes, path), same)


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, hidden ones left out, in order of names.

    A folder that may not be read comes as if it were a file, so that the report has it.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        closed: list[OSError] = []
        for folder, folders, names in os.walk(path, onerror=closed.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder) / n for n in sorted(names) if not n.startswith("."))
        yield from (Path(error.filename) for error in closed)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of this machine.

    Raises:
        UnreadableFile: it is no file, too large, or may not be read.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableFile(
                f"{path.name} is no file that can be read, or a folder that you may not look into."
            )
        if about.st_size > MAX_BYTES:
            raise TooLarge(
                f"{path.name} has over {MAX_BYTES // 1_000_000} MB, which is the limit. Split it."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"There is no file or folder '{path}'. Check the path.") from error
    except OSError as error:
        raise UnreadableFile(
            f"{path.name} cannot be opened ({error.strerror}). Check that you may read it."
        ) from error
