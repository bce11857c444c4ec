"""What surfaces that answer in tasks of their own share: order, how much at the same time, and what is said at a stop."""

import asyncio
from collections.abc import Hashable
from weakref import WeakValueDictionary

AT_ONCE = 4
"""Answers that a surface makes at the same time, as one may wait for a language model; more would only wait for each other."""

GRACE = 5.0
"""Seconds that what is under way gets when the server stops."""

FAREWELL = 3.0
"""Seconds that there are then to tell people that it was given up."""

RESTARTED = "Citygraft was restarted; please ask again."


class Turns:
    """One turn after the other within whatever has an order: a conversation, a room."""

    def __init__(self) -> None:
        """Nobody waits yet."""
        self._locks = WeakValueDictionary[Hashable, asyncio.Lock]()

    def of(self, what: Hashable) -> asyncio.Lock:
        """The lock to hold for a turn; it is forgotten once nobody holds it or waits for it."""
        return self._locks.setdefault(what, asyncio.Lock())
