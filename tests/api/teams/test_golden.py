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
    answers, beside = [], ""
    with talking(stand_in, apart) as talk:  # at its end every card has come
        for turn in TURNS:
            answers.append(talk.answer(talk.payload("personal", text=turn, **PLACE)))
            if turn == PRESSED:
                beside = f"\n\npress [👎 Not useful]\n{pressed(talk, answers[-1])}"
    told = [
        f"> {turn}\n{shown(stand_in, answer)}{beside if turn == PRESSED else ''}"
        for turn, answer in zip(TURNS, answers, strict=True)
    ]
    held(GOLDEN, "\n\n".join(told) + "\n")


def pressed(talk: Talk, answer: Sent) -> str:
    """What is said beside a button of an answer."""
    ways = [one for one in parts(talk.card(answer)["body"]) if one["type"] == "Action.Execute"]
    button = next(
        one for one in ways if (one["data"]["number"], one["data"]["thumbs"]) == (2, "down")
    )
    value = {"action": {"type": button["type"], "verb": button["verb"], "data": button["data"]}}
    response = talk.send(talk.payload("execute", value=value, **PLACE))
    assert response.status_code == 200
    return str(response.json()["value"])


def cards(stand_in: Microsoft, answer: Sent) -> list[dict[str, Any]]:
    mine = [one for one in stand_in.of("card") if one.reply_to == answer.reply_to]
    return [held["content"] for one in mine for held in one.body["attachments"]]


def shown(stand_in: Microsoft, sent: Sent) -> str:
    """What is read and can be pressed, the card behind the text; no address leads away."""
    lines = [sent.body["text"]]
    for card in cards(stand_in, sent):
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
