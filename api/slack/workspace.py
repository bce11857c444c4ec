"""Whose app this is: the workspace of the token, asked of Slack once, and asked again while it does not answer."""

import asyncio
import logging
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger("citygraft.slack")

AGAIN = 5.0
"""Seconds for which a failure stands before Slack is asked again."""

PATIENCE = 2.5
"""Seconds that an answer may take: who waits for an acknowledgement waits three."""


class Own(NamedTuple):
    """The workspace, and the app in it."""

    team: str
    enterprise: str
    user: str
    bot: str


class Workspace:
    """Knows the workspace of a token."""

    def __init__(self, client: "AsyncWebClient") -> None:
        self._client = client
        self._own: Own | None = None
        self._asking = asyncio.Lock()
        self._failed = -AGAIN
        self._told = ""

    async def own(self) -> Own | None:
        """Whose app this is; None where Slack cannot be reached, or refuses the token."""
        async with self._asking:
            if self._own is None and time.monotonic() - self._failed >= AGAIN:
                self._own = await self._ask()
        return self._own

    async def _ask(self) -> Own | None:
        import aiohttp
        from slack_sdk.errors import SlackApiError, SlackClientError

        try:
            async with asyncio.timeout(PATIENCE):
                told = await self._client.auth_test()
        except SlackApiError as error:
            why = f"refuses CITYGRAFT_SLACK_BOT_TOKEN ({error.response.get('error')})"
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
            why = f"cannot be reached ({type(error).__name__})"
        else:
            names = ("team_id", "enterprise_id", "user_id", "bot_id")
            return Own(*(str(told.get(name) or "") for name in names))
        self._tell(why)
        return None

    def _tell(self, why: str) -> None:
        self._failed = time.monotonic()
        if why != self._told:
            log.warning(
                "Slack %s. The server runs on, and answers nothing on Slack until it can; "
                "docs/slack.md says where the tokens are.",
                why,
            )
        self._told = why
