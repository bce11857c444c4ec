"""Microsoft's side of Teams, as a server on this machine: signed tokens, the bot's login, and the connector.

Shapes follow Microsoft's pages on the Bot Connector API and its authentication; what the bot sends is read with the
models of Microsoft's own SDK, and refused with the status that Teams gives where it is against the rules.
"""

import asyncio
import contextlib
import datetime as dt
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jwt
import trustme
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from microsoft_agents.activity import Activity
from pydantic import ValidationError
from starlette.types import ASGIApp

from assistant.clouds import Cloud
from assistant.connections import Teams
from tests.api.teams.rules import faults

APP_ID = "7d4f1c0a-52b3-4e6b-9a0e-1b6a3c9d2e10"
TENANT = "3c1b9d6e-8f42-4a57-b0c8-2f9e5d7a6b31"
SECRET = "a secret of the registration"
ISSUER = "https://api.botframework.example"
SCOPE = "https://api.botframework.example/.default"
LIMIT = 100_000
WAIT = 300


class Sent(NamedTuple):
    """What the bot has sent: the conversation, the message that it replies to, and the activity."""

    conversation: str
    reply_to: str
    body: dict[str, Any]

    @property
    def kind(self) -> str:
        """What it is; a message without words is a card."""
        return "card" if _is_card(self.body) else str(self.body["type"])


class Microsoft:
    """One tenant of Teams, with one bot."""

    def __init__(self) -> None:
        self.keys = {name: rsa.generate_private_key(65537, 2048) for name in ("one", "two", "own")}
        self.endorsed = {"one": ["msteams", "webchat"], "two": ["directline"]}
        self.sent: list[Sent] = []
        self.refused: list[str] = []
        self.answers: list[Response | None] = []
        """What the connector answers next, in place of taking a message; None for one that it takes."""
        self.signs: list[Response | None] = []
        """What it answers next in place of taking a typing sign."""
        self.hangs = False
        """Whether a typing sign is answered only once a message has come."""
        self.fetched: list[str] = []
        self.logins = 0
        self.http = self.https = ""
        self._news = threading.Condition()

    def teams(self, secret: str = SECRET) -> Teams:
        """The bot's settings, with the addresses of this server."""
        openid = f"{self.http}/v1/.well-known/openidconfiguration"
        return Teams(APP_ID, secret, TENANT, Cloud(ISSUER, openid, self.https, SCOPE, (self.http,)))

    @property
    def service(self) -> str:
        return f"{self.http}/emea/{TENANT}/"

    def token(self, key: str = "one", kid: str | None = None, **claims: Any) -> str:
        """A token that Teams would send; a claim of None is left out."""
        now = int(time.time())
        held = {"iss": ISSUER, "aud": APP_ID, "nbf": now, "exp": now + 3600}
        held |= {"serviceurl": self.service} | claims
        said = {name: value for name, value in held.items() if value is not None}
        return jwt.encode(said, self.keys[key], "RS256", headers={"kid": kid or key})

    def wait(self, count: int, kind: str = "message") -> list[Sent]:
        """The first so many activities of a kind that the bot sends."""
        there = self.comes(count, kind)
        assert there, f"{len(self.of(kind))} of {count} came; refused: {self.refused}"
        return self.of(kind)[:count]

    def comes(self, count: int, kind: str = "message", seconds: float = WAIT) -> bool:
        """Whether so many of them come within a time."""
        with self._news:
            return self._news.wait_for(lambda: len(self.of(kind)) >= count, seconds)

    def answer(self, asked: dict[str, Any]) -> Sent:
        """The words that reply to an activity."""
        return self._reply(asked["id"], "message")

    def card(self, answer: Sent) -> Sent:
        """The message with the card that belongs to the words of an answer."""
        return self._reply(answer.reply_to, "card")

    def _reply(self, to: str, kind: str) -> Sent:
        def come() -> list[Sent]:
            return [one for one in self.of(kind) if one.reply_to == to]

        with self._news:
            there = self._news.wait_for(come, WAIT)
        assert there, f"no {kind} replies to {to}; refused: {self.refused}"
        return there[0]

    def spent(self) -> None:
        """Wait until everything was answered that was to be answered otherwise."""
        with self._news:
            assert self._news.wait_for(lambda: not self.answers, WAIT)

    def of(self, kind: str) -> list[Sent]:
        return [one for one in list(self.sent) if one.kind == kind]

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/v1/.well-known/openidconfiguration", self._described)
        app.add_api_route("/v1/.well-known/keys", self._published)
        app.add_api_route("/{tenant}/v2.0/.well-known/openid-configuration", self._login)
        app.add_api_route("/{tenant}/oauth2/v2.0/token", self._signed_in, methods=["POST"])
        talk = "/{region}/{tenant}/v3/conversations/{conversation}/activities"
        for path in (talk, f"{talk}/{{reply_to}}"):
            app.add_api_route(path, self._taken, methods=["POST"])
        return app

    def _described(self) -> dict[str, Any]:
        self.fetched.append("openid")
        keys = f"{self.http}/v1/.well-known/keys"
        return {
            "issuer": ISSUER,
            "jwks_uri": keys,
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def _published(self) -> dict[str, Any]:
        self.fetched.append("keys")
        published = []
        for name, endorsements in self.endorsed.items():
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.keys[name].public_key()))
            published.append(key | {"kid": name, "use": "sig", "endorsements": endorsements})
        return {"keys": [*published, {"kty": "EC", "kid": "odd"}, "nonsense"]}

    def _login(self, tenant: str) -> dict[str, Any]:
        at = f"{self.https}/{tenant}"
        return {
            "issuer": f"{at}/v2.0",
            "authorization_endpoint": f"{at}/oauth2/v2.0/authorize",
            "token_endpoint": f"{at}/oauth2/v2.0/token",
        }

    async def _signed_in(self, tenant: str, request: Request) -> Response:
        form = dict(await request.form())
        asked = {"grant_type": "client_credentials", "client_id": APP_ID, "scope": SCOPE}
        if tenant != TENANT or asked.items() - form.items() or form.get("client_secret") != SECRET:
            told = "AADSTS7000215: Invalid client secret provided."
            return JSONResponse({"error": "invalid_client", "error_description": told}, 401)
        self.logins += 1
        held = {"token_type": "Bearer", "expires_in": 3599, "access_token": "token-of-the-bot"}
        return JSONResponse(held)

    async def _taken(self, request: Request, conversation: str, reply_to: str = "") -> Response:
        body = await request.body()
        typing = json.loads(body)["type"] == "typing"
        if typing and self.hangs:
            await asyncio.to_thread(self.wait, 1)
        if answer := self._told(self.signs if typing else self.answers):
            return answer
        if wrong := self._wrong(request, conversation, body):
            self.refused.append(wrong)
            return JSONResponse({"error": {"code": "BadSyntax", "message": wrong}}, 400)
        made = _split(json.loads(body))
        with self._news:
            self.sent += [Sent(conversation, reply_to, one) for one in made]
            self._news.notify_all()
        if len(made) > 1:
            return Response(status_code=202)  # the ids of two messages have no place in an answer
        return JSONResponse({"id": self.posted(self.sent[-1])}, 201)

    def _told(self, answers: list[Response | None]) -> Response | None:
        with self._news:
            told = answers.pop(0) if answers else None
            self._news.notify_all()
        return told

    def posted(self, sent: Sent) -> str:
        """The id under which Teams holds a message."""
        return f"17000000{self.sent.index(sent) + 1:05}"

    def _wrong(self, request: Request, conversation: str, body: bytes) -> str:
        """What Teams would refuse; empty for nothing."""
        if request.headers.get("authorization") != "Bearer token-of-the-bot":
            return "no token of the bot"
        if not request.headers.get("content-type", "").startswith("application/json"):
            return "no JSON"
        sent = json.loads(body)
        if len(json.dumps(sent, ensure_ascii=False).encode("utf-16-le")) > LIMIT:
            return "MessageSizeTooBig"
        try:
            activity = Activity.model_validate(sent)
        except ValidationError as error:
            return str(error)
        if activity.conversation.id != conversation:
            return "another conversation in the path than in the activity"
        return "; ".join(faults(sent))


