"""What people do in tests of Slack: ask with the slash command, press buttons, and ask more than can be answered."""

import threading
from concurrent.futures import ThreadPoolExecutor

from api.chat.base import Reply
from api.slack.work import MAX_WAITING
from tests.api.slack.block_kit import Json
from tests.api.slack.sending import Server, recorded
from tests.api.slack.stand_in import StandIn

QUESTION = "How did bus owners become part of a rapid transit system?"


def buttons(message: Json) -> dict[str, Json]:
    """Its buttons by what stands on them."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return {one["text"]["text"]: one for row in reversed(rows) for one in reversed(row)}


def asks(server: Server, stand_in: StandIn, text: str = QUESTION, **changes: str) -> Json:
    """What somebody gets for a slash command."""
    before = len(stand_in.messages(0))
    trigger = f"{before}.{text}"
    url = stand_in.response_url()
    payload = recorded("command", text=text, response_url=url, trigger_id=trigger, **changes)
    answer = server.send(payload)
    assert (answer.status_code, answer.text) == (200, "")
    return stand_in.messages(before + 1)[-1]


def presses(
    server: Server, stand_in: StandIn, button: Json, name: str = "press_unseen", **changes: object
) -> str:
    """Press a button; the path of the response address."""
    url = stand_in.response_url()
    action = {**button, "block_id": "b1", "action_ts": "1780000020.1"}
    trigger = f"{len(stand_in.got)}.{button['action_id']}.{button['value']}"
    told = {"trigger_id": trigger, **changes}
    answer = server.send(recorded(name, actions=[action], response_url=url, **told))
    assert answer.status_code == 200
    return url.removeprefix(stand_in.address)


def fills(server: Server, stand_in: StandIn) -> threading.Event:
    """As many people ask as may wait, and none is answered until the event is set."""
    going = threading.Event()

    def reworded(reply: Reply) -> Reply:
        assert going.wait(60)
        return reply

    server.app.state.conversations.reword = reworded
    told = [
        recorded("command", text="help", user_id=f"U{n}", trigger_id=f"t{n}", response_url=url)
        for n in range(MAX_WAITING)
        if (url := stand_in.response_url())
    ]
    with ThreadPoolExecutor(8) as people:
        assert {answer.text for answer in people.map(server.send, told)} == {""}
    return going
