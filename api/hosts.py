"""The names under which the server may be asked: under another one a foreign page could reach in through a browser."""

import re
from collections.abc import Collection

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.cors import is_under
from api.forms import form_of
from api.problems import PROGRAMS, problem

SHOWN = 80
"""Characters of a name that are told."""


class Hosts:
    """Refuses requests under other names by the rules of TrustedHostMiddleware, and says what to do."""

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app = app
        self._judge = TrustedHostMiddleware(_let_in, list(names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        verdict: list[Message] = []

        async def keep(message: Message) -> None:
            verdict.append(message)

        await self._judge(scope, receive, keep)
        if not verdict:
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and verdict[0]["status"] == 400:
            await _refusal(Request(scope))(scope, receive, send)
        else:  # shown on to the name with "www."
            for message in verdict:
                await send(message)


async def _let_in(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Says nothing, for the name is one of ours."""


def _refusal(request: Request) -> Response:
    name = re.sub(r"[^\w.:\[\]-]", "?", request.headers.get("host", ""), flags=re.ASCII)[:SHOWN]
    known = (
        f"This server is not known under the name '{name}'."
        if name
        else "The request does not name its host."
    )
    told = f"{known} Set CITYGRAFT_ADDRESS to the address that people use."
    path = request.url.path
    if form_of(path) or is_under(path, PROGRAMS):
        return problem(request, 400, told)
    # our page would show nothing here, for its style and what it links to are refused under that name as well
    return PlainTextResponse(told, 400)
