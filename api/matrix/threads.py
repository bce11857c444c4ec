"""To which thread a message belongs, and whether the bot is spoken with in it."""

from typing import NamedTuple

from api.matrix.events import Event, Said, said, text_at
from api.matrix.homeserver import Homeserver
from api.matrix.surface import MatrixSurface

MAX_KNOWN = 1_000
"""Events of which it is remembered what they are."""


class Belonging(NamedTuple):
    """The event that a message's thread began with, empty for none; and whether the bot is spoken with there."""

    root: str = ""
    ours: bool = False


NOWHERE = Belonging()


class _Looked(NamedTuple):
    """An event: the thread that it is in, or begins; whether the bot sent it; whether it calls the bot."""

    thread: str
    own: bool
    called: bool


class Threads:
    """Looks at what a message continues; asks the homeserver for each event until it has it."""

    def __init__(self, homeserver: Homeserver, surface: MatrixSurface, user: str) -> None:
        self._homeserver, self._surface, self._user = homeserver, surface, user
        self._known: dict[tuple[str, str], _Looked] = {}

    async def of(self, room: str, heard: Said) -> Belonging:
        """Where a message belongs: its thread, or that of the bot's message that it replies to.

        Programs that know no threads send a reply outside of them.
        """
        if heard.root:
            first = await self._look(room, heard.root)
            return Belonging(heard.root, first.own or first.called)
        if heard.replies_to and (before := await self._look(room, heard.replies_to)).own:
            return Belonging(before.thread, ours=True)
        return NOWHERE

    async def _look(self, room: str, event_id: str) -> _Looked:
        key = (room, event_id)
        if held := self._known.get(key):
            return held
        event = await self._homeserver.event(room, event_id)
        heard = said(event)
        called = heard is not None and self._surface.is_called(heard)
        found = _Looked(thread_of(event) or event_id, event.get("sender") == self._user, called)
        if event:  # what could not be seen now may be seen later
            self._keep(key, found)
        return found

    def _keep(self, key: tuple[str, str], found: _Looked) -> None:
        if len(self._known) >= MAX_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[key] = found


def thread_of(event: Event) -> str:
    """The event that an event's thread began with; empty outside of threads."""
    relation = ("content", "m.relates_to")
    threaded = text_at(event, *relation, "rel_type") == "m.thread"
    return text_at(event, *relation, "event_id") if threaded else ""
