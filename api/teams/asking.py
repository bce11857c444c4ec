"""What an activity of Teams says: where it was written, by whom, and whether it is for the bot."""

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from microsoft_agents.activity import Activity

from api.chat.base import Asked

PERSONAL = "personal"
CHANNEL = "channel"
DATA = "citygraft"
"""The field of a button's data that says what it does; who presses a button means the bot without naming it."""

QUOTED = 10
"""Messages that a message can quote, as Microsoft says."""


def place(activity: Activity) -> str:
    """Tenant and conversation, without the thread."""
    return f"{_tenant(activity)}/{activity.conversation.id.partition(';')[0]}"


def asked(activity: Activity, text: str = "", event: str = "") -> Asked:
    """A message with a text of ours, from who sent an activity and where.

    Args:
        event: what makes it answered once; the activity itself where it is empty.
    """
    thread = re.search(r";messageid=([^;]+)", activity.conversation.id)
    return Asked(
        surface="teams",
        place=place(activity),
        thread=thread[1] if thread else "",
        person=person(activity),
        text=text,
        open=not personal(activity),
        event=event or f"{activity.conversation.id}/{activity.id}",
    )


def person(activity: Activity) -> str:
    """Tenant and Entra id of who sent an activity; empty for whoever has none, as a guest of a meeting."""
    held = activity.from_property.aad_object_id if activity.from_property else None
    return f"{_tenant(activity)}/{held.lower()}" if held else ""


def personal(activity: Activity) -> bool:
    """Whether only the person reads what is answered."""
    conversation = activity.conversation
    return conversation.conversation_type == PERSONAL and not conversation.is_group


def of_a_bot(activity: Activity) -> bool:
    """Whether a bot sent it, ourselves among them."""
    sent = activity.from_property
    return sent is None or not sent.id or sent.id.startswith("28:") or sent.role == "bot"


def question(activity: Activity) -> Asked | None:
    """What a person asks; None for what is not for the bot: in a group only what names it is."""
    if of_a_bot(activity):
        return None
    pressed = data(activity).get(DATA) == "say"
    if not (personal(activity) or pressed or _names_us(activity)):
        return None
    if activity.text is None and activity.value is not None:
        return None
    return asked(activity, _written(activity) or "help")


def answer_under(activity: Activity) -> str:
    """The id of the answer whose button says this message; empty for none."""
    held = data(activity)
    answer = held.get("answer") if held.get(DATA) == "say" else None
    return answer if isinstance(answer, str) else ""


def quoted(activity: Activity) -> list[str]:
    """Ids of the messages that a message quotes, as it is written in reply to them."""
    entities = [entity.model_dump(by_alias=True) for entity in activity.entities or []]
    held = [fields(one.get("quotedReply")) for one in entities if one.get("type") == "quotedReply"]
    return [told for one in held[:QUOTED] if isinstance(told := one.get("messageId"), str)]


def data(activity: Activity) -> Mapping[str, Any]:
    """The data of the button that was pressed; empty for none."""
    return fields(activity.value)


def fields(value: object) -> Mapping[str, Any]:
    """An object as it comes, or as JSON in a string; empty for anything else."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _mentions(activity: Activity) -> list[tuple[str, str]]:
    """Whom a message names: id, and the text that stands for it."""
    mentions = []
    for entity in activity.entities or []:
        held = entity.model_dump(by_alias=True)
        who = held.get("mentioned")
        if held.get("type") == "mention" and isinstance(who, dict):
            mentions.append((str(who.get("id")), str(held.get("text") or "")))
    return mentions


def _names_us(activity: Activity) -> bool:
    us = activity.recipient.id if activity.recipient else None
    return bool(us) and any(who == us for who, _ in _mentions(activity))


def _written(activity: Activity) -> str:
    """The text without the mention of the bot, and without what stands for quoted messages.

    Other people's names stay, without their tags. What a person writes has its angles escaped.
    """
    text = re.sub(r"</?quoted\b[^>]*>", " ", activity.text or "")
    us = activity.recipient.id if activity.recipient else None
    for who, shown in _mentions(activity):
        if who == us and shown:
            text = text.replace(shown, " ")
    text = re.sub(r"</?at\b[^>]*>", "", text)
    return " ".join(html.unescape(text).split())


def _tenant(activity: Activity) -> str:
    """The tenant that api.teams.trust has checked."""
    if activity.conversation.tenant_id:
        return activity.conversation.tenant_id.lower()
    tenant = fields(fields(activity.channel_data).get("tenant"))
    return str(tenant.get("id", "")).lower()
