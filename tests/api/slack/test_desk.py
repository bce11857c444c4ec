import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.access.identities import Identities
from assistant.assistant import Assistant
from assistant.feedback import Feedback
from index.library import Library
from tests.api.access.people import ROOT, file_of, person, private
from tests.api.own_cases import BOGOTA, TEAM
from tests.api.slack.asking import QUESTION, asks, buttons, presses
from tests.api.slack.block_kit import links, pings, read
from tests.api.slack.nasty import nasty
from tests.api.slack.sending import BASE, Server, encoded, recorded, serving, settings
from tests.api.slack.stand_in import DIRECT, SILENT, TOWN, Refusal, StandIn

BUSES = "Buses of Quorndyke"
TEAMS = "bus rapid transit corridor Quorndyke Delhi failure"
"""Answered by what only the team may see, too."""


def test_a_mention_is_answered_in_its_thread_for_all(server: Server, stand_in: StandIn) -> None:
    assert server.send(recorded("mention")).status_code == 200
    (answer,) = stand_in.messages()
    assert (answer["channel"], answer["thread_ts"]) == (TOWN, "1780000001.000100")
    assert read(answer).startswith("1. TransMilenio: fast buses on their own lanes")
    assert "> [1] “" in read(answer)
    assert f"{BASE}/cases/bogota-transmilenio-bus-rapid-transit" in links(answer)
    assert "Share here" not in buttons(answer)
    assert answer["text"].startswith("1. TransMilenio")
    assert not pings(answer)


def test_a_direct_message_is_answered_without_a_thread(server: Server, stand_in: StandIn) -> None:
    server.send(recorded("direct"))
    (answer,) = stand_in.messages()
    assert answer["channel"] == DIRECT
    assert "thread_ts" not in answer
    server.send(recorded("direct", text="city Dakar") | {"event_id": "Ev0NEXT"})
    assert "Dakar" in stand_in.messages(2)[1]["text"]


def test_a_command_is_answered_to_the_person_alone_with_the_question_above(
    server: Server, stand_in: StandIn
) -> None:
    answer = asks(server, stand_in)
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)
    assert read(answer).startswith(f"> {QUESTION}\n")
    confirm = buttons(answer)["Share here"]["confirm"]
    assert "Everybody here will read" in confirm["text"]["text"]
    assert not stand_in.calls("chat.postMessage")


def test_a_command_without_words_helps(server: Server, stand_in: StandIn) -> None:
    assert read(asks(server, stand_in, "")) == read(asks(server, stand_in, "help"))


def test_nothing_is_answered_twice(server: Server, stand_in: StandIn) -> None:
    mention, command = (
        recorded("mention"),
        recorded("command", response_url=stand_in.response_url()),
    )
    for payload in (mention, command):
        for number in ("", "1", "2", "3"):
            retry = {"X_Slack_Retry_Num": number, "X_Slack_Retry_Reason": "http_timeout"}
            named = {name.replace("_", "-"): told for name, told in retry.items() if number}
            assert server.send(payload, **named).status_code == 200
    server.send(recorded("direct"))
    ways = [(answer.get("channel"), answer.get("response_type")) for answer in stand_in.messages(3)]
    assert sorted(map(str, ways)) == sorted(
        map(str, [(TOWN, None), (None, "ephemeral"), (DIRECT, None)])
    )


def test_a_recorded_request_sent_again_is_answered_once(server: Server, stand_in: StandIn) -> None:
    body, kind = encoded(recorded("command", response_url=stand_in.response_url()))
    sent = [server.post(body, kind, at=-at).status_code for at in (0, 100, 200)]
    server.send(recorded("direct"))
    assert sent == [200, 200, 200]
    assert [one.get("channel") for one in stand_in.messages(2)] == [None, DIRECT]


