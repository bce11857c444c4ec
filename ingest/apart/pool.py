"""The child processes that read for this one: started when needed, kept for the next file, ended with it."""

import atexit
import os
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar

from corpus.errors import Cancelled
from corpus.nouns import Document
from ingest.apart.contained import Child, Limits, Told
from ingest.apart.talk import LOOKS
from ingest.apart.wire import Task, told
from ingest.kinds import Kind

PROCESSES = 2
"""Child processes that read at the same time; a further file waits."""


PAGE_LIMITS = Limits(cpu=10, clock=20.0, answer=40_000_000)
"""Of the picture of one page, and of the marks on it; a person waits for them."""

T = TypeVar("T")


class Pool:
    """Children that read for several threads."""

    def __init__(self, limits: Limits = Limits(), processes: int = PROCESSES) -> None:  # noqa: B008
        self.limits = limits
        self._processes = processes
        self._free = BoundedSemaphore(processes)
        self._idle: list[Child] = []  # its append and pop are atomic

    def read(
        self, kind: Kind, content: bytes, name: str, cancelled: Callable[[], bool]
    ) -> Document:
        """Read a file in a child that has nothing else to do; wait for one.

        Raises:
            UnreadableFile: the file cannot be read.
            Cancelled: a person stopped it.
        """
        return self.do(Task("read", name, (kind,), content), told, cancelled)

    def do(self, task: Task, told: Told[T], cancelled: Callable[[], bool]) -> T:
        """Do something with a file in a child that has nothing else to do; wait for one.

        Raises:
            UnreadableFile: it cannot be done.
            Cancelled: a person stopped it.
        """
        while not self._free.acquire(timeout=LOOKS):
            if cancelled():
                raise Cancelled("Reading was stopped. Nothing of this file was taken in.")
        try:
            child = self._idle.pop() if self._idle else Child(self.limits)
            try:
                return child.do(task, told, cancelled)
            finally:
                self._idle.append(child)
        finally:
            self._free.release()

    def start(self) -> None:
        """Start a child while something else is done; the first file need not wait for it then."""
        if not self._idle and self._free.acquire(blocking=False):
            child = Child(self.limits)
            child.start()
            self._idle.append(child)
            self._free.release()

    def close(self) -> None:
        """End all children that have nothing to do; each is started again when it is needed."""
        while self._idle:
            self._idle.pop().close()

    def forget(self) -> None:
        """Leave the children to another process: that from which this one was forked."""
        self._idle = []
        self._free = BoundedSemaphore(self._processes)


POOL = Pool()
"""That of this process."""

PAGES = Pool(PAGE_LIMITS)
"""That which draws pages, apart from the one above: whoever looks at a page does not wait for jobs."""

for _pool in (POOL, PAGES):
    atexit.register(_pool.close)
    os.register_at_fork(after_in_child=_pool.forget)
