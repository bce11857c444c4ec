"""What is remembered where on Slack: what goes on from the answer that it stands under, and a channel's city."""

from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations
from api.chat.recalling import recall
from api.chat.talk import Talk


def replied(conversations: Conversations, asked: Asked, under: str) -> Reply | None:
    """The reply to what a person said, which comes for the first time.

    Args:
        under: id of the answer whose button said it; empty for none.
    """
    if answer_id := under or _head(conversations, asked):
        recall(conversations.talks, asked, answer_id)
    reply = conversations.reply(asked._replace(event=""))
    if reply is not None and reply.kind is Kind.TOLD:
        _settle(conversations, asked)
    return reply


def _head(conversations: Conversations, asked: Asked) -> str:
    """The id of the answer that a thread begins with, while nothing was asked in the thread; empty for none."""
    talks = conversations.talks
    if not asked.thread or _begun(talks.talk(asked)):
        return ""
    return talks.posted(asked.surface, asked.place, asked.thread)


def _begun(talk: Talk) -> bool:
    """Whether anything was shown already; peers of a city are without a question."""
    return bool(talk.question or talk.shown)


def _settle(conversations: Conversations, asked: Asked) -> None:
    """Let the city that was chosen at the head of a thread hold for its channel as well.

    A mention begins a thread of its own, so that without this no channel would ever have a city.
    """
    talks = conversations.talks
    place = asked._replace(thread="")
    held, here = talks.talk(asked), talks.talk(place)
    if asked.open and not _begun(held) and held.city != here.city:
        talks.keep(place, here.model_copy(update={"city": held.city}))
