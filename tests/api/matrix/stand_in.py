"""A homeserver that fails where a test wants it: what Synapse cannot be made to do. Payloads after the client-server API."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

from aiohttp import web
from anyio.from_thread import start_blocking_portal

from assistant.connections import Matrix
from tests.api.matrix.person import Event

BOT, ALICE, CAROL = "@citygraft:x.example", "@alice:x.example", "@carol:x.example"
ROOM = "!r:x.example"


def member(user: str) -> Event:
    return {
        "type": "m.room.member",
        "state_key": user,
        "sender": user,
        "event_id": f"$of{user}",
        "origin_server_ts": 1,
        "content": {"membership": "join"},
    }


def event(event_id: str, kind: str, content: Event, sender: str = ALICE) -> Event:
    return {
        "type": kind,
        "sender": sender,
        "event_id": event_id,
        "origin_server_ts": int(time.time() * 1000),
        "unsigned": {"age": 1_000},
        "content": content,
    }


def text(event_id: str, body: str, **content: Any) -> Event:
    return event(event_id, "m.room.message", {"msgtype": "m.text", "body": body, **content})


class StandIn:
    """What it has, what it was sent, and how it fails.

    Attributes:
        news: what happened, one answer to a sync each; limited ones leave a gap before them.
        history: what stands in the gap, the oldest first.
        failing: parts of paths, and the statuses that the next calls of such a path are answered with.
        hanging: how many syncs are never answered.
        joined: the rooms that were asked to be joined.
        at: its address.
    """

    def __init__(self, *people: str) -> None:
        self.news: list[tuple[list[Event], bool]] = []
        self.history: list[Event] = []
        self.events: dict[str, Event] = {}
        self.failing: dict[str, list[int]] = {}
        self.hanging = 0
        self.sent: list[Event] = []
        self.joined: list[str] = []
        self.at = ""
        self._state = [member(user) for user in (BOT, *(people or (ALICE,)))]

    @property
    def account(self) -> Matrix:
        return Matrix(self.at, BOT, "token")

    def answered(self) -> list[str]:
        """The events that were replied to, in the order of the replies."""
        return [sent["m.relates_to"]["m.in_reply_to"]["event_id"] for sent in self.sent]

    async def handle(self, request: web.Request) -> web.Response:
        for part, statuses in self.failing.items():
            if part in request.path and statuses:
                said = {"errcode": "M_UNKNOWN", "error": "no", "retry_after_ms": 60_000}
                return web.json_response(said, status=statuses.pop(0))
        return web.json_response(await self._answer(request))

    async def _answer(self, request: web.Request) -> Any:  # noqa: PLR0911 - one for each path
        path, last = request.path, request.path.rsplit("/", 1)[1]
        if last == "whoami":
            return {"user_id": BOT}
        if last == "sync":
            return await self._sync(int(request.query.get("since") or 0))
        if last == "messages":
            return {"chunk": self.history[::-1], "start": "p"}
        if last == "state":
            return self._state
        if "/event/" in path:
            return self.events[last]
        if "/send/" in path:
            self.sent.append(await request.json())
            return {"event_id": f"$sent{len(self.sent)}"}
        if "/join/" in path:
            self.joined.append(last)
            return {"room_id": last}
        return {}

    async def _sync(self, since: int) -> Event:
        if self.hanging:
            self.hanging -= 1
            await asyncio.sleep(3_600)
        if since > len(self.news):
            await asyncio.sleep(3_600)
        events, limited = self.news[since - 1] if since else ([], False)
        timeline = {"events": events, "limited": limited, "prev_batch": "p"}
        nothing: Event = {"events": []}
        room = {"timeline": timeline, "state": {"events": self._state}, "account_data": nothing, "ephemeral": nothing}  # fmt: skip
        return {
            "next_batch": str(since + 1),
            "rooms": {"join": {ROOM: room}, "invite": {}, "leave": {}},
            "to_device": nothing,
            "device_lists": {"changed": [], "left": []},
            "device_one_time_keys_count": {},
        }

    @contextlib.asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.at = f"http://{host}:{port}"
        try:
            yield
        finally:
            await runner.cleanup()


@contextlib.contextmanager
def serving(server: StandIn) -> Iterator[StandIn]:
    """The server, while the block lasts."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(server.served()):
        yield server
