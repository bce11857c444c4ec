"""MCP over standard input and output: one client, who is the person at this machine; ready before the model is."""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillWaiting
from typing import Any

import anyio
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp_types import PARSE_ERROR, ErrorData, JSONRPCError

from api.mcp.server import server
from api.mcp.tool import View
from assistant.assistant import Assistant
from corpus.errors import StoreBusy

PATIENCE = 45
"""Seconds that a call waits for the assistant to be ready; clients give a call up after a minute."""

PREPARING = (
    "Citygraft is getting ready: it takes in its case studies, once, which takes a minute or two. Call again then."
)
UNREADABLE = "This line is no JSON-RPC message, so it was passed over. Send one message a line, as UTF-8."


def serve(load: Callable[[], Assistant], base: str) -> None:
    """Answer until the client closes the input.

    Args:
        load: makes the assistant, in a thread of its own; what it raises is what calls are answered with.
        base: what links begin with.
    """
    ready: Future[Assistant] = Future()
    threading.Thread(target=_loaded, args=(load, ready), daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    anyio.run(_serve, server(lambda _: View(_waited(ready), base)))
    # a library that is still being loaded in the thread does not end well with the interpreter
    os._exit(0)
