"""Slack as a surface of the conversations."""

from api.chat.base import Asked, Reply
from api.slack.blocks import Around, blocks_of
from api.slack.incoming import Payload, asked_of
from api.slack.message import Message, fallback

ALONE = Around()


class SlackSurface:
    """Reads what Slack sends, and writes replies as blocks; links begin with `base`."""

    name = "slack"

    def __init__(self, base: str) -> None:
        self._base = base

    def question(self, payload: Payload) -> Asked | None:
        """What a person asks; None for bots, edits, and whatever is not said to the app."""
        return asked_of(payload)

    def render(self, reply: Reply, around: Around = ALONE) -> Message:
        """The reply as blocks within Slack's limits, in rich text that formats and pings nobody."""
        return Message(fallback(reply, self._base), blocks_of(reply, self._base, around))
