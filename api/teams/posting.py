"""What the bot sends: to Teams only, in the conversation that was written in."""

import logging
from collections.abc import Awaitable, Callable

import aiohttp
from microsoft_agents.activity import Activity
from microsoft_agents.hosting.core import (
    ChannelServiceClientFactoryBase,
    ClaimsIdentity,
    TurnContext,
)
from microsoft_agents.hosting.core.connector.client import UserTokenClient
from microsoft_agents.hosting.core.connector.teams import TeamsConnectorClient
from microsoft_agents.hosting.fastapi import CloudAdapter

from api.teams.login import Login
from api.teams.trust import Signed, served
from api.teams.writer import Writer
from assistant.connections import Teams
from corpus.errors import Unreachable

SECONDS = 30
"""After which a message, or a typing sign, is given up."""

log = logging.getLogger("citygraft")


class Posting:
    """Sends into conversations, through the SDK's adapter."""

    def __init__(self, teams: Teams) -> None:
        """Nothing is sent yet."""
        self._login = Login(teams)
        self._audience = teams.cloud.scope.removesuffix("/.default")
        self._adapter = CloudAdapter(channel_service_client_factory=_Clients(teams, self._login))
        # the SDK's own prints the trace, and sends what went wrong to the people
        self._adapter.on_turn_error = None

    async def into(
        self, activity: Activity, signed: Signed, talk: Callable[[Writer], Awaitable[object]]
    ) -> None:
        """Run what is said in answer to an activity; that it cannot be sent is written to the log."""

        async def turn(context: TurnContext) -> None:
            await talk(Writer(context))

        try:
            await self._adapter.continue_conversation_with_claims(
                ClaimsIdentity(signed.claims), activity, turn, self._audience
            )
        except Unreachable as error:
            log.warning("%s", error)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            name = type(error).__name__
            log.warning("A reply could not be sent to Microsoft Teams: %s %s", name, error)

    def close(self) -> None:
        """Close what is open between replies."""
        self._login.close()


class _Clients(ChannelServiceClientFactoryBase):
    """Clients that send to the addresses of Teams, with the bot's token.

    Those of the SDK follow redirects anywhere, and ask for a token of the public cloud in every cloud.
    """

    def __init__(self, teams: Teams, login: Login) -> None:
        self._teams, self._login = teams, login

    async def create_connector_client(
        self,
        context: TurnContext | None,
        claims_identity: ClaimsIdentity,
        service_url: str,
        audience: str,
        scopes: list[str] | None = None,
        use_anonymous: bool = False,
    ) -> TeamsConnectorClient:
        """The client of a conversation."""
        del context, claims_identity, audience, scopes, use_anonymous
        token = await self._login.token()
        session = aiohttp.ClientSession(
            base_url=service_url.rstrip("/") + "/",
            headers={"User-Agent": "Citygraft"},
            timeout=aiohttp.ClientTimeout(total=SECONDS),
            middlewares=(self._only_teams,),
        )
        return TeamsConnectorClient(service_url, token, session=session)

    async def create_user_token_client(
        self, context: TurnContext, claims_identity: ClaimsIdentity, use_anonymous: bool = False
    ) -> UserTokenClient:
        """A client that the adapter wants, and that nothing is asked of.

        The adapter makes it first, and leaves it open where the other one fails: so signing in, which may, comes before.
        """
        del context, claims_identity, use_anonymous
        await self._login.token()
        return UserTokenClient(self._teams.cloud.issuer, "", app_id=self._teams.app_id)

    async def _only_teams(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        if not served(str(request.url.origin()), self._teams.cloud.services):
            raise aiohttp.ClientError(
                f"{request.url.origin()} is not an address of Microsoft Teams"
            )
        return await handler(request)
