"""Events of a Matrix room, read with care: anybody may write anything into them."""

import re
from typing import Any, NamedTuple

Event = dict[str, Any]
"""One event as the server gives it."""

QUOTED = re.compile(r"\A(?:> ?.*\n)+\n?")
"""What older programs put before a reply: the lines that it replies to."""

COLOURS = re.compile("[\N{VARIATION SELECTOR-16}\U0001f3fb-\U0001f3ff]")
"""What may stand behind a thumb without changing its meaning: how it is drawn, and its skin."""


class Said(NamedTuple):
    """A message that a person may have written to the bot.

    Attributes:
        text: its plain text, without what it replies to.
        root: the event that its thread began with; empty outside of threads.
        replies_to: the event that it replies to; empty where it replies to none of its own accord.
        mentions: the user ids that it means to notify; None where the program that sent it tells none.
    """

    event_id: str
    sender: str
    text: str
    root: str = ""
    replies_to: str = ""
    mentions: frozenset[str] | None = None


class Reaction(NamedTuple):
    """A sign under a message: `key` is the sign, `target` the event that it is under."""

    event_id: str
    sender: str
    target: str
    key: str


class Replacement(NamedTuple):
    """The room that replaces another, and who says so."""

    sender: str
    room: str


def said(event: Event) -> Said | None:
    """A text message; None for notices, edits, pictures, what was redacted and what is malformed."""
    content = event.get("content")
    wanted = event.get("type") == "m.room.message" and text_at(event, "content", "msgtype")
    body, event_id, sender = _texts(event, ("content", "body"), ("event_id",), ("sender",))
    if wanted != "m.text" or "state_key" in event or not (body.strip() and event_id and sender):
        return None
    relation = text_at(content, "m.relates_to", "rel_type")
    if relation == "m.replace":
        return None
    replies_to = text_at(content, "m.relates_to", "m.in_reply_to", "event_id")
    threaded = relation == "m.thread"
    falling_back = at(content, "m.relates_to", "is_falling_back") is True
    return Said(
        event_id,
        sender,
        QUOTED.sub("", body, count=1) if replies_to else body,
        root=text_at(content, "m.relates_to", "event_id") if threaded else "",
        replies_to="" if threaded and falling_back else replies_to,
        mentions=_mentions(content),
    )


def reaction(event: Event) -> Reaction | None:
    """A sign under a message; None for anything else."""
    if event.get("type") != "m.reaction":
        return None
    relation = ("content", "m.relates_to")
    if text_at(event, *relation, "rel_type") != "m.annotation":
        return None
    event_id, sender, target, key = _texts(
        event, ("event_id",), ("sender",), (*relation, "event_id"), (*relation, "key")
    )
    found = Reaction(event_id, sender, target, COLOURS.sub("", key))
    return found if all(found) else None


def replacement(event: Event) -> Replacement | None:
    """The room that one goes on in which was upgraded; None for anything else."""
    if event.get("type") != "m.room.tombstone" or event.get("state_key") != "":
        return None
    found = Replacement(*_texts(event, ("sender",), ("content", "replacement_room")))
    return found if all(found) else None


def at(held: object, *keys: str) -> object:
    """What is under keys in objects within each other; None where there is nothing."""
    for key in keys:
        if not isinstance(held, dict):
            return None
        held = held.get(key)
    return held


def text_at(held: object, *keys: str) -> str:
    """The text under keys; empty where there is none, or it is no text."""
    found = at(held, *keys)
    return found if isinstance(found, str) else ""


def _texts(event: Event, *paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text_at(event, *path) for path in paths)


def _mentions(content: object) -> frozenset[str] | None:
    told = at(content, "m.mentions")
    if not isinstance(told, dict):
        return None
    users = told.get("user_ids")
    named = users if isinstance(users, list) else ()
    return frozenset(user for user in named if isinstance(user, str))
