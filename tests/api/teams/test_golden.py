"""The golden conversation in Teams, as one person has it alone with the bot, with presses of its buttons."""

from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from tests.api.chat.twenty import TURNS, held
from tests.api.teams.conversation import BASE, Talk, talking
from tests.api.teams.rules import parts
from tests.api.teams.stand_in import TENANT, Microsoft, Sent

GOLDEN = Path(__file__).parent / "golden" / "conversation.txt"
PLACE = {"conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:1golden"}}
PRESSED = "Our streets flood when heavy rain meets the high tide"
"""Under the answer to this turn, the second item is said to be not useful."""


def test_the_golden_conversation_goes_as_it_went(stand_in: Microsoft, apart: Assistant) -> None:
    told = []
    with talking(stand_in, apart) as talk:
        for turn in TURNS:
            answer = talk.answer(talk.payload("personal", text=turn, **PLACE))
            told.append(f"> {turn}\n{shown(answer)}")
            if turn == PRESSED:
                told.append(f"press [👎 Not useful]\n{pressed(talk, answer)}")
    held(GOLDEN, "\n\n".join(told) + "\n")


def pressed(talk: Talk, answer: Sent) -> str:
    """What is said beside a button of an answer."""
    (card,) = cards(answer)
    ways = [one for one in parts(card["body"]) if one["type"] == "Action.Execute"]
    button = next(
        one for one in ways if (one["data"]["number"], one["data"]["thumbs"]) == (2, "down")
    )
    value = {"action": {"type": button["type"], "verb": button["verb"], "data": button["data"]}}
    response = talk.send(talk.payload("execute", value=value, **PLACE))
    assert response.status_code == 200
    return str(response.json()["value"])


def cards(sent: Sent) -> list[dict[str, Any]]:
    return [one["content"] for one in sent.body.get("attachments", [])]


def shown(sent: Sent) -> str:
    """What is read and can be pressed, the card behind the text; no address leads away."""
    lines = [sent.body["text"]]
    for card in cards(sent):
        for part in parts([card["body"], card["actions"]]):
            assert part.get("url", BASE).startswith(BASE)
            if part["type"] == "RichTextBlock":
                lines.append("| " + "".join(run["text"] for run in part["inlines"]))
            elif part["type"] == "ActionSet":
                lines.append("| " + " ".join(f"[{one['title']}]" for one in part["actions"]))
        lines.append("| " + " ".join(f"[{one['title']}]" for one in card["actions"]))
    for entity in sent.body.get("entities", []):
        lines += [
            f"[{one['position']}] {one['appearance']['name']}: {one['appearance']['url']}"
            for one in entity["citation"]
        ]
    return "\n".join(lines)
