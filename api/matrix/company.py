"""Who reads what is written in a room."""

from collections.abc import Iterable

from api.matrix.events import Event, text_at

THERE = ("join", "invite")
"""Memberships of those who read along, or may do so when they like."""

BY_INVITATION = ("", "invite", "knock", "private")
"""Rules of joining by which nobody comes in without being let in; a room that says nothing has the first."""


def only_they_read(state: Iterable[Event], people: frozenset[str]) -> bool:
    """Whether nobody else than some people reads what is written in a room.

    A room that anybody can join or look into is open, whoever is in it now; and so is one of which the
    state is not known.
    """
    held = list(state)
    members = {
        text_at(event, "state_key")
        for event in held
        if event.get("type") == "m.room.member" and text_at(event, "content", "membership") in THERE
    }
    return (
        bool(members)
        and members <= people
        and _of(held, "m.room.join_rules", "join_rule") in BY_INVITATION
        and _of(held, "m.room.history_visibility", "history_visibility") != "world_readable"
    )


def _of(state: list[Event], kind: str, key: str) -> str:
    return next((text_at(e, "content", key) or "?" for e in state if e.get("type") == kind), "")
