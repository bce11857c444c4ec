"""A stand-in of Slack: its methods over HTTP, response addresses and Socket Mode, which refuses what Slack refuses."""

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from aiohttp import WSMsgType, web

from tests.api.slack.block_kit import faults

Json = dict[str, Any]

TEAM, APP, BOT_USER, BOT = "T0STANDIN", "A0STANDIN", "U0CITYGRFT", "B0CITYGRFT"
BOT_TOKEN, APP_TOKEN = "xoxb-stand-in", "xapp-1-stand-in"
TOWN, SILENT, DIRECT = "C0TOWN", "C0SILENT", "D0AMA"
"""A channel that the app is in, one that it is not in, and Ama's direct messages with it."""

PATIENCE = 30.0
"""Seconds after which a test gives up waiting."""


class Got(NamedTuple):
    """What came: to which method or address, and the body."""

    to: str
    body: Json


class Refusal(NamedTuple):
    """How a call is refused, once."""

    error: str
    status: int = 200
    retry_after: str = ""


CUT = Refusal("", 0)
"""No refusal: the call is taken, and the connection is cut before that is told."""


class StandIn:
    """Slack, as far as an app talks to it."""

    def __init__(self) -> None:
        self.address = ""
        self.got: list[Got] = []
        self.acknowledged: list[Json] = []
        self.refusals: dict[str, list[Refusal]] = {}
        self.connections: list[web.WebSocketResponse] = []
        self.revoked = False
        self._tickets: set[str] = set()
        self._uses: dict[str, int] = {}
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()

    # what tests call

    def response_url(self, uses: int = 5) -> str:
        """An address as it comes with a command or a press: so many uses."""
        path = f"/commands/{TEAM}/{next(self._numbers)}/secret"
        self._uses[path] = uses
        return f"{self.address}{path}"

    def wait(self, met: Callable[[], bool], what: str = "") -> None:
        """Wait until something holds.

        Raises:
            AssertionError: it does not in time.
        """
        end = time.monotonic() + PATIENCE
        with self._changed:
            while not met():
                assert time.monotonic() < end, f"waited in vain {what}; came: {self.got}"
                self._changed.wait(0.2)

    def messages(self, least: int = 1) -> list[Json]:
        """The messages that people see, once there are so many."""
        self.wait(lambda: len(self._shown()) >= least, f"for {least} messages")
        return self._shown()

    def calls(self, method: str) -> list[Json]:
        return [got.body for got in self.got if got.to == method]

    def say(self, envelope: Json) -> None:
        """Send an envelope over the newest connection."""
        self.wait(lambda: any(not one.closed for one in self.connections), "for a connection")
        self.run(self.open_connections()[-1].send_str(json.dumps(envelope)))

    def open_connections(self) -> list[web.WebSocketResponse]:
        return [one for one in self.connections if not one.closed]

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def _shown(self) -> list[Json]:
        posted = [got for got in self.got if got.to in ("chat.postMessage", "response_url")]
        return [got.body for got in posted if not got.body.get("delete_original")]

    # what the app calls

    async def method(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body = await _body(request)
        refusal = self._refusal(method)
        if refusal and refusal != CUT:
            return _refused(refusal)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if self.revoked or token != wanted:
            return _refused(Refusal("invalid_auth"))
        answer = self._answered(method, body)
        if answer["ok"]:
            self._note(Got(method, {**body, "_ts": answer.get("ts", "")}))
        if refusal == CUT and request.transport:
            request.transport.abort()
        return web.json_response(answer)

    async def respond(self, request: web.Request) -> web.Response:
        left = self._uses.get(request.path, 0)
        if refusal := self._refusal("response_url"):
            headers = {"Retry-After": refusal.retry_after} if refusal.retry_after else {}
            return web.Response(status=refusal.status, text=refusal.error, headers=headers)
        if left < 1:
            return web.Response(status=404, text="used_url")
        body = await request.json()
        if not body.get("delete_original"):
            if wrong := faults(body):
                return web.Response(status=400, text=_named(wrong))
            assert body.get("response_type") in ("ephemeral", "in_channel")
        self._uses[request.path] = left - 1
        self._note(Got("response_url", {**body, "_path": request.path}))
        return web.Response(text="ok")

    async def connect(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="a ticket works once")
        self._tickets.remove(ticket)
        if self._refusal("connect"):
            return web.Response(status=503)
        connection = web.WebSocketResponse()
        await connection.prepare(request)
        await connection.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        with self._changed:
            self.connections.append(connection)
            self._changed.notify_all()
        async for message in connection:
            if message.type is WSMsgType.TEXT:
                with self._changed:
                    self.acknowledged.append(json.loads(message.data))
                    self._changed.notify_all()
        return connection

    def _answered(self, method: str, body: Json) -> Json:
        if method == "auth.test":
            return {
                "ok": True,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "bot_id": BOT,
                "url": "",
                "team": "",
                "user": "",
            }
        if method == "apps.connections.open":
            ticket = f"ticket{next(self._numbers)}"
            self._tickets.add(ticket)
            return {"ok": True, "url": f"{self.address.replace('http', 'ws')}/link?ticket={ticket}"}
        if method == "chat.postMessage":
            return self._posted(body)
        return {"ok": False, "error": "unknown_method"}

    def _posted(self, body: Json) -> Json:
        if wrong := faults(body):
            messages = [f"[ERROR] {one}" for one in wrong]
            return {
                "ok": False,
                "error": _named(wrong),
                "response_metadata": {"messages": messages},
            }
        if body["channel"] == SILENT:
            return {"ok": False, "error": "not_in_channel"}
        if body["channel"] not in (TOWN, DIRECT):
            return {"ok": False, "error": "channel_not_found"}
        ts = f"1780000000.{next(self._numbers):06d}"
        return {"ok": True, "channel": body["channel"], "ts": ts, "message": {"ts": ts}}

    def _refusal(self, method: str) -> Refusal | None:
        waiting = self.refusals.get(method)
        if not waiting:
            return None
        with self._changed:
            self._changed.notify_all()
        return waiting.pop(0)

    def _note(self, got: Got) -> None:
        with self._changed:
            self.got.append(got)
            self._changed.notify_all()

    async def _serve(self, ready: threading.Event) -> None:
        app = web.Application()
        app.router.add_post("/api/{method}", self.method)
        app.router.add_post("/commands/{rest:.*}", self.respond)
        app.router.add_get("/link", self.connect)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        self._stop = asyncio.Event()
        await self._stop.wait()
        for connection in self.open_connections():
            await connection.close()
        await runner.cleanup()

    def _main(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(ready))
        self._loop.close()


@contextmanager
def slack() -> Iterator[StandIn]:
    """A stand-in that listens; it ends with the block."""
    stand_in, ready = StandIn(), threading.Event()
    thread = threading.Thread(target=stand_in._main, args=(ready,))
    thread.start()
    assert ready.wait(PATIENCE)
    try:
        yield stand_in
    finally:
        stand_in._loop.call_soon_threadsafe(stand_in._stop.set)
        thread.join(PATIENCE)


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        held: Json = await request.json()
        return held
    return dict(await request.post())


def _named(wrong: list[str]) -> str:
    whole = [one for one in wrong if one in ("no_text", "msg_too_long", "msg_blocks_too_long")]
    return whole[0] if whole else "invalid_blocks"


def _refused(refusal: Refusal) -> web.Response:
    headers = {"Retry-After": refusal.retry_after} if refusal.retry_after else {}
    body = {"ok": False, "error": refusal.error}
    return web.json_response(body, status=refusal.status, headers=headers)
