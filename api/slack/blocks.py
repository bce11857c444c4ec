"""A reply as blocks of Slack, as much of it as a message holds; the page that is linked has the whole."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from api.chat.base import Item, Reply
from api.slack.buttons import nexts, thumbs
from api.slack.marks import linked
from api.slack.rich import MAX_URL, Piece, block, bullets, link, quote, section, text, turn
from assistant.answer import Citation

MAX_BLOCKS = 50
"""Blocks of a message."""

MAX_BYTES = 11_000
"""Bytes of a message's blocks, written as JSON. Slack names no figure and refuses somewhat over 13,000 characters
(msg_blocks_too_long; github.com/slackapi/bolt-js/issues/2509)."""

MAX_LINES = 10
"""Lines said before the items, and behind them."""

MAX_LINE = 2_000
"""Characters of such a line."""

WORDED = "The line above was worded by a language model, and checked against the quotes below."


class Around(NamedTuple):
    """What is shown with a reply.

    Attributes:
        said: what the person said, where nobody sees it above the reply; empty where they do.
        by: who lets others read the reply; empty for none.
        share: whether the person is offered to let others read it.
    """

    said: str = ""
    by: str = ""
    share: bool = False


def blocks_of(reply: Reply, base: str, around: Around) -> list[Piece]:
    """The reply within Slack's limits.

    Items are told whole as far as there is room, from the first on, the others with their first line, and those for
    which there is no room either are counted.
    """
    for told, named in _plans(len(reply.items)):
        made = [
            *_head(reply, base, around),
            *(one for item in reply.items[:told] for one in _whole(reply, item, base)),
            *_named(reply.items[told : told + named], base),
            *_tail(reply, base, left=len(reply.items) - told - named),
            *nexts(reply, around.share),
        ]
        if fits(made):
            return made
    return _least(reply, base)


def fits(blocks: list[Piece]) -> bool:
    """Whether a message holds the blocks."""
    written = json.dumps(blocks, ensure_ascii=False).encode()
    return len(blocks) <= MAX_BLOCKS and len(written) <= MAX_BYTES


def _plans(items: int) -> Iterator[tuple[int, int]]:
    """How many items are told whole, and how many after them are only named; the fullest first."""
    yield from ((told, items - told) for told in range(items, -1, -1))
    yield from ((0, named) for named in range(items - 1, -1, -1))


def _head(reply: Reply, base: str, around: Around) -> list[Piece]:
    shared = section(text(f"Shared by {around.by}", 120)) if around.by else []
    said = quote(text(around.said, 500))
    return block([*shared, *said, *_rows(_lines(reply, base))])


def _lines(reply: Reply, base: str) -> list[list[Piece]]:
    """What is said before the items; the last line is marked where a language model worded it."""
    lines = reply.lines[-MAX_LINES:]
    rows = [text(line, MAX_LINE) for line in lines]
    if reply.reworded:
        rows[-1:] = [linked(line, MAX_LINE, reply, base) for line in lines[-1:]]
        rows.append(text(WORDED))
    return rows


def _rows(rows: list[list[Piece]]) -> list[Piece]:
    """Rows as one paragraph, a line each."""
    return section([piece for row in rows if row for piece in (*turn(), *row)][1:])


def _whole(reply: Reply, item: Item, base: str) -> list[Piece]:
    parts = [
        *section([*_title(item, base), *turn(), *text(item.about, 300)]),
        *section(text(item.why, 800)),
        *(part for citation in item.quotes for part in _quote(citation, base)),
        *_changes(item, base),
    ]
    return [*block(parts), *thumbs(reply, item)]


def _named(items: tuple[Item, ...], base: str) -> list[Piece]:
    rows = [[*_title(item, base), _space(), *text(item.about, 160)] for item in items]
    return block([part for row in rows for part in section(row)])


def _title(item: Item, base: str) -> list[Piece]:
    number: Piece = {"type": "text", "text": f"{item.number}. ", "style": {"bold": True}}
    return [number, *link(item.title, base + item.url, bold=True)]


def _quote(citation: Citation, base: str) -> list[Piece]:
    words = f"“{citation.quote}”"
    place: list[Piece] = text(f"({citation.place})", 160) if citation.place else []
    mark = link(f"[{citation.n}]", base + citation.url)
    return quote([*mark, _space(), *text(words, 500), *([_space(), *place] if place else [])])


def _changes(item: Item, base: str) -> list[Piece]:
    rows = [text(change, 500) for change in item.changes[1:6]]
    sheet = link("What must change, on all fifteen dimensions", base + item.sheet)
    return [
        *(section(text(item.changes[0], 300, bold=True)) if item.changes else []),
        *bullets(rows),
        *(section(sheet) if item.sheet else []),
    ]


def _tail(reply: Reply, base: str, left: int) -> list[Piece]:
    more = (f"{left} more did not fit into this message.",) if left else ()
    opens = reply.page and len(base + reply.page) <= MAX_URL
    page = section(link("The whole answer", base + reply.page)) if opens else []
    rows = [text(line, MAX_LINE) for line in (*reply.after, *more)[: MAX_LINES + 1]]
    return block([*_rows(rows), *page])


def _least(reply: Reply, base: str) -> list[Piece]:
    """What always fits."""
    bare = reply.model_copy(update={"after": ()})
    words = text(reply.lines[0], 300) if reply.lines else []
    return [*block(section(words)), *_tail(bare, base, left=len(reply.items))]


def _space() -> Piece:
    return {"type": "text", "text": " "}
