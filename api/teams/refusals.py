"""How the Bot Framework is told that something was refused: `{"error": {"code", "message"}}` and a status."""

from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

CODES = {
    400: "BadSyntax",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    413: "MessageSizeTooBig",
    429: "TooManyRequests",
    503: "ServiceUnavailable",
}


def form(request: Request, status: int, detail: str) -> Response:
    """A refusal in the form of the Bot Framework's ErrorResponse."""
    del request
    code = CODES.get(status, "ServiceError")
    return JSONResponse({"error": {"code": code, "message": detail}}, status)


def untrusted(why: str) -> HTTPException:
    """A request whose sender is not known; `why` says what is missing, never what was expected."""
    return HTTPException(
        401, f"{why} Only Microsoft Teams may send here.", {"WWW-Authenticate": "Bearer"}
    )


def forbidden(why: str) -> HTTPException:
    """A request of a known sender that this bot does not serve."""
    return HTTPException(403, why)


def malformed(why: str) -> HTTPException:
    """A request that is no activity."""
    return HTTPException(400, f"{why} Send an activity of the Bot Framework as JSON.")