def _is_card(body: dict[str, Any]) -> bool:
    return body["type"] == "message" and "text" not in body


def _split(body: dict[str, Any]) -> list[dict[str, Any]]:
    """What people of Teams get of an activity: words and what is attached are messages of their own."""
    if not (body.get("text") and body.get("attachments")):
        return [body]
    words = {name: value for name, value in body.items() if name != "attachments"}
    return [
        words,
        {name: body[name] for name in ("type", "summary", "attachments") if name in body},
    ]


@contextlib.contextmanager
def serving(app: ASGIApp, *, tls: trustme.LeafCert | None = None) -> Iterator[str]:
    """A real server around an app, on a free port of this machine, with its own thread; its address."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=128)
    config = uvicorn.Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=5)
    if tls:
        config.load()
        config.ssl = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.configure_cert(config.ssl)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=WAIT)
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert dt.datetime.now(dt.UTC) < until, "the server did not start"
        time.sleep(0.02)
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(WAIT)
        listening.close()


@contextlib.contextmanager
def microsoft(folder: Path) -> Iterator[tuple[Microsoft, Path]]:
    """The stand-in, and the file of the certificate that its login has to be trusted by."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    stand_in = Microsoft()
    tls = authority.issue_cert("127.0.0.1")
    with serving(stand_in.app()) as http, serving(stand_in.app(), tls=tls) as https:
        stand_in.http, stand_in.https = http, https
        yield stand_in, folder / "ca.pem"
