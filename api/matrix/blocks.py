"""A reply as blocks of text and links, of which its HTML and its plain text are written."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from api.chat.base import Item, Kind, Reply

REACT = "👍 or 👎 under this message says whether the first one helps; write “👎 2” to speak of another."


class Tag(StrEnum):
    """What a block is."""

    PARAGRAPH = "p"
    QUOTE = "blockquote"
    POINT = "li"


class Piece(NamedTuple):
    """A piece of a line; raw.

    Attributes:
        path: on this server, for a link; empty for none.
        mark: the HTML element around it; empty for none.
    """

    text: str
    path: str = ""
    mark: str = ""


class Block(NamedTuple):
    """Lines of pieces."""

    tag: Tag
    lines: tuple[tuple[Piece, ...], ...]


def blocks(reply: Reply) -> Iterator[Block]:
    """The reply from top to bottom."""
    yield from map(_told, reply.lines)
    for item in reply.items:
        yield from _item(item)
    yield from map(_told, reply.after)
    if reply.page:
        yield _paragraph(Piece("The whole answer", reply.page))
    if reply.examples:
        yield _paragraph(*_examples(reply.examples))
    if reply.kind is Kind.ANSWER:
        yield _paragraph(Piece(REACT, mark="em"))


def _item(item: Item) -> Iterator[Block]:
    title = (Piece(f"{item.number}. ", mark="strong"), Piece(item.title, item.url, "strong"))
    yield Block(Tag.PARAGRAPH, (title, (Piece(item.about),)))
    if item.why:
        yield _told(item.why)
    for quote in item.quotes:
        words = f" “{quote.quote}”" + (f" ({quote.place})" if quote.place else "")
        yield Block(Tag.QUOTE, ((Piece(f"[{quote.n}]", quote.url), Piece(words)),))
    if item.changes:
        yield _told(item.changes[0])
    for line in item.changes[1:]:
        yield Block(Tag.POINT, ((Piece(line),),))
    if item.sheet:
        yield _paragraph(Piece("What must change, on all fifteen dimensions", item.sheet))


def _examples(examples: tuple[str, ...]) -> Iterator[Piece]:
    yield Piece("You can go on with: ")
    for number, example in enumerate(examples):
        if number:
            yield Piece(" · ")
        yield Piece(example, mark="code")


def _told(line: str) -> Block:
    return _paragraph(Piece(line))


def _paragraph(*pieces: Piece) -> Block:
    return Block(Tag.PARAGRAPH, (pieces,))
