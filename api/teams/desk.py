"""Answers what people say in Teams: in a conversation in the order in which it was said, a few at the same time."""

import asyncio
import logging
from collections.abc import Callable

from microsoft_agents.activity import Activity

from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations
from api.chat.turns import AT_ONCE, RESTARTED, Turns
from api.teams import asking, feedback
from api.teams.message import Message, Messages, bare
from api.teams.posting import Posting
from api.teams.remembering import replied
from api.teams.trust import Signed
from api.teams.work import Work
from api.teams.writer import Writer
from corpus.errors import CitygraftError

log = logging.getLogger("citygraft")


class Desk:
    """Takes what people say and answers it in its turn."""

    def __init__(
        self,
        conversations: Conversations,
        posting: Posting,
        render: Callable[[Reply], Messages],
        brief: Callable[[Reply], Message],
    ) -> None:
        """Nothing is sent yet; `brief` is what is said where Teams does not take what `render` makes."""
        self._conversations, self._posting = conversations, posting
        self._render, self._brief = render, brief
        # the presses of buttons that Teams waits for go beside these
        self._few = asyncio.Semaphore(AT_ONCE)
        self._turns = Turns()
        self._unanswered: set[Asked] = set()
        self._work = Work()

    def answer(self, activity: Activity, signed: Signed, asked: Asked) -> None:
        """Answer what a person said. Raises HTTPException 429 where too much is under way, as the others do."""
        self._work.start(self._answer(activity, signed, asked))
        self._unanswered.add(asked)

    def greet(self, activity: Activity, signed: Signed, asked: Asked) -> None:
        """Say what can be asked, where nobody has said anything yet."""
        self._work.start(self._answer(activity, signed, asked))

    def thumbs(self, activity: Activity, signed: Signed) -> None:
        """Keep what a person says of an item, and tell them that it is kept."""
        self._work.start(self._thumbs(activity, signed))

    def like(self, activity: Activity) -> None:
        """Keep a like of a message; nothing is said to it."""
        self._work.start(asyncio.to_thread(feedback.reacted, activity, self._conversations))

    async def close(self) -> None:
        """Let answers that are under way end, give up those that take long, and close what is open."""
        await self._work.close()
        self._posting.close()

    async def _answer(self, activity: Activity, signed: Signed, asked: Asked) -> None:
        try:
            async with self._turns.of((asked.place, asked.thread)):
                await self._posting.into(
                    activity, signed, lambda writer: self._talk(activity, asked, writer)
                )
        except asyncio.CancelledError:  # the server stops
            if asked in self._unanswered:
                self._unanswered.discard(asked)
                await self._give_up(activity, signed, asked)
            raise
        finally:
            self._unanswered.discard(asked)

    async def _give_up(self, activity: Activity, signed: Signed, asked: Asked) -> None:
        """Tell who asked that no answer comes, and let what they asked be answered if it comes again."""
        told = self._render(Reply(kind=Kind.TROUBLE, lines=(RESTARTED,))).words
        await self._posting.into(activity, signed, lambda writer: writer.send(told))
        await asyncio.to_thread(self._conversations.talks.hand_back, asked)

    async def _talk(self, activity: Activity, asked: Asked, writer: Writer) -> None:
        shows = activity.conversation.conversation_type != asking.CHANNEL
        typing = [asyncio.create_task(writer.typing())] if shows else []
        try:
            reply = await self._made(replied, self._conversations, asked, activity)
            if reply is None:
                self._unanswered.discard(asked)
            else:
                await self._deliver(writer, asked, reply)
        finally:
            for sign in typing:
                sign.cancel()
            await asyncio.gather(*typing, return_exceptions=True)

    async def _thumbs(self, activity: Activity, signed: Signed) -> None:
        reply = await self._made(feedback.said, activity, self._conversations)
        if reply is not None:
            told = self._render(reply).words
            await self._posting.into(activity, signed, lambda writer: writer.send(told))

    async def _made(self, make: Callable[..., Reply | None], *told: object) -> Reply | None:
        async with self._few:
            try:
                return await asyncio.to_thread(make, *told)
            except CitygraftError as error:
                return Reply(kind=Kind.TROUBLE, lines=(str(error),))

    async def _deliver(self, writer: Writer, asked: Asked, reply: Reply) -> None:
        """Send the words, then the card; which messages hold the answer is known before the next one goes out."""
        words, card = self._render(reply)
        less = self._brief(reply)
        sent = await writer.send(words, bare(words), less)
        self._unanswered.discard(asked)
        await self._remember(asked, sent, reply)
        if card:
            await self._remember(asked, await writer.send(card, less), reply)

    async def _remember(self, asked: Asked, sent: str, reply: Reply) -> None:
        if sent and reply.answer_id:
            try:
                await asyncio.to_thread(
                    self._conversations.talks.post, asked, sent, reply.answer_id
                )
            except CitygraftError as error:
                log.warning("Likes of an answer in Microsoft Teams will be lost: %s", error)
