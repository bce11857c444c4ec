"""Reading in child processes within limits: a file that breaks its reader is a failed file, not a failed server."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from corpus.errors import Cancelled, ReadingFailed, TooLarge, UnreadableFile
from corpus.nouns import Document
from ingest.apart.talk import CHUNK, Ended, Endless, Late, exchange
from ingest.apart.wire import Task, told
from ingest.kinds import Kind

T = TypeVar("T")
Told = Callable[[list[dict[str, Any]]], T]
"""What makes the lines of an answer a value."""

_ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")
"""All that a child learns of the environment: no keys, no settings."""


class Limits(NamedTuple):
    """What one file may take, and how long one process is kept.

    Attributes:
        memory: bytes of address space of the process.
        cpu: seconds of computing for a file.
        clock: seconds by the clock for a file.
        answer: bytes of a document as it comes back.
        files: that one process reads before another takes its place.
        growth: bytes of memory that a process may have held and still be kept.
    """

    memory: int = 1_000_000_000
    cpu: int = 60
    clock: float = 120.0
    answer: int = 100_000_000
    files: int = 500
    growth: int = 400_000_000


class Child:
    """A process that reads files, one at a time; started when the first comes, and again after a fault."""

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008 - it cannot be changed
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0

    def read(
        self, kind: Kind, content: bytes, name: str, cancelled: Callable[[], bool]
    ) -> Document:
        """Read a file.

        Raises:
            UnreadableFile: as the reader raises it; ReadingFailed where a limit or a fault ended it.
            Cancelled: a person stopped it.
        """
        return self.do(Task("read", name, (kind,), content), told, cancelled)

    def do(self, task: Task, told: Told[T], cancelled: Callable[[], bool]) -> T:
        """Do something with a file.

        Raises:
            UnreadableFile: as the function raises it; ReadingFailed where a limit or a fault ended it.
            Cancelled: a person stopped it.
        """
        lines = self._lines(task, cancelled)
        self._files += 1
        if self._files >= self.limits.files or lines[-1]["end"] > self.limits.growth:
            self.close()
        try:
            return told(lines)
        except (ValueError, TypeError, KeyError) as fault:
            self.close()
            raise ReadingFailed(_broke(task.name, "")) from fault

    def start(self) -> None:
        """Start the process, so that the first file need not wait for it."""
        self._started()

    def close(self) -> None:
        """End the process at once, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with process:  # closes its pipes and waits for it
                pass

    def _lines(self, task: Task, cancelled: Callable[[], bool]) -> list[dict[str, Any]]:
        content = task.content
        request = [task.what, task.name, task.arguments, len(content), self.limits.cpu]
        head = json.dumps(request).encode() + b"\n"
        process = self._started()
        clock, answer = self.limits.clock, self.limits.answer
        try:
            return list(exchange(process, (head, content), clock, answer, cancelled))
        except Cancelled:
            self.close()
            raise
        except (Ended, Late, Endless, ValueError) as fault:
            raise self._failure(process, task.name, fault) from fault

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start(self.limits.memory)
            self._files = 0
        return self._process

    def _failure(
        self, process: subprocess.Popen[bytes], name: str, fault: Exception
    ) -> UnreadableFile:
        """What to tell of a fault that ended the process, or for which it is ended."""
        if isinstance(fault, Ended):
            process.stdin.close()  # type: ignore[union-attr]  # a pipe; it ends, so that it need not be killed
            process.wait(self.limits.clock)
        self.close()
        mega = self.limits.memory // 1_000_000
        if isinstance(fault, Late):
            return ReadingFailed(_slow(name, f"{self.limits.clock:g} seconds"))
        if isinstance(fault, Endless):
            return TooLarge(f"{name} holds more text than can be taken in. Split it and try again.")
        if process.returncode == -signal.SIGXCPU:
            return ReadingFailed(_slow(name, f"{self.limits.cpu} seconds of computing"))
        if isinstance(fault, Ended) and fault.what == "MemoryError":
            return ReadingFailed(f"{name} takes more than {mega} MB of memory to read. {_ADVICE}")
        if process.returncode == -signal.SIGABRT:  # how C and C++ end without memory
            return ReadingFailed(
                f"{name} broke the reader, or takes more than {mega} MB of memory. {_ADVICE}"
            )
        return ReadingFailed(_broke(name, fault.what if isinstance(fault, Ended) else ""))


_ADVICE = "Save it again from its source, or split it, and try again."


def _slow(name: str, limit: str) -> str:
    return f"{name} takes longer than {limit} to read. {_ADVICE}"


def _broke(name: str, what: str) -> str:
    return f"{name} broke the reader{f' ({what})' if what else ''}. {_ADVICE}"


def _start(memory: int) -> subprocess.Popen[bytes]:
    environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    process = subprocess.Popen(  # noqa: S603 - our own program, no word of the file in its arguments
        [sys.executable, "-P", "-B", "-m", "ingest.apart.child", str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        bufsize=0,
        start_new_session=True,  # Ctrl-C at the terminal is for the parent to answer
    )
    for pipe in (process.stdin, process.stdout):
        _widen(pipe.fileno())  # type: ignore[union-attr]  # pipes
    os.set_blocking(process.stdin.fileno(), False)  # type: ignore[union-attr]  # a pipe
    return process


def _widen(pipe: int) -> None:
    """Let a pipe hold more, so that the two processes wait for each other less; Linux allows a megabyte."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, CHUNK)
