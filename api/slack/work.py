"""What the app has under way on Slack: how much of it, and what becomes of it when the server stops."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from api.chat.base import Asked
from api.chat.turns import FAREWELL, GRACE
from api.slack.outgoing import Way

log = logging.getLogger("citygraft.slack")

MAX_WAITING = 200
"""Questions, and presses of buttons, that wait; whoever asks then is told to ask later."""


class Errand:
    """What a person waits for.

    Attributes:
        asked: what they said.
        way: where the reply goes.
        taken: whether its event is noted as answered.
        settled: whether the reply is on its way, or there is none.
    """

    def __init__(self, asked: Asked, way: Way) -> None:
        """Nothing is done for it yet."""
        self.asked, self.way = asked, way
        self.taken = self.settled = False


class Work:
    """Tasks that nobody waits for but the people whose errands they are."""

    def __init__(self) -> None:
        """Nothing is under way yet."""
        self._open: dict[asyncio.Task[None], Errand] = {}
        self._closing = False

    @property
    def full(self) -> bool:
        """Whether no more is taken."""
        return self._closing or len(self._open) >= MAX_WAITING

    @property
    def crowded(self) -> bool:
        """Whether not even those are told who are turned away."""
        return self._closing or len(self._open) >= 2 * MAX_WAITING

    def start(self, errand: Errand, work: Coroutine[Any, Any, None]) -> None:
        """Begin an errand."""
        task = asyncio.create_task(work)
        self._open[task] = errand  # the loop alone would not hold it
        task.add_done_callback(self._done)

    async def close(self, tell: Callable[[list[Errand]], Coroutine[Any, Any, None]]) -> None:
        """Let what is under way end; after GRACE give up what is not settled, and tell so within FAREWELL."""
        self._closing = True
        if self._open:
            await asyncio.wait(self._open, timeout=GRACE)
        if self._open:
            telling = asyncio.create_task(tell(self._given_up()))
            telling.add_done_callback(_looked_at)
            await asyncio.wait({telling, *self._open}, timeout=FAREWELL)
            await self._end({telling, *self._open})

    def _given_up(self) -> list[Errand]:
        late = [(task, errand) for task, errand in self._open.items() if not errand.settled]
        for task, _ in late:
            task.cancel()
        return [errand for _, errand in late]

    async def _end(self, tasks: set[asyncio.Task[None]]) -> None:
        """End what still waits for Slack, which may have taken it or not."""
        slow = [task for task in tasks if task.cancel()]
        if slow:
            log.warning("The server stopped before Slack had taken everything that was to be sent.")
        await asyncio.gather(*tasks, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._open[task]
        _looked_at(task)


def _looked_at(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("Something said on Slack was not answered.", exc_info=error)
