"""Errors in the shape that clients of the OpenAI API read."""

from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

CODES = {
    400: "invalid_request",
    401: "invalid_api_key",
    403: "forbidden",
    404: "unknown_url",
    405: "method_not_supported",
    408: "request_timeout",
    413: "request_too_large",
    503: "service_unavailable",
}
"""What programs tell errors apart by, where a fault has nothing of its own."""

HERE = "Here are GET /v1/models and POST /v1/chat/completions."


class Fault(NamedTuple):
    """What is wrong with a request.

    Attributes:
        status: of HTTP.
        message: for the person: what happened, and what to do.
        code: for the program.
        param: the parameter at fault; None where it is none.
    """

    status: int
    message: str
    code: str
    param: str | None = None

    def body(self) -> dict[str, Any]:
        """The fault as JSON holds it."""
        kind = "invalid_request_error" if self.status < 500 else "server_error"
        return {
            "error": {
                "message": self.message,
                "type": kind,
                "param": self.param,
                "code": self.code,
            }
        }

    def response(self) -> Response:
        """The fault as an answer."""
        return JSONResponse(self.body(), self.status)


def fault_of(status: int, told: str) -> Fault:
    """A fault that was found elsewhere in the server."""
    message = f"{told} {HERE}" if status in (404, 405) else told
    return Fault(status, message, CODES.get(status, "server_error"))


def form(_: Request, status: int, told: str) -> Response:
    """A problem of any part of the server, in this shape; see api.forms."""
    return fault_of(status, told).response()
