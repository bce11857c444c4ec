import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.matrix.events import Event, Reaction, Said, reaction, said


def message(**content: Any) -> Event:
    held = {"msgtype": "m.text", "body": "How?", **content}
    return {"type": "m.room.message", "event_id": "$1", "sender": "@a:b", "content": held}


def test_a_text_is_a_message_with_who_sent_it() -> None:
    assert said(message()) == Said("$1", "@a:b", "How?")


def test_a_thread_is_told_from_a_reply_and_from_the_reply_that_stands_in_for_a_thread() -> None:
    reply = {"m.in_reply_to": {"event_id": "$0"}}
    thread = {"rel_type": "m.thread", "event_id": "$r", **reply}
    found = said(message(**{"m.relates_to": reply}))
    assert found
    assert (found.root, found.replies_to) == ("", "$0")
    found = said(message(**{"m.relates_to": thread}))
    assert found
    assert (found.root, found.replies_to) == ("$r", "$0")
    found = said(message(**{"m.relates_to": {**thread, "is_falling_back": True}}))
    assert found
    assert (found.root, found.replies_to) == ("$r", "")


def test_what_older_programs_quote_before_a_reply_is_not_part_of_it() -> None:
    body = "> <@c:d> what did it cost?\n> much?\n\nand in Quelimane?"
    found = said(message(body=body, **{"m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}}))
    assert found
    assert found.text == "and in Quelimane?"
    found = said(message(body="> 80 % of streets\nare unpaved"))
    assert found
    assert found.text == "> 80 % of streets\nare unpaved"


def test_mentions_are_known_where_the_program_tells_them() -> None:
    found = said(message(**{"m.mentions": {"user_ids": ["@x:y", 5], "room": True}}))
    assert found
    assert found.mentions == frozenset({"@x:y"})
    found = said(message(**{"m.mentions": {}}))
    assert found
    assert found.mentions == frozenset()
    found = said(message())
    assert found
    assert found.mentions is None


@pytest.mark.parametrize(
    "event",
    [
        message(msgtype="m.notice"),
        message(msgtype="m.emote"),
        message(msgtype="m.image"),
        message(msgtype=5),
        message(body=5),
        message(body="  \n "),
        message(**{"m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}),
        {**message(), "content": {}},
        {**message(), "content": "How?"},
        {**message(), "type": "m.room.topic"},
        {**message(), "state_key": ""},
        {**message(), "sender": None},
        {},
    ],
)
def test_what_is_no_text_of_a_person_is_none(event: Event) -> None:
    assert said(event) is None


def test_a_thumb_is_told_whatever_its_colour() -> None:
    def reacted(key: Any) -> Reaction | None:
        relation = {"rel_type": "m.annotation", "event_id": "$0", "key": key}
        return reaction({"type": "m.reaction", "event_id": "$1", "sender": "@a:b", "content": {"m.relates_to": relation}})  # fmt: skip

    for key in ("👍", "👍️", "👍🏿", "👍🏻️"):
        assert reacted(key) == Reaction("$1", "@a:b", "$0", "👍")
    assert reacted(5) is None
    assert reacted("") is None
    assert reaction(message()) is None


keys = st.sampled_from(
    ["content", "msgtype", "body", "m.relates_to", "rel_type", "event_id", "m.in_reply_to", "m.mentions", "user_ids", "key", "sender"]
)  # fmt: skip
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda held: st.lists(held, max_size=3) | st.dictionaries(keys, held, max_size=4),
    max_leaves=12,
)


@given(
    kind=st.sampled_from(["m.room.message", "m.reaction", "m.room.member"]),
    rest=st.dictionaries(keys, json_values),
    msgtype=st.sampled_from(["m.text", "m.notice"]),
    content=st.dictionaries(keys, json_values),
)
def test_nothing_that_anybody_can_write_breaks_the_reading(
    kind: str, rest: dict[str, Any], msgtype: str, content: dict[str, Any]
) -> None:
    base = {"event_id": "$1", "sender": "@a:b", "content": {"msgtype": msgtype, **content}}
    event = {**base, **rest, "type": kind}
    assert json.dumps(event)
    found = said(event)
    assert found is None or (found.text.strip() and event["type"] == "m.room.message")
    signed = reaction(event)
    assert signed is None or all(isinstance(part, str) and part for part in signed)
