"""The golden conversation on Slack, as one person has it with the slash command, with presses of its buttons."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.api.chat.twenty import TURNS, held
from tests.api.slack.block_kit import Json, links, pings, read
from tests.api.slack.sending import BASE, Server, recorded, serving, settings
from tests.api.slack.stand_in import TOWN, StandIn

GOLDEN = Path(__file__).parent / "golden" / "slack.txt"

PRESSES = {
    "Our streets flood when heavy rain meets the high tide": ("👎", 1),
    "Our bus reform angered passengers": ("Share here", 0),
    "¿cuánto costó?": ("say_0", 0),
}
"""Which button is pressed under the answer to a turn: what stands on it, or its id, and the how manyth."""


@pytest.fixture
def server(stand_in: StandIn, apart: Assistant) -> Iterator[Server]:
    with serving(apart, settings(stand_in)) as running:
        yield running


def test_the_golden_conversation_goes_as_it_went(server: Server, stand_in: StandIn) -> None:
    told = []
    for number, turn in enumerate(TURNS):
        came = len(stand_in.messages(0))
        url = stand_in.response_url()
        text = escape(turn, quote=False)  # as Slack sends it
        command = recorded("command", text=text, response_url=url, trigger_id=f"turn{number}")
        assert server.send(command).text == ""
        answer = stand_in.messages(came + 1)[came]
        told.append(f"/citygraft {turn}\n{shown(answer)}")
        if turn in PRESSES:
            button = buttons(answer, PRESSES[turn][0])[PRESSES[turn][1]]
            press = recorded(
                "press_unseen",
                actions=[button],
                response_url=stand_in.response_url(),
                trigger_id=f"press{number}",
            )
            assert server.send(press).status_code == 200
            after = stand_in.messages(came + 2)[came + 1]
            told.append(f"press [{button['text']['text']}]\n{shown(after)}")
    held(GOLDEN, "\n\n".join(told) + "\n")


def buttons(message: Json, name: str) -> list[Json]:
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return [one for row in rows for one in row if name in (one["action_id"], one["text"]["text"])]


def shown(message: Json) -> str:
    """Where it is shown, and what is read; it pings nobody and opens no page but ours."""
    assert not pings(message)
    assert all(link.startswith(f"{BASE}/") for link in links(message))
    where = {TOWN: "everybody reads"}.get(message.get("channel", ""), "Ama alone reads")
    return f"--- {where}\n{read(message)}"
