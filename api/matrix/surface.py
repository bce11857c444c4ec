"""Matrix as a surface: what in a room is a question to the bot, and a reply as the content of a message."""

from typing import Any, NamedTuple

from api.chat.base import Asked, Reply
from api.matrix.events import Said
from api.matrix.fitting import fitted
from api.matrix.names import Names, calls, without_call

NAME = "matrix"


class Message(NamedTuple):
    """A message, and what must be known of the room to tell whether it is for the bot.

    Attributes:
        direct: the room has nobody in it, or invited to it, but the person and the bot.
        open: others than the person may read what is written there.
        follows: it stands in a thread that began with a question to the bot, or replies to the bot.
    """

    room: str
    said: Said
    direct: bool
    open: bool
    follows: bool


class MatrixSurface:
    """Speaks Matrix; see ChatSurface."""

    name = NAME

    def __init__(self, names: Names, base: str) -> None:
        """Args: names of the bot; base is what links begin with."""
        self.names, self._base = names, base

    def question(self, payload: Message) -> Asked | None:
        """What a person asks.

        Of a room with others in it, what calls the bot, and what goes on in a thread of its own unless it is
        meant for somebody else. The main timeline of a direct room is one conversation; in any
        other a message outside of threads begins one.
        """
        heard = payload.said
        if heard.sender == self.names.user or not self.is_addressed(payload):
            return None
        return Asked(
            surface=self.name,
            place=payload.room,
            thread=heard.root or ("" if payload.direct else heard.event_id),
            person=heard.sender,
            text=without_call(heard.text, self.names),
            open=payload.open,
            event=heard.event_id,
        )

    def is_addressed(self, message: Message) -> bool:
        """Whether a message is for the bot."""
        for_others = message.said.mentions and self.names.user not in message.said.mentions
        return (
            message.direct or self.is_called(message.said) or (message.follows and not for_others)
        )

    def is_called(self, heard: Said) -> bool:
        """Whether a message calls the bot, be it by a mention or by its name in front."""
        mentioned = heard.mentions is not None and self.names.user in heard.mentions
        return mentioned or calls(heard.text, self.names)

    def render(self, reply: Reply) -> dict[str, Any]:
        """The reply as a notice that mentions nobody; other programs that answer do not answer notices."""
        return fitted(reply, self._base)
