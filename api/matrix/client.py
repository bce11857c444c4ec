"""nio's client of a homeserver, without encryption, made safe against what other servers write."""

import logging
from typing import Any

from nio import AsyncClient, AsyncClientConfig  # type: ignore[import-untyped]

from api.matrix.events import at
from assistant.connections import Matrix

SECONDS = 30
"""Seconds for which an answer of the homeserver is waited for."""


def client_of(matrix: Matrix) -> "Client":
    """A client that is signed in by its token; it has asked nothing yet, and fails at once where it cannot ask."""
    logging.getLogger("nio").setLevel(logging.ERROR)  # what it warns of is told here in words
    config = AsyncClientConfig(max_timeouts=0, request_timeout=SECONDS, encryption_enabled=False)
    client = Client(matrix.homeserver, matrix.user, config=config)
    client.restore_login(matrix.user, "", matrix.token)
    return client


class Client(AsyncClient):  # type: ignore[misc]
    """nio's, which would fail on what servers of others can write into an invitation."""

    async def parse_body(self, transport_response: Any) -> Any:
        """The body of an answer; invitations in it without what nio expects to be an object."""
        body = await super().parse_body(transport_response)
        invited = at(body, "rooms", "invite")
        for room in invited.values() if isinstance(invited, dict) else ():
            events = at(room, "invite_state", "events")
            for event in events if isinstance(events, list) else ():
                if isinstance(event, dict):
                    event.pop("unsigned", None)
        return body
