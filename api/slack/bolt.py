"""The Bolt app: who is listened to, and what happens with events, commands and buttons."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from api.slack.buttons import SHARE, THUMBS, pressed
from api.slack.desk import FULL, Desk
from api.slack.incoming import Payload, action_of, hidden, of_press, way_of
from api.slack.outgoing import Address
from api.slack.surface import SlackSurface
from api.slack.workspace import Workspace

if TYPE_CHECKING:
    from slack_bolt import BoltResponse
    from slack_bolt.async_app import AsyncApp

log = logging.getLogger("citygraft.slack")

Ack = Callable[..., Awaitable[Any]]

APART = "I cannot reach Slack just now to answer. Try again in a minute."


def app_of(secret: str, workspace: Workspace, desk: Desk, surface: SlackSurface) -> "AsyncApp":
    """The app with its listeners; `secret` is the signing secret, empty where only Socket Mode is used."""
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    app = AsyncApp(
        name="citygraft",
        logger=log,
        client=AsyncWebClient(),  # Bolt only listens; what goes out has the token
        signing_secret=secret,
        before_authorize=_checking(workspace),
        authorize=_authorizing(workspace),
        # what listens only puts work on the desk, so the acknowledgement goes out with its end, without polling
        process_before_response=True,
        # what nobody listens to would be written to the log, with the words of people in it
        raise_error_for_unhandled_request=True,
    )
    heard = _Heard(desk, surface)
    app.command(re.compile(".+"))(heard.command)
    app.event("app_mention")(heard.event)
    app.event("message")(heard.event)
    app.action(re.compile(".+"))(heard.button)
    app.error(_failed)
    return app


def _checking(workspace: Workspace) -> Ack:
    """Lets in what comes from the workspace that the token is of."""
    from slack_bolt import BoltResponse

    async def checked(body: Payload, context: Any, next: Ack) -> "BoltResponse | None":  # noqa: A002 - Bolt's name
        if body.get("type") == "url_verification":
            await next()
            return None
        own = await workspace.own()
        if own is None:
            # Slack sends an event again; of the others a person sees the words
            again = "event" in body
            return BoltResponse(status=503 if again else 200, body="" if again else APART)
        if context.team_id != own.team:
            log.warning("Slack sent something of another workspace; it was ignored.")
            return BoltResponse(status=200)
        await next()
        return None

    return checked


def _authorizing(workspace: Workspace) -> Ack:
    """Tells Bolt who the app is, by which it knows the app's own messages."""
    from slack_bolt.authorization import AuthorizeResult

    async def authorized() -> AuthorizeResult:
        own = await workspace.own()
        assert own  # else it was not let in
        return AuthorizeResult(
            enterprise_id=own.enterprise or None,
            team_id=own.team,
            bot_user_id=own.user,
            bot_id=own.bot,
            bot_token="",
        )

    return authorized


class _Heard:
    """What people say and press, passed on to the desk as soon as Slack has its acknowledgement."""

    def __init__(self, desk: Desk, surface: SlackSurface) -> None:
        self._desk, self._surface = desk, surface

    async def command(self, ack: Ack, body: Payload) -> None:
        """A slash command."""
        if self._desk.full:
            await ack(FULL)
            return
        await ack()
        self._say(body)

    async def event(self, body: Payload) -> "BoltResponse | None":
        """A mention, or a direct message; where no more is taken Slack has to send it again."""
        from slack_bolt import BoltResponse

        if self._desk.full and self._surface.question(body):
            return BoltResponse(status=503)  # over Socket Mode it is not acknowledged
        self._say(body)
        return None

    async def button(self, ack: Ack, body: Payload) -> None:
        """A press of a button under an answer."""
        await ack()
        action, way = action_of(body), way_of(body)
        if not isinstance(way, Address):
            return
        press, asked = pressed(_value(body)), of_press(body, "")
        alone = Address(way.url, thread="" if hidden(body) else way.thread)
        if self._desk.full:
            self._desk.turn_away(asked, alone)
        elif action in THUMBS:
            self._desk.thumbs(asked, press, action, alone)
        elif action == SHARE:
            self._desk.share(asked, press.answer_id, _name(body), alone)
        else:
            self._say(body, press.answer_id)

    def _say(self, body: Payload, under: str = "") -> None:
        if asked := self._surface.question(body):
            self._desk.answer(asked, way_of(body), under)


async def _failed(error: Exception, body: Payload) -> "BoltResponse":
    """What nobody listens to is acknowledged; what broke is told, without what people said."""
    from slack_bolt import BoltResponse
    from slack_bolt.error import BoltUnhandledRequestError

    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200)
    log.error("A request of Slack (%s) failed.", str(body.get("type"))[:40], exc_info=error)
    return BoltResponse(status=500)


def _value(body: Payload) -> str:
    return str(body["actions"][0].get("value") or "")


def _name(body: Payload) -> str:
    user = body.get("user") or {}
    return str(user.get("name") or user.get("username") or "")
