"""Encrypted rooms: each is told once that the bot cannot read what is written there."""

from collections.abc import Iterable

from api.matrix.sending import Sender


class Encrypted:
    """Tells, and knows which rooms are told; a room counts as told once it was sent, until the bot leaves.

    Args:
        told: the rooms that were told before.
    """

    def __init__(self, sender: Sender, told: Iterable[str]) -> None:
        self._sender = sender
        self._told, self._tried = set(told), set[str]()

    @property
    def told(self) -> frozenset[str]:
        """The rooms that are told."""
        return frozenset(self._told)

    def to_tell(self, rooms: Iterable[str], *, again: bool) -> list[str]:
        """Those of some rooms that must be told now.

        Args:
            again: try those once more to which it could not be sent, as after an absence.
        """
        if again:
            self._tried.clear()
        untold = [room for room in rooms if room not in self._told | self._tried]
        self._tried.update(untold)
        return untold

    async def tell(self, room: str) -> None:
        """Tell a room."""
        if await self._sender.tell_encrypted(room):
            self._told.add(room)

    def left(self, room: str) -> None:
        """The bot is no longer there; where it comes again, the people may be others."""
        self._told.discard(room)
        self._tried.discard(room)
