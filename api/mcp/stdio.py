"""MCP over standard input and output: one client, who is the person at this machine; ready before the model is."""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import anyio
from mcp.server import Server
from mcp.server.stdio import stdio_server

from api.mcp.lines import Talk, standard_input
from api.mcp.server import server
from api.mcp.tool import View
from assistant.assistant import Assistant
from corpus.errors import StoreBusy

PATIENCE = 45.0
"""Seconds that a call waits for the assistant to be ready; clients give up a call after a minute."""

PREPARING = (
    "Citygraft is getting ready: once, it takes in its case studies, which takes a minute or two. "
    "Call again then."
)


def serve(load: Callable[[], Assistant], base: str) -> None:
    """Answer until the client closes the input, or the process is told to end; then end the process.

    Args:
        load: makes the assistant, in a thread of its own; where it fails, the next call tries anew.
        base: what links begin with.
    """
    loading = Loading(load)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    anyio.run(_serve, server(lambda _: View(loading.assistant(), base)))
    # nothing is left to write, and a model that is still being loaded in its thread would hold the process
    os._exit(0)


class Loading:
    """An assistant that is being loaded while the client is told already what there is to call."""

    def __init__(self, load: Callable[[], Assistant], patience: float = PATIENCE) -> None:
        """Begin to load; `patience` is how many seconds a call waits for it."""
        self._load, self._patience = load, patience
        self._pool = ThreadPoolExecutor(1)
        self._future: Future[Assistant] = self._pool.submit(load)
        self._lock = threading.Lock()

    def assistant(self) -> Assistant:
        """The assistant, once it is loaded.

        Raises:
            StoreBusy: it takes longer than the patience of a call.
            CitygraftError: it cannot be loaded; the message says what to do.
        """
        with self._lock:
            if self._future.done() and self._future.exception() is not None:
                self._future = self._pool.submit(self._load)
            future = self._future
        try:
            return future.result(self._patience)
        except TimeoutError as error:
            raise StoreBusy(PREPARING) from error


async def _serve(answering: Server[Any]) -> None:
    source = standard_input()
    async with stdio_server(source) as (lines, out), anyio.create_task_group() as tasks:
        talk = Talk(out)
        tasks.start_soon(talk.take, lines)
        tasks.start_soon(talk.give)
        await answering.run(talk.read, talk.write, answering.create_initialization_options())
