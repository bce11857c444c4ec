"""Zip files (Word, PowerPoint, OpenDocument, EPUB) opened within limits; nothing is ever unpacked to disk."""

import io
import zipfile
import zlib
from posixpath import normpath
from urllib.parse import unquote

from corpus.errors import PasswordProtected, TooLarge, WrongKind

MAX_ENTRIES = 10_000
"""Entries of an archive."""

MAX_UNPACKED = 300_000_000
"""Bytes of all entries together once unpacked."""

MAX_ENTRY = 100_000_000
"""Bytes of one entry that is read."""

MAX_RATIO = 200
"""Times that an entry may grow when unpacked, if it comes to more than RATIO_FROM bytes."""

RATIO_FROM = 5_000_000
"""Bytes; below them any ratio is harmless, and blank pictures have high ones."""

_ENCRYPTED = 0x1
_METHODS = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # bzip2 and LZMA cannot be bounded while inflating
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class Archive:
    """The entries of a zip file, by path without regard to case; paths are keys here, never places on disk.

    Attributes:
        name: of the file, for messages.
        paths: of its entries as written there, with `/` between folders.
    """

    def __init__(self, content: bytes, name: str) -> None:
        """Check the directory of a zip file.

        Raises:
            WrongKind: it is damaged, or holds different entries under one path.
            TooLarge: it has too many entries, or they come to too much once unpacked.
            PasswordProtected: an entry is encrypted.
        """
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (*_BROKEN, NotImplementedError) as error:
            raise _damaged(name) from error
        entries = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        _check(entries, len(content), name)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for info in entries:
            held = self._entries.setdefault(_key(info.filename), info)
            if (held.CRC, held.file_size) != (info.CRC, info.file_size):
                raise WrongKind(
                    f"{name} holds two different parts under one name ({info.filename!r:.80}), so that it "
                    "cannot be told which one counts. Save it again from its source."
                )
        self.paths = tuple(info.filename.replace("\\", "/") for info in self._entries.values())

    def __contains__(self, path: str) -> bool:
        return _key(path) in self._entries

    def read(self, path: str) -> bytes:
        """An entry's bytes.

        Args:
            path: as written in the archive, or as a link inside it says: `a/../b` and `%20` are resolved.
        Raises:
            WrongKind: it is not there, or damaged.
            TooLarge: it is over MAX_ENTRY.
        """
        info = self._entries.get(_key(path)) or self._entries.get(_key(unquote(path)))
        if info is None:
            raise WrongKind(
                f"{self.name} is damaged: its part {path!r:.80} is missing. Save it again from its source."
            )
        if info.file_size > MAX_ENTRY:
            raise _large(self.name, f"a part of more than {MAX_ENTRY // 1_000_000} MB")
        try:
            with self._zip.open(info) as stream:
                content = stream.read(info.file_size + 1)  # never more than the directory says
                stream.read(1)  # the end checks the sum
        except (*_BROKEN, NotImplementedError) as error:
            raise _damaged(self.name) from error
        if len(content) != info.file_size:
            raise _damaged(self.name)
        return content


def _check(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _large(name, f"{len(entries):,} parts; the limit is {MAX_ENTRIES:,}")
    if any(info.flag_bits & _ENCRYPTED for info in entries):
        raise PasswordProtected(
            f"{name} is password-protected. Save a copy without a password and take in that."
        )
    if sum(info.file_size for info in entries) > MAX_UNPACKED:
        raise _large(name, f"more than {MAX_UNPACKED // 1_000_000} MB once it is unpacked")
    if sum(info.compress_size for info in entries) > size:
        raise _damaged(name)  # entries overlap: a bomb, or nonsense
    for info in entries:
        if info.compress_type not in _METHODS:
            raise WrongKind(
                f"{name} is packed in a way that documents are not. Save it again from its source."
            )
        if info.file_size > max(RATIO_FROM, info.compress_size * MAX_RATIO):
            raise _large(
                name, f"a part that grows more than {MAX_RATIO} times when unpacked, as bombs do"
            )


def _key(path: str) -> str:
    return normpath("/" + path.replace("\\", "/")).lstrip("/").lower()


def _damaged(name: str) -> WrongKind:
    return WrongKind(
        f"{name} is a damaged archive: it cannot be opened. Save it again from its source."
    )


def _large(name: str, what: str) -> TooLarge:
    return TooLarge(f"{name} has {what}. Save it again without large pictures, or split it.")
