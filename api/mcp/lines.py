"""The lines of standard input and output, between which and the SDK stands what the SDK drops without an answer."""

import os
from typing import Any

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.shared.message import SessionMessage
from mcp_types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
)
from pydantic import ValidationError
from pydantic_core import from_json

GRACE = 10.0
"""Seconds that requests which are open get when the input ends."""

UNREADABLE = (
    "The line is no JSON-RPC message, so it was passed over. Send one message a line, as UTF-8."
)
NO_MESSAGE = (
    "The line is JSON, but no JSON-RPC message, so it was passed over. Send one request or notification a line, "
    "as an object; the id of a request is a text or a whole number."
)

Message = SessionMessage | Exception


class Lines(anyio.AsyncFile[str]):
    """Lines of JSON-RPC, in which a request whose id is none stands as what the SDK refuses.

    The SDK would take it for a notification, and whoever sent it would wait for ever.
    """

    async def readline(self) -> str:
        """The next line; empty at the end."""
        line = await super().readline()
        return "null\n" if _has_no_id(line) else line


def _has_no_id(line: str) -> bool:
    """Whether a line is a request with something as its id that is none."""
    try:
        said = from_json(line)
    except ValueError:
        return False
    if not isinstance(said, dict) or not {"method", "id"} <= said.keys():
        return False
    return isinstance(said["id"], bool) or not isinstance(said["id"], int | str)


def standard_input() -> Lines:
    """Standard input for the protocol alone: what else reads it in this process finds it empty."""
    wire, nothing = os.dup(0), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    # never closed: a thread may wait for its next line until the process ends
    raw = os.fdopen(wire, encoding="utf-8", errors="replace", closefd=False)
    return Lines(raw)


class Talk:
    """What is between the lines and the SDK: it answers lines that are no message, and what was asked before the end.

    The SDK drops both: a line that it cannot read, and the requests that are open when the input ends.
    """

    def __init__(self, out: MemoryObjectSendStream[SessionMessage], grace: float = GRACE) -> None:
        """Begin; `grace` is how many seconds open requests get at the end of the input."""
        self._out, self._grace, self._open = out, grace, set[str]()
        self._ended, self._settled = False, anyio.Event()
        self._send, self.read = anyio.create_memory_object_stream[Message]()
        self.write, self._answers = anyio.create_memory_object_stream[SessionMessage]()

    async def take(self, lines: MemoryObjectReceiveStream[Message]) -> None:
        """Pass messages on to the SDK; once the input has ended, wait for the answers."""
        async with self._send:
            async for item in lines:
                await self._taken(item)
            self._ended = True
            with anyio.move_on_after(self._grace):
                if self._open:
                    await self._settled.wait()

    async def _taken(self, item: Message) -> None:
        if isinstance(item, Exception):
            told = JSONRPCError(jsonrpc="2.0", id=None, error=_refused(item))
            await self._out.send(SessionMessage(told))
            return
        if isinstance(item.message, JSONRPCRequest):
            self._open.add(str(item.message.id))
        if isinstance(item.message, JSONRPCNotification):
            self._cancel(item.message)
        await self._send.send(item)

    def _cancel(self, told: JSONRPCNotification) -> None:
        """What is cancelled is never answered; the SDK takes a number and its text for the same id, and so does this."""
        if told.method == "notifications/cancelled":
            self._open.discard(str((told.params or {}).get("requestId")))

    async def give(self) -> None:
        """Pass answers on to the client."""
        async with self._answers, self._out:
            async for item in self._answers:
                await self._out.send(item)
                if isinstance(item.message, JSONRPCResponse | JSONRPCError):
                    self._open.discard(str(item.message.id))
                    if self._ended and not self._open:
                        self._settled.set()


def _refused(error: Exception) -> ErrorData:
    faults: list[Any] = (
        error.errors(include_url=False) if isinstance(error, ValidationError) else []
    )
    if faults and faults[0]["type"] != "json_invalid":
        return ErrorData(code=INVALID_REQUEST, message=NO_MESSAGE)
    return ErrorData(code=PARSE_ERROR, message=UNREADABLE)
