"""A reply as the content of a Matrix event, shortened where it would be larger than an event may be."""

import json
from collections.abc import Iterator
from typing import Any

from api.chat.base import Item, Kind, Reply
from api.matrix.blocks import blocks
from api.matrix.written import html, text

MAX_CONTENT = 55_000
"""Bytes of the content of a message. A whole event may have 65,536, with what servers add to it."""

SHORTENED = "Shortened to fit into a message; the page has it whole."
TOO_LONG = "This does not fit into a message."

Steps = tuple[tuple[int, int, int], ...]

STEPS: Steps = ((2_000, 20, 5), (600, 10, 3), (300, 6, 2), (200, 3, 1))
"""How far a reply is shortened, step by step: characters of a text, entries of a list, quotes of an item."""


def fitted(reply: Reply, base: str) -> dict[str, Any]:
    """The content of a notice of at most MAX_CONTENT bytes; `base` is what links begin with."""
    whole = _content(reply, base)
    if _size(whole) <= MAX_CONTENT:
        return whole
    return next(
        content
        for shorter in _shorter(reply)
        if _size(content := _content(shorter, base)) <= MAX_CONTENT
    )


def _content(reply: Reply, base: str) -> dict[str, Any]:
    made = list(blocks(reply))
    return {
        "msgtype": "m.notice",
        "body": text(made, base),
        "format": "org.matrix.custom.html",
        "formatted_body": html(made, base),
        "m.mentions": {},
    }


def _size(content: dict[str, Any]) -> int:
    return len(json.dumps(content, ensure_ascii=False).encode())


def _shorter(reply: Reply) -> Iterator[Reply]:
    """The reply shorter and shorter; the last has nothing in it but the link to its page."""
    for most, entries, quotes in STEPS:
        yield reply.model_copy(
            update={
                "lines": _cut(reply.lines, most, entries),
                "items": tuple(_item(item, most, quotes) for item in reply.items[:entries]),
                "after": (*_cut(reply.after, most, entries), SHORTENED),
                "examples": _cut(reply.examples, most, entries),
            }
        )
    yield Reply(kind=Kind.TOLD, lines=(TOO_LONG,), page=reply.page)


def _item(item: Item, most: int, quotes: int) -> Item:
    cited = (
        quote.model_copy(update={"quote": _short(quote.quote, most), "place": _short(quote.place, most)})
        for quote in item.quotes[:quotes]
    )  # fmt: skip
    return item.model_copy(
        update={
            "title": _short(item.title, most),
            "about": _short(item.about, most),
            "why": _short(item.why, most),
            "quotes": tuple(cited),
            "changes": _cut(item.changes, most, quotes + 1),
        }
    )


def _cut(lines: tuple[str, ...], most: int, entries: int) -> tuple[str, ...]:
    return tuple(_short(line, most) for line in lines[:entries])


def _short(line: str, most: int) -> str:
    return line if len(line) <= most else line[: most - 1] + "…"
