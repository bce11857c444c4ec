"""What the bot has under way: so much of it at the same time, and what becomes of it when the server stops."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from starlette.exceptions import HTTPException

from api.chat.turns import FAREWELL, GRACE

MAX_OPEN = 200
"""Messages that wait or are being answered at the same time; a further one is refused."""

log = logging.getLogger("citygraft")


class Work:
    """Tasks that nobody waits for."""

    def __init__(self) -> None:
        """Nothing is under way yet."""
        self._open: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin something.

        Raises:
            HTTPException: 429, too much is under way already.
        """
        if len(self._open) >= MAX_OPEN:
            work.close()
            raise HTTPException(429, "Too many questions at once. Ask again in a minute.")
        task = asyncio.create_task(work)
        self._open.add(task)  # the loop alone would not hold it
        task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Let what is under way end, cancel what takes long, and what takes long then once more."""
        for seconds in (GRACE, FAREWELL):
            if self._open:
                _, late = await asyncio.wait(self._open, timeout=seconds)
                for task in late:
                    task.cancel()
        if self._open:
            log.warning(
                "%d people of Microsoft Teams may still wait for an answer", len(self._open)
            )
            await asyncio.gather(*self._open, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._open.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("A message of Microsoft Teams could not be answered", exc_info=error)
