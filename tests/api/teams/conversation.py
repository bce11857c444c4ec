"""A server with Teams connected, and Teams at its other side: what the tests talk through."""

import contextlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx2

from api.app import create_app
from api.chat.conversations import Conversations
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
        """The message that answers a question."""
        return self.answer(self.payload(name, text=text))

    def answer(self, payload: dict[str, Any]) -> Sent:
        """The message that replies to what Teams sends."""
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
