"""A document from a web address: fetched once, within limits, from where it says and from nowhere else."""

import datetime as dt
import ssl
from collections.abc import Callable
from typing import NamedTuple

import httpcore

from corpus.errors import Unreachable
from ingest.web.address import Address, parse_address
from ingest.web.connect import CheckedBackend
from ingest.web.headers import header, named, recoded
from ingest.web.reach import Reach, Watch
from ingest.web.response import body, refusal, tls_fault

MAX_REDIRECTS = 5
"""Times that an address may lead to another."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": "Citygraft (takes in a document that a person named)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, */*;q=0.8",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class Fetched(NamedTuple):
    """What an address gave.

    Attributes:
        name: a file name without folders; its ending suits the stated kind.
        content: the document's bytes; a text whose encoding only the site states is in UTF-8 with a mark.
        address: the one that it came from in the end.
        fetched: when, in UTC, ISO 8601 to the second.
        content_type: as stated, without parameters; empty where none is.
        warnings: a sentence for each thing that a person should know.
    """

    name: str
    content: bytes
    address: str
    fetched: str
    content_type: str
    warnings: tuple[str, ...]


class _Step(NamedTuple):
    """One answer: where it leads, or its headers and body."""

    onward: str
    headers: list[tuple[bytes, bytes]]
    content: bytes


def fetch(
    address: str, reach: Reach | None = None, cancelled: Callable[[], bool] = lambda: False
) -> Fetched:
    """Fetch a document; http and https only, never from a private network, nothing that it links to.

    Args:
        address: as a person writes it; without a scheme it gets https.
        reach: how far it may go; the public internet by default.
        cancelled: asked at least twice a second, but not while a connection comes about.
    Raises:
        AddressRefused: it may not be fetched, or leads to one that may not; nothing was sent to that one.
        Unreachable: it cannot be fetched; the message says why.
        TooLarge: it is over `reach.max_bytes`.
        Cancelled: a person stopped it.
    """
    reach = reach or Reach()
    watch = Watch(reach.seconds, cancelled)
    at = parse_address(address)
    warnings: list[str] = []
    for _ in range(MAX_REDIRECTS + 1):
        step = _step(at, reach, watch)
        if not step.onward:
            return _fetched(at, step, warnings)
        following = parse_address(step.onward, at)
        if at.scheme == "https" and following.scheme == "http":
            warnings.append("The site led to an address without encryption (http).")
        at = following
    raise Unreachable(
        f"The address leads from one to another more than {MAX_REDIRECTS} times. "
        "Open it in a browser and copy the address where it ends."
    )


def _fetched(at: Address, step: _Step, warnings: list[str]) -> Fetched:
    content_type = header(step.headers, "content-type").partition(";")[0].strip().lower()
    name, remark = named(at, step.headers, content_type)
    return Fetched(
        name,
        recoded(step.content, step.headers),
        str(at),
        dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds"),
        content_type,
        (*warnings, *remark),
    )


def _step(at: Address, reach: Reach, watch: Watch) -> _Step:
    try:
        return _asked(at, reach, watch)
    except httpcore.ConnectError as error:
        raise tls_fault(error, at.host) or Unreachable(
            f"{at.host} does not answer. Check the address, or try again later."
        ) from error
    except (httpcore.TimeoutException, httpcore.NetworkError) as error:
        raise Unreachable(
            f"{at.host} broke the connection off. Try again later, or download it in a browser."
        ) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise Unreachable(
            f"{at.host} gave an answer that is broken, cut off, or has too many headers. "
            "Download it in a browser and take in the file."
        ) from error


def _asked(at: Address, reach: Reach, watch: Watch) -> _Step:
    """Ask once, on a connection of its own."""
    backend = CheckedBackend(reach, watch)
    with (
        httpcore.ConnectionPool(
            ssl_context=_trust(reach.roots) if at.scheme == "https" else None,
            max_connections=1,
            network_backend=backend,
        ) as pool,
        pool.stream("GET", _url(at), headers={**_HEADERS, "Host": _host(at)}) as response,
    ):
        if response.status in _REDIRECTS and (onward := header(response.headers, "location")):
            return _Step(onward, [], b"")
        if response.status not in {200, 203}:
            raise refusal(response.status, at.host)
        return _Step("", response.headers, body(response, at.host, reach.max_bytes))


def _url(at: Address) -> httpcore.URL:
    return httpcore.URL(
        scheme=at.scheme.encode(), host=at.host.encode(), port=at.port, target=at.target.encode()
    )


def _host(at: Address) -> str:
    """The Host header: the address without its scheme and path."""
    return str(at._replace(target="")).partition("://")[2]


def _trust(roots: str) -> ssl.SSLContext:
    """Mozilla's roots, not the system's: what is trusted is the same everywhere."""
    import certifi

    return ssl.create_default_context(cafile=roots or certifi.where())
