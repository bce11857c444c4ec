"""What the bot does about one event of a room: it understands, answers, and takes thumbs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations
from api.chat.turns import AT_ONCE
from api.matrix.answering import Place, done, replied, thumbed
from api.matrix.company import only_they_read
from api.matrix.events import Event, Reaction, Said, reaction, said
from api.matrix.homeserver import Homeserver
from api.matrix.sending import Sender
from api.matrix.surface import MatrixSurface, Message
from api.matrix.threads import Threads, thread_of
from assistant.proposal import Thumbs
from corpus.errors import CitygraftError

THUMBS = {"👍": Thumbs.UP, "👎": Thumbs.DOWN}

BROKEN = (
    "Something broke here, and the server's log has it. "
    "Ask again in other words; if that does not help, tell who runs this server."
)

THANKS = Reply(kind=Kind.TOLD, lines=("Thank you. A facilitator will look at it.",))

log = logging.getLogger("citygraft")


class Desk:
    """Takes the events of all rooms, one of a room after the other."""

    def __init__(
        self,
        homeserver: Homeserver,
        conversations: Conversations,
        surface: MatrixSurface,
        sender: Sender,
    ) -> None:
        self._homeserver, self._conversations = homeserver, conversations
        self._surface, self._sender = surface, sender
        self._user = surface.names.user
        self._threads = Threads(homeserver, surface, self._user)
        self._few = asyncio.Semaphore(AT_ONCE)

    async def take(self, room: str, event: Event) -> None:
        """Answer a message that is for the bot, keep a thumb; nothing for anything else."""
        if heard := said(event):
            if heard.sender != self._user:
                await self._message(room, heard)
        elif (found := reaction(event)) and found.sender != self._user:
            await self._thumb(room, found)

    async def _message(self, room: str, heard: Said) -> None:
        direct = self._homeserver.members(room) <= {self._user, heard.sender}
        belongs = await self._threads.of(room, heard)
        alone = direct and only_they_read(
            await self._homeserver.state(room), frozenset({self._user, heard.sender})
        )
        heard = heard._replace(root=belongs.root)
        asked = self._surface.question(Message(room, heard, direct, not alone, belongs.ours))
        if asked is None:
            return
        async with self._few, self._typing(room):
            await self._answer(asked, Place(heard.root or heard.event_id, direct))

    async def _answer(self, asked: Asked, place: Place) -> None:
        reply = await self._reply(asked, place)
        if reply is None:
            return
        sent = await self._sender.reply(asked.place, reply, place.root, asked.event)
        if sent:  # else it is answered when it comes again, after a stop in the middle
            await asyncio.to_thread(done, self._conversations, asked, sent, reply.answer_id)

    async def _reply(self, asked: Asked, place: Place) -> Reply | None:
        """The reply; a sentence about it where making it failed, and the failure in the log."""
        making = asyncio.ensure_future(
            asyncio.to_thread(replied, self._conversations, asked, place)
        )
        await asyncio.wait({making})
        error = making.exception()
        if error is None:
            return making.result()
        log.error("a question on Matrix could not be answered", exc_info=error)
        told = str(error) if isinstance(error, CitygraftError) else BROKEN
        return Reply(kind=Kind.TROUBLE, lines=(told,))

    async def _thumb(self, room: str, found: Reaction) -> None:
        thumbs = THUMBS.get(found.key)
        if thumbs is None:
            return
        asked = Asked(self._surface.name, room, "", found.sender, "", True, found.event_id)
        if await asyncio.to_thread(thumbed, self._conversations, asked, found.target, thumbs):
            held = await self._homeserver.event(room, found.target)
            root = thread_of(held) or found.target
            # one event for all thumbs under a message: the server has it once
            await self._sender.reply(room, THANKS, root, found.target, "thanks")

    @asynccontextmanager
    async def _typing(self, room: str) -> AsyncIterator[None]:
        await self._homeserver.typing(room, types=True)
        try:
            yield
        finally:
            await self._homeserver.typing(room, types=False)