def test_many_at_once_are_all_answered_once_each(server: Server, stand_in: StandIn) -> None:
    urls = [stand_in.response_url() for _ in range(20)]
    sent = [
        recorded("command", response_url=url, trigger_id=url, user_id=f"U{n}")
        for n, url in enumerate(urls)
    ]
    with ThreadPoolExecutor(20) as people:
        assert {answer.status_code for answer in people.map(server.send, sent)} == {200}
    answered = [one["_path"] for one in stand_in.messages(20)]
    assert sorted(answered) == sorted(url.removeprefix(stand_in.address) for url in urls)


def test_thumbs_become_feedback_and_are_confirmed_to_the_person_alone(
    server: Server, stand_in: StandIn, cases: Library
) -> None:
    server.send(recorded("mention"))
    (answer,) = stand_in.messages()
    path = presses(server, stand_in, buttons(answer)["👎"], "press_in_thread")
    told = stand_in.messages(2)[1]
    assert (told["_path"], told["response_type"]) == (path, "ephemeral")
    assert told["thread_ts"] == "1780000001.000100"
    assert read(told) == "Thank you. A facilitator will look at it."
    (said,) = Feedback(cases.home).proposals()
    assert (said.thumbs, said.doc_id, said.surface) == ("down", BOGOTA, "slack")


@pytest.mark.parametrize(
    "value", ["nobody 1", "nobody", "", "x" * 1_900, "ANSWER 99", "ANSWER 0", "ANSWER ²"]
)
def test_thumbs_of_no_answer_are_told_so(server: Server, stand_in: StandIn, value: str) -> None:
    server.send(recorded("mention"))
    (answer,) = stand_in.messages()
    up = buttons(answer)["👍"]
    held = value.replace("ANSWER", up["value"].split()[0])
    presses(server, stand_in, {**up, "value": held}, "press_in_thread")
    assert "too old, or not yours" in read(stand_in.messages(2)[1])


def test_a_button_says_its_words_as_the_person_would(server: Server, stand_in: StandIn) -> None:
    answer = asks(server, stand_in)
    says = [one for one in buttons(answer).values() if one["action_id"].startswith("say_")]
    if not says:
        pytest.skip("the conversation offers nothing to say next here")
    presses(server, stand_in, says[0])
    after = stand_in.messages(2)[1]
    assert after["response_type"] == "ephemeral"
    assert read(after).startswith(f"> {says[0]['text']['text']}\n")


def test_a_button_in_a_thread_is_answered_in_the_thread_for_all(
    server: Server, stand_in: StandIn
) -> None:
    server.send(recorded("mention"))
    (answer,) = stand_in.messages()
    answer_id = buttons(answer)["👍"]["value"].split()[0]
    says = {"type": "button", "action_id": "say_0", "value": f"{answer_id} city Dakar"}
    presses(
        server,
        stand_in,
        {**says, "text": {"type": "plain_text", "text": "city Dakar"}},
        "press_in_thread",
    )
    after = stand_in.messages(2)[1]
    assert (after["response_type"], after["thread_ts"]) == ("in_channel", "1780000001.000100")
    assert "Dakar" in read(after)


def test_the_city_said_in_a_channel_holds_for_the_channel(
    server: Server, stand_in: StandIn
) -> None:
    server.send(recorded("mention", text="<@U0CITYGRFT> city Dakar"))
    stand_in.messages(1)
    later = {"ts": "1780000900.000100", "event_ts": "1780000900.000100"}
    server.send(recorded("mention", **later) | {"event_id": "Ev0LATER"})
    assert "Asked for Dakar, Senegal." in read(stand_in.messages(2)[1])
    assert "Asked for Dakar, Senegal." in read(asks(server, stand_in))


def test_the_city_said_alone_holds_for_that_person_alone(server: Server, stand_in: StandIn) -> None:
    asks(server, stand_in, "city Dakar")
    assert "Asked for Dakar, Senegal." in read(asks(server, stand_in))
    assert "Asked for" not in read(asks(server, stand_in, user_id="U0KOFI"))
    server.send(recorded("mention"))
    assert "Asked for" not in read(stand_in.messages(4)[3])


