"""Where Slack sends events, commands and presses of buttons, each signed with the app's signing secret."""

import hashlib
import hmac
import json
import re
import time
from typing import TYPE_CHECKING, Any
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


CHECK = 1_000
"""Bytes of a request with which Slack looks at the certificate, at most."""


def router_of(app: "AsyncApp", secret: str) -> APIRouter:
    """The route on which an app listens, which refuses what Slack did not sign just now."""
    from slack_bolt.adapter.starlette.async_handler import to_starlette_response
    from slack_bolt.async_app import AsyncBoltRequest

    router = APIRouter()

    async def events(request: Request) -> Response:
        payload = await _payload(request, secret)
        if payload is None:
            return Response()
        # as over Socket Mode, where Bolt takes a payload that is read and trusted: left to itself it takes a command
        # with the word "payload" in it for a press of a button
        heard = AsyncBoltRequest(body=payload, headers=dict(request.headers), mode="socket_mode")
        return to_starlette_response(await app.async_dispatch(heard))

    # a plain route: FastAPI keeps the functions of its own for ever, and with this one all that it answers with
    router.add_route(PATH, events, methods=["GET", "POST"], include_in_schema=False)
    return router


async def _payload(request: Request, secret: str) -> dict[str, Any] | None:
    """What Slack sent; None where it only looks whether the certificate is sound, which it does without a signature.

    Raises:
        HTTPException: it is not signed, or nothing that Slack sends.
    """
    body = await request.body()
    if _checks(request, body):
        return None
    if request.method != "POST":
        raise HTTPException(405, "Slack sends what people say with POST.", {"Allow": "POST"})
    # before it is read
    if not signed(secret, request, body):
        raise HTTPException(401, "This was not signed by Slack, or too long ago.")
    payload = read(body, request.headers.get("content-type", "").partition(";")[0])
    if payload is None:
        raise HTTPException(400, "This is nothing that Slack sends.")
    return payload


def _checks(request: Request, body: bytes) -> bool:
    if request.method != "POST":
        return request.query_params.get("ssl_check") == "1"
    return len(body) <= CHECK and ("ssl_check", "1") in parse_qsl(body.decode(errors="replace"))


def signed(secret: str, request: Request, body: bytes) -> bool:
    """Whether Slack signed the body with the secret, within WINDOW of now (version v0 of its signatures)."""
    moment = request.headers.get("x-slack-request-timestamp", "")
    given = request.headers.get("x-slack-signature", "")
    if not re.fullmatch(r"[0-9]{1,12}", moment) or abs(time.time() - int(moment)) > WINDOW:
        return False
    whole = b"v0:" + moment.encode() + b":" + body
    own = "v0=" + hmac.new(secret.encode(), whole, hashlib.sha256).hexdigest()
    return hmac.compare_digest(own.encode(), given.encode())


def read(body: bytes, kind: str) -> dict[str, Any] | None:
    """The payload that Slack sends, as an object in JSON or as a form, perhaps with an object in it; None for none."""
    try:
        text = body.decode()
        if text.startswith("{") or kind == "application/json":
            return _object(json.loads(text))
        fields = dict(parse_qsl(text, keep_blank_values=True))
        return _object(json.loads(fields["payload"])) if "payload" in fields else fields
    except ValueError:
        return None


def _object(held: object) -> dict[str, Any] | None:
    return held if isinstance(held, dict) else None
