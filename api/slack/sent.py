"""What became of a message: Slack took it, refused it, or did not say."""

import asyncio
from collections.abc import Coroutine
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from slack_sdk.errors import SlackApiError

PATIENCE = 120.0
"""Seconds after which a message is given up; Slack may ask to wait for some of them."""

HALF_DONE = ("fatal_error", "internal_error")
"""Errors of Slack's after which, as its reference says, a part may have been done."""

BROKEN = 500
"""HTTP status from which on the fault is Slack's own."""


class Fate(StrEnum):
    """What became of a message."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNCLEAR = "unclear"


class Sent(NamedTuple):
    """What became of a message.

    Attributes:
        ts: its id in its channel; empty where Slack tells none.
        error: what Slack, or the network, said; empty where the message was taken.
    """

    fate: Fate
    ts: str = ""
    error: str = ""


Sending = Coroutine[Any, Any, Sent]


async def told(sending: Sending) -> Sent:
    """What becomes of a message that is being sent, whatever goes wrong."""
    import aiohttp
    from slack_sdk.errors import SlackApiError, SlackClientError

    try:
        async with asyncio.timeout(PATIENCE):
            return await sending
    except SlackApiError as error:
        return _answered(error)
    except aiohttp.ClientConnectorError as error:  # there was no connection to send it on
        return Sent(Fate.REFUSED, error=_named(error))
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        return Sent(Fate.UNCLEAR, error=_named(error))


def refused(status: int, error: str) -> Sent:
    """A message that Slack answered with another status than 200, or with an error."""
    unclear = status >= BROKEN or error in HALF_DONE
    return Sent(Fate.UNCLEAR if unclear else Fate.REFUSED, error=error)


def _answered(error: "SlackApiError") -> Sent:
    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    held = error.response
    if not isinstance(held, AsyncSlackResponse):  # an answer that could not be read
        return Sent(Fate.UNCLEAR, error="no answer that can be read")
    return refused(held.status_code, str(held.get("error") or "no reason given"))


def _named(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()
