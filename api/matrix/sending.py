"""Sending replies into rooms, so that each is there once; what cannot be sent is told in the log."""

import logging
from hashlib import sha256
from typing import Any

from api.chat.base import Kind, Reply
from api.matrix.events import text_at
from api.matrix.homeserver import Homeserver
from api.matrix.surface import MatrixSurface
from api.matrix.tries import BAD_REQUEST, Trouble

ENCRYPTED = Reply(
    kind=Kind.TOLD,
    lines=(
        "This room is encrypted, and I cannot read what is written here.",
        "Ask me in a room without encryption: switch it off when you create the room, and invite me there.",
    ),
)

log = logging.getLogger("citygraft")


class Sender:
    """Sends what the bot says."""

    def __init__(self, homeserver: Homeserver, surface: MatrixSurface) -> None:
        self._homeserver, self._surface, self._user = homeserver, surface, surface.names.user

    async def reply(
        self, room: str, reply: Reply, root: str, to: str, purpose: str = "reply"
    ) -> str:
        """Send a reply into a thread; outside of threads where none can begin there.

        Args:
            root: the event that the thread begins with; to: the one that is replied to.
            purpose: what the reply is for; the homeserver has one for each, however often it is sent.

        Returns:
            The id of its event; empty where it could not be sent.
        """
        content, once = self._surface.render(reply), transaction(purpose, to)
        found: str | Trouble = ""
        for relation in (_threaded(root, to), _replying(to)):
            found = await self._homeserver.send(room, content | {"m.relates_to": relation}, once)
            # a server refuses a thread that would begin with an event that belongs to another
            if not isinstance(found, Trouble) or found.status != BAD_REQUEST:
                break
        return _sent(room, found)

    async def tell_encrypted(self, room: str) -> bool:
        """Say that what is written in a room cannot be read, once for each stay there; whether it was sent."""
        content = self._surface.render(ENCRYPTED)
        once = transaction("encrypted", f"{room} {await self._stay(room)}")
        return _sent(room, await self._homeserver.send(room, content, once)) != ""

    async def _stay(self, room: str) -> str:
        """The event by which the bot is in a room; empty where it cannot be learnt."""
        own = (
            text_at(event, "event_id")
            for event in await self._homeserver.state(room)
            if event.get("type") == "m.room.member" and event.get("state_key") == self._user
        )
        return next(own, "")


def transaction(purpose: str, about: str) -> str:
    """The transaction of what is sent for a purpose about an event or room: the same whenever it is sent."""
    return f"citygraft-{sha256(f'{purpose} {about}'.encode()).hexdigest()[:32]}"


def _sent(room: str, found: str | Trouble) -> str:
    if isinstance(found, Trouble):
        log.warning("Matrix: a message could not be sent to %s: %s.", room, found.said)
        return ""
    return found


def _threaded(root: str, to: str) -> dict[str, Any]:
    """The relation of a reply in a thread; programs without threads show it as a reply to the message."""
    return {
        "rel_type": "m.thread",
        "event_id": root,
        "is_falling_back": True,
        **_replying(to),
    }


def _replying(to: str) -> dict[str, Any]:
    return {"m.in_reply_to": {"event_id": to}}
