"""The bot of Microsoft Teams: takes what Teams sends, answers it in the conversation once the answer is there."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
from microsoft_agents.activity import Activity, InvokeResponse
from starlette.exceptions import HTTPException

from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations
from api.teams import asking, feedback
from api.teams.message import Message, brief, message
from api.teams.posting import TOO_LONG, Posting, Send
from api.teams.trust import Signed

MAX_OPEN = 200
"""Messages that are being answered at the same time; a further one is refused."""

GRACE = 5.0
"""Seconds that answers which are under way get when the server stops."""

log = logging.getLogger("citygraft")


class Bot:
    """Speaks the language of Teams for the conversations of a server (a ChatSurface of activities)."""

    name = "teams"

    def __init__(self, conversations: Conversations, posting: Posting, base: str) -> None:
        """Nothing is sent yet; `base` is what links begin with."""
        self._conversations, self._posting, self._base = conversations, posting, base
        self._open: set[asyncio.Task[None]] = set()

    def question(self, payload: Activity) -> Asked | None:
        """What a person asks; None for what is no message for the bot."""
        return asking.question(payload)

    def render(self, reply: Reply) -> Message:
        """The reply as an activity."""
        return message(reply, self._base)

    async def take(self, activity: Activity, signed: Signed) -> InvokeResponse | None:
        """Take an activity that api.teams.trust let through; what has to be said is said later.

        Returns what an invoke is answered with at once; None for everything else.

        Raises:
            HTTPException: 429, too much is being answered already.
        """
        match activity.type:
            case "message":
                self._message(activity, signed)
            case "conversationUpdate":
                self._joined(activity, signed)
            case "messageReaction" if feedback.liked(activity):
                self._start(asyncio.to_thread(feedback.reacted, activity, self._conversations))
            case "invoke":
                return await asyncio.to_thread(feedback.invoked, activity, self._conversations)
        return None  # edits, typing and whatever else Teams may tell are no questions

    async def close(self) -> None:
        """Let answers that are under way end, give up those that take long, and close what is open."""
        if self._open:
            _, late = await asyncio.wait(self._open, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._posting.close()

    def _message(self, activity: Activity, signed: Signed) -> None:
        if asking.data(activity).get(asking.DATA) == "thumbs":
            self._start(self._said(activity, signed, feedback.pressed))
        elif asked := self.question(activity):
            self._start(self._answered(activity, signed, asked))

    def _joined(self, activity: Activity, signed: Signed) -> None:
        """Say what can be asked, where the bot itself was added; once for a conversation."""
        us = activity.recipient.id if activity.recipient else None
        if us and any(member.id == us for member in activity.members_added or []):
            welcome = asking.asked(activity, "help", f"welcome/{asking.place(activity)}")
            self._start(self._answered(activity, signed, welcome))

    async def _answered(self, activity: Activity, signed: Signed, asked: Asked) -> None:
        async def talk(send: Send) -> None:
            if activity.conversation.conversation_type != asking.CHANNEL:
                await _typing(send)
            reply = await asyncio.to_thread(self._conversations.reply, asked)
            if reply is not None:
                await self._post(send, asked, reply)

        await self._posting.into(activity, signed, talk)

    async def _said(
        self,
        activity: Activity,
        signed: Signed,
        deed: Callable[[Activity, Conversations], Reply],
    ) -> None:
        reply = await asyncio.to_thread(deed, activity, self._conversations)

        async def talk(send: Send) -> None:
            await send(self.render(reply))

        await self._posting.into(activity, signed, talk)

    async def _post(self, send: Send, asked: Asked, reply: Reply) -> None:
        try:
            sent = await send(self.render(reply))
        except aiohttp.ClientResponseError as error:
            if error.status != TOO_LONG:
                raise
            sent = await send(brief(reply, self._base))
        if sent and reply.kind is Kind.ANSWER:
            talks = self._conversations.talks
            await asyncio.to_thread(talks.post, asked, sent, reply.answer_id)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        if len(self._open) >= MAX_OPEN:
            work.close()
            raise HTTPException(429, "Too many questions at once. Ask again in a minute.")
        task = asyncio.create_task(work)
        self._open.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._open.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("A message of Microsoft Teams could not be answered", exc_info=error)


async def _typing(send: Send) -> None:
    """Show that an answer is being made; where that fails, the answer comes all the same."""
    try:
        await send({"type": "typing"})
    except aiohttp.ClientError as error:
        log.info("Teams does not show that an answer is being made: %s", error)
