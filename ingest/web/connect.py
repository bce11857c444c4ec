"""Connections that go to the very IP address that was checked, and that end in time."""

import queue
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from corpus.errors import AddressRefused, Unreachable
from ingest.web.address import PORTS, is_public
from ingest.web.reach import Reach, Watch

CONNECT_SECONDS = 10.0
"""Longest that a look-up of a name, or a connection, may take."""

MAX_TRIED = 3
"""IP addresses of one name that are tried, one after the other."""

_SLICE = 0.5
"""Seconds after which a wait looks whether it was cancelled."""


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to the IP addresses that a name has now, after a check; nothing is looked up twice.

    Proxies of the environment play no part: a proxy would look up the name itself.
    """

    def __init__(self, reach: Reach, watch: Watch) -> None:
        self._reach = reach
        self._watch = watch

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the watch has the time
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Look up, check, connect.

        Raises:
            AddressRefused: one of the IP addresses may not be reached.
            Unreachable: there is no such name.
        """
        checked = self._checked(host, port)
        for at, ip in enumerate(checked, 1):
            try:
                seconds = min(self._watch.left(), CONNECT_SECONDS / len(checked))
                stream = httpcore.SyncBackend().connect_tcp(
                    ip, port, seconds, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if at == len(checked):
                    raise
            else:
                return WatchedStream(stream, self._watch)
        raise Unreachable(f"There is no site of the name {host}. Check the address.")

    def _checked(self, host: str, port: int) -> list[str]:
        found = self._looked_up(host, port)
        for ip in found:
            if not self._reach.may_reach(ip, port):
                raise _refused(host, ip, port)
        return found[:MAX_TRIED]

    def _looked_up(self, host: str, port: int) -> list[str]:
        """In a thread: the system's look-up knows no time limit."""
        answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                answer.put(self._reach.resolve(host, port))
            except (OSError, UnicodeError) as error:
                answer.put(OSError(str(error)))

        threading.Thread(target=look_up, daemon=True).start()
        end = time.monotonic() + CONNECT_SECONDS
        while time.monotonic() < end:
            try:
                found = answer.get(timeout=min(self._watch.left(), _SLICE))
            except queue.Empty:
                continue
            if isinstance(found, OSError) or not found:
                break
            return found
        raise Unreachable(
            f"There is no site of the name {host}, or there is no network. Check the address."
        )


def _refused(host: str, ip: str, port: int) -> AddressRefused:
    if port not in PORTS and is_public(ip, min(PORTS)):
        ports = ", ".join(map(str, sorted(PORTS)))
        return AddressRefused(f"Port {port} is not one that is fetched from; these are {ports}.")
    return AddressRefused(
        f"{host} is in a private or reserved network, from which nothing is fetched. "
        "Download it in a browser and take in the file."
    )


class WatchedStream(httpcore.NetworkStream):
    """A connection whose every wait is bounded by a watch."""

    def __init__(self, stream: httpcore.NetworkStream, watch: Watch) -> None:
        self._stream = stream
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the watch has it
        """Bytes, or none at the end; see Watch.left for errors."""
        while True:
            try:
                return self._stream.read(max_bytes, min(self._watch.left(), _SLICE))
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - short requests only
        """Send a request."""
        self._stream.write(buffer, min(self._watch.left(), CONNECT_SECONDS))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the watch has it
    ) -> httpcore.NetworkStream:
        """Verify the site's name, not its IP address."""
        seconds = min(self._watch.left(), CONNECT_SECONDS)
        stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return WatchedStream(stream, self._watch)

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself."""
        return self._stream.get_extra_info(info)
