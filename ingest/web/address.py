"""Web addresses: which may be fetched, and what they point at."""

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from corpus.errors import AddressRefused

PORTS = frozenset({80, 443, 8080, 8443})
"""Ports on which documents are fetched."""

MAX_ADDRESS = 2000
"""Longest address, in characters."""

_SCHEMES = {"http": 80, "https": 443}
_BARE = re.compile(r"[^\s/:@?#\\]+\.[^\s/:@?#\\]+(:\d+)?([/?#]|$)")
_HOST = re.compile(r"(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_NUMBERS = re.compile(r"(.*\.)?(0x[0-9a-f]*|\d+)")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")


class Address(NamedTuple):
    """A web address taken apart; `host` is in ASCII and without brackets, `target` the path with its query."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _SCHEMES[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def parse_address(text: str, base: Address | None = None) -> Address:
    """A web address as a person writes it; without a scheme it gets https.

    Args:
        base: the address that led here, for one that a redirect gives in part.
    Raises:
        AddressRefused: it is none, or not http(s), or has a user or a password in it.
    """
    text = text.strip()
    if len(text) > MAX_ADDRESS:
        raise AddressRefused(
            f"The address has over {MAX_ADDRESS:,} characters, which is the limit."
        )
    if not text or re.search(r"[\x00-\x1f\x7f]", text):
        raise AddressRefused("The address is empty, or has characters that cannot be in one.")
    try:
        parts = urlsplit(_whole(text, base))
        port = parts.port
    except ValueError as error:
        raise _none(text) from error
    if parts.scheme not in _SCHEMES:
        raise AddressRefused(
            f"Only addresses that begin with http:// or https:// can be fetched, not {parts.scheme}:"
        )
    if "@" in parts.netloc:
        raise AddressRefused("The address has a user's name or a password in it. Leave these out.")
    target = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]")
    query = f"?{quote(parts.query, safe='/%:=&~+!$,;?@()*[]')}" if parts.query else ""
    return Address(
        parts.scheme,
        _host(parts.hostname or "", text),
        port or _SCHEMES[parts.scheme],
        target + query,
    )


def _whole(text: str, base: Address | None) -> str:
    if base:
        return urljoin(str(base), text)
    return f"https://{text}" if _BARE.match(text) else text


def _host(host: str, text: str) -> str:
    if ":" in host and "%" not in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise _none(text) from error
    try:
        host = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise _none(text) from error
    if not _HOST.fullmatch(host):
        raise _none(text)
    if _NUMBERS.fullmatch(host) and not _is_dotted(host):
        raise AddressRefused(
            f"The number '{host}' is an address in an unusual form. Write its name."
        )
    return host


def _is_dotted(host: str) -> bool:
    try:
        return bool(ipaddress.IPv4Address(host))
    except ValueError:
        return False


def _none(text: str) -> AddressRefused:
    return AddressRefused(
        f"'{text[:100]}' is no web address. Copy it from a browser's address bar."
    )


def is_public(ip: str, port: int) -> bool:
    """True for a port of PORTS at an IP address of the public internet.

    Not public are private, shared, loopback, link-local, multicast and reserved ranges (IANA's
    special-purpose registries, as `ipaddress` has them), nor IPv6 addresses that carry such an IPv4 one.
    """
    return port in PORTS and _is_public(ipaddress.ip_address(ip))


def _is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not (ip.is_multicast or ip.is_reserved)
    if ip in _NAT64:
        return _is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    if ip not in _UNICAST or not ip.is_global:
        return False
    carried = (ip.sixtofour, *(ip.teredo or ()))
    return all(_is_public(inner) for inner in carried if inner is not None)
