"""What people of Teams say of an answer: buttons of an item, the thumbs under a message, a reaction to it."""

from microsoft_agents.activity import Activity, AdaptiveCardInvokeResponse, InvokeResponse

from api.chat.base import Kind, Reply
from api.chat.conversations import Conversations
from api.chat.rating import GONE
from api.teams import asking
from assistant.proposal import MAX_COMMENT, Thumbs

WHOLE = 1
"""The item that thumbs of a whole message count for: the first, which the answer found the best."""

_WAYS = {"up": Thumbs.UP, "like": Thumbs.UP, "down": Thumbs.DOWN, "dislike": Thumbs.DOWN}
_MESSAGE = "application/vnd.microsoft.activity.message"
_NOT_IMPLEMENTED = 501


def invoked(activity: Activity, conversations: Conversations) -> InvokeResponse:
    """What a call that waits for its answer is answered with."""
    if activity.name == "adaptiveCard/action":
        reply = pressed(activity, conversations)
        told = AdaptiveCardInvokeResponse(
            status_code=200, type=_MESSAGE, value=" ".join(reply.lines)
        )
        return InvokeResponse(status=200, body=told.model_dump(by_alias=True))
    if activity.name == "message/submitAction":
        _of_the_message(activity, conversations)
        return InvokeResponse(status=200, body={})
    return InvokeResponse(status=_NOT_IMPLEMENTED)


def pressed(activity: Activity, conversations: Conversations) -> Reply:
    """Keep the thumbs that a button of an item gives."""
    value = asking.data(activity)
    data = asking.fields(asking.fields(value.get("action")).get("data")) or value
    answer, number, way = data.get("answer"), data.get("number"), data.get("thumbs")
    if not isinstance(answer, str) or type(number) is not int or number < 1 or way not in _WAYS:
        return Reply(kind=Kind.TROUBLE, lines=(GONE,))
    return conversations.thumbs(asking.asked(activity), answer, number, _WAYS[way])


def said(activity: Activity, conversations: Conversations) -> Reply | None:
    """What is answered to thumbs that come as a message; None where the same one was answered before."""
    first = conversations.talks.first(asking.asked(activity))
    return pressed(activity, conversations) if first else None


def liked(activity: Activity) -> bool:
    """Whether a reaction says that a message is good; Teams has none that plainly says the opposite."""
    return any(one.type == "like" for one in activity.reactions_added or [])


def reacted(activity: Activity, conversations: Conversations) -> None:
    """Keep a like of a message that holds an answer; nothing is said to it."""
    _keep(activity, conversations, Thumbs.UP, "")


def _of_the_message(activity: Activity, conversations: Conversations) -> None:
    value = asking.fields(activity.value)
    told = asking.fields(value.get("actionValue"))
    way = told.get("reaction")
    if value.get("actionName") == "feedback" and isinstance(way, str) and way in _WAYS:
        written = asking.fields(told.get("feedback")).get("feedbackText")
        comment = written[:MAX_COMMENT] if isinstance(written, str) else ""
        _keep(activity, conversations, _WAYS[way], comment)


def _keep(activity: Activity, conversations: Conversations, thumbs: Thumbs, comment: str) -> None:
    asked = asking.asked(activity)
    answer = conversations.talks.posted("teams", asked.place, activity.reply_to_id or "")
    if answer:
        conversations.thumbs(asked, answer, WHOLE, thumbs, comment)
