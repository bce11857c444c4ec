import time
from typing import Any

from api.matrix.events import Event
from api.matrix.news import AWAY, entered, to_answer

BOT = "@citygraft:b"
LONG = (AWAY + 60) * 1000


def text(name: str, age: int = 1_000) -> Event:
    return {"type": "m.room.message", "event_id": name, "unsigned": {"age": age}}


def member(membership: str, before: str = "", user: str = BOT) -> Event:
    unsigned: dict[str, Any] = {"prev_content": {"membership": before}} if before else {}
    content = {"membership": membership}
    return {"type": "m.room.member", "state_key": user, "content": content, "unsigned": unsigned}


def ids(events: list[Event], *, catching_up: bool = False) -> list[str]:
    found = to_answer(events, BOT, catching_up=catching_up)
    return [event["event_id"] for event in found if "event_id" in event]


def test_what_has_just_been_written_is_answered_whatever_the_clocks_say() -> None:
    assert ids([text("1"), text("2", LONG)]) == ["1", "2"]


def test_what_is_old_after_an_absence_is_not() -> None:
    assert ids([text("1", LONG), text("2")], catching_up=True) == ["2"]


def test_where_the_server_tells_no_age_the_moment_of_sending_counts() -> None:
    now = int(time.time() * 1000)
    old, new = ({"type": "m.room.message", "event_id": n, "origin_server_ts": now - age} for n, age in (("1", LONG), ("2", 0)))  # fmt: skip
    assert ids([old, new, {"event_id": "3"}], catching_up=True) == ["2", "3"]


def test_what_was_written_before_the_invitation_is_not_for_the_bot_and_what_was_behind_is() -> None:
    events = [text("1"), member("invite"), text("2"), member("join", "invite"), text("3")]
    assert ids(events) == ["2", "3"]
    assert ids([text("1"), member("join"), text("2"), text("3", LONG)]) == ["2"]


def test_another_name_of_its_own_or_another_person_is_no_entry() -> None:
    assert entered([member("join", "join"), member("join", user="@a:b")], BOT) is None
    assert ids([text("1"), member("join", "join"), text("2")]) == ["1", "2"]


def test_after_being_put_out_and_asked_back_the_last_invitation_counts() -> None:
    events = [member("invite"), text("1"), member("leave"), text("2"), member("invite"), text("3")]
    assert ids(events) == ["3"]
