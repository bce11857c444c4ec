"""Slack, put together from the settings."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from api.chat.conversations import Conversations
from api.slack.bolt import app_of
from api.slack.desk import Desk
from api.slack.outgoing import Outgoing
from api.slack.routes import router_of
from api.slack.socket_mode import connected
from api.slack.surface import SlackSurface
from api.slack.workspace import Workspace
from assistant.connections import Connections, Slack
from corpus.errors import BadSetting

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from api.chat.surfaces import Wired

SECONDS = 30
"""After which a call to Slack is given up."""


def wire(conversations: Conversations, connections: Connections, base: str) -> "Wired | None":
    """Slack, where it is connected.

    Raises:
        BadSetting: Slack's libraries are not installed.
    """
    from api.chat.surfaces import Wired  # which lists this function

    slack = connections.slack
    if slack is None:
        return None
    client, surface = _client(slack), SlackSurface(base)
    desk, workspace = Desk(conversations, surface, Outgoing(client)), Workspace(client)
    app = app_of(slack.signing_secret, workspace, desk, surface)
    router = router_of(app, slack.signing_secret) if slack.signing_secret else None

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        async with _session(client), AsyncExitStack() as stack:
            stack.push_async_callback(desk.close)
            asking = asyncio.create_task(
                workspace.own()
            )  # a server without a network starts as well
            stack.callback(asking.cancel)
            if slack.app_token:
                await stack.enter_async_context(connected(app, client, slack.app_token))
            yield

    return Wired(router, running)


def _client(slack: Slack) -> "AsyncWebClient":
    try:
        from aiohttp import ClientConnectorError
        from slack_sdk.http_retry.builtin_async_handlers import (
            AsyncConnectionErrorRetryHandler,
            AsyncRateLimitErrorRetryHandler,
        )
        from slack_sdk.web.async_client import AsyncWebClient
    except ModuleNotFoundError as error:
        raise BadSetting(
            "CITYGRAFT_SLACK_BOT_TOKEN is set, and Slack's libraries are not installed. Run "
            "'pip install citygraft[slack]', then start the server again."
        ) from error
    # Slack's libraries write whole messages to a logger that has no level of its own
    logging.getLogger("citygraft.slack").setLevel(logging.WARNING)
    return AsyncWebClient(
        token=slack.bot_token,
        base_url=slack.api,
        retry_handlers=[
            # not where a connection broke: Slack may have taken what was sent on it
            AsyncConnectionErrorRetryHandler(error_types=[ClientConnectorError]),
            AsyncRateLimitErrorRetryHandler(max_retry_count=3),
        ],
        logger=logging.getLogger("citygraft.slack"),
    )


@asynccontextmanager
async def _session(client: "AsyncWebClient") -> AsyncIterator[None]:
    """While it lasts the client keeps its connections, instead of making one for each call."""
    import aiohttp

    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
        client.session = session
        yield
    client.session = None
