"""What goes out to Slack; what Slack refuses is told in one line of the log, and the server goes on."""

import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from api.slack.message import Message
from api.slack.sent import Fate, Sending, Sent, refused, told

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger("citygraft.slack")

REFUSED_BLOCKS = ("invalid_blocks", "msg_blocks_too_long", "msg_too_long", "no_text")
"""Refusals after which the words alone are worth a try."""


class Channel(NamedTuple):
    """A channel or direct message, and the thread in it; empty for none."""

    channel: str
    thread: str = ""


class Address(NamedTuple):
    """A `response_url`: five uses in thirty minutes, also where the app is no member.

    Attributes:
        everybody: whether all in the channel see what goes there; else the person alone.
        thread: in which it appears; empty for none.
    """

    url: str
    everybody: bool = False
    thread: str = ""


Way = Channel | Address
"""Where a message goes."""


class Outgoing:
    """Sends messages as the app."""

    def __init__(self, client: "AsyncWebClient") -> None:
        """`client` has the token, and a session while the server runs."""
        self._client = client

    async def send(self, message: Message, *ways: Way) -> Sent:
        """Send a message the first of some ways that Slack takes it, and no more where it may have taken it."""
        sent, lost = Sent(Fate.REFUSED), list[str]()
        for way in ways:
            sent = await self._tried(message, way)
            if sent.fate is Fate.TAKEN:
                return sent
            lost.append(f"{_name(way)}: {sent.error[:300]}")
            if sent.fate is Fate.UNCLEAR:
                break
        log.warning("Slack did not take a message for %s", "; then ".join(lost))
        return sent

    async def remove(self, way: Address) -> None:
        """Take away the message that a `response_url` belongs to."""
        sent = await told(self._to(way.url, {"delete_original": True}))
        if sent.error:
            log.warning("Slack did not remove a message: %s", sent.error[:300])

    async def _tried(self, message: Message, way: Way) -> Sent:
        sent = await told(self._sending(message, way))
        if sent.error in REFUSED_BLOCKS and message.blocks:
            return await told(self._sending(message.bare(), way))
        return sent

    def _sending(self, message: Message, way: Way) -> Sending:
        return self._post(way, message) if isinstance(way, Channel) else self._respond(way, message)

    async def _post(self, way: Channel, message: Message) -> Sent:
        sent = await self._client.chat_postMessage(
            channel=way.channel, thread_ts=way.thread or None, **message.body()
        )
        return Sent(Fate.TAKEN, str(sent.get("ts") or ""))

    async def _respond(self, way: Address, message: Message) -> Sent:
        seen = "in_channel" if way.everybody else "ephemeral"
        thread = {"thread_ts": way.thread} if way.thread else {}
        shown = {"response_type": seen, "replace_original": False, **thread}
        return await self._to(way.url, {**message.body(), **shown})

    async def _to(self, url: str, body: dict[str, Any]) -> Sent:
        from slack_sdk.webhook.async_client import AsyncWebhookClient

        client = AsyncWebhookClient(
            url,
            session=self._client.session,
            logger=log,
            retry_handlers=self._client.retry_handlers,
        )
        response = await client.send_dict(body)
        if response.status_code == 200:
            return Sent(Fate.TAKEN)
        return refused(response.status_code, response.body or str(response.status_code))


def _name(way: Way) -> str:
    # a response_url is a key to the channel, which the log must not keep
    return way.channel if isinstance(way, Channel) else "a response_url"
