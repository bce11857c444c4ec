"""ETags for what the API answers: who asks again with one is told in a line that nothing has changed."""

import hashlib
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 1_000_000
"""Bytes from which an answer goes out as it comes, without an ETag."""

UNDER = "/api/v1/"

ALWAYS = {"cache-control": "private, no-cache", "vary": "Authorization, Cookie"}
"""Of every answer that has an ETag and says nothing else: what one may see is no other's, and it is asked for anew each time."""


class ETags:
    """Middleware: JSON under /api/v1 that was asked for with GET gets an ETag, the digest of its bytes.

    Event streams, files to save and answers that are no success pass untouched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or not scope["path"].startswith(UNDER)
        ):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("if-none-match", "")
        await self.app(scope, receive, _Marked(send, asked))


class _Marked:
    """Sends an answer on, with its ETag where it may have one."""

    def __init__(self, send: Send, asked: str) -> None:
        self._send, self._asked = send, asked
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _may_have_one(message):
            self._start = message  # its headers depend on the body, which is still to come
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._whole(self._start)

    async def _whole(self, start: Message) -> None:
        tag = f'"{hashlib.sha256(self._body).hexdigest()[:32]}"'
        headers = MutableHeaders(raw=start["headers"])
        headers["etag"] = tag
        for name, value in ALWAYS.items():
            headers.setdefault(name, value)
        if _names(self._asked, tag):
            for name in ("content-length", "content-type"):
                del headers[name]
            start, self._body = {**start, "status": 304, "headers": headers.raw}, b""
        await self._send(start)
        await self._send({"type": "http.response.body", "body": self._body})


def _may_have_one(start: Message) -> bool:
    """True for JSON that is a success, of a known size below LARGEST, no file to save, and has none yet."""
    headers = Headers(raw=start["headers"])
    size = headers.get("content-length", "")
    return (
        start["status"] == 200
        and headers.get("content-type", "").split(";")[0] == "application/json"
        and not {"content-disposition", "etag"} & set(headers.keys())
        and size.isdigit()
        and int(size) < LARGEST
    )


def _names(asked: str, tag: str) -> bool:
    """True where If-None-Match names this ETag, weak or strong, or any."""
    return asked.strip() == "*" or tag in re.findall(r'"[^"]*"', asked)
