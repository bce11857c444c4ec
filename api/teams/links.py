"""Addresses that open on this server, and texts for Teams that neither link, ping nor mark anything up."""

import re
from urllib.parse import quote

from api.chat.inert import markdown, plain


def link(base: str, path: str) -> str:
    """The address of a path of this server, whatever the path holds."""
    return f"{base}/{quote(path.lstrip('/'), safe=_SAFE, errors='replace')}"


def cut(text: str, most: int) -> str:
    """The text on one line, of at most so many characters."""
    line = plain(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def shown(text: str, most: int) -> str:
    """The text for a message in Markdown.

    Brackets become round, so that no title looks like a mark of one of our citations, and angles single quotes, since
    what stands between angles may be taken for a tag; an address comes apart, since Teams links it by itself.
    """
    line = cut(text, most).translate(_LOOKALIKES)
    return markdown(_ADDRESSES.sub(r"\1 \2", line))


_SAFE = "/?&=%:#+,;~!*@$-._"
_LOOKALIKES = str.maketrans("[]<>", "()‹›")
_ADDRESSES = re.compile(r"(\w:|\bwww)(//|\.)(?=\S)", re.IGNORECASE)
