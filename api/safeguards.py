"""What keeps other sites out: forms that they send are refused, and browsers are told what our pages may do."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.cors import is_allowed, may_be_opened
from api.mcp.form import FOREIGN
from api.problems import problem

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # with "no-referrer" browsers send "Origin: null" even to ourselves, and every form is refused
    "Referrer-Policy": "same-origin",
}

FORM = "This form was sent from another site, so nothing was saved."


class Safeguards:
    """Refuses what pages of other sites send, and puts HEADERS on every answer that has not its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    held.setdefault(name, value)
            await send(message)

        request = Request(scope)
        if _is_foreign(request):
            told = FOREIGN if may_be_opened(request.url.path) else FORM
            await problem(request, 403, told)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


def _is_foreign(request: Request) -> bool:
    """True where a page of another site would change something here: browsers tell with Origin."""
    origin = request.headers.get("origin")
    if request.method in ("GET", "HEAD", "OPTIONS") or origin is None or is_allowed(request):
        return False
    # a web server in front may have put its own name into the Host header
    own = (request.app.state.address, request.headers.get("host"))
    return origin == "" or (origin != own[0] and origin.partition("://")[2] != own[1])
