"""Problems in the form of MCP: a JSON-RPC error without an id, for they come before a message is read."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

INVALID_REQUEST, INTERNAL_ERROR = -32600, -32603
"""Codes of JSON-RPC."""

FOREIGN = (
    "A page of another site sent this, so it is refused. The operator allows a site with CITYGRAFT_ORIGINS."
)


def problem(request: Request, status: int, told: str) -> Response:
    """The answer of a status and a sentence."""
    if status == 403 and "origin" in request.headers:
        told = FOREIGN
    code = INTERNAL_ERROR if status >= 500 else INVALID_REQUEST
    body = {"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": told}}
    return JSONResponse(body, status)
