"""Where Slack sends events, commands and presses of buttons, each signed with the app's signing secret."""

import hashlib
import hmac
import json
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

PATH = "/slack/events"

WINDOW = 300
"""Seconds that a request may be old, or ahead of our clock."""


def router_of(app: "AsyncApp", secret: str) -> APIRouter:
    """The route on which an app listens, which refuses what Slack did not sign just now."""
    from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler

    handler, router = AsyncSlackRequestHandler(app), APIRouter()

    async def events(request: Request) -> Response:
        body = await request.body()
        # before Bolt: it reads a body before it looks at who signed it, and breaks on times that are no numbers
        if not signed(secret, request, body):
            raise HTTPException(401, "This was not signed by Slack, or too long ago.")
        if not readable(body, request.headers.get("content-type", "").partition(";")[0]):
            raise HTTPException(400, "This is nothing that Slack sends.")
        return await handler.handle(request)

    # a plain route: FastAPI keeps the functions of its own for ever, and with this one all that it answers with
    router.add_route(PATH, events, methods=["POST"], include_in_schema=False)
    return router


def signed(secret: str, request: Request, body: bytes) -> bool:
    """Whether Slack signed the body with the secret, within WINDOW of now (version v0 of its signatures)."""
    moment = request.headers.get("x-slack-request-timestamp", "")
    given = request.headers.get("x-slack-signature", "")
    if not re.fullmatch(r"[0-9]{1,12}", moment) or abs(time.time() - int(moment)) > WINDOW:
        return False
    whole = b"v0:" + moment.encode() + b":" + body
    own = "v0=" + hmac.new(secret.encode(), whole, hashlib.sha256).hexdigest()
    return hmac.compare_digest(own.encode(), given.encode())


def readable(body: bytes, kind: str) -> bool:
    """Whether a body is what Slack sends: an object in JSON, or a form, perhaps with an object in it."""
    try:
        text = body.decode()
        if text.startswith("{") or kind == "application/json":
            return isinstance(json.loads(text), dict)
        held = dict(parse_qsl(text)).get("payload")
        return held is None or isinstance(json.loads(held), dict)
    except ValueError:
        return False
