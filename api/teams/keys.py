"""The keys that sign what Teams sends: fetched when they are first needed, then once a day, within limits."""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import aiohttp
import jwt
from starlette.exceptions import HTTPException

KEEP = 24 * 3600.0
"""Seconds for which keys are used before they are fetched anew; Microsoft asks for a day."""

MOST = 3 * 24 * 3600.0
"""Seconds for which keys are used that cannot be fetched anew: from a Friday evening to a Monday, no longer, since one
that was withdrawn would count on."""

PAUSE = 60.0
"""Seconds that pass at least between two fetches, so that made-up key ids cause no traffic."""

MAX_BYTES = 1_000_000
"""Bytes of the description, or of the keys."""

SECONDS = 10
"""After which a fetch is given up."""

log = logging.getLogger("citygraft")


class Key(NamedTuple):
    """A key, and the channels that whoever holds it may speak for, such as `msteams`."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class Keys:
    """The published keys of a cloud."""

    def __init__(self, openid: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is fetched yet; `openid` is the address of the description that names where the keys are."""
        self._openid, self._clock = openid, clock
        self._keys: dict[str, Key] = {}
        self._fetched = self._tried = -KEEP
        self._running: asyncio.Task[None] | None = None

    async def key(self, kid: str) -> Key | None:
        """The key of an id; None where none is published under it.

        A key that is known is there at once, and those that are a day old are fetched anew beside it: else everybody
        would wait whenever Microsoft's server is slow. Only for an id that is not known the fetch is waited for.

        Raises:
            HTTPException: 503, the keys cannot be fetched and none are known.
        """
        age = self._clock() - self._fetched
        if age > MOST:
            self._keys = {}
        if kid not in self._keys:
            if renewal := self._renewal():
                await asyncio.shield(renewal)  # others wait for it as well
            if not self._keys:
                raise HTTPException(
                    503, "The keys that sign messages of Teams cannot be fetched now."
                )
        elif age > KEEP:
            self._renewal()
        return self._keys.get(kid)

    async def close(self) -> None:
        """Give up a fetch that is under way."""
        if self._running:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def _renewal(self) -> asyncio.Task[None] | None:
        """The fetch that is under way, or a new one; None where the last one began a moment ago."""
        if self._running and not self._running.done():
            return self._running
        if self._clock() - self._tried <= PAUSE:
            return None
        self._tried = self._clock()
        self._running = asyncio.create_task(self._renewed())
        return self._running

    async def _renewed(self) -> None:
        try:
            self._keys = await fetched(self._openid)
            self._fetched = self._clock()
        except (aiohttp.ClientError, TimeoutError, ValueError, TypeError) as error:
            name = type(error).__name__
            log.warning("The keys of Microsoft Teams could not be fetched: %s %s", name, error)


async def fetched(openid: str) -> dict[str, Key]:
    """The keys that a description names, by their ids.

    Raises:
        aiohttp.ClientError, TimeoutError: they cannot be reached.
        ValueError, TypeError: what is there is no description, no set of keys, or too long.
    """
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        described = await _json(session, openid)
        address = str(described.get("jwks_uri", ""))
        if address.partition(":")[0] != openid.partition(":")[0]:
            raise ValueError(f"{openid} names no address of keys that can be used")
        published = (await _json(session, address)).get("keys")
    if not isinstance(published, list):
        raise TypeError(f"{address} has no keys")
    return dict(held for one in published if (held := _key(one)))


async def _json(session: aiohttp.ClientSession, address: str) -> dict[str, Any]:
    async with session.get(address, allow_redirects=False) as response:
        if response.status != 200:
            raise ValueError(f"{address} answered with status {response.status}")
        body = bytearray()
        async for part in response.content.iter_chunked(65_536):
            body += part
            if len(body) > MAX_BYTES:
                raise ValueError(f"{address} sends more than {MAX_BYTES} bytes")
    held = json.loads(body)
    if not isinstance(held, dict):
        raise TypeError(f"{address} is no JSON object")
    return held


def _key(published: object) -> tuple[str, Key] | None:
    """A key by its id; None for what is none that this bot uses."""
    if not isinstance(published, dict) or not isinstance(kid := published.get("kid"), str):
        return None
    endorsed = published.get("endorsements")
    channels = (
        [one for one in endorsed if isinstance(one, str)] if isinstance(endorsed, list) else []
    )
    try:
        return kid, Key(jwt.PyJWK(published, "RS256"), frozenset(channels))
    except jwt.PyJWTError:
        return None
