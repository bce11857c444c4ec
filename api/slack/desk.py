"""Answers what people say on Slack: a few at a time, so that whoever else asks is acknowledged meanwhile."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations
from api.slack.blocks import Around
from api.slack.buttons import THUMBS, Press
from api.slack.message import Message
from api.slack.outgoing import Address, Channel, Outgoing, Way
from api.slack.remembering import recall, replied
from api.slack.surface import ALONE, SlackSurface
from corpus.errors import CitygraftError

log = logging.getLogger("citygraft.slack")

AT_ONCE = 4
"""Answers that are made at the same time, as one may wait for a language model; more would only wait for each other."""

BREATH = 0.05
"""Seconds before an answer is begun, in which those who ask at the same moment are acknowledged without it."""

MAX_WAITING = 200
"""Questions, and presses of buttons, that wait; whoever asks then is told to ask later."""

GRACE = 5.0
"""Seconds that what is under way gets when the server stops."""

FULL = "I have more questions to answer than I can hold just now. Ask again in a minute."


class Desk:
    """Takes what people say and answers it in its turn."""

    def __init__(
        self, conversations: Conversations, surface: SlackSurface, outgoing: Outgoing
    ) -> None:
        self._conversations, self._surface, self._outgoing = conversations, surface, outgoing
        self._few = asyncio.Semaphore(AT_ONCE)
        self._turns = WeakValueDictionary[tuple[str, str], asyncio.Lock]()
        self._work: set[asyncio.Task[None]] = set()

    @property
    def full(self) -> bool:
        """Whether no more is taken."""
        return len(self._work) >= MAX_WAITING

    def answer(self, asked: Asked, way: Way, under: str = "") -> None:
        """Answer what a person said, in its turn; `under` is the id of the answer whose button said it."""
        self._start(self._answer(asked, way, under))

    def thumbs(self, asked: Asked, press: Press, action: str, way: Address) -> None:
        """Keep what a person says of an item, and tell them alone that it is kept."""
        self._start(self._thumbs(asked, press, action, way))

    def share(self, asked: Asked, answer_id: str, by: str, way: Address) -> None:
        """Show an answer to everybody in its channel."""
        self._start(self._share(asked, answer_id, by, way))

    async def close(self) -> None:
        """End, once what is under way is done, or GRACE is over."""
        if not self._work:
            return
        _, late = await asyncio.wait(self._work, timeout=GRACE)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._work.add(task)  # the loop alone would not hold it
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._work.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("Something said on Slack was not answered.", exc_info=error)

    async def _answer(self, asked: Asked, way: Way, under: str) -> None:
        # what one says in a conversation is answered in the order in which it was said
        async with self._turns.setdefault((asked.place, asked.thread), asyncio.Lock()):
            await asyncio.sleep(BREATH)
            reply = await self._made(replied, self._conversations, asked, under)
            if reply is not None:
                await self._told(asked, way, reply)

    async def _told(self, asked: Asked, way: Way, reply: Reply) -> None:
        private = isinstance(way, Address) and not way.everybody
        said = "" if isinstance(way, Channel) else asked.text
        ts = await self._outgoing.send(self._shown(reply, Around(said, share=private)), way)
        if ts and reply.answer_id:
            await asyncio.to_thread(self._conversations.talks.post, asked, ts, reply.answer_id)

    async def _thumbs(self, asked: Asked, press: Press, action: str, way: Address) -> None:
        number = int(press.rest) if press.rest.isdecimal() else 0
        if await asyncio.to_thread(self._conversations.talks.first, asked):
            said = (asked, press.answer_id, number, THUMBS[action])
            reply = await asyncio.to_thread(self._conversations.thumbs, *said)
            await self._outgoing.send(self._shown(reply), way)

    async def _share(self, asked: Asked, answer_id: str, by: str, way: Address) -> None:
        if not await asyncio.to_thread(self._conversations.talks.first, asked):
            return
        reply = await self._made(self._conversations.shared, asked, answer_id)
        if reply is None or reply.kind is Kind.TROUBLE:
            await self._outgoing.send(self._shown(reply or _trouble(FULL)), way)
            return
        # as a member of the channel the app learns the message's id, so that its thread can go on from it;
        # elsewhere the person's own address takes it
        here = Channel(asked.place.partition("/")[2])
        message = self._shown(reply, Around(reply.question, by))
        ts = await self._outgoing.send(message, here, way._replace(everybody=True))
        await self._outgoing.remove(way)
        if ts:
            await asyncio.to_thread(
                recall, self._conversations, asked._replace(thread=ts, open=True), reply.answer_id
            )

    def _shown(self, reply: Reply, around: Around = ALONE) -> Message:
        return self._surface.render(reply, around)

    async def _made(self, make: Callable[..., Reply | None], *told: object) -> Reply | None:
        async with self._few:
            try:
                return await asyncio.to_thread(make, *told)
            except CitygraftError as error:
                return _trouble(str(error))


def _trouble(told: str) -> Reply:
    return Reply(kind=Kind.TROUBLE, lines=(told,))
