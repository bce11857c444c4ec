"""A server of ours that is connected to a stand-in of Slack, and what the stand-in sends to it, signed as Slack signs."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import httpx2
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from assistant.assistant import Assistant
from assistant.connections import Connections, Slack
from bench.serving import free_port
from tests.api.slack.stand_in import APP_TOKEN, BOT_TOKEN, StandIn

Json = dict[str, Any]

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BASE = "http://127.0.0.1:8000"
PAYLOADS = Path(__file__).parent / "payloads"


class Server(NamedTuple):
    """A server of ours: the application, and where it listens."""

    app: FastAPI
    address: str

    def send(self, payload: Json, **how: Any) -> httpx2.Response:
        """Send a payload as Slack does: events as JSON, the others as forms."""
        return self.post(*encoded(payload), **how)

    def post(
        self, body: str, kind: str, *, at: float = 0.0, signature: str = "", **headers: str
    ) -> httpx2.Response:
        moment = str(int(time.time() + at))
        sent = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": signature or signed(moment, body),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return httpx2.post(
            f"{self.address}/slack/events", content=body.encode(), headers=sent, timeout=30
        )


def recorded(name: str, **changes: Any) -> Json:
    """A recorded payload; of an event, the changes are made in the event."""
    payload: Json = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    payload = deepcopy(payload)
    (payload.get("event") or payload).update(changes)
    return payload


def encoded(payload: Json) -> tuple[str, str]:
    """The body, and its kind."""
    if "event" in payload or payload.get("type") == "url_verification":
        return json.dumps(payload), "application/json"
    if "command" in payload:
        return urlencode(payload), "application/x-www-form-urlencoded"
    return urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"


def signed(moment: str, body: str, secret: str = SECRET) -> str:
    """The signature of a body at a time, after Slack's description of version v0."""
    return (
        "v0="
        + hmac.new(secret.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256).hexdigest()
    )


def settings(stand_in: StandIn, **changes: str) -> Connections:
    """Slack over HTTP, at the stand-in."""
    slack = Slack(BOT_TOKEN, SECRET, api=f"{stand_in.address}/api/")
    return Connections(slack=slack._replace(**changes))


def socket_mode(stand_in: StandIn) -> Connections:
    """Slack over Socket Mode alone."""
    return settings(stand_in, signing_secret="", app_token=APP_TOKEN)


@contextmanager
def serving(assistant: Assistant, connections: Connections, base: str = BASE) -> Iterator[Server]:
    """A server that listens; it stops with the block, as it does when it is interrupted."""
    app = create_app(assistant, base=base, connections=connections)
    with listening(app) as server:
        yield server


@contextmanager
def listening(app: FastAPI) -> Iterator[Server]:
    """An application that listens."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=5)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    end = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < end, "the server does not get ready"
        time.sleep(0.02)
    try:
        yield Server(app, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()
