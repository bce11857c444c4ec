"""Limits of a request, held while it is read: how long its body is, and how slowly it may come."""

import asyncio
import time
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 65_536
"""Bytes of a request's body."""

MAX_UPLOAD = 400_000_000
"""Bytes of a request that sends documents, all of them together."""

MAX_CHAT = 1_000_000
"""Bytes of a request of a chat tool: some send the whole conversation with every message."""

MIN_RATE = 10_000
"""Bytes a second at which a body must arrive on average, after GRACE."""

GRACE = 20.0
"""Seconds that a body may take, however short it is."""

UPLOADS = frozenset({"/documents", "/api/v1/documents"})
"""Paths to which documents are sent."""


CHATS = ("/v1/", "/mcp", "/slack/", "/teams/", "/retrieval")
"""Beginnings of the paths that chat tools call."""


class Limits(NamedTuple):
    """The limits of one server; see the constants."""

    body: int = MAX_BODY
    upload: int = MAX_UPLOAD
    chat: int = MAX_CHAT
    rate: float = MIN_RATE
    grace: float = GRACE


LIMITS = Limits()


class BodyLimit:
    """Refuses bodies that are too long, as soon as so much was read, and those that trickle.

    What a body says of its length only makes it refused earlier.
    """

    def __init__(self, app: ASGIApp, limits: Limits = LIMITS) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, counting its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._app(scope, _Counted(scope, receive, self._limits), send)


class _Counted:
    """The body of one request, counted and timed."""

    def __init__(self, scope: Scope, receive: Receive, limits: Limits) -> None:
        self._receive, self._limits = receive, limits
        self._most = _most(scope["path"], limits)
        self._read = _stated(scope) if _stated(scope) > self._most else 0
        self._began = time.monotonic()
        self._whole = False

    async def __call__(self) -> Message:
        """The next part of the body; whether the client has gone, once it is whole."""
        if self._whole:
            return await self._receive()
        self._check()
        message = await self._in_time()
        self._read += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        self._check()
        return message

    def _check(self) -> None:
        if self._read > self._most:
            raise HTTPException(413, f"The request is over the limit of {self._most} bytes.")

    async def _in_time(self) -> Message:
        end = self._began + self._limits.grace + self._read / self._limits.rate
        try:
            return await asyncio.wait_for(self._receive(), max(0.0, end - time.monotonic()))
        except TimeoutError as error:
            raise HTTPException(
                408,
                "The request came too slowly, so it was given up and nothing was kept. "
                "Send fewer or smaller files at once, or use a faster connection.",
            ) from error


def _most(path: str, limits: Limits) -> int:
    if path in UPLOADS:
        return limits.upload
    return limits.chat if path.startswith(CHATS) else limits.body


def _stated(scope: Scope) -> int:
    """The length that a request states of its body; 0 where it states none, or nonsense."""
    stated = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(stated) if stated.isdigit() and len(stated) < 20 else 0
