from tests.api.slack.asking import QUESTION, asks, buttons, presses
from tests.api.slack.block_kit import Json, read
from tests.api.slack.sending import Server, recorded
from tests.api.slack.stand_in import DIRECT, StandIn

BOND = "How can a city issue a municipal bond?"


def writes(server: Server, stand_in: StandIn, text: str, **changes: str) -> Json:
    """What Ama gets for a direct message."""
    before = len(stand_in.messages(0))
    server.send(recorded("direct", text=text, **changes) | {"event_id": f"Ev{before}"})
    return stand_in.messages(before + 1)[-1]


def says(under: Json, text: str) -> Json:
    """A button under an answer that says something."""
    answer_id = buttons(under)["👍"]["value"].split()[0]
    words = {"type": "plain_text", "text": text, "emoji": False}
    return {
        "type": "button",
        "action_id": "say_0",
        "value": f"{answer_id} {text}",
        "text": words,
    }


def pressed_in_direct(under: Json) -> dict[str, Json]:
    """What a press of a button under a direct message has."""
    place = {"message_ts": under["_ts"], "channel_id": DIRECT, "is_ephemeral": False}
    return {
        "channel": {"id": DIRECT, "name": "directmessage"},
        "container": {"type": "message", **place},
        "message": {"ts": under["_ts"]},
    }


def press(server: Server, stand_in: StandIn, under: Json, text: str) -> Json:
    before = len(stand_in.messages(0))
    where = pressed_in_direct(under)
    presses(server, stand_in, says(under, text), "press_in_thread", **where)
    return stand_in.messages(before + 1)[-1]


def test_a_button_under_an_older_answer_is_answered_about_that_answer(
    server: Server, stand_in: StandIn
) -> None:
    older = writes(server, stand_in, QUESTION)
    newer = writes(server, stand_in, BOND)
    assert "TransMilenio" in read(press(server, stand_in, older, "tell me more about 1"))
    assert "bond" in read(press(server, stand_in, newer, "tell me more about 1"))
    assert "bond" in read(writes(server, stand_in, "tell me more about 1"))


def test_a_button_under_an_older_answer_that_only_its_asker_sees_is_answered_about_it(
    server: Server, stand_in: StandIn
) -> None:
    older = asks(server, stand_in)
    asks(server, stand_in, BOND)
    presses(server, stand_in, says(older, "tell me more about 1"))
    assert "TransMilenio" in read(stand_in.messages(3)[2])


def test_a_press_that_slack_sends_again_does_not_bring_the_older_answer_back(
    server: Server, stand_in: StandIn
) -> None:
    older = writes(server, stand_in, QUESTION)
    told = recorded(
        "press_in_thread",
        actions=[says(older, "tell me more about 1")],
        response_url=stand_in.response_url(),
        **pressed_in_direct(older),
    )
    server.send(told)
    stand_in.messages(2)
    writes(server, stand_in, BOND)
    server.send(told)
    assert "bond" in read(writes(server, stand_in, "tell me more about 1"))


def test_a_button_under_an_older_answer_leaves_the_city_that_was_chosen_since(
    server: Server, stand_in: StandIn
) -> None:
    writes(server, stand_in, "city Beira")
    older = writes(server, stand_in, QUESTION)
    writes(server, stand_in, BOND)
    writes(server, stand_in, "city Dakar")
    press(server, stand_in, older, "tell me more about 1")
    assert "I answer for Dakar, Senegal." in read(writes(server, stand_in, "which city?"))


def test_a_reply_in_the_thread_of_an_answer_goes_on_from_that_answer(
    server: Server, stand_in: StandIn
) -> None:
    older = writes(server, stand_in, QUESTION)
    writes(server, stand_in, BOND)
    more = writes(server, stand_in, "tell me more about 1", thread_ts=older["_ts"])
    assert more["thread_ts"] == older["_ts"]
    assert "TransMilenio" in read(more)
    assert "bond" in read(writes(server, stand_in, "tell me more about 1"))


def test_a_thread_goes_on_from_what_was_asked_in_it(server: Server, stand_in: StandIn) -> None:
    older = writes(server, stand_in, QUESTION)
    writes(server, stand_in, BOND, thread_ts=older["_ts"])
    more = writes(server, stand_in, "tell me more about 1", thread_ts=older["_ts"])
    assert "bond" in read(more)


def test_thumbs_in_words_in_a_thread_judge_the_answer_that_it_begins_with(
    server: Server, stand_in: StandIn
) -> None:
    older = writes(server, stand_in, QUESTION)
    thanked = writes(server, stand_in, "👍 1", thread_ts=older["_ts"])
    assert "Thank you" in read(thanked)


def test_a_thread_goes_on_from_the_peers_that_were_shown_in_it(
    server: Server, stand_in: StandIn
) -> None:
    older = writes(server, stand_in, QUESTION)
    peers = writes(server, stand_in, "cities like Surat", thread_ts=older["_ts"])
    assert "1. " in read(peers)
    more = writes(server, stand_in, "tell me more about 1", thread_ts=older["_ts"])
    assert read(peers).splitlines()[1].removeprefix("1. ") in read(more)
