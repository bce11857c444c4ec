"""The pages of original PDFs as people look at them: pictures and marks, made in child processes within limits."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from corpus.errors import Cancelled, ReadingFailed
from ingest.apart.pool import PAGES
from ingest.apart.wire import Task, told_value
from ingest.pdf.marked import Marks

PATIENCE = 20.0
"""Seconds that a picture or marks may take by the clock, waiting for a free process included."""

NAME = "The original"
T = TypeVar("T")


def picture(path: Path, number: int, width: int) -> bytes:
    """A page, from 1, as a PNG of some width in pixels.

    Raises:
        UnreadableFile: there is none: the message tells why.
    """
    content = _done(Task("picture", NAME, (str(path), number, width)), told_value)
    assert isinstance(content, bytes)
    return content


def marks(path: Path, number: int, text: str, start: int, end: int) -> Marks:
    """Where the quote `text[start:end]` stands on a page, from 1, that was read as `text`.

    Raises:
        UnreadableFile: it cannot be told; the message says why.
    """
    return _done(Task("marks", NAME, (str(path), number, text, start, end)), _marks)


def _marks(lines: list[dict[str, Any]]) -> Marks:
    width, height, coverage, rectangles = told_value(lines)
    return Marks(width, height, coverage, tuple(map(tuple, rectangles)))


def _done(task: Task, told: Callable[[list[dict[str, Any]]], T]) -> T:
    end = time.monotonic() + PATIENCE
    try:
        return PAGES.do(task, told, lambda: time.monotonic() > end)
    except Cancelled as error:
        raise ReadingFailed(
            f"The page could not be drawn within {PATIENCE:g} seconds. Try again in a minute."
        ) from error
