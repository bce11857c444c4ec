"""The bot's own token: signed in with its secret, kept by MSAL until it runs out."""

import asyncio
from typing import Any

import requests
from microsoft_agents.authentication.msal import MsalAuth
from microsoft_agents.hosting.core import AgentAuthConfiguration
from msal import ConfidentialClientApplication  # type: ignore[import-untyped]

from assistant.connections import Teams
from corpus.errors import Unreachable

SECONDS = 15
"""After which signing in is given up."""


class _Session(requests.Session):
    """Connections that do not wait for ever, which those of MSAL's callers do."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        return super().request(*args, **{"timeout": SECONDS, **kwargs})


class Login(MsalAuth):
    """Signs the bot in at its tenant."""

    def __init__(self, teams: Teams) -> None:
        """Nothing is sent yet."""
        self._authority = f"{teams.cloud.login}/{teams.tenant}"
        self._scope = teams.cloud.scope
        self._session = _Session()
        self._turn = asyncio.Lock()
        super().__init__(
            AgentAuthConfiguration(
                client_id=teams.app_id,
                client_secret=teams.secret,
                tenant_id=teams.tenant,
                authority=self._authority,
                scopes=[self._scope],
            )
        )

    async def token(self) -> str:
        """The token with which the bot writes.

        Raises:
            Unreachable: the login cannot be reached, or refuses the bot.
        """
        try:
            async with self._turn:  # one signs in, the others find the token
                # making the client asks the login, and the SDK would do so while everything else waits
                await asyncio.to_thread(self._get_client)
                return await self.get_access_token(self._authority, [self._scope])
        except (ValueError, RuntimeError, OSError) as error:
            raise Unreachable(
                f"The bot of Microsoft Teams could not sign in ({error}). Check CITYGRAFT_TEAMS_APP_ID, "
                "CITYGRAFT_TEAMS_SECRET and CITYGRAFT_TEAMS_TENANT, and that this machine reaches "
                f"{self._authority}."
            ) from error

    def close(self) -> None:
        """Close the connections to the login."""
        self._session.close()

    def _create_client_application(self, tenant_id: str | None = None) -> Any:
        """MSAL's client, which asks the tenant's login alone and nobody whether that is one of Microsoft's."""
        del tenant_id  # a bot is of one tenant
        return ConfidentialClientApplication(
            self._msal_configuration.CLIENT_ID,
            client_credential=self._msal_configuration.CLIENT_SECRET,
            authority=self._authority,
            instance_discovery=False,
            http_client=self._session,
        )
