"""Matrix as a surface of the server: connected where an operator has set it."""

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
        BadSetting: matrix-nio, which it needs, is not installed.
    """
    if connections.matrix is None:
        return None
    check_installed()
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
