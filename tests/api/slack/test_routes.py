import json

import pytest

from tests.api.slack.block_kit import read
from tests.api.slack.sending import Server, encoded, recorded, signed
from tests.api.slack.stand_in import StandIn

NOW = 0
FORM = "application/x-www-form-urlencoded"


def test_the_address_is_verified_with_its_challenge(server: Server) -> None:
    asked = recorded("url_verification")
    answer = server.send(asked)
    assert (answer.status_code, answer.json()) == (200, {"challenge": asked["challenge"]})


def refused(server: Server, stand_in: StandIn, status: int, *sent: str, **how: object) -> None:
    answer = server.post(*sent, **how)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.json().keys() == {"ok", "error"}
    assert server.send(recorded("mention")).status_code == 200
    assert len(stand_in.messages()) == 1


def test_a_bad_signature_is_refused(server: Server, stand_in: StandIn) -> None:
    refused(server, stand_in, 401, *encoded(recorded("direct")), signature="v0=" + "0" * 64)


def test_the_signature_of_another_secret_is_refused(server: Server, stand_in: StandIn) -> None:
    import time

    body, kind = encoded(recorded("direct"))
    foreign = signed(str(int(time.time())), body, "another secret")
    refused(server, stand_in, 401, body, kind, signature=foreign)


@pytest.mark.parametrize("at", [-301, 310])
def test_a_signed_request_of_another_time_is_refused(
    server: Server, stand_in: StandIn, at: int
) -> None:
    refused(server, stand_in, 401, *encoded(recorded("direct")), at=at)


def test_a_signed_request_of_four_minutes_ago_is_answered(
    server: Server, stand_in: StandIn
) -> None:
    assert server.post(*encoded(recorded("direct")), at=-240).status_code == 200
    assert len(stand_in.messages()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Slack_Request_Timestamp": ""},
        {"X_Slack_Request_Timestamp": "soon"},
        {"X_Slack_Request_Timestamp": "9" * 400},
        {"X_Slack_Signature": ""},
        {"X_Slack_Signature": "v1=abc"},
    ],
)
def test_a_request_without_a_sound_time_or_signature_is_refused(
    server: Server, stand_in: StandIn, headers: dict[str, str]
) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    refused(server, stand_in, 401, *encoded(recorded("direct")), **named)


@pytest.mark.parametrize("body", ["{not json", '{"event": ', "[]x", ""])
def test_what_is_unsigned_is_refused_before_it_is_read(
    server: Server, stand_in: StandIn, body: str
) -> None:
    refused(server, stand_in, 401, body, "application/json", signature="v0=1")


@pytest.mark.parametrize("body", ["{not json", '{"event": ', "payload={no"])
def test_a_signed_body_that_is_no_payload_is_refused(
    server: Server, stand_in: StandIn, body: str
) -> None:
    refused(server, stand_in, 400, body, FORM if body.startswith("p") else "application/json")


@pytest.mark.parametrize(
    "body",
    [
        '{"type": "event_callback", "team_id": "T0STANDIN"}',
        '{"type": "event_callback", "team_id": "T0STANDIN", "event": {"type": "message"}}',
        '{"type": "event_callback", "team_id": "T0STANDIN", "event": {"type": "app_mention", "text": 7}}',
        '{"type": "event_callback", "team_id": "T0STANDIN", "event": "soon"}',
        '{"type": "event_callback", "team_id": "T0STANDIN", "authorizations": ["x"], "event": {"type": "app_mention"}}',
        '{"type": 5}',
        "command=/citygraft",
        "x=y",
    ],
)
def test_a_signed_payload_of_another_shape_harms_nothing(
    server: Server, stand_in: StandIn, body: str
) -> None:
    kind = "application/json" if body.startswith("{") else FORM
    assert server.post(body, kind).status_code < 600
    assert server.send(recorded("mention")).status_code == 200
    stand_in.messages()
    assert len(stand_in.calls("chat.postMessage")) == 1


def test_other_methods_and_too_long_bodies_are_refused(server: Server) -> None:
    import httpx2

    assert httpx2.get(f"{server.address}/slack/events").status_code == 405
    body = json.dumps({"type": "event_callback", "text": "x" * 1_100_000})
    assert server.post(body, "application/json").status_code == 413


def test_without_a_signing_secret_nothing_listens(cases: object, stand_in: StandIn) -> None:
    from assistant.assistant import Assistant
    from index.library import Library
    from tests.api.slack.sending import serving, socket_mode

    assert isinstance(cases, Library)
    with serving(Assistant(cases), socket_mode(stand_in)) as server:
        assert server.send(recorded("mention")).status_code in (404, 405)


def test_the_certificate_is_shown_to_slack_without_a_signature_and_nothing_else_is_done(
    server: Server, stand_in: StandIn
) -> None:
    import httpx2

    path = f"{server.address}/slack/events"
    check = {"ssl_check": "1", "token": "XXYYZZ"}
    for answer in (httpx2.get(path, params=check), httpx2.post(path, data=check)):
        assert (answer.status_code, answer.text) == (200, "")
    command = {**recorded("command", response_url=stand_in.response_url()), "ssl_check": "1"}
    assert httpx2.post(path, data=command).status_code == 200
    assert httpx2.get(path, params={"ssl_check": "0"}).status_code == 405
    assert httpx2.post(path, data={"ssl_check": "0"}).status_code == 401
    assert httpx2.post(path, data={"text": "ssl_check=1"}).status_code == 401
    server.send(recorded("direct"))
    assert [one.get("channel") for one in stand_in.messages()] == ["D0AMA"]


@pytest.mark.parametrize("text", ["What bus carried the payload?", "payload=1", "payload={}"])
def test_a_command_may_have_the_word_payload_in_it(
    server: Server, stand_in: StandIn, text: str
) -> None:
    command = recorded("command", text=text, response_url=stand_in.response_url())
    assert server.send(command).text == ""
    (answer,) = stand_in.messages()
    assert read(answer).startswith(f"> {text}\n")
