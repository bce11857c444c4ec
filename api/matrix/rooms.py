"""What a piece of news from the homeserver has for the bot to do in its rooms, as tasks."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from api.chat.turns import Turns
from api.matrix.desk import Desk
from api.matrix.encrypted import Encrypted
from api.matrix.events import Event, replacement
from api.matrix.homeserver import Homeserver
from api.matrix.news import entered, to_answer

log = logging.getLogger("citygraft")


class Rooms:
    """Does what there is to do: in each room one thing after the other, in all rooms at the same time.

    Args:
        servers: from which people may invite the bot; their names, or * for any.
    """

    def __init__(
        self,
        homeserver: Homeserver,
        desk: Desk,
        encrypted: Encrypted,
        user: str,
        servers: tuple[str, ...],
    ) -> None:
        self._homeserver, self._desk, self._user = homeserver, desk, user
        self._encrypted = encrypted
        self._servers = servers or (_server(user),)
        self._turns = Turns()
        self.tasks: set[asyncio.Task[None]] = set()

    def take(self, news: Any, since: str, *, catching_up: bool) -> list[asyncio.Task[None]]:
        """Begin what is to be done about nio's SyncResponse.

        Args:
            since: the place that the news begin at; empty where they only tell how things are.
            catching_up: the bot was away before.
        """
        for room in news.rooms.leave:
            self._homeserver.forget(room)
            self._encrypted.left(room)
        unreadable = self._homeserver.encrypted()
        begun = [self._begin(self._invited(room, info)) for room, info in news.rooms.invite.items()]
        for room, info in news.rooms.join.items():
            if self._homeserver.members(room) == {self._user}:
                begun.append(self._begin(self._homeserver.leave(room)))
            elif since and room not in unreadable:
                begun.append(self._begin(self._joined(room, info, since, catching_up)))
        untold = self._encrypted.to_tell(unreadable, again=catching_up)
        return begun + [self._begin(self._encrypted.tell(room)) for room in untold]

    async def _invited(self, room: str, info: Any) -> None:
        """Join a room whose people may invite the bot; refuse the invitation of others."""
        by = {
            event.sender
            for event in info.invite_state
            if getattr(event, "state_key", "") == self._user
            and getattr(event, "membership", "") == "invite"
        }
        if by and all(map(self._may_invite, by)) and await self._homeserver.join(room):
            return
        await self._homeserver.leave(room)

    async def _joined(self, room: str, info: Any, since: str, catching_up: bool) -> None:
        async with self._turns.of(room):
            events: list[Event] = [event.source for event in info.timeline.events]
            missing = info.timeline.limited and entered(events, self._user) is None
            if missing and info.timeline.prev_batch:
                before = await self._homeserver.earlier(room, info.timeline.prev_batch, since)
                events = before + events
            for event in to_answer(events, self._user, catching_up=catching_up):
                # a task of its own: what fails there is told in the log, and keeps nothing from the next
                await asyncio.wait({self._begin(self._happened(room, event))})

    async def _happened(self, room: str, event: Event) -> None:
        """Follow a room to the one that replaces it, where that may invite the bot; answer anything else."""
        replaced = replacement(event)
        if replaced is None:
            await self._desk.take(room, event)
        elif self._may_invite(replaced.sender):
            await self._homeserver.join(replaced.room)

    def _may_invite(self, user: str) -> bool:
        return "*" in self._servers or _server(user) in self._servers

    def _begin(self, doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(doing)
        self.tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("something on Matrix could not be done", exc_info=error)


def _server(user: str) -> str:
    return user.partition(":")[2]
