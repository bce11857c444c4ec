"""The homeserver, as far as the bot asks it something; what goes wrong comes back in words."""

import asyncio
import logging
from typing import Any

from nio import MessageDirection  # type: ignore[import-untyped]

from api.matrix.client import client_of
from api.matrix.events import Event
from api.matrix.names import Names
from api.matrix.tries import Trouble, once, persistently
from api.matrix.wanted import FILTER, KINDS
from assistant.connections import Matrix

WAIT = 30_000
"""Milliseconds for which the homeserver may hold a question for news, where there is none."""

PATIENCE = 120.0
"""Seconds that news may take; the first have who is in every room."""

PAGE = 100
"""Events of one page of what was written before."""

MAX_PAGES = 5
"""Pages that are read back after an absence, of each room."""

log = logging.getLogger("citygraft")


class Homeserver:
    """One account of a homeserver.

    Args:
        patience: seconds for which news are waited for, the times included for which the homeserver says to wait.
    """

    def __init__(self, matrix: Matrix, patience: float = PATIENCE) -> None:
        self._user, self._patience = matrix.user, patience
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
        found = await once(lambda: self._synced(since))
        self._knows_rooms |= not isinstance(found, Trouble)
        return found

    async def _synced(self, since: str) -> Any:
        """One question for news, which ends whatever the homeserver does; nio's own waits have no end."""
        whole = not self._knows_rooms
        self._client.next_batch = since
        async with asyncio.timeout(self._patience):
            return await self._client.sync(0 if whole else WAIT, FILTER, since or None, whole)

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
        found = await persistently(lambda: self._client.room_get_state(room))
        return [] if isinstance(found, Trouble) else found.events

    async def event(self, room: str, event_id: str) -> Event:
        """One event; empty where there is none, or the bot may not see it."""
        found = await persistently(lambda: self._client.room_get_event(room, event_id))
        source = None if isinstance(found, Trouble) else found.event.source
        return source if isinstance(source, dict) else {}

    async def earlier(self, room: str, start: str, end: str) -> list[Event]:
        """What was written between two places, the oldest first; at most the newest PAGE * MAX_PAGES events."""
        events: list[Event] = []
        for _ in range(MAX_PAGES):
            page = await persistently(
                lambda start=start: self._client.room_messages(  # type: ignore[misc]
                    room, start, end, MessageDirection.back, PAGE, {"types": KINDS}
                )
            )
            if isinstance(page, Trouble):
                log.warning("Matrix: what was missed in %s is not read: %s.", room, page.said)
                break
            events += [event.source for event in page.chunk]
            if not (page.chunk and page.end):
                break
            start = page.end
        return events[::-1]

    async def send(self, room: str, content: dict[str, Any], transaction: str) -> str | Trouble:
        """Send a message, again and again while it may pass; its id.

        Args:
            transaction: by it the homeserver tells a message that it has from a new one.
        """
        found = await persistently(
            lambda: self._client.room_send(room, "m.room.message", content, tx_id=transaction)
        )
        return found if isinstance(found, Trouble) else str(found.event_id)

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
