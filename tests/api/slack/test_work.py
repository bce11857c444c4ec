import threading

import pytest

from api.chat.base import Reply
from api.chat.turns import RESTARTED
from api.slack.desk import FULL
from api.slack.work import MAX_WAITING
from assistant.assistant import Assistant
from index.library import Library
from tests.api.slack.asking import asks, buttons, fills, presses
from tests.api.slack.block_kit import read
from tests.api.slack.sending import Server, recorded, serving, settings
from tests.api.slack.stand_in import DIRECT, TOWN, Refusal, StandIn


def test_whoever_waits_when_the_server_stops_is_told_so_once_and_answered_when_it_comes_again(
    stand_in: StandIn, cases: Library
) -> None:
    begun = threading.Event()

    def slow(reply: Reply) -> Reply:
        begun.set()
        stand_in.messages(3)
        return reply

    waiting = [recorded("mention"), recorded("mention_in_thread"), recorded("direct")]
    command = recorded("command", response_url=stand_in.response_url())
    with serving(Assistant(cases), settings(stand_in)) as server:
        server.app.state.conversations.reword = slow
        for payload in (*waiting, command):
            assert server.send(payload).status_code == 200
        assert begun.wait(20)
    told = stand_in.messages(3)
    assert [read(one) for one in told] == [RESTARTED] * 3
    assert {one.get("channel") for one in told} == {TOWN, DIRECT, None}
    with serving(Assistant(cases), settings(stand_in)) as server:
        for payload in (*waiting, command):
            server.send(payload)
        assert RESTARTED not in map(read, stand_in.messages(7)[3:])


def test_an_answer_that_slack_lets_wait_while_the_server_stops_is_told_in_the_log(
    stand_in: StandIn, cases: Library, caplog: pytest.LogCaptureFixture
) -> None:
    stand_in.refusals = {"chat.postMessage": [Refusal("ratelimited", 429, "100")]}
    with serving(Assistant(cases), settings(stand_in)) as server:
        server.send(recorded("mention"))
        stand_in.wait(lambda: not stand_in.refusals["chat.postMessage"], "for the refusal")
    assert not stand_in.messages(0)
    lines = [one.getMessage() for one in caplog.records if one.name == "citygraft.slack"]
    assert lines == ["The server stopped before Slack had taken everything that was to be sent."]


def test_whoever_asks_or_presses_where_too_many_wait_is_told_or_comes_again(
    server: Server, stand_in: StandIn
) -> None:
    answer = asks(server, stand_in)
    going = fills(server, stand_in)
    for name, status in (("mention", 503), ("direct", 503), ("direct_edited", 200)):
        assert server.send(recorded(name)).status_code == status
    command = recorded("command", trigger_id="late", response_url=stand_in.response_url())
    assert server.send(command).text == FULL
    for button in ("👍", "Share here"):
        came = len(stand_in.messages(0))
        path = presses(server, stand_in, buttons(answer)[button])
        told = stand_in.messages(came + 1)[came]
        assert (told["_path"], told["response_type"], read(told)) == (path, "ephemeral", FULL)
    going.set()
    stand_in.messages(MAX_WAITING + 3)
    assert server.send(recorded("mention")).status_code == 200
    assert stand_in.messages(MAX_WAITING + 4)[-1]["channel"] == TOWN
    presses(server, stand_in, buttons(answer)["Share here"])
    assert "Shared by ama" in read(stand_in.messages(MAX_WAITING + 5)[-1])
