"""A conversation of Teams to write into: again where Teams says later, with less where it does not take the whole."""

import asyncio
import logging

import aiohttp
from microsoft_agents.activity import Activity
from microsoft_agents.hosting.core import TurnContext

from api.teams.message import Message

WAITS = (1.0, 3.0, 9.0)
"""Seconds between tries, where Teams does not say itself how long to wait."""

MOST = 30.0
"""Seconds that are waited at most, whatever Teams says."""

LATER = frozenset({412, 429, 502, 503, 504})
"""Statuses after which Microsoft asks to try again; a message that got through is never sent again."""

REFUSED = frozenset({400, 413})
"""Statuses that say that a message is none that Teams takes: malformed in its eyes, or too long."""

log = logging.getLogger("citygraft")


class Writer:
    """Writes into one conversation."""

    def __init__(self, context: TurnContext) -> None:
        """Write where this turn of the SDK is; nothing is sent yet."""
        self._context = context

    async def send(self, *ways: Message) -> str:
        """Send the first of these messages that Teams takes, each one less than the one before.

        Returns:
            Its id; empty where Teams tells none.

        Raises:
            aiohttp.ClientError, TimeoutError: nothing was sent.
        """
        for message in ways[:-1]:
            try:
                return await self._sent(message)
            except aiohttp.ClientResponseError as error:
                if error.status not in REFUSED:
                    raise
                log.warning("Microsoft Teams refused a message, so less is sent: %s", error)
        return await self._sent(ways[-1])

    async def typing(self) -> None:
        """Show that an answer is being made; where that fails, it is not tried again, as the answer will tell."""
        try:
            await self._context.send_activity(Activity(type="typing"))
        except (aiohttp.ClientError, TimeoutError) as error:
            name = type(error).__name__
            log.info("Teams does not show that an answer is being made: %s %s", name, error)

    async def _sent(self, message: Message) -> str:
        for wait in (*WAITS, None):
            try:
                response = await self._context.send_activity(Activity.model_validate(message))
            except (aiohttp.ClientResponseError, aiohttp.ClientConnectorError) as error:
                if wait is None or not _passes(error):
                    raise
                await asyncio.sleep(_pause(error, wait))
            else:
                return response.id or ""
        raise AssertionError


def _passes(error: aiohttp.ClientError) -> bool:
    """Whether nothing arrived, and it may be tried again."""
    return not isinstance(error, aiohttp.ClientResponseError) or error.status in LATER


def _pause(error: aiohttp.ClientError, otherwise: float) -> float:
    headers = error.headers if isinstance(error, aiohttp.ClientResponseError) else None
    told = headers.get("Retry-After", "") if headers else ""
    return min(float(told), MOST) if told.isdigit() else otherwise
