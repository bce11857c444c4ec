from typing import Any

import pytest

from api.matrix.company import only_they_read
from api.matrix.events import Event

ADDRESSED = {"type": "m.room.third_party_invite", "state_key": "token"}
TWO = frozenset({"@a:b", "@bot:b"})


def state(**changed: Any) -> list[Event]:
    members = changed.pop("members", {"@a:b": "join", "@bot:b": "join"})
    held = {"m.room.join_rules": ("join_rule", "invite"), "m.room.history_visibility": ("history_visibility", "shared")}  # fmt: skip
    held |= {kind: (held[kind][0], value) for kind, value in changed.pop("rules", {}).items()}
    return [
        *(
            {"type": "m.room.member", "state_key": user, "content": {"membership": membership}}
            for user, membership in members.items()
        ),
        *({"type": kind, "content": {key: value}} for kind, (key, value) in held.items()),
    ]


def test_a_room_of_two_that_nobody_can_look_into_is_theirs() -> None:
    assert only_they_read(state(), TWO)
    assert only_they_read(state()[:2], TWO)  # says nothing of rules: by invitation
    assert only_they_read([*state(), {**ADDRESSED, "content": {}}], TWO)  # taken back
    left = {"@a:b": "join", "@bot:b": "join", "@c:b": "leave", "@d:b": "ban", "@e:b": "knock"}
    assert only_they_read(state(members=left), TWO)


@pytest.mark.parametrize(
    "held",
    [
        [],
        state(members={"@a:b": "join", "@bot:b": "join", "@c:b": "join"}),
        state(members={"@a:b": "join", "@bot:b": "join", "@c:b": "invite"}),
        [*state(), {**ADDRESSED, "content": {"display_name": "c"}}],
        state(rules={"m.room.join_rules": "public"}),
        state(rules={"m.room.join_rules": "restricted"}),
        state(rules={"m.room.join_rules": "knock_restricted"}),
        state(rules={"m.room.join_rules": 5}),
        state(rules={"m.room.history_visibility": "world_readable"}),
    ],
)
def test_any_other_is_open(held: list[Event]) -> None:
    assert not only_they_read(held, TWO)
