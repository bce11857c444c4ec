"""Replying in a room: what is remembered where, and what comes back of it; called in threads."""

from typing import NamedTuple

from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations
from assistant.proposal import Thumbs


class Place(NamedTuple):
    """Where a question stands: the event that its thread begins with, and whether the room is a direct one."""

    root: str
    direct: bool


def replied(conversations: Conversations, asked: Asked, place: Place) -> Reply | None:
    """The reply to a question; None where it was given before, which `done` tells.

    A thread goes on from the question that it began with, wherever that was asked. A city that is set
    outside of threads, or anywhere in a direct room, holds for the room; one that is set in a thread
    of another room holds there.
    """
    talks = conversations.talks
    if talks.answered(asked):
        return None
    before = talks.talk(asked).city
    reply = conversations.reply(
        asked._replace(event="")
    )  # which counts as answered once it is sent
    if reply is None:
        return None
    talk = talks.talk(asked)
    for_all = place.direct or asked.event == place.root
    if reply.kind is Kind.TOLD and talk.city != before and for_all:
        room = asked._replace(thread="")
        talks.keep(room, talks.talk(room).model_copy(update={"city": talk.city}))
    if asked.thread != place.root:
        talks.keep(asked._replace(thread=place.root), talk)
    return reply


def done(conversations: Conversations, asked: Asked, sent: str, answer_id: str) -> None:
    """Count a question as answered, now that the reply is there; and remember which message holds which answer."""
    conversations.talks.first(asked)
    if answer_id:
        conversations.talks.post(asked, sent, answer_id)


def thumbed(conversations: Conversations, asked: Asked, message: str, thumbs: Thumbs) -> bool:
    """Whether a thumb under a message was kept as feedback on the first item of the answer that it holds."""
    answer_id = conversations.talks.posted(asked.surface, asked.place, message)
    if not answer_id or not conversations.talks.first(asked):
        return False
    return conversations.thumbs(asked, answer_id, 1, thumbs).kind is Kind.TOLD
