"""How far a fetch may go, and how long: the limits that it keeps."""

import socket
import time
from collections.abc import Callable
from typing import NamedTuple

from corpus.errors import Cancelled, Unreachable
from ingest.web.address import is_public

MAX_BYTES = 50_000_000
"""Most bytes of a document that is fetched, as sent and unpacked."""

SECONDS = 60.0
"""Longest that a fetch may take, from the first look-up to the last byte, redirects included."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a name, as the system has them; OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Reach(NamedTuple):
    """How far a fetch may go.

    Attributes:
        may_reach: whether a connection to an IP address and port is allowed; asked for each connection.
        resolve: a name's IP addresses; what it gives is checked, and no other address is connected to.
        seconds: for the whole fetch.
        max_bytes: of the document, as sent and unpacked.
        roots: a file of certificates that are trusted; empty for Mozilla's, as certifi has them.
    """

    may_reach: Callable[[str, int], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve
    seconds: float = SECONDS
    max_bytes: int = MAX_BYTES
    roots: str = ""


class Watch:
    """Time that runs out, and a person who may stop it before."""

    def __init__(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._cancelled = cancelled

    def left(self) -> float:
        """Seconds that are left, more than none.

        Raises:
            Cancelled: someone stopped it.
            Unreachable: the time is over.
        """
        if self._cancelled():
            raise Cancelled("Fetching was stopped.")
        left = self._end - time.monotonic()
        if left <= 0:
            raise Unreachable(
                f"It took over {self._seconds:g} seconds, which is the limit. Try again later, or "
                "download it in a browser and take in the file."
            )
        return left
