"""Buttons under an answer, and what their press says: thumbs, sharing, and what may be said next."""

from typing import NamedTuple

from api.chat.base import Item, Reply
from api.slack.rich import Piece, cut
from assistant.proposal import Thumbs

THUMBS = {"thumbs_up": Thumbs.UP, "thumbs_down": Thumbs.DOWN}
"""What a press on a thumb means, by the id of the button."""

SHARE = "share"
SAY = "say_"
"""Begins the ids of buttons that say something, which must differ within a block."""

MAX_SAID = 150
"""Characters of what a button says; longer ones are left out, as nobody sees what they would say."""

MAX_BUTTON = 75
"""Characters on a button."""

MAX_EXAMPLES = 5
"""Buttons that say something under a reply."""


class Press(NamedTuple):
    """What the value of a button holds: the answer it is under, and the item's number or what it says."""

    answer_id: str
    rest: str


def pressed(value: str) -> Press:
    """What a button's value holds."""
    answer_id, _, rest = value.partition(" ")
    return Press(answer_id, rest)


def thumbs(reply: Reply, item: Item) -> list[Piece]:
    """The thumbs of an item; none where feedback has no answer to go to."""
    if not reply.answer_id:
        return []
    value = f"{reply.answer_id} {item.number}"
    words = (("thumbs_up", "👍", "This helps"), ("thumbs_down", "👎", "This does not help"))
    row = [_button(action, sign, value, f"{said}: {item.title}") for action, sign, said in words]
    return [{"type": "actions", "elements": row}]


def nexts(reply: Reply, share: bool) -> list[Piece]:
    """What may be said next, and sharing; none for nothing."""
    said = [plainly for one in reply.examples if 0 < len(plainly := cut(one, 2_000)) <= MAX_SAID]
    row = [
        _button(f"{SAY}{n}", one, f"{reply.answer_id} {one}", one)
        for n, one in enumerate(dict.fromkeys(said[:MAX_EXAMPLES]))
    ]
    if share and reply.answer_id:
        row.append(_share(reply.answer_id))
    return [{"type": "actions", "elements": row}] if row else []


def _share(answer_id: str) -> Piece:
    told = (
        "Everybody here will read the answer. It is made anew from what is public, so what only you may see "
        "stays with you, and its numbers may differ."
    )
    asked = {"title": "Share with everybody here?", "text": told, "confirm": "Share", "deny": "No"}
    return {
        **_button(SHARE, "Share here", answer_id, "Share this answer with everybody here"),
        "confirm": {name: _plain(words) for name, words in asked.items()},
    }


def _button(action: str, words: str, value: str, spoken: str) -> Piece:
    return {
        "type": "button",
        "action_id": action,
        "text": _plain(cut(words, MAX_BUTTON)),
        "value": value,
        "accessibility_label": cut(spoken, MAX_BUTTON),
    }


def _plain(words: str) -> Piece:
    # without "emoji", so that ":x:" in a title stays what it is
    return {"type": "plain_text", "text": words, "emoji": False}
