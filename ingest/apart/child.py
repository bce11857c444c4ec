"""The program that reads foreign files, as a child process within limits: `python -m ingest.apart.child`.

It reads one request after the other from its input and answers on its output, in the form of ingest.apart.wire. What
goes wrong beyond a refusal ends it; its parent tells the reason and starts another.
"""

import gc
import json
import os
import re
import resource
import signal
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from math import ceil
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from corpus.errors import UnreadableFile
from ingest.apart.wire import broken_line, end_line, refusal_line
from ingest.apart.work import WORK, Request
from ingest.kinds import Kind
from ingest.readers import reader

FILES_OPEN = 64
"""File descriptors that the child may have open."""

LINES = 100
"""Lines that are sent at once, so that the parent is not woken for each."""

GARBAGE = 100_000
"""New objects after which Python looks for garbage; lines of a page are many and none is."""

LOOKS = 1.0
"""Seconds between two looks whether the parent lives."""

_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.system",
    "urllib.",
)
"""What Python tells its audit hooks of and a reader has no business to do: networks, programs."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main(memory: int) -> None:
    """Serve requests until the input ends, which is when the parent ends.

    Args:
        memory: bytes of address space.
    """
    answer = os.dup(sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # a library that prints
    sys.excepthook = lambda kind, _, trace: _broke(answer, kind, trace)
    _limit(memory)
    _watch_parent()
    sys.addaudithook(_refuse)
    gc.set_threshold(GARBAGE)
    reader(Kind.PDF)  # while no file has come yet: most are of this kind
    while line := sys.stdin.buffer.readline():
        _serve(Request(*json.loads(line)), answer)


def _serve(request: Request, answer: int) -> None:
    content = sys.stdin.buffer.read(request.size)
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = ceil(used.ru_utime + used.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + request.cpu, resource.RLIM_INFINITY))
    try:
        for lines in batched(WORK[request.what](request, content), LINES):
            _write(answer, b"".join(lines))
    except UnreadableFile as error:
        _write(answer, refusal_line(error))
    _write(answer, end_line(_peak()))


def batched(lines: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    """Lines in lists of so many, as `itertools.batched` of Python 3.12 gives them."""
    rest = iter(lines)
    while some := list(islice(rest, size)):
        yield some


def _limit(memory: int) -> None:
    """Limits that hold for as long as the process lives."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES_OPEN),
    ):
        if sys.platform != "darwin" or what != resource.RLIMIT_AS:  # which macOS does not have
            resource.setrlimit(what, (most, most))


def _watch_parent() -> None:
    """End soon after the parent, even in the middle of a file.

    Not by PR_SET_PDEATHSIG, which also strikes where only the thread ended that started the child.
    """
    parent = os.getppid()

    def look(_signal: int, _frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, LOOKS, LOOKS)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if writes or event.startswith(_REFUSED):
        raise PermissionError(f"the child process that reads files may not do {event}")


def _broke(answer: int, kind: type[BaseException], _trace: TracebackType | None) -> None:
    _write(answer, broken_line(kind))


def _write(answer: int, line: bytes) -> None:
    at = 0
    while at < len(line):
        at += os.write(answer, memoryview(line)[at : at + 65_536])


def _peak() -> int:
    """The most memory that this program has held, in bytes.

    On Linux not by ru_maxrss, which an exec hands on: it would be that of the parent when it started this.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (held,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE)
        return int(held) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main(int(sys.argv[1]))
