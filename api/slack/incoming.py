"""What Slack sends, read as what a person says: events, slash commands and presses of buttons."""

import re
from typing import Any

from api.chat.base import Asked
from api.slack.buttons import SAY, pressed
from api.slack.outgoing import Address, Channel, Way

Payload = dict[str, Any]

SUBTYPES = ("", "file_share", "thread_broadcast")
"""Kinds of messages that people write; the others are edits, deletions, joins, and messages of bots."""

NOTHING_SAID = "help"
"""What a mention or command without words says."""


def asked_of(payload: Payload) -> Asked | None:
    """What a person says; None where nobody says anything that is to be answered."""
    if "command" in payload:
        return _of_command(payload)
    if payload.get("type") == "block_actions":
        return of_press(payload, pressed(_value(payload)).rest) if _says(payload) else None
    return _of_event(payload)


def way_of(payload: Payload) -> Way:
    """Where the reply goes, as openly as the person spoke."""
    if "command" in payload:
        return Address(_text(payload, "response_url"))
    if payload.get("type") == "block_actions":
        everybody = not hidden(payload)
        thread = _thread_of_press(payload) if everybody else ""
        return Address(_text(payload, "response_url"), everybody, thread)
    event = _part(payload, "event")
    return Channel(_text(event, "channel"), _thread_of_event(event))


def hidden(payload: Payload) -> bool:
    """Whether only the person sees the message whose button they pressed."""
    return _part(payload, "container").get("is_ephemeral") is True


def of_press(payload: Payload, text: str) -> Asked:
    """Who pressed a button, and where; `text` is what it says."""
    user = _part(payload, "user")
    team = _text(user, "team_id") or _text(payload, "team", "id")
    channel = _text(payload, "channel", "id") or _text(payload, "container", "channel_id")
    alone = hidden(payload)
    return Asked(
        surface="slack",
        place=f"{_text(payload, 'team', 'id')}/{channel}",
        thread=_text(user, "id") if alone else _thread_of_press(payload),
        person=f"{team}/{_text(user, 'id')}",
        text=text,
        open=not (alone or channel.startswith("D")),
        event=_text(payload, "trigger_id"),
    )


def words_of(text: str) -> str:
    """What a person wrote, from how Slack writes it: mentions go, links and channels become their words."""
    shown = re.sub(r"<([^<>]*)>", _label, text)
    for sign, written in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        shown = shown.replace(written, sign)
    return " ".join(shown.split())


def _label(found: re.Match[str]) -> str:
    held, _, label = found[1].partition("|")
    if held.startswith(("@", "!")):
        return " "
    if held.startswith("#"):
        return f"#{label}" if label else " "
    return label or held


def _of_command(payload: Payload) -> Asked:
    team, user = _text(payload, "team_id"), _text(payload, "user_id")
    return Asked(
        surface="slack",
        place=f"{team}/{_text(payload, 'channel_id')}",
        thread=user,
        person=f"{team}/{user}",
        text=words_of(_text(payload, "text")) or NOTHING_SAID,
        open=False,
        event=_text(payload, "trigger_id"),
    )


def _of_event(payload: Payload) -> Asked | None:
    event = _part(payload, "event")
    if not _by_person(event) or not _to_us(event):
        return None
    team = _installed(payload)
    home = _text(event, "user_team") or _text(event, "team") or team
    text = words_of(_text(event, "text"))
    return Asked(
        surface="slack",
        place=f"{team}/{_text(event, 'channel')}",
        thread=_thread_of_event(event),
        person=f"{home}/{_text(event, 'user')}",
        text=text or NOTHING_SAID,
        open=not _direct(event),
        event=_text(payload, "event_id"),
    )


def _installed(payload: Payload) -> str:
    """The workspace that has the app; in a channel that two companies share, others may come first."""
    held = payload.get("authorizations")
    first = held[0] if isinstance(held, list) and held else {}
    return (_text(first, "team_id") if isinstance(first, dict) else "") or _text(payload, "team_id")


def _by_person(event: Payload) -> bool:
    """Whether a person wrote it now: no bot, no edit, nothing that Slack says itself."""
    other = any(event.get(name) for name in ("bot_id", "bot_profile", "edited", "hidden"))
    return not other and _text(event, "user") not in ("", "USLACKBOT")


def _to_us(event: Payload) -> bool:
    if _text(event, "subtype") not in SUBTYPES:
        return False
    return event.get("type") == "app_mention" or (event.get("type") == "message" and _direct(event))


def _direct(event: Payload) -> bool:
    return event.get("channel_type") == "im"


def _thread_of_event(event: Payload) -> str:
    """The thread of a message; one that a mention begins; none in a direct message, which is one conversation."""
    thread = _text(event, "thread_ts")
    return thread or ("" if _direct(event) else _text(event, "ts"))


def _thread_of_press(payload: Payload) -> str:
    container = _part(payload, "container")
    thread = _text(container, "thread_ts") or _text(payload, "message", "thread_ts")
    if thread or _text(container, "channel_id").startswith("D"):
        return thread
    return _text(container, "message_ts")


def _says(payload: Payload) -> bool:
    return action_of(payload).startswith(SAY)


def action_of(payload: Payload) -> str:
    """The id of the button that was pressed."""
    return _text(_pressed(payload), "action_id")


def _value(payload: Payload) -> str:
    return _text(_pressed(payload), "value")


def _pressed(payload: Payload) -> Payload:
    actions = payload.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else {}
    return first if isinstance(first, dict) else {}


def _part(payload: Payload, name: str) -> Payload:
    held = payload.get(name)
    return held if isinstance(held, dict) else {}


def _text(payload: Payload, *path: str) -> str:
    """The text at a path of names; empty where it is none."""
    for name in path[:-1]:
        payload = _part(payload, name)
    held = payload.get(path[-1])
    return held if isinstance(held, str) else ""
