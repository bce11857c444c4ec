"""Matrix as a surface of the server: connected where an operator has set it."""

import re
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from assistant.connections import Connections
from corpus.errors import BadSetting

if TYPE_CHECKING:
    from api.chat.conversations import Conversations
    from api.chat.surfaces import Wired


def wire(conversations: "Conversations", connections: Connections, base: str) -> "Wired | None":
    """The bot, which answers while the server runs; None where no homeserver is set.

    Raises:
        BadSetting: matrix-nio, which it needs, is not installed, or the token cannot be one.
    """
    if connections.matrix is None:
        return None
    check_installed()
    _check_token(connections.matrix.token)
    from api.chat.surfaces import Wired  # which lists this function
    from api.matrix.bot import answering

    return Wired(running=partial(answering, conversations, connections.matrix, base))


def check_installed() -> None:
    """Find what Matrix needs.

    Raises:
        BadSetting: it is not there.
    """
    if find_spec("nio") is None:
        raise BadSetting(
            "Matrix needs the package matrix-nio, which is not installed. Install it with "
            "'pip install citygraft[matrix]', or unset the variables CITYGRAFT_MATRIX_…."
        )


def _check_token(token: str) -> None:
    """A token travels in a line of HTTP, which holds visible characters of ASCII."""
    if not re.fullmatch(r"[!-~]+", token):
        raise BadSetting(
            "CITYGRAFT_MATRIX_TOKEN has a character in it that no token has, such as a space, a line break or …. "
            "Get one with 'citygraft matrix-login', and set it just as it is printed."
        )
