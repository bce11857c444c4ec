"""MCP over standard input and output: one client, who is the person at this machine; ready before the model is."""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp_types import (
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCRequest,
    JSONRPCResponse,
    RequestId,
)

from api.mcp.server import server
from api.mcp.tool import View
from assistant.assistant import Assistant
from corpus.errors import StoreBusy

PATIENCE = 45.0
"""Seconds that a call waits for the assistant to be ready; clients give up a call after a minute."""

GRACE = 10.0
"""Seconds that requests which are open get when the input ends."""

PREPARING = (
    "Citygraft is getting ready: once, it takes in its case studies, which takes a minute or two. "
    "Call again then."
)
UNREADABLE = (
    "The line is no JSON-RPC message, so it was passed over. Send one message a line, as UTF-8."
)

Message = SessionMessage | Exception


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
    async with stdio_server() as (lines, out), anyio.create_task_group() as tasks:
        talk = _Talk(out)
        tasks.start_soon(talk.take, lines)
        tasks.start_soon(talk.give)
        await answering.run(talk.read, talk.write, answering.create_initialization_options())


class _Talk:
    """What is between the lines and the SDK: it answers lines that are no message, and what was asked before the end.

    The SDK drops both: a line that it cannot read, and the requests that are open when the input ends.
    """

    def __init__(self, out: MemoryObjectSendStream[SessionMessage]) -> None:
        self._out, self._open = out, set[RequestId]()
        self._ended, self._answered = False, anyio.Event()
        self._send, self.read = anyio.create_memory_object_stream[Message]()
        self.write, self._answers = anyio.create_memory_object_stream[SessionMessage]()

    async def take(self, lines: MemoryObjectReceiveStream[Message]) -> None:
        """Pass messages on to the SDK; once the input has ended, wait for the answers."""
        async with self._send:
            async for item in lines:
                await self._taken(item)
            self._ended = True
            with anyio.move_on_after(GRACE):
                if self._open:
                    await self._answered.wait()

    async def _taken(self, item: Message) -> None:
        if isinstance(item, Exception):
            told = ErrorData(code=PARSE_ERROR, message=UNREADABLE)
            await self._out.send(SessionMessage(JSONRPCError(jsonrpc="2.0", id=None, error=told)))
            return
        if isinstance(item.message, JSONRPCRequest):
            self._open.add(item.message.id)
        await self._send.send(item)

    async def give(self) -> None:
        """Pass answers on to the client."""
        async with self._answers, self._out:
            async for item in self._answers:
                await self._out.send(item)
                if isinstance(item.message, JSONRPCResponse | JSONRPCError):
                    self._open.discard(item.message.id or 0)
                    if self._ended and not self._open:
                        self._answered.set()