@pytest.fixture
def shut(stand_in: StandIn, cases: Library) -> Iterator[Server]:
    """A server whose team's case only Ama sees, who is connected."""
    with serving(Assistant(cases), settings(stand_in)) as server:
        ama = person(server.app, "Ama")
        private(server.app, TEAM, ama)
        Identities(file_of(server.app)).connect(ROOT, "slack", "T0STANDIN/U0AMA", ama)
        yield server


def test_what_only_ama_may_see_is_answered_to_her_alone(shut: Server, stand_in: StandIn) -> None:
    assert BUSES in read(asks(shut, stand_in, TEAMS))
    assert BUSES not in read(asks(shut, stand_in, TEAMS, user_id="U0KOFI"))
    shut.send(recorded("direct", text=TEAMS))
    assert BUSES in read(stand_in.messages(3)[2])
    shut.send(recorded("mention", text=TEAMS))
    assert BUSES not in read(stand_in.messages(4)[3])
    assert "Buses of" not in str(stand_in.messages(4)[3])


def test_sharing_shows_no_more_than_what_is_public(shut: Server, stand_in: StandIn) -> None:
    answer = asks(shut, stand_in, TEAMS)
    assert BUSES in read(answer)
    presses(shut, stand_in, buttons(answer)["Share here"])
    shared = stand_in.messages(2)[1]
    assert shared["channel"] == TOWN
    assert BUSES not in str(shared)


def test_titles_and_quotes_neither_ping_nor_link_nor_format(
    stand_in: StandIn, cases: Library
) -> None:
    nasty(cases)
    with serving(Assistant(cases), settings(stand_in)) as server:
        server.send(recorded("direct", text="How can a city issue a municipal bond?"))
        (answer,) = stand_in.messages()
    assert "<!channel> @everyone <@U0AMA>" in read(answer)  # it is shown, as words
    assert not pings(answer)
    assert all(link.startswith(BASE) for link in links(answer))
    assert not re.search("[\u200b\u202e]", str(answer))


def test_slack_s_refusals_are_told_in_one_line_and_the_server_lives_on(
    server: Server, stand_in: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    server.send(recorded("mention", channel="C0GONE"))
    server.send(recorded("mention", channel=SILENT) | {"event_id": "Ev0SILENT"})
    dead = stand_in.response_url(uses=0)
    server.send(recorded("command", response_url=dead))
    server.send(recorded("direct"))
    assert [one.get("channel") for one in stand_in.messages()] == [DIRECT]
    lines = [record.getMessage() for record in caplog.records if record.name == "citygraft.slack"]
    assert sorted(lines) == [  # these are three conversations, which do not wait for each other
        "Slack did not take a message for C0GONE: channel_not_found",
        f"Slack did not take a message for {SILENT}: not_in_channel",
        "Slack did not take a message for a response_url: used_url",
    ]
    assert not any(record.exc_info for record in caplog.records)
    assert "secret" not in caplog.text


def test_who_is_told_to_wait_waits(server: Server, stand_in: StandIn) -> None:
    limited = Refusal("ratelimited", 429, "1")
    stand_in.refusals = {"chat.postMessage": [limited], "response_url": [limited]}
    server.send(recorded("mention"))
    server.send(recorded("command", response_url=stand_in.response_url()))
    assert len(stand_in.messages(2)) == 2
    assert stand_in.refusals == {"chat.postMessage": [], "response_url": []}


def test_where_slack_refuses_blocks_the_words_go_out(server: Server, stand_in: StandIn) -> None:
    refused = Refusal("msg_blocks_too_long")
    stand_in.refusals = {
        "chat.postMessage": [refused],
        "response_url": [Refusal("invalid_blocks", 400)],
    }
    server.send(recorded("mention"))
    (answer,) = stand_in.messages()
    assert "blocks" not in answer
    assert answer["text"].startswith("1. TransMilenio")
    assert f"{BASE}/?q=How+did" in answer["text"]
