"""Refusals of what comes to Slack's path, in the form of Slack's own methods."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


def form(_: Request, status: int, told: str) -> Response:
    """A status and a sentence, as JSON."""
    return JSONResponse({"ok": False, "error": told}, status)
