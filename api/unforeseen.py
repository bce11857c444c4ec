"""What was not foreseen: written to the log, and answered in the form of the protocol that asks."""

import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import UNEXPECTED, problem

log = logging.getLogger("citygraft")


class Unforeseen:
    """Answers where an error got through everything else; an answer that has begun can only break off.

    The framework's own such handler stands outside of all that puts headers on answers, and hands the error on
    to be logged once more.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if begun:
                raise
            request = Request(scope)
            note(request, error)
            await problem(request, 500, UNEXPECTED)(scope, receive, send)


def note(request: Request, error: Exception) -> None:
    """Write an error to the log, with the id that the answer has."""
    log.error("request %s: unexpected error", _id_of(request), exc_info=error)


async def broken_off(request: Request, error: Exception) -> Response:
    """What `Unforeseen` could not answer: an answer that had begun, or a fault of what stands around it."""
    del error  # whoever serves gets it as well, and writes it to the log
    log.error("request %s: broke off", _id_of(request))
    response = problem(request, 500, UNEXPECTED)
    response.headers["X-Request-ID"] = _id_of(request)  # this answer is made outside of api.tracing
    return response


def _id_of(request: Request) -> str:
    return str(request.scope.get("state", {}).get("request_id", ""))
