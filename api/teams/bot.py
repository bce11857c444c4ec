"""The bot of Microsoft Teams: takes what Teams sends, and has it answered once the answer is there."""

import asyncio

from microsoft_agents.activity import Activity, InvokeResponse

from api.chat.base import Asked, Reply
from api.chat.conversations import Conversations
from api.teams import asking, feedback
from api.teams.desk import Desk
from api.teams.message import Message, Messages, brief, messages
from api.teams.posting import Posting
from api.teams.trust import Signed


class Bot:
    """Speaks the language of Teams for the conversations of a server (a ChatSurface of activities)."""

    name = "teams"

    def __init__(self, conversations: Conversations, posting: Posting, base: str) -> None:
        """Nothing is sent yet; `base` is what links begin with."""
        self._conversations, self._base = conversations, base
        self._desk = Desk(conversations, posting, self.render, self._brief)

    def question(self, payload: Activity) -> Asked | None:
        """What a person asks; None for what is no message for the bot."""
        return asking.question(payload)

    def render(self, reply: Reply) -> Messages:
        """The reply as activities."""
        return messages(reply, self._base)

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
                self._desk.like(activity)
            case "invoke":
                return await asyncio.to_thread(feedback.invoked, activity, self._conversations)
        return None  # edits, typing and whatever else Teams may tell are no questions

    async def close(self) -> None:
        """Let answers that are under way end, give up those that take long, and close what is open."""
        await self._desk.close()

    def _message(self, activity: Activity, signed: Signed) -> None:
        if asking.data(activity).get(asking.DATA) == "thumbs":
            self._desk.thumbs(activity, signed)
        elif asked := self.question(activity):
            self._desk.answer(activity, signed, asked)

    def _joined(self, activity: Activity, signed: Signed) -> None:
        """Say what can be asked, where the bot itself was added; once for a conversation."""
        us = activity.recipient.id if activity.recipient else None
        if us and any(member.id == us for member in activity.members_added or []):
            welcome = asking.asked(activity, "help", f"welcome/{asking.place(activity)}")
            self._desk.greet(activity, signed, welcome)

    def _brief(self, reply: Reply) -> Message:
        return brief(reply, self._base)
