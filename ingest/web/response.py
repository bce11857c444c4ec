"""What a site's answer brings: its body within limits, or its refusal in plain words."""

import itertools
import ssl
import zlib
from collections.abc import Iterable, Iterator
from http import HTTPStatus

import httpcore

from corpus.errors import TooLarge, Unreachable
from ingest.web.headers import header

_STEP = 65_536
_WIDE = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_STATUS = {
    401: "asks for a user's name and password",
    402: "asks for payment",
    403: "does not let programs, or anyone, read this address",
    404: "has nothing at this address",
    408: "waited too long",
    410: "has nothing at this address any more",
    429: "was asked too often",
    451: "may not show this for legal reasons",
}
_TLS = {
    9: "is not valid yet",
    10: "has run out",
    18: "was signed by the site itself",
    19: "was signed by someone whom nobody vouches for",
    20: "was signed by someone whom nobody vouches for",
    21: "was signed by someone whom nobody vouches for",
    62: "is for another site",
    64: "is for another site",
}


def refusal(status: int, host: str) -> Unreachable:
    """An answer that brings no document, in plain words."""
    if status in _STATUS:
        what = _STATUS[status]
    elif status >= 500:
        what = "has a fault of its own"
    else:
        what = "brought no document"
    known = f" {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else ""
    todo = "Try again later" if status >= 500 or status in {408, 429} else "Check the address"
    return Unreachable(
        f"{host} {what} ({status}{known}). {todo}, or download it in a browser and take in the file."
    )


def tls_fault(error: BaseException, host: str) -> Unreachable | None:
    """What is wrong with a site's encryption, if that is why a connection failed."""
    cause = error.args[0] if error.args else None  # httpcore drops __cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        what = _TLS.get(cause.verify_code, f"cannot be verified ({cause.verify_message})")
        return Unreachable(
            f"The certificate of {host} {what}, so nothing was fetched. "
            "If you trust the site, download it in a browser and take in the file."
        )
    if isinstance(cause, ssl.SSLError):
        return Unreachable(
            f"No encrypted connection to {host} came about ({cause.reason or 'TLS error'}). "
            "Check the address, or download it in a browser and take in the file."
        )
    return None


def body(response: httpcore.Response, host: str, limit: int) -> bytes:
    """The document's bytes, unpacked where the site packed them unasked.

    Raises:
        TooLarge: it has over `limit` bytes, as sent or unpacked; it is read no further.
        Unreachable: it is packed in another way than gzip or deflate, or cut off.
    """
    stated = header(response.headers, "content-length")
    if stated.isdigit() and int(stated) > limit:
        raise _too_large(host, limit)
    coding = header(response.headers, "content-encoding").lower()
    chunks = _counted(response.iter_stream(), host, limit)
    if coding in {"", "identity"}:
        return b"".join(chunks)
    if coding not in _WIDE:
        raise Unreachable(
            f"{host} sent the document packed as '{coding[:40]}', which was not asked for. "
            "Download it in a browser and take in the file."
        )
    try:
        return b"".join(_counted(_unpacked(chunks, coding), host, limit))
    except zlib.error as error:
        raise _cut_off(host) from error


def _counted(chunks: Iterable[bytes], host: str, limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise _too_large(host, limit)
        yield chunk


def _unpacked(chunks: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """Unpacked a step at a time, so that a bomb is noticed before it fills the memory."""
    first = next(chunks, b"")
    raw = coding == "deflate" and (len(first) < 2 or int.from_bytes(first[:2], "big") % 31 != 0)
    inflater = zlib.decompressobj(-15 if raw else _WIDE[coding])
    for chunk in itertools.chain((first,), chunks):
        yield from _inflated(inflater, chunk)
    if not inflater.eof:
        raise zlib.error("cut off")


def _inflated(inflater: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    while chunk and not inflater.eof:
        yield inflater.decompress(chunk, _STEP)
        chunk = inflater.unconsumed_tail


def _too_large(host: str, limit: int) -> TooLarge:
    return TooLarge(
        f"The document at {host} has over {limit / 1_000_000:g} MB, which is the limit."
    )


def _cut_off(host: str) -> Unreachable:
    return Unreachable(f"{host} sent a document that is damaged or cut off. Try again later.")
