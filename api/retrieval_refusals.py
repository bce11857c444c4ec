"""Refusals of POST /retrieval as Dify reads them: a code and a sentence."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

BAD_HEADER, BAD_KEY, NO_KNOWLEDGE = 1001, 1002, 2001
"""Codes that Dify's description of the protocol suggests; other refusals have their status as code."""

SEND = "Send an API key as 'Authorization: Bearer cg_…'; one is made on the page Account."


def refusal(status: int, code: int, told: str) -> Response:
    """The answer."""
    return JSONResponse({"error_code": code, "error_msg": told}, status)


def form(request: Request, status: int, told: str) -> Response:
    """A problem of any part of the server, in this shape; see api.forms.

    A caller of whom nobody knows who it is gets 403, with a code that says why.
    """
    if status != 401:
        return refusal(status, status, told)
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    if kind.casefold() == "bearer" and key.strip():
        return refusal(403, BAD_KEY, told)
    return refusal(403, BAD_HEADER, SEND)
