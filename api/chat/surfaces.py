"""The surfaces that are connected: one literal table, each started with the server and stopped with it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import NamedTuple

from fastapi import APIRouter

from api.chat.conversations import Conversations
from api.matrix.wire import wire as matrix
from api.slack.wire import wire as slack
from api.teams.wire import wire as teams
from assistant.connections import Connections

NAMES = ("terminal", "slack", "teams", "matrix", "openai")
"""Surfaces that people write on, as feedback and the log call them."""


class Wired(NamedTuple):
    """A surface that is connected.

    Attributes:
        router: its routes, which check for themselves who calls; None for none.
        running: is entered while the server runs; None where it only waits for requests.
    """

    router: APIRouter | None = None
    running: Callable[[], AbstractAsyncContextManager[None]] | None = None


Wire = Callable[[Conversations, Connections, str], Wired | None]
"""Makes a surface from the conversations, what is connected, and the address that links begin with; None where
it is not connected. What it needs is imported when it is called."""

SURFACES: tuple[Wire, ...] = (matrix, slack, teams)


def wired(conversations: Conversations, connections: Connections, base: str) -> list[Wired]:
    """Every surface that is connected."""
    made = (wire(conversations, connections, base) for wire in SURFACES)
    return [surface for surface in made if surface is not None]


@asynccontextmanager
async def running(surfaces: list[Wired]) -> AsyncIterator[None]:
    """While it lasts, the surfaces run."""
    async with AsyncExitStack() as stack:
        for surface in surfaces:
            if surface.running is not None:
                await stack.enter_async_context(surface.running())
        yield
