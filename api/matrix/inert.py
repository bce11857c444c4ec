"""Texts of documents and people made inert for Matrix: no ping, no link of their own."""

import re

from api.chat.inert import plain

AT = re.compile(r"(?<!\w)@(?!\s)|@(?=room)", re.IGNORECASE)
"""An @ that begins a name, and that of @room wherever it stands: old servers look for it in the plain text."""

ADDRESS = re.compile(
    r"(?:[\w+.-]{0,20}:(?=//)|www\.|matrix\.to/|mailto:|matrix:(?:u|r|roomid)/)(?:\S*[\w/])?",
    re.IGNORECASE,
)
"""An address that programs would make a link of."""


def inert(text: str) -> str:
    """The text on one line, in which nothing notifies anybody or becomes a link.

    An @ is written ＠; an address is written as in reports on fraud, `https[:]//example[.]org`, so that it can
    still be read.
    """
    return AT.sub("＠", ADDRESS.sub(_told, plain(text)))


def _told(found: re.Match[str]) -> str:
    return found[0].replace(":", "[:]").replace(".", "[.]")
