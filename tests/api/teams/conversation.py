"""A server with Teams connected, and Teams at its other side: what the tests talk through."""

import contextlib
import itertools
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
from fastapi import FastAPI

from api.app import create_app
from api.chat.conversations import Conversations
from api.chat.surfaces import Wired
from api.problems import add_handlers
from api.teams.wire import wire
from assistant.assistant import Assistant
from assistant.connections import Connections, Teams
from tests.api.teams.stand_in import Microsoft, Sent, serving

PAYLOADS = Path(__file__).parent / "payloads"
BASE = "https://citygraft.example.org"
PATH = "/teams/messages"
BOND = "the city bond and its guarantee"
"""A question that the small library answers."""

_IDS = itertools.count()


class Talk(NamedTuple):
    """Both sides."""

    teams: Microsoft
    client: httpx2.Client
    conversations: Conversations

    def payload(self, name: str, /, **changes: Any) -> dict[str, Any]:
        """What Teams sends, as it was recorded, for this server, with an id of its own; changes by name."""
        held: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
        fresh = {"serviceUrl": self.teams.service, "id": f"1764404{next(_IDS):06}"}
        return held | fresh | changes

    def ask(self, text: str, name: str = "personal") -> Sent:
        """The words that answer a question."""
        return self.answer(self.payload(name, text=text))

    def card(self, answer: Sent) -> dict[str, Any]:
        """The card that comes behind the words of an answer."""
        (attached,) = self.teams.card(answer).body["attachments"]
        content: dict[str, Any] = attached["content"]
        return content

    def answer(self, payload: dict[str, Any]) -> Sent:
        """The words that reply to what Teams sends."""
        response = self.send(payload)
        assert response.status_code == 202, response.text
        return self.teams.answer(payload)

    def send(self, payload: object, token: str | None = None) -> httpx2.Response:
        """What Teams sends, with the token of Teams or another."""
        headers = {"Authorization": f"Bearer {token or self.teams.token()}"}
        return self.client.post(PATH, json=payload, headers=headers)


@contextlib.contextmanager
def talking(
    stand_in: Microsoft, assistant: Assistant, teams: Teams | None = None
) -> Iterator[Talk]:
    """A server around an assistant, with the bot of the stand-in connected."""
    connections = Connections(teams=teams or stand_in.teams())
    app = create_app(assistant, base=BASE, connections=connections)
    with serving(app) as address, httpx2.Client(base_url=address, timeout=60) as client:
        yield Talk(stand_in, client, app.state.conversations)


@contextlib.contextmanager
def chatting(stand_in: Microsoft, conversations: Conversations) -> Iterator[Talk]:
    """The bot of the stand-in alone, around these conversations."""
    surface = wire(conversations, Connections(teams=stand_in.teams()), BASE)
    assert surface is not None
    with (
        serving(_around(surface)) as address,
        httpx2.Client(base_url=address, timeout=60) as client,
    ):
        yield Talk(stand_in, client, conversations)


def _around(surface: Wired) -> FastAPI:
    assert surface.router is not None
    assert surface.running is not None
    running = surface.running

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        del app
        async with running():
            yield

    app = FastAPI(lifespan=lifespan)
    add_handlers(app)
    app.include_router(surface.router)
    return app
