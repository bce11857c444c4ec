"""The bot: hears what happens on the homeserver while the server runs, whatever becomes of the connection."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from api.chat.conversations import Conversations
from api.chat.turns import GRACE
from api.matrix.desk import Desk
from api.matrix.encrypted import Encrypted
from api.matrix.homeserver import Homeserver
from api.matrix.keeping import Keeping
from api.matrix.memory import Read, read
from api.matrix.names import Names
from api.matrix.rooms import Rooms
from api.matrix.sending import Sender
from api.matrix.surface import MatrixSurface
from api.matrix.tries import BAD_REQUEST, LONGEST_PAUSE, Trouble, pauses
from assistant.connections import Matrix

REFUSED = (
    "it does not take CITYGRAFT_MATRIX_TOKEN. Get a new one with 'citygraft matrix-login', set it, and start "
    "the server again"
)

log = logging.getLogger("citygraft")


@asynccontextmanager
async def answering(conversations: Conversations, matrix: Matrix, base: str) -> AsyncIterator[None]:
    """While it lasts, the bot answers; what goes wrong with its homeserver is in the log and ends nothing else."""
    bot = _Bot(conversations, matrix, base)
    running = asyncio.create_task(bot.run())
    running.add_done_callback(_ended)
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait({running})
        await bot.close()


class _Bot:
    """One account, which answers as long as it runs."""

    def __init__(self, conversations: Conversations, matrix: Matrix, base: str) -> None:
        self._conversations, self._matrix, self._base = conversations, matrix, base
        self._homeserver = Homeserver(matrix)
        self._read = read(conversations.home, (matrix.user, matrix.homeserver))
        self._keeping = Keeping(conversations.home)
        self._rooms: Rooms | None = None
        self._encrypted: Encrypted | None = None
        self._told = ""
        self._pauses = pauses()

    async def run(self) -> None:
        """Hear and answer; after each trouble again, with longer and longer pauses."""
        while True:
            trouble = await self._connected()
            said = REFUSED if trouble.code == "M_UNKNOWN_TOKEN" else trouble.said
            if said != self._told:
                self._told = said
                log.warning("Matrix, %s: %s.", self._matrix.homeserver, said)
            await asyncio.sleep(next(self._pauses) if trouble.passes else LONGEST_PAUSE)

    async def close(self) -> None:
        """End: what is under way gets a moment; what is not done then, the next start finds again."""
        tasks = self._rooms.tasks if self._rooms else set()
        if tasks:
            await asyncio.wait(tasks, timeout=GRACE)
        await self._keeping.end(done=not tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._homeserver.close()

    async def _connected(self) -> Trouble:
        """Hear as long as the homeserver tells something; why it does no more."""
        names = await self._homeserver.names()
        if isinstance(names, Trouble):
            return names
        rooms = self._rooms = self._rooms or self._made(names)
        catching_up = True
        while True:
            news = await self._homeserver.news(self._read.since)
            if not isinstance(news, Trouble):
                self._heard(rooms, news, catching_up=catching_up)
                catching_up = False
            elif self._read.since and (news.code == "UNREADABLE" or news.status == BAD_REQUEST):
                self._read = self._read._replace(since="")  # a place of which it knows nothing
            else:
                return news

    def _heard(self, rooms: Rooms, news: Any, *, catching_up: bool) -> None:
        """Begin what the news ask for, and read on behind them."""
        if self._told:
            log.warning("Matrix, %s: it answers again.", self._matrix.homeserver)
        self._told, self._pauses = "", pauses()
        begun = rooms.take(news, self._read.since, catching_up=catching_up)
        if begun or news.next_batch != self._read.since:
            self._keeping.after(begun, partial(self._place, news.next_batch))
        self._read = self._place(news.next_batch)

    def _made(self, names: Names) -> Rooms:
        """What answers in rooms, once it is known who the bot is."""
        surface = MatrixSurface(names, self._base)
        sender = Sender(self._homeserver, surface)
        desk = Desk(self._homeserver, self._conversations, surface, sender)
        self._encrypted = Encrypted(sender, self._read.told)
        return Rooms(self._homeserver, desk, self._encrypted, names.user, self._matrix.servers)

    def _place(self, since: str) -> Read:
        """A place, and the rooms that are told by the time it is kept."""
        told = self._encrypted.told if self._encrypted else self._read.told
        return self._read._replace(since=since, told=told)


def _ended(running: asyncio.Task[None]) -> None:
    if not running.cancelled() and (error := running.exception()):
        log.error("the Matrix bot has ended", exc_info=error)
