"""What a message goes on from: the newest answer of its conversation, or the one that it presses or quotes."""

from microsoft_agents.activity import Activity

from api.chat.base import Asked, Reply
from api.chat.conversations import Conversations
from api.chat.recalling import recall
from api.teams import asking


def replied(conversations: Conversations, asked: Asked, activity: Activity) -> Reply | None:
    """The reply to a message; None where the same one was replied to before."""
    if not conversations.talks.first(asked):
        return None
    if answer_id := _under(conversations, asked, activity):
        recall(conversations.talks, asked, answer_id)
    return conversations.reply(asked._replace(event=""))


def _under(conversations: Conversations, asked: Asked, activity: Activity) -> str:
    """The id of the answer that a message presses a button of, or quotes; empty for none."""
    if answer_id := asking.answer_under(activity):
        return answer_id
    held = (
        conversations.talks.posted(asked.surface, asked.place, message)
        for message in asking.quoted(activity)
    )
    return next(filter(None, held), "")
