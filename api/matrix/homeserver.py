"""The homeserver, as far as the bot asks it something; what goes wrong comes back in words."""

import asyncio
from typing import Any

from nio import MessageDirection  # type: ignore[import-untyped]

from api.matrix.client import client_of
from api.matrix.events import Event
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
        self._user = matrix.user
        self._client = client_of(matrix)
        self._knows_rooms = False

    async def names(self) -> Names | Trouble:
        """Who the bot is there; trouble where the token is of somebody else than the settings say."""
        found = await once(self._client.whoami)
        if isinstance(found, Trouble):
            return found
        if found.user_id != self._user:
            return Trouble(
                f"CITYGRAFT_MATRIX_TOKEN is of {found.user_id}, and CITYGRAFT_MATRIX_USER says {self._user}. "
                "Correct the one that is wrong, and start the server again",
                passes=False,
            )
        shown = await once(lambda: self._client.get_displayname(found.user_id))
        return Names(found.user_id, "" if isinstance(shown, Trouble) else shown.displayname or "")

    async def news(self, since: str) -> Any:
        """What happened since a place, as nio's SyncResponse; waits while nothing does.

        The first time it also has who is in every room, and comes at once.

        Args:
            since: empty to be told only how things are.
        """
        whole = not self._knows_rooms
        self._client.next_batch = since
        try:
            async with asyncio.timeout(FIRST_WAIT):
                found = await once(
                    lambda: self._client.sync(0 if whole else WAIT, FILTER, since or None, whole)
                )
        except (
            AttributeError,
            KeyError,
            TypeError,
            ValueError,
        ) as error:  # nio on what is malformed
            return Trouble(f"it sends what cannot be read ({error!r})", "UNREADABLE")
        self._knows_rooms |= not isinstance(found, Trouble)
        return found

    def members(self, room: str) -> frozenset[str]:
        """Who has joined a room or is invited to it, as far as the news tell."""
        held = self._client.rooms.get(room)
        return frozenset(held.users) if held else frozenset()

    def encrypted(self) -> list[str]:
        """The rooms in which what is written is encrypted."""
        return [room for room, held in self._client.rooms.items() if held.encrypted]

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
        source = None if isinstance(found, Trouble) else found.event.source
        return source if isinstance(source, dict) else {}

    async def earlier(self, room: str, start: str, end: str) -> list[Event]:
        """What was written between two places, the oldest first; at most the newest PAGE * MAX_PAGES events."""
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
            start = page.end
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

    async def typing(self, room: str, *, types: bool) -> None:
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
