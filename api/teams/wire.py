"""Microsoft Teams connected: the route that it sends to, and the bot behind it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from assistant.connections import Connections, Teams
from corpus.errors import BadSetting

if TYPE_CHECKING:
    from api.chat.conversations import Conversations
    from api.chat.surfaces import Wired

PATH = "/teams/messages"

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def wire(conversations: Conversations, connections: Connections, base: str) -> Wired | None:
    """The surface; None where no bot of Teams is set.

    Raises:
        BadSetting: an id is none of Microsoft Entra.
    """
    if connections.teams is None:
        return None
    teams = _checked(connections.teams)

    from api.chat.surfaces import Wired
    from api.teams.bot import Bot
    from api.teams.keys import Keys
    from api.teams.posting import Posting
    from api.teams.route import router

    bot = Bot(conversations, Posting(teams), base)
    keys = Keys(teams.cloud.openid)

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        try:
            yield
        finally:
            await bot.close()
            await keys.close()

    return Wired(router(PATH, bot, teams, keys), running)


def _checked(teams: Teams) -> Teams:
    for name, given in (("APP_ID", teams.app_id), ("TENANT", teams.tenant)):
        if not _ID.fullmatch(given):
            raise BadSetting(
                f"CITYGRAFT_TEAMS_{name} is '{given}'. Give the id that Microsoft Entra shows, such as "
                "00000000-0000-0000-0000-000000000000; docs/teams.md says where."
            )
    return teams
