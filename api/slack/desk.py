"""Answers what people say on Slack: a few at a time, so that whoever else asks is acknowledged meanwhile."""

import asyncio

from api.chat.base import Asked
from api.chat.conversations import Conversations
from api.chat.turns import RESTARTED, Turns
from api.slack.blocks import Around
from api.slack.buttons import THUMBS, Press
from api.slack.outgoing import Address, Channel, Outgoing, Way
from api.slack.remembering import replied
from api.slack.replying import Replying, trouble
from api.slack.sharing import share
from api.slack.surface import SlackSurface
from api.slack.work import Errand, Work

BREATH = 0.05
"""Seconds before an answer is begun, in which those who ask at the same moment are acknowledged without it."""

FULL = "I have more questions to answer than I can hold just now. Ask again in a minute."


class Desk:
    """Takes what people say and answers it in its turn."""

    def __init__(
        self, conversations: Conversations, surface: SlackSurface, outgoing: Outgoing
    ) -> None:
        self._replying = Replying(conversations, surface, outgoing)
        self._turns = Turns()
        self._work = Work()

    @property
    def full(self) -> bool:
        """Whether no more is taken."""
        return self._work.full

    def answer(self, asked: Asked, way: Way, under: str = "") -> None:
        """Answer what a person said, in its turn; `under` is the id of the answer whose button said it."""
        errand = Errand(asked, way)
        self._work.start(errand, self._answer(errand, under))

    def thumbs(self, asked: Asked, press: Press, action: str, way: Address) -> None:
        """Keep what a person says of an item, and tell them alone that it is kept."""
        errand = Errand(asked, way)
        self._work.start(errand, self._thumbs(errand, press, action))

    def share(self, asked: Asked, answer_id: str, by: str, way: Address) -> None:
        """Show an answer to everybody in its channel, once."""
        errand = Errand(asked._replace(event=f"share {answer_id}"), way)
        self._work.start(errand, share(self._replying, errand, way, (answer_id, by)))

    def turn_away(self, asked: Asked, way: Address) -> None:
        """Tell a person that no more is taken."""
        errand = Errand(asked, way)
        errand.settled = True
        if not self._work.crowded:
            self._work.start(errand, self._turn_away(errand))

    async def close(self) -> None:
        """End, once what is under way is done; whoever waits too long is told to ask again."""
        await self._work.close(lambda late: self._replying.give_up(late, RESTARTED))

    async def _answer(self, errand: Errand, under: str) -> None:
        asked, way = errand.asked, errand.way
        said = "" if isinstance(way, Channel) else asked.text
        private = isinstance(way, Address) and not way.everybody
        # what one says in a conversation is answered in the order in which it was said
        async with self._turns.of((asked.place, asked.thread)):
            await asyncio.sleep(BREATH)
            told = (self._replying.conversations, asked, under)
            async with self._replying.few:
                reply = await self._replying.made(errand, replied, *told)
            if reply is not None:
                await self._replying.send(errand, reply, Around(said, share=private))

    async def _thumbs(self, errand: Errand, press: Press, action: str) -> None:
        number = int(press.rest) if press.rest.isdecimal() else 0
        said = (errand.asked, press.answer_id, number, THUMBS[action])
        reply = await self._replying.made(errand, self._replying.conversations.thumbs, *said)
        if reply is not None:
            await self._replying.send(errand, reply)

    async def _turn_away(self, errand: Errand) -> None:
        await self._replying.send(errand, trouble(FULL))
