from tests.api.slack.block_kit import read
from tests.api.slack.sending import Server, recorded
from tests.api.slack.stand_in import CUT, TOWN, StandIn


def test_a_message_that_slack_took_before_the_connection_broke_is_not_sent_again(
    server: Server, stand_in: StandIn
) -> None:
    stand_in.refusals = {"chat.postMessage": [CUT]}
    server.send(recorded("mention"))
    stand_in.messages()
    server.send(recorded("mention", text="<@U0CITYGRFT> help") | {"event_id": "Ev0NEXT"})
    taken, after = stand_in.messages(2)
    assert (taken["channel"], after["channel"]) == (TOWN, TOWN)
    assert read(taken) != read(after)
