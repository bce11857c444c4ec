"""MCP over HTTP at /mcp: one POST a message, one JSON answer, nothing kept between two; who asks is told by a key."""

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from api.access.account_access import by_key
from api.access.viewer import viewer_of
from api.mcp.form import unreadable
from api.mcp.tool import View

if TYPE_CHECKING:
    from mcp.server import Server, ServerRequestContext

router = APIRouter(include_in_schema=False)


def view_of(request: Request) -> View:
    """What the caller may see; found out at one go, as each dependency would wait for a thread of its own."""
    viewer = by_key(request, viewer_of(request))
    _server()  # loads the SDK the first time, here in a thread
    assistant = request.app.state.assistant.seen_by(viewer.sight)
    return View(assistant, request.app.state.base)


@router.post("/mcp")
async def mcp(request: Request, view: Annotated[View, Depends(view_of)]) -> Response:
    """Answer a message of the Model Context Protocol."""
    request.state.view = view
    try:
        # before the SDK begins, so that a body over the limit is refused as everywhere
        body = await request.body()
    except ClientDisconnect:
        return Response(status_code=400)
    return unreadable(request, body) or _Answered(body)


class _Answered(Response):
    """The answer of the SDK, which writes the response itself."""

    def __init__(self, request_body: bytes) -> None:
        super().__init__()
        self._body = request_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, with a manager of its own: it keeps nothing, and ends with the request."""
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        manager = StreamableHTTPSessionManager(_server(), json_response=True, stateless=True)
        async with manager.run():
            await manager.handle_request(scope, _replayed(self._body, receive), send)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Gives the body once more, then what else comes: that the client has gone."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return first.pop() if first else await receive()

    return replay


@cache
def _server() -> "Server[Any]":
    from api.mcp.server import server

    return server(_seen)


def _seen(context: "ServerRequestContext[Any, Any]") -> View:
    """What the request is answered from, which `mcp` put there before anything was read of it."""
    assert context.request is not None
    view = context.request.state.view
    assert isinstance(view, View)
    return view
