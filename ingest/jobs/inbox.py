"""The inbox: bytes that jobs have received, under their digest; a name from outside never becomes a path."""

import hashlib
import os
import re
import shutil
import time
import uuid
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from corpus.errors import StoreError, UnreadableFile
from index.files import STAGE, sync

STALE = 24 * 3600.0
"""Seconds after which what was received for no job was left by a process that died."""


class Spool:
    """A file that is being received: written piece by piece, then kept under its digest or dropped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"{STAGE}{uuid.uuid4().hex}"
        self._digest = hashlib.sha256()
        self.size = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb")
        except OSError as error:
            raise _unwritable(error) from error

    def write(self, piece: bytes | memoryview) -> None:
        """Take the next bytes."""
        try:
            self._file.write(piece)
        except OSError as error:
            self.drop()
            raise _unwritable(error) from error
        self._digest.update(piece)
        self.size += len(piece)

    def keep(self) -> str:
        """Have the bytes on disk; their SHA-256."""
        sha256 = self._digest.hexdigest()
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._path.replace(self._folder / sha256)
            sync(self._folder)
        except OSError as error:
            self.drop()
            raise _unwritable(error) from error
        return sha256

    def drop(self) -> None:
        """Delete what was received; after `keep` this does nothing."""
        self._file.close()
        self._path.unlink(missing_ok=True)


class Inbox:
    """A folder with a folder for each job."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def spool(self, job_id: str) -> Spool:
        """A new file for a job."""
        return Spool(self._of(job_id))

    def read(self, job_id: str, sha256: str) -> bytes:
        """The bytes of that digest.

        Raises:
            UnreadableFile: they are gone.
        """
        try:
            return (self._of(job_id) / sha256).read_bytes()
        except OSError as error:
            raise UnreadableFile(
                f"The file that was sent is no longer here ({error.strerror}). Send it again."
            ) from error

    def lock(self, job_id: str) -> Path:
        """Where the lock of a job is; its folder is there then."""
        folder = self._of(job_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / ".lock"

    def clear(self, job_id: str) -> None:
        """Delete all that a job received."""
        shutil.rmtree(self._of(job_id), ignore_errors=True)

    def sweep(self, kept: Collection[str]) -> None:
        """Delete what belongs to none of these jobs and has not changed for STALE seconds."""
        for folder in self._folder.glob("*"):
            with suppress(OSError):  # another process may delete it first
                if folder.name not in kept and time.time() - folder.stat().st_mtime > STALE:
                    shutil.rmtree(folder)

    def _of(self, job_id: str) -> Path:
        assert re.fullmatch(r"[0-9a-f-]+", job_id), "ids of jobs are made here"
        return self._folder / job_id


def _unwritable(error: OSError) -> StoreError:
    return StoreError(
        f"The file cannot be kept ({error.strerror}). Check free space and rights of the data folder."
    )
