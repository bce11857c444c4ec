"""One request to a child process and its answer, watched: by the clock, for its size, for a person who cancels."""

import json
import os
import selectors
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

from corpus.errors import Cancelled

LOOKS = 0.1
"""Seconds between two looks whether a person has cancelled."""

CHUNK = 1_048_576
"""Bytes sent at once: what a pipe holds, where the system lets it hold so many."""


class Ended(Exception):
    """The process ended in the middle of its answer, or said what broke it.

    Attributes:
        what: the name of the Python error that broke it; empty where it could not tell.
    """

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.what = what


class Late(Exception):
    """The time is up."""


class Endless(Exception):
    """The answer is longer than is allowed."""


def exchange(
    process: subprocess.Popen[bytes],
    parts: tuple[bytes, ...],
    seconds: float,
    most: int,
    cancelled: Callable[[], bool],
) -> Iterator[dict[str, Any]]:
    """Send a request in parts, hear the lines of its answer up to the one that ends it.

    Args:
        seconds: by the clock, for all of it.
        most: bytes of the answer.
        cancelled: asked every LOOKS seconds.
    Raises:
        Ended, Late, Endless: the process cannot be used any more.
        Cancelled: a person stopped it; nor can it then.
    """
    heard = 0
    rest = b""
    for piece in _pieces(process, parts, seconds, cancelled):
        heard += len(piece)
        if heard > most:
            raise Endless
        *lines, rest = (rest + piece if rest else piece).split(b"\n")
        for line in lines:
            value: dict[str, Any] = json.loads(line)
            if "broken" in value:
                raise Ended(str(value["broken"]))
            yield value
            if "end" in value:
                return


def _pieces(
    process: subprocess.Popen[bytes],
    parts: tuple[bytes, ...],
    seconds: float,
    cancelled: Callable[[], bool],
) -> Iterator[bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    end = time.monotonic() + seconds
    unsent = _chunks(parts)
    chunk = next(unsent)
    with selectors.DefaultSelector() as either:
        either.register(process.stdout, selectors.EVENT_READ)
        either.register(process.stdin, selectors.EVENT_WRITE)
        for ready in _whenever(either, end, cancelled):
            if ready is process.stdin:
                chunk = _sent(process.stdin.fileno(), chunk) or next(unsent, memoryview(b""))
                if not chunk:
                    either.unregister(process.stdin)
            elif piece := os.read(process.stdout.fileno(), CHUNK):
                yield piece
            else:
                raise Ended


def _whenever(
    either: selectors.BaseSelector, end: float, cancelled: Callable[[], bool]
) -> Iterator[Any]:
    """The pipes that are ready, until the time is up or a person has cancelled."""
    look = 0.0
    while (now := time.monotonic()) < end:
        if now >= look:
            look = now + LOOKS
            if cancelled():
                raise Cancelled("Reading was stopped. Nothing of this file was taken in.")
        yield from (key.fileobj for key, _ in either.select(min(LOOKS, end - now)))
    raise Late


def _chunks(parts: tuple[bytes, ...]) -> Iterator[memoryview]:
    for part in parts:
        whole = memoryview(part)
        yield from (whole[at : at + CHUNK] for at in range(0, len(whole), CHUNK))


def _sent(pipe: int, chunk: memoryview) -> memoryview:
    """What is left of a chunk after as much was written as the pipe takes."""
    try:
        return chunk[os.write(pipe, chunk) :]
    except BlockingIOError:
        return chunk
    except BrokenPipeError as error:
        raise Ended from error
