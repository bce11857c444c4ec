"""Which events of a room are to be answered: what was written after the bot came, and not too long ago."""

import time

from api.matrix.events import Event, at, text_at

AWAY = 300
"""Seconds after which what was written while the bot was away is not answered any more."""


def to_answer(events: list[Event], user: str, *, catching_up: bool) -> list[Event]:
    """The events that the bot has to look at, of those that a room tells, the oldest first.

    What was written before it was invited is not for it; what was written between its invitation
    and its coming is.

    Args:
        user: the bot.
        catching_up: they may be old, as it was away; else they have just been written.
    """
    entry = entered(events, user)
    if entry is None:
        return [event for event in events if not catching_up or _is_young(event)]
    return [event for event in events[entry + 1 :] if _is_young(event)]


def entered(events: list[Event], user: str) -> int | None:
    """Where the bot was invited, or came without; None where it was there before them."""
    own = [(n, event) for n, event in enumerate(events) if _is_of(event, user)]
    invited = [n for n, event in own if text_at(event, "content", "membership") == "invite"]
    came = [n for n, event in own if _came(event)]
    return next(reversed(invited or came), None)


def _is_of(event: Event, user: str) -> bool:
    return event.get("type") == "m.room.member" and event.get("state_key") == user


def _came(event: Event) -> bool:
    before = text_at(event, "unsigned", "prev_content", "membership")
    return text_at(event, "content", "membership") == "join" != before


def _is_young(event: Event) -> bool:
    age = at(event, "unsigned", "age")  # by the homeserver's clock, which may not be ours
    if not isinstance(age, int):
        sent = event.get("origin_server_ts")
        age = time.time() * 1000 - sent if isinstance(sent, int) else 0
    return age <= AWAY * 1000
