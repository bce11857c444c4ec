"""Replies made, sent, and remembered with the message that holds them; nothing is replied to twice."""

import asyncio
from collections.abc import Callable

from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations
from api.chat.turns import AT_ONCE
from api.slack.blocks import Around
from api.slack.outgoing import Outgoing, Way
from api.slack.sent import Sent
from api.slack.surface import ALONE, SlackSurface
from api.slack.work import Errand
from corpus.errors import CitygraftError


class Replying:
    """Replies of the conversations, on Slack.

    Attributes:
        few: is held while an answer is made.
    """

    def __init__(
        self, conversations: Conversations, surface: SlackSurface, outgoing: Outgoing
    ) -> None:
        self.conversations, self.outgoing, self._surface = conversations, outgoing, surface
        self.few = asyncio.Semaphore(AT_ONCE)

    async def made(
        self, errand: Errand, make: Callable[..., Reply | None], *told: object
    ) -> Reply | None:
        """What `make` replies; None where the same event was replied to before."""
        try:
            errand.taken = await asyncio.to_thread(self.conversations.talks.first, errand.asked)
            errand.settled = not errand.taken
            return await asyncio.to_thread(make, *told) if errand.taken else None
        except CitygraftError as error:
            return trouble(str(error))

    async def send(
        self, errand: Errand, reply: Reply, around: Around = ALONE, ways: tuple[Way, ...] = ()
    ) -> Sent:
        """Send a reply the first of some ways that Slack takes it: those given, else the errand's."""
        errand.settled = True
        message = self._surface.render(reply, around)
        sent = await self.outgoing.send(message, *(ways or (errand.way,)))
        if sent.ts and reply.answer_id:
            posted = (errand.asked, sent.ts, reply.answer_id)
            await asyncio.to_thread(self.conversations.talks.post, *posted)
        return sent

    async def hand_back(self, asked: Asked) -> None:
        """Let what was said be replied to when it comes again, as nothing was sent."""
        await asyncio.to_thread(self.conversations.talks.hand_back, asked)

    async def give_up(self, errands: list[Errand], told: str) -> None:
        """Hand back what is given up, and tell so in each place once."""
        held = await asyncio.to_thread(self._handed_back, errands)
        once = {errand.way: errand for errand in held}.values()
        await asyncio.gather(*(self.send(errand, trouble(told)) for errand in once))

    def _handed_back(self, errands: list[Errand]) -> list[Errand]:
        """Those that nobody has replied to; what came again may have been replied to the first time."""
        talks = self.conversations.talks
        held = [errand for errand in errands if errand.taken or talks.first(errand.asked)]
        for errand in held:
            talks.hand_back(errand.asked)
        return held


def trouble(told: str) -> Reply:
    """A reply that says why there is no other."""
    return Reply(kind=Kind.TROUBLE, lines=(told,))
