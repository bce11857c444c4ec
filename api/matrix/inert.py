"""Texts of documents and people made inert for Matrix: no ping, no link of their own."""

import re

from api.chat.inert import plain

AT = re.compile(r"@(?=\S)")
"""An @ of a name, an address, or @room: old servers look for it in the plain text."""

SCHEMES = "bitcoin|geo|im|magnet|matrix|news|openpgp4fpr|sip|sips|sms|smsto|tel|urn|xmpp"
"""What programs make a link of without // behind it."""

ADDRESS = re.compile(
    rf"(?:[\w+.-]{{0,20}}:(?=//)|www\.|matrix\.to/|mailto:(?=\S)|(?<![^\W\d_])(?:{SCHEMES}):(?=\S))(?:\S*[\w/])?",
    re.IGNORECASE,
)
"""An address that says what it is."""

ROOM = re.compile(r"([#!][^\s:]+):(?=[\w\[])")
"""The name of a room, such as #parks:example.org."""

DOT = re.compile(
    r"(?<=[^\s.,;:!?()\[\]{}\"'“”‘’«»/…])\.(?!(?:AA|HH|UU)\b)(?=[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff]))"
)
"""The dot of a domain: with two letters behind it, of which the second may be a vowel sign of India. In numbers there is
none, nor in e.g. or U.S.; EE.UU. and its like are Spanish, and the domain of nobody."""


def inert(text: str) -> str:
    """The text on one line, in which nothing notifies anybody or becomes a link.

    An @ is written ＠; an address is written as in reports on fraud, `https[:]//example[.]org`, so that it can
    still be read.
    """
    told = ADDRESS.sub(_told, plain(text))
    return AT.sub("＠", DOT.sub("[.]", ROOM.sub(r"\1[:]", told)))


def _told(found: re.Match[str]) -> str:
    return found[0].replace(":", "[:]").replace(".", "[.]")
