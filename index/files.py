"""Writing files so that a reader sees the old or the new, never a half; whatever moment the power goes."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STAGE = ".writing-"
"""Prefix of files and folders that are not finished; leftovers of a killed process may be deleted."""


def sync(path: Path) -> None:
    """Make sure that a file, or the entries of a folder, are on disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open folders; renames are journalled there
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file at once: aside, synced, renamed."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        sync(path.parent.parent)
    stage = path.parent / f"{STAGE}{uuid.uuid4().hex}"
    try:
        stage.write_bytes(content)
        sync(stage)
        stage.replace(path)
        sync(path.parent)
    finally:
        stage.unlink(missing_ok=True)


@contextmanager
def staged_folder(target: Path) -> Iterator[Path]:
    """A new folder to write into, which becomes `target` when the block ends without error.

    If `target` has come to exist meanwhile it is kept and the new folder is thrown away.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = target.parent / f"{STAGE}{uuid.uuid4().hex}"
    stage.mkdir()
    try:
        yield stage
        for path in (*stage.rglob("*"), stage):
            sync(path)
        if not target.exists():
            stage.rename(target)
        sync(target.parent)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Delete what killed writers left in a folder; only while no one else is writing there."""
    for path in folder.glob(f"{STAGE}*"):
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Hexadecimal digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
