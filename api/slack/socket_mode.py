"""Socket Mode: a connection that we open to Slack, so that the server needs no public address."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger("citygraft.slack")

quiet = logging.getLogger("citygraft.slack.connection")
quiet.setLevel(logging.CRITICAL)  # Slack's client writes a trace for each try; we tell of it once

SOON, LATEST = 1.0, 60.0
"""Seconds between tries to connect: the first, and the most, as each pause is twice the one before."""

PATIENCE = 8.0
"""Seconds that a try may take: fewer than PING, after which Slack's client would try the same address again."""

PING = 10.0
"""Seconds between pings; a connection that answered none of four is made anew."""


@asynccontextmanager
async def connected(app: "AsyncApp", client: "AsyncWebClient", token: str) -> AsyncIterator[None]:
    """While it lasts there is a connection, or one is tried for: the server does not wait for it."""
    holding = asyncio.create_task(_hold(app, client, token))
    try:
        yield
    finally:
        holding.cancel()
        with suppress(asyncio.CancelledError):
            await holding


async def _hold(app: "AsyncApp", client: "AsyncWebClient", token: str) -> None:
    """Keep a connection; a new one is open before the old one is closed, which Slack tells in advance."""
    async with AsyncExitStack() as old:
        while True:
            over = asyncio.Event()
            handler = await _open(app, client, token, over)
            await old.aclose()
            old.push_async_callback(handler.client.close)
            await over.wait()


async def _open(app: "AsyncApp", client: "AsyncWebClient", token: str, over: asyncio.Event) -> Any:
    """A connection, as soon as there is one; failures are told once each."""
    import aiohttp
    from slack_sdk.errors import SlackApiError, SlackClientError

    pause, told = SOON, ""
    while True:
        handler = _handler(app, client, token, over)
        try:
            async with asyncio.timeout(PATIENCE):
                opened = await client.apps_connections_open(app_token=token)
                handler.client.wss_uri = opened["url"]
                await handler.client.connect()
            if told:
                log.warning("Slack is connected again.")
            return handler
        except SlackApiError as error:
            why = f"refuses CITYGRAFT_SLACK_APP_TOKEN ({error.response.get('error')})"
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
            why = f"cannot be reached ({type(error).__name__})"
        await handler.client.close()
        if why != told:
            log.warning("Slack %s. The server runs on, and tries again.", why)
        told = why
        await asyncio.sleep(pause)
        pause = min(2 * pause, LATEST)


def _handler(app: "AsyncApp", client: "AsyncWebClient", token: str, over: asyncio.Event) -> Any:
    """Slack's own handler for one connection.

    Left to itself it would try the same address for ever, though each works once.
    """
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

    async def ended(*_: Any, **__: Any) -> None:
        over.set()

    handler = AsyncSocketModeHandler(
        app, token, logger=quiet, web_client=client, ping_interval=PING
    )
    handler.client.connect_to_new_endpoint = ended  # type: ignore[method-assign]
    return handler
