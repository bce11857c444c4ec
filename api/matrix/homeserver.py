"""The homeserver, as far as the bot asks it something: matrix-nio without encryption, its errors in words."""

import asyncio
import logging
from typing import Any

from nio import (  # type: ignore[import-untyped]
    AsyncClient,
    AsyncClientConfig,
    MessageDirection,
    ProfileGetDisplayNameResponse,
)

from api.matrix.events import Event, at
from api.matrix.names import Names
from api.matrix.tries import Trouble, once, persistently
from assistant.connections import Matrix

WAIT = 30_000
"""Milliseconds for which the homeserver may hold a question for news, where there is none."""

FIRST_WAIT = 120.0
"""Seconds that the first answer may take, which has who is in every room."""

PAGE = 100
"""Events of one page of what was written before."""

MAX_PAGES = 5
"""Pages that are read back after an absence, of each room."""

KINDS = ("m.room.message", "m.room.encrypted", "m.reaction", "m.room.member", "m.room.encryption")
"""Events that the bot is sent; all others could only confuse it."""

NOTHING: dict[str, list[str]] = {"types": []}

FILTER = {
    "presence": NOTHING,
    "account_data": NOTHING,
    "room": {
        "account_data": NOTHING,
        "ephemeral": NOTHING,
        "state": {"types": ["m.room.member", "m.room.encryption"]},
        "timeline": {"types": KINDS, "limit": 50},
    },
}


class Homeserver:
    """One account of a homeserver."""

    def __init__(self, matrix: Matrix) -> None:
        logging.getLogger("nio").setLevel(logging.ERROR)  # what it warns of is told here in words
        config = AsyncClientConfig(max_timeouts=0, request_timeout=30, encryption_enabled=False)
        self._matrix = matrix
        self._client = _Client(matrix.homeserver, matrix.user, config=config)
        self._client.restore_login(matrix.user, "", matrix.token)

    async def names(self) -> Names | Trouble:
        """Who the bot is there."""
        found = await once(self._client.whoami)
        if isinstance(found, Trouble):
            return found
        if found.user_id != self._matrix.user:
            return Trouble(
                f"CITYGRAFT_MATRIX_TOKEN is of {found.user_id}, and CITYGRAFT_MATRIX_USER says "
                f"{self._matrix.user}. Set the one that is right, and start the server again",
                "WRONG_USER",
                passes=False,
            )
        shown = await once(lambda: self._client.get_displayname(found.user_id))
        named = isinstance(shown, ProfileGetDisplayNameResponse) and shown.displayname
        return Names(found.user_id, named or "")

    async def news(self, since: str, first: bool) -> Any:
        """What happened since a place, as nio's SyncResponse; waits while nothing does."""
        try:
            async with asyncio.timeout(FIRST_WAIT):
                return await once(
                    lambda: self._client.sync(0 if first else WAIT, FILTER, since or None, first)
                )
        except TimeoutError:
            return Trouble(f"it did not answer for {FIRST_WAIT:.0f} seconds", "", passes=True)

    def members(self, room: str) -> frozenset[str]:
        """Who has joined a room or is invited to it, as far as the news tell."""
        held = self._client.rooms.get(room)
        return frozenset(held.users) if held else frozenset()

    def encrypted(self, room: str) -> bool:
        """Whether what is written in a room is encrypted."""
        held = self._client.rooms.get(room)
        return bool(held and held.encrypted)

    def forget(self, room: str) -> None:
        """Remember no more of a room that the bot is not in."""
        self._client.rooms.pop(room, None)
        self._client.invited_rooms.pop(room, None)

    async def state(self, room: str) -> list[Event]:
        """What holds in a room now; empty where it cannot be learnt."""
        found = await once(lambda: self._client.room_get_state(room))
        return [] if isinstance(found, Trouble) else found.events

    async def event(self, room: str, event_id: str) -> Event:
        """One event; empty where there is none, or the bot may not see it."""
        found = await once(lambda: self._client.room_get_event(room, event_id))
        source = {} if isinstance(found, Trouble) else at(found.event.__dict__, "source")
        return source if isinstance(source, dict) else {}

    async def earlier(self, room: str, start: str, end: str) -> list[Event]:
        """What was written between two places, the oldest first; the newest PAGE * MAX_PAGES of it."""
        events: list[Event] = []
        for _ in range(MAX_PAGES):
            page = await once(
                lambda start=start: self._client.room_messages(  # type: ignore[misc]
                    room, start, end, MessageDirection.back, PAGE, {"types": KINDS}
                )
            )
            if isinstance(page, Trouble):
                break
            events += [event.source for event in page.chunk]
            if not (page.chunk and page.end):
                break
            start = page.end  # noqa: PLW2901
        return events[::-1]

    async def send(self, room: str, kind: str, content: dict[str, Any], transaction: str) -> str:
        """Send an event, again and again while it may pass; its id, empty where it cannot be sent.

        Args:
            transaction: by it the homeserver tells an event that it has from a new one.
        """
        found = await persistently(
            lambda: self._client.room_send(room, kind, content, tx_id=transaction)
        )
        return "" if isinstance(found, Trouble) else found.event_id

    async def typing(self, room: str, types: bool) -> None:
        """Show that the bot writes, for half a minute; nothing is lost where it is not shown."""
        await once(lambda: self._client.room_typing(room, types, 30_000))

    async def join(self, room: str) -> bool:
        """Join a room; False where that cannot be."""
        return not isinstance(await persistently(lambda: self._client.join(room)), Trouble)

    async def leave(self, room: str) -> None:
        """Leave a room, or refuse an invitation."""
        await persistently(lambda: self._client.room_leave(room))
        self.forget(room)

    async def close(self) -> None:
        """Close what is open."""
        await self._client.close()


class _Client(AsyncClient):  # type: ignore[misc]
    """nio's, which fails on what servers of others can write into an invitation."""

    async def parse_body(self, transport_response: Any) -> Any:
        body = await super().parse_body(transport_response)
        invited = at(body, "rooms", "invite")
        for room in invited.values() if isinstance(invited, dict) else ():
            events = at(room, "invite_state", "events")
            for event in events if isinstance(events, list) else ():
                if isinstance(event, dict):
                    event.pop("unsigned", None)
        return body
