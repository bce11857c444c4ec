"""A message as Slack's methods take it: blocks, and the words that stand for them in a notification."""

from typing import Any, NamedTuple

from api.chat.base import Reply
from api.slack.rich import Piece, cut

MAX_FALLBACK = 3_000
"""Characters of the words that stand for blocks; Slack recommends at most 4,000."""

QUIET: dict[str, Any] = {
    "mrkdwn": False,
    "parse": "none",
    "link_names": False,
    "unfurl_links": False,
    "unfurl_media": False,
}
"""Nothing in the words is formatted, made a name, or opened up below the message."""


class Message(NamedTuple):
    """What is shown.

    Attributes:
        text: for notifications and screen readers, and in place of blocks that Slack refuses; nothing in it pings.
        blocks: what people see.
    """

    text: str
    blocks: list[Piece]

    def body(self) -> dict[str, Any]:
        """Arguments of `chat.postMessage`, and what a `response_url` takes."""
        shown = {"blocks": self.blocks} if self.blocks else {}
        return {"text": self.text, **shown, **QUIET}

    def bare(self) -> "Message":
        """The words alone, where Slack refuses the blocks."""
        return Message(self.text, [])


def fallback(reply: Reply, base: str) -> str:
    """The reply in short, in words alone, with the address of its page."""
    titles = (f"{item.number}. {item.title}" for item in reply.items)
    page = f"\n{base}{reply.page}" if reply.page else ""
    lines = [line for one in (*reply.lines, *titles, *reply.after) if (line := inert(one))]
    words = "\n".join(lines)[: MAX_FALLBACK - 1]
    if len(words) + len(page) > MAX_FALLBACK:
        return words or "…"
    return (words + page).strip() or "…"


def inert(words: str) -> str:
    """Words on one line in which Slack finds no ping, no link and no markup."""
    escaped = cut(words, 500).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("@", "＠").replace("://", ": //")
