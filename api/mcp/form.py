"""Problems in the form of MCP: JSON-RPC errors without an id, for they come before a message is understood."""

import json

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

PARSE_ERROR, INVALID_REQUEST, INTERNAL_ERROR = -32700, -32600, -32603
"""Codes of JSON-RPC."""

FOREIGN = "A page of another site sent this, so it is refused. The operator allows a site with CITYGRAFT_ORIGINS."
POST_ONLY = "Send each message by POST: this server keeps no sessions and opens no streams."
NOT_JSON = "The body is no JSON in UTF-8."
NO_MESSAGE = "The body is no JSON-RPC message. Send one request or notification, as an object."
WRONG_TYPE = "Send the message as application/json."


def problem(request: Request, status: int, told: str) -> Response:
    """The answer of a status and a sentence."""
    if status == 403 and "origin" in request.headers:
        told = FOREIGN
    if status == 405:
        told = POST_ONLY
    return _error(status, INTERNAL_ERROR if status >= 500 else INVALID_REQUEST, told)


def unreadable(request: Request, body: bytes) -> Response | None:
    """The refusal of what is no message, in fewer words than the SDK's; None for a message."""
    from mcp_types import JSONRPCNotification, jsonrpc_message_adapter

    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != (
        "application/json"
    ):
        return _error(415, INVALID_REQUEST, WRONG_TYPE)
    try:
        message = jsonrpc_message_adapter.validate_json(body, by_name=False)
    except ValidationError as error:
        if error.errors(include_url=False)[0]["type"] == "json_invalid":
            return _error(400, PARSE_ERROR, NOT_JSON)
        return _error(400, INVALID_REQUEST, NO_MESSAGE)
    # a request whose id is of a wrong type would be taken for a notification, and never be answered
    if isinstance(message, JSONRPCNotification) and "id" in json.loads(body):
        return _error(400, INVALID_REQUEST, NO_MESSAGE)
    return None


def _error(status: int, code: int, told: str) -> Response:
    body = {"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": told}}
    return JSONResponse(body, status)
