"""An id for every request, and one line in the log for each that is refused."""

import logging
import re
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-ID"
"""A caller may give one; the answer always has one."""

SHOWN = 200
"""Characters of a path that are written to the log."""

log = logging.getLogger("citygraft")


class Tracing:
    """Gives every request an id, and writes refusals to the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its id in `state.request_id`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _given(scope) or uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id

        async def traced(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = request_id
                if message["status"] >= 400:
                    _refused(scope, request_id, message["status"])
            await send(message)

        await self._app(scope, receive, traced)


def _given(scope: Scope) -> str:
    """The caller's id, where it is one that can stand in a log."""
    given = Headers(scope=scope).get(HEADER, "")
    return given if re.fullmatch(r"[A-Za-z0-9._-]{8,64}", given) else ""


def _refused(scope: Scope, request_id: str, status: int) -> None:
    # a path from outside must not forge a line; what follows "?" may be private
    path = scope["path"][:SHOWN].encode("unicode_escape").decode()
    log.warning("request %s refused: %s %s gave %s", request_id, scope["method"], path, status)
