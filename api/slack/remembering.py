"""What is remembered where on Slack: a thread goes on from the answer it is under, a channel has its city."""

from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations


def replied(conversations: Conversations, asked: Asked, under: str) -> Reply | None:
    """The reply to what a person said, perhaps by a button under an answer; None where it was replied to before."""
    if under:
        recall(conversations, asked, under)
    reply = conversations.reply(asked)
    if reply is not None and reply.kind is Kind.TOLD:
        _settle(conversations, asked)
    return reply


def recall(conversations: Conversations, asked: Asked, answer_id: str) -> None:
    """Let a thread in which nothing was asked yet go on from an answer that was given in the same channel."""
    talks = conversations.talks
    given = talks.given(answer_id)
    here = (asked.surface, asked.place)
    if given and (given.surface, given.place) == here and not talks.talk(asked).question:
        talks.keep(asked, given.talk)


def _settle(conversations: Conversations, asked: Asked) -> None:
    """Let the city that was chosen at the head of a thread hold for its channel as well.

    A mention begins a thread of its own, so that without this no channel would ever have a city.
    """
    talks = conversations.talks
    place = asked._replace(thread="")
    held, here = talks.talk(asked), talks.talk(place)
    if asked.open and not held.question and held.city != here.city:
        talks.keep(place, here.model_copy(update={"city": held.city}))
