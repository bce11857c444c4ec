"""Pages of other sites that the operator names may call what programs call: with a key, never with a cookie."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

OPEN = ("/tools", "/v1", "/mcp", "/retrieval")
"""Beginnings of paths that programs call with a key."""

READ = tuple(
    f"/api/v1/{name}"
    for name in (
        *("search", "cases", "practices", "transfers", "networks", "documents", "collections"),
        *("cities", "peers", "profile", "questionnaire", "transplant", "openapi.json"),
    )
)
"""Beginnings of the paths of the API that may be read: what is known, and nothing of accounts or of work in hand."""

ASKED = ("/api/v1/ask", "/api/v1/compare")
"""Paths of the API that answer a POST and change nothing."""

EXPOSED = ("ETag", "Link", "Mcp-Session-Id", "Retry-After", "WWW-Authenticate", "X-Request-ID")
"""Headers of answers that such pages may read."""

KEPT = 600
"""Seconds for which a browser may keep what it was allowed."""


class Sites:
    """Answers browsers that ask whether a page of another site may call, and takes cookies off its calls."""

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self._app, self._origins = app, frozenset(origins)
        self._open = CORSMiddleware(
            app,
            allow_origins=tuple(origins),
            allow_methods=("GET", "POST"),
            allow_headers=(
                "*",
            ),  # clients of protocols send their own; nothing hangs on their names
            allow_credentials=False,
            expose_headers=EXPOSED,
            max_age=KEPT,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not is_open(scope, self._origins):
            await self._app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
        await self._open({**scope, "headers": headers}, receive, send)


def is_allowed(request: Request) -> bool:
    """Whether a page of a site that the operator names sends this, to where it may."""
    return is_open(request.scope, request.app.state.connections.origins)


def is_open(scope: Scope, origins: Collection[str]) -> bool:
    """Whether a request comes from one of these sites, and goes, or asks to go, where they may."""
    headers = Headers(scope=scope)
    method = scope["method"]
    if method == "OPTIONS":
        method = headers.get("access-control-request-method", "")
    return headers.get("origin") in origins and _may(scope["path"], method)


def may_be_opened(path: str) -> bool:
    """Whether a path is one of programs, to which the operator may let pages of other sites send."""
    return path in ASKED or is_under(path, OPEN)


def is_under(path: str, beginnings: Collection[str]) -> bool:
    """Whether a path is one of these, or begins with one and a slash."""
    return any(path == one or path.startswith(f"{one}/") for one in beginnings)


def _may(path: str, method: str) -> bool:
    if method == "POST":
        return may_be_opened(path)
    return method in ("GET", "HEAD") and is_under(path, (*OPEN, *READ))
