"""Problems in the form of MCP: JSON-RPC errors, mostly without an id, for they come before a message is understood."""

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.chat.inert import plain

if TYPE_CHECKING:
    from mcp_types import JSONRPCMessage

PARSE_ERROR, INVALID_REQUEST, INTERNAL_ERROR, UNSUPPORTED = -32700, -32600, -32603, -32022
"""Codes of JSON-RPC, and of MCP for a version of the protocol that is not served."""

FOREIGN = "A page of another site sent this, so it is refused. The operator allows a site with CITYGRAFT_ORIGINS."
POST_ONLY = "Send each message by POST: this server keeps no sessions and opens no streams."
NOT_JSON = "The body is no JSON in UTF-8."
NO_MESSAGE = (
    "The body is no JSON-RPC message. Send one request or notification, as an object; "
    "the id of a request is a text or a whole number."
)
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
    return _unserved(request, message)


def _unserved(request: Request, message: "JSONRPCMessage") -> Response | None:
    """The refusal of a version of the protocol; the SDK would name those of one era only."""
    from mcp_types.version import KNOWN_PROTOCOL_VERSIONS as SERVED

    version = request.headers.get("mcp-protocol-version")
    if version is None or version in SERVED:
        return None
    told = f"This version of the protocol is not served. Send mcp-protocol-version as one of: {', '.join(SERVED)}."
    data = {"supported": list(SERVED), "requested": plain(version)[:100]}
    return _error(400, UNSUPPORTED, told, getattr(message, "id", None), data=data)


def _error(
    status: int, code: int, told: str, number: int | str | None = None, **more: Any
) -> Response:
    body = {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": told, **more}}
    return JSONResponse(body, status)
