import contextlib
from collections.abc import Iterator

import httpx2
import pytest

from api.slack.desk import FULL
from api.slack.work import MAX_WAITING
from assistant.assistant import Assistant
from index.library import Library
from tests.api.slack.asking import fills
from tests.api.slack.block_kit import Json, read
from tests.api.slack.sending import recorded, serving, settings, socket_mode
from tests.api.slack.stand_in import APP_TOKEN, DIRECT, TOWN, Refusal, StandIn


@pytest.fixture(autouse=True)
def _server(request: pytest.FixtureRequest, stand_in: StandIn) -> Iterator[None]:
    """A server that is connected, except where a test starts its own."""
    if "cases" in request.fixturenames:
        yield
        return
    with serving(Assistant(request.getfixturevalue("cases")), socket_mode(stand_in)):
        yield


def envelope(payload: Json, number: str, kind: str = "events_api", **more: object) -> Json:
    return {"type": kind, "envelope_id": number, "payload": payload, "accepts_response_payload": kind != "events_api", **more}  # fmt: skip


def acknowledged(stand_in: StandIn, number: str) -> Json:
    def found() -> list[Json]:
        return [one for one in stand_in.acknowledged if one["envelope_id"] == number]

    stand_in.wait(lambda: bool(found()), f"for the acknowledgement of {number}")
    (one,) = found()
    return one


def test_mentions_commands_and_presses_come_over_the_connection(
    stand_in: StandIn,
) -> None:
    stand_in.say(envelope(recorded("mention"), "e1", retry_attempt=0, retry_reason=""))
    assert stand_in.messages()[0]["channel"] == TOWN
    command = recorded("command", text="city Dakar", response_url=stand_in.response_url())
    stand_in.say(envelope(command, "e2", "slash_commands"))
    assert "Dakar" in read(stand_in.messages(2)[1])
    action = {"action_id": "say_0", "type": "button", "value": " help"}
    press = recorded("press_unseen", actions=[action], response_url=stand_in.response_url())
    stand_in.say(envelope(press, "e3", "interactive"))
    assert len(stand_in.messages(3)) == 3
    for number in ("e1", "e2", "e3"):
        assert not acknowledged(stand_in, number).get("payload")


def test_an_event_that_slack_sends_again_is_acknowledged_and_not_answered_again(
    stand_in: StandIn,
) -> None:
    for number in ("e1", "e2", "e3"):
        again = int(number[1]) - 1
        stand_in.say(
            envelope(recorded("mention"), number, retry_attempt=again, retry_reason="timeout")
        )
        acknowledged(stand_in, number)
    stand_in.say(envelope(recorded("direct"), "e4"))
    # conversations do not wait for each other
    assert sorted(one["channel"] for one in stand_in.messages(2)) == [TOWN, DIRECT]


def test_a_connection_that_slack_ends_is_made_anew(stand_in: StandIn) -> None:
    stand_in.say({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
    stand_in.wait(
        lambda: len(stand_in.connections) == 2 and stand_in.connections[0].closed,
        "for another connection",
    )
    stand_in.say(envelope(recorded("mention"), "e1"))
    assert len(stand_in.messages()) == 1


def test_a_connection_that_breaks_is_made_anew_with_a_new_ticket(
    stand_in: StandIn,
) -> None:
    stand_in.wait(lambda: bool(stand_in.connections), "for a connection")
    stand_in.refusals = {
        "apps.connections.open": [Refusal("internal_error"), Refusal("ratelimited", 429, "0")],
        "connect": [Refusal("")],
    }
    stand_in.run(stand_in.connections[0].close())
    stand_in.wait(lambda: len(stand_in.connections) == 2, "for another connection")
    stand_in.say(envelope(recorded("mention"), "e1"))
    assert len(stand_in.messages()) == 1
    assert not any(stand_in.refusals.values())


def test_a_refused_app_token_is_told_once_and_the_server_serves(
    stand_in: StandIn, cases: Library, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = socket_mode(stand_in)
    assert wrong.slack
    wrong = wrong._replace(slack=wrong.slack._replace(app_token="xapp-revoked"))
    with serving(Assistant(cases), wrong) as server:
        stand_in.wait(
            lambda: "CITYGRAFT_SLACK_APP_TOKEN (invalid_auth)" in caplog.text, "for a line"
        )
        assert httpx2.get(f"{server.address}/api/v1/openapi.json", timeout=20).status_code == 200
        assert APP_TOKEN not in caplog.text
    lines = [one for one in caplog.records if "APP_TOKEN" in one.getMessage()]
    assert len(lines) == 1
    assert lines[0].exc_info is None


def test_without_a_network_the_server_starts_and_tells_so(
    stand_in: StandIn, cases: Library, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = socket_mode(stand_in)
    assert nowhere.slack
    nowhere = nowhere._replace(slack=nowhere.slack._replace(api="http://127.0.0.1:9/api/"))
    with serving(Assistant(cases), nowhere) as server:
        answer = httpx2.post(
            f"{server.address}/api/v1/ask", json={"question": "rapid buses"}, timeout=20
        )
        assert answer.status_code == 200
        stand_in.wait(lambda: caplog.text.count("cannot be reached") >= 2, "for lines")
    assert not any(record.exc_info for record in caplog.records)


def test_the_server_stops_while_it_is_connected(stand_in: StandIn, cases: Library) -> None:
    with contextlib.ExitStack() as stack:
        stack.enter_context(serving(Assistant(cases), socket_mode(stand_in)))
        stand_in.wait(lambda: bool(stand_in.open_connections()), "for a connection")
    stand_in.wait(lambda: not stand_in.open_connections(), "for the end of the connection")


def test_where_too_many_wait_an_event_is_not_acknowledged_so_that_slack_sends_it_again(
    stand_in: StandIn, cases: Library
) -> None:
    with serving(Assistant(cases), settings(stand_in, app_token=APP_TOKEN)) as server:
        going = fills(server, stand_in)
        stand_in.say(envelope(recorded("mention"), "e1", retry_attempt=0, retry_reason=""))
        command = recorded("command", trigger_id="late", response_url=stand_in.response_url())
        stand_in.say(envelope(command, "e2", "slash_commands"))
        assert acknowledged(stand_in, "e2")["payload"] == {"text": FULL}
        going.set()
        stand_in.messages(MAX_WAITING)
        stand_in.say(envelope(recorded("mention"), "e3", retry_attempt=1, retry_reason="timeout"))
        acknowledged(stand_in, "e3")
        assert stand_in.messages(MAX_WAITING + 1)[-1]["channel"] == TOWN
    assert [one["envelope_id"] for one in stand_in.acknowledged] == ["e2", "e3"]
