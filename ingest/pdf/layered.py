"""A scan with its words laid behind the picture of a page, made when a quote on that page is looked for, and kept."""

import time
from pathlib import Path
from threading import BoundedSemaphore

from corpus.errors import Cancelled, ReadingFailed, UnreadableFile
from index.made import Made
from ingest.pdf import ocr

PATIENCE = 20.0
"""Seconds by the clock that a person who looks at a page waits for it."""

_FREE = BoundedSemaphore(1)
"""One at a time: each takes a processor for some seconds, but only once."""


def with_words(original: Path, number: int, made: Made) -> Path:
    """A PDF in which the page has words; the original itself where they cannot be had, or not now.

    Args:
        number: of a page of which the text was recognised, from 1.
        made: keeps what is made; that nothing can be made is kept, too, as an empty file.
    """
    if not ocr.available():
        return original
    try:
        path = made.path(original, f"{number}-words.pdf", lambda: _recognised(original, number))
        return path if path.stat().st_size else original
    except (ReadingFailed, FileNotFoundError):
        return original


def _recognised(original: Path, number: int) -> bytes:
    if not _FREE.acquire(blocking=False):
        raise ReadingFailed("Another page is being recognised. Try again in a minute.")
    end = time.monotonic() + PATIENCE
    try:
        content = original.read_bytes()
        return ocr.recognised(content, "The original", [number], lambda: time.monotonic() > end)
    except Cancelled as error:
        raise ReadingFailed("To recognise this page takes too long.") from error
    except UnreadableFile:
        return b""
    finally:
        _FREE.release()
