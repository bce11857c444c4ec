"""Getting the access token of the bot's account, once, with its password."""

from api.matrix.client import client_of
from api.matrix.tries import Trouble, once
from assistant.connections import Matrix
from corpus.errors import BadSetting

DEVICE = "Citygraft"
"""What the session is called in the account's list of sessions."""


async def token_of(homeserver: str, user: str, password: str) -> str:
    """A new access token of an account; it counts until the session is ended.

    Raises:
        BadSetting: the homeserver cannot be reached, or refuses; the message says why.
    """
    client = client_of(Matrix(homeserver, user, ""))
    client.user = user
    try:
        found = await once(lambda: client.login(password, DEVICE))
    finally:
        await client.close()
    if isinstance(found, Trouble):
        raise BadSetting(
            f"No token was given for {user} at {homeserver}: {found.said}. {_next(found)}"
        )
    return str(found.access_token)


def _next(trouble: Trouble) -> str:
    if trouble.code == "M_FORBIDDEN":
        return "Check the user id and the password."
    if trouble.passes:
        return "Check the homeserver's address, and try again."
    return "Where it takes no passwords from programs, take the token from a chat program; docs/matrix.md says how."
