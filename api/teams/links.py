"""Addresses that open on this server, and texts for Teams that neither link, ping nor mark anything up."""

import re
from functools import lru_cache
from urllib.parse import quote

from api.chat.inert import markdown, plain

MAX_ADDRESS = 2_000
"""Characters of an address; a page of a question that needs more is asked for where the server begins."""


def link(base: str, path: str) -> str:
    """The address of a path of this server, whatever the path holds."""
    address = f"{base}/{quote(path.lstrip('/'), safe=_SAFE, errors='replace')}"
    return address if len(address) <= MAX_ADDRESS else f"{base}/"


@lru_cache(maxsize=2_000)  # what is too long is put together anew with less of the same
def cut(text: str, most: int) -> str:
    """The text on one line, of at most so many characters."""
    begin = text[: 2 * most]  # of a text without end, no more is looked at
    line = plain(begin)
    whole = len(line) <= most and len(begin) == len(text)
    return line if whole else line[: most - 1].rstrip() + "…"


def shown(text: str, most: int) -> str:
    """The text for a message in Markdown.

    Brackets become round, so that no title looks like a mark of one of our citations, and angles single quotes, since
    what stands between angles may be taken for a tag; an address comes apart, since Teams links it by itself.
    """
    return _inert(cut(text, most).translate(_LOOKALIKES))


def worded(text: str, most: int, marks: set[int]) -> str:
    """A text with marks of our citations, such as [1], for a message in Markdown; other brackets become round.

    Args:
        marks: numbers of the citations that the message has.
    """
    mine = {f"[{number}]" for number in marks}
    parts = _MARKS.split(cut(text, most))
    line = _inert("".join(part if part in mine else part.translate(_LOOKALIKES) for part in parts))
    # behind a mark, a bracket or a colon would make a link of it
    return re.sub(r"\\\[(\d+)\\\]((?=[(:]|\\\[))?", _mark, line)


def _mark(escaped: re.Match[str]) -> str:
    return f"[{escaped[1]}]" + (" " if escaped[2] is not None else "")


def _inert(line: str) -> str:
    return markdown(_ADDRESSES.sub(r"\1 \2", line))


_SAFE = "/?&=%:#+,;~!*@$-._"
_MARKS = re.compile(r"(\[[1-9]\d{0,3}\])")
_LOOKALIKES = str.maketrans("[]<>", "()‹›")
_ADDRESSES = re.compile(r"(\w:|\bwww)(//|\.)(?=\S)", re.IGNORECASE)
