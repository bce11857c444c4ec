"""What goes out to Slack; what Slack refuses is told in one line of the log, and the server goes on."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, NamedTuple

from api.slack.message import Message

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger("citygraft.slack")

PATIENCE = 120.0
"""Seconds after which a message is given up; Slack may ask to wait for some of them."""

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

Sending = Coroutine[Any, Any, tuple[str, str]]


class Outgoing:
    """Sends messages as the app."""

    def __init__(self, client: "AsyncWebClient") -> None:
        """`client` has the token, and a session while the server runs."""
        self._client = client

    async def send(self, message: Message, *ways: Way) -> str:
        """Send a message the first of some ways that Slack takes it.

        Returns:
            The id (`ts`) of the message in its channel; empty where Slack tells none, or took it in no way.
        """
        refused = []
        for way in ways:
            ts, error = await self._tried(message, way)
            if not error:
                return ts
            refused.append(f"{_name(way)}: {error[:300]}")
        log.warning("Slack did not take a message for %s", "; then ".join(refused))
        return ""

    async def remove(self, way: Address) -> None:
        """Take away the message that a `response_url` belongs to."""
        _, error = await _told(self._to(way.url, {"delete_original": True}))
        if error:
            log.warning("Slack did not remove a message: %s", error[:300])

    async def _tried(self, message: Message, way: Way) -> tuple[str, str]:
        ts, error = await _told(self._sending(message, way))
        if error in REFUSED_BLOCKS and message.blocks:
            return await _told(self._sending(message.bare(), way))
        return ts, error

    def _sending(self, message: Message, way: Way) -> Sending:
        return self._post(way, message) if isinstance(way, Channel) else self._respond(way, message)

    async def _post(self, way: Channel, message: Message) -> tuple[str, str]:
        sent = await self._client.chat_postMessage(
            channel=way.channel, thread_ts=way.thread or None, **message.body()
        )
        return str(sent.get("ts") or ""), ""

    async def _respond(self, way: Address, message: Message) -> tuple[str, str]:
        seen = "in_channel" if way.everybody else "ephemeral"
        thread = {"thread_ts": way.thread} if way.thread else {}
        told = {"response_type": seen, "replace_original": False, **thread}
        return await self._to(way.url, {**message.body(), **told})

    async def _to(self, url: str, body: dict[str, Any]) -> tuple[str, str]:
        from slack_sdk.webhook.async_client import AsyncWebhookClient

        client = AsyncWebhookClient(
            url,
            session=self._client.session,
            logger=log,
            retry_handlers=self._client.retry_handlers,
        )
        response = await client.send_dict(body)
        return "", "" if response.status_code == 200 else response.body or str(response.status_code)


async def _told(sending: Sending) -> tuple[str, str]:
    """The id and no error, or no id and what Slack, or the network, said."""
    import aiohttp
    from slack_sdk.errors import SlackApiError, SlackClientError

    try:
        async with asyncio.timeout(PATIENCE):
            return await sending
    except SlackApiError as error:
        return "", str(error.response.get("error") or "no reason given")
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        return "", f"{type(error).__name__} {error}".strip()


def _name(way: Way) -> str:
    # a response_url is a key to the channel, which the log must not keep
    return way.channel if isinstance(way, Channel) else "a response_url"
