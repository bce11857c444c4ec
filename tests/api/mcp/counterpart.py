"""The SDK's client as a counterpart: over stdio to the real command, over HTTP to a real server, or in this process."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.server import Server
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, TextContent

from bench.serving import COMMAND, environment

ERAS = ("legacy", "auto")
"""The era of the handshake; the one that asks by `server/discover` first, and finds the new one."""

WAIT = 120
"""Seconds after which a conversation that hangs is a failure."""

T = TypeVar("T")
Talk = Callable[[Client], Awaitable[T]]


def over_stdio(home: Path, era: str, talk: Talk[T]) -> T:
    """What a conversation with `citygraft mcp` gives."""
    command = StdioServerParameters(command=COMMAND, args=["mcp"], env=environment(home))
    return asyncio.run(_held(lambda: Client(stdio_client(command), mode=era), talk))


def over_http(address: str, era: str, talk: Talk[T], key: str = "") -> T:
    """What a conversation with a server gives."""

    async def whole() -> T:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        async with httpx2.AsyncClient(headers=headers, timeout=WAIT) as http:
            transport = streamable_http_client(f"{address}/mcp", http_client=http)
            return await _held(lambda: Client(transport, mode=era), talk)

    return asyncio.run(whole())


def in_process(server: Server[Any], era: str, talk: Talk[T]) -> T:
    """What a conversation gives without a process or a port between."""
    return asyncio.run(_held(lambda: Client(server, mode=era), talk))


async def _held(client: Callable[[], Client], talk: Talk[T]) -> T:
    """What the conversation gives; an error of the protocol as it is, out of the group that the SDK puts it in."""
    async with asyncio.timeout(WAIT), client() as connected:
        try:
            return await talk(connected)
        except MCPError as error:
            refused = error
    raise refused


def text_of(result: CallToolResult) -> str:
    """The text copy of a result."""
    first = result.content[0]
    assert isinstance(first, TextContent)
    return first.text
