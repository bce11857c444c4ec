from tests.api.slack.asking import QUESTION, asks, buttons, presses
from tests.api.slack.block_kit import pings, read
from tests.api.slack.sending import Server, recorded
from tests.api.slack.stand_in import CUT, SILENT, TOWN, Refusal, StandIn


def test_an_answer_is_shared_where_the_app_is_a_member(server: Server, stand_in: StandIn) -> None:
    share = buttons(asks(server, stand_in))["Share here"]
    path = presses(server, stand_in, share)
    stand_in.wait(lambda: bool(stand_in.got[-1].body.get("delete_original")), "for the removal")
    assert stand_in.got[-1].body["_path"] == path
    shared = stand_in.messages(2)[1]
    assert shared["channel"] == TOWN
    assert read(shared).startswith(f"Shared by ama\n> {QUESTION}\n1. TransMilenio")
    assert "Share here" not in buttons(shared)
    assert not pings(shared)


def test_the_thread_of_a_shared_answer_goes_on_from_it(server: Server, stand_in: StandIn) -> None:
    share = buttons(asks(server, stand_in))["Share here"]
    presses(server, stand_in, share)
    stand_in.wait(lambda: bool(stand_in.got[-1].body.get("delete_original")), "for the removal")
    thread = stand_in.messages(2)[1]["_ts"]
    text = "<@U0CITYGRFT> show me ones that failed"
    server.send(recorded("mention_in_thread", thread_ts=thread, text=text))
    answer = stand_in.messages(3)[2]
    assert "failure" in read(answer), read(answer)


def test_an_answer_is_shared_where_the_app_is_no_member(server: Server, stand_in: StandIn) -> None:
    share = buttons(asks(server, stand_in, channel_id=SILENT))["Share here"]
    path = presses(server, stand_in, share, channel={"id": SILENT, "name": "silent"})
    shared = stand_in.messages(2)[1]
    assert (shared["_path"], shared["response_type"]) == (path, "in_channel")


def test_an_answer_is_shared_once_and_by_who_got_it(server: Server, stand_in: StandIn) -> None:
    share = buttons(asks(server, stand_in))["Share here"]
    other = {"id": "U0KOFI", "name": "kofi", "username": "kofi", "team_id": "T0STANDIN"}
    presses(server, stand_in, share, user=other)
    told = stand_in.messages(2)[1]
    assert "too old, or not yours" in read(told)
    assert told["response_type"] == "ephemeral"


def test_a_second_press_on_share_shares_nothing_again(server: Server, stand_in: StandIn) -> None:
    share = buttons(asks(server, stand_in))["Share here"]
    presses(server, stand_in, share)
    presses(server, stand_in, share)
    stand_in.messages(2)
    asks(server, stand_in, "city Dakar")
    assert len(stand_in.messages(3)) == 3
    assert len(stand_in.calls("chat.postMessage")) == 1


def refused(stand_in: StandIn) -> None:
    """From now on Slack takes the next message to all neither in the channel nor by the person's address."""
    stand_in.refusals = {
        "chat.postMessage": [Refusal("restricted_action")],
        "response_url": [Refusal("restricted_action", 403)],
    }


def removed(stand_in: StandIn) -> list[str]:
    """The addresses by which the person's own answer was taken away."""
    return [got.body["_path"] for got in stand_in.got if got.body.get("delete_original")]


def test_an_answer_that_slack_takes_nowhere_stays_and_can_be_shared_again(
    server: Server, stand_in: StandIn
) -> None:
    share = buttons(asks(server, stand_in))["Share here"]
    refused(stand_in)
    path = presses(server, stand_in, share)
    told = stand_in.messages(2)[1]
    assert (told["_path"], told["response_type"]) == (path, "ephemeral")
    assert "Slack did not take the answer, so nobody else has read it." in read(told)
    assert not removed(stand_in)
    again = presses(server, stand_in, share)
    stand_in.wait(lambda: removed(stand_in) == [again], "for the removal")
    assert stand_in.messages(3)[2]["channel"] == TOWN
    presses(server, stand_in, share)
    asks(server, stand_in, "city Dakar")
    assert len(stand_in.messages(4)) == 4


def test_an_answer_that_slack_may_have_taken_is_not_shared_once_more(
    server: Server, stand_in: StandIn
) -> None:
    share = buttons(asks(server, stand_in))["Share here"]
    stand_in.refusals = {"chat.postMessage": [CUT]}
    presses(server, stand_in, share)
    told = stand_in.messages(3)[2]
    assert told["response_type"] == "ephemeral"
    assert "Slack did not tell whether it took the answer." in read(told)
    presses(server, stand_in, share)
    asks(server, stand_in, "city Dakar")
    assert len(stand_in.messages(4)) == 4
    assert len(stand_in.calls("chat.postMessage")) == 1
    assert not removed(stand_in)


def test_the_press_of_somebody_else_does_not_spend_the_share(
    server: Server, stand_in: StandIn
) -> None:
    share = buttons(asks(server, stand_in))["Share here"]
    kofi = {"id": "U0KOFI", "name": "kofi", "username": "kofi", "team_id": "T0STANDIN"}
    presses(server, stand_in, share, user=kofi)
    assert "not yours" in read(stand_in.messages(2)[1])
    presses(server, stand_in, share)
    assert stand_in.messages(3)[2]["channel"] == TOWN
