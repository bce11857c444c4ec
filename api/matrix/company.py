"""Who reads what is written in a room."""

from collections.abc import Iterable

from api.matrix.events import Event, at, text_at

THERE = ("join", "invite")
"""Memberships of those who read along, or may do so when they like."""

BY_INVITATION = ("", "invite", "knock", "private")
"""Rules of joining by which nobody comes in without being let in; a room that says nothing has the first."""

BY_EMAIL = "m.room.third_party_invite"
"""What invites whoever has an address; its content is empty once it is taken back."""


def only_they_read(state: Iterable[Event], people: frozenset[str]) -> bool:
    """Whether nobody else than some people reads what is written in a room.

    A room that anybody can join or look into is open, whoever is in it now; and so is one to which somebody
    is invited by e-mail, whose account nobody knows yet, and one of which the state is not known. Such an
    invitation stands until it is taken back: whoever sent it may have given its key to more than one.
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
        and not any(e.get("type") == BY_EMAIL and at(e, "content") for e in held)
        and _of(held, "m.room.join_rules", "join_rule") in BY_INVITATION
        and _of(held, "m.room.history_visibility", "history_visibility") != "world_readable"
    )


def _of(state: list[Event], kind: str, key: str) -> str:
    return next((text_at(e, "content", key) or "?" for e in state if e.get("type") == kind), "")
