"""Keeping how far the bot has read, once all before it is done: a crash makes it read again, never skip."""

import asyncio
import logging
from collections.abc import Callable, Collection
from pathlib import Path

from api.matrix.memory import Read, write

log = logging.getLogger("citygraft")


class Keeping:
    """Writes places to the data folder one after the other."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._last: asyncio.Task[None] | None = None
        self._waiting: set[asyncio.Task[None]] = set()

    def after(self, begun: Collection[asyncio.Task[None]], read: Callable[[], Read]) -> None:
        """Keep a place, as it is when some tasks, and all before them, have ended."""
        self._last = asyncio.create_task(self._kept(set(begun), self._last, read))
        self._waiting.add(self._last)
        self._last.add_done_callback(self._waiting.discard)

    async def end(self, *, done: bool) -> None:
        """Keep the last place where all before it is done, else no more than is kept."""
        if self._waiting:
            for waiting in self._waiting if not done else ():
                waiting.cancel()
            await asyncio.wait(self._waiting)

    async def _kept(
        self,
        begun: set[asyncio.Task[None]],
        before: asyncio.Task[None] | None,
        read: Callable[[], Read],
    ) -> None:
        if waited := begun | ({before} if before else set()):
            await asyncio.wait(waited)
        try:
            await asyncio.to_thread(write, self._home, read())
        except OSError as error:
            log.warning("How far Matrix was read could not be kept: %s.", error)
