"""Blocks as the two forms that a Matrix message has: HTML of few elements, and plain text."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from urllib.parse import quote

from api.matrix.blocks import Block, Piece, Tag
from api.matrix.inert import inert

MAX_LINK = 2_000
"""Characters of a path that is linked to."""

SAFE = "/?&=%#:;,+@!$'()*~-._[]"
"""What a path holds as it is; all else is written with %."""


def html(blocks: Iterable[Block], base: str) -> str:
    """HTML of org.matrix.custom.html in which only elements that are written here occur."""
    written = []
    for listed, group in groupby(blocks, key=lambda block: block.tag is Tag.POINT):
        points = "".join(_html_block(block, base) for block in group)
        written.append(f"<ul>{points}</ul>" if listed else points)
    return "".join(written)


def text(blocks: Iterable[Block], base: str) -> str:
    """The same in plain text, for notifications and programs that show no HTML."""
    return "\n".join(line for block in blocks for line in _text_block(block, base)).strip()


def link(base: str, path: str) -> str:
    """The address of a path; empty for what is none, or is too long to be shown."""
    address = quote(path, SAFE, errors="replace")
    return base + address if path.startswith("/") and len(address) <= MAX_LINK else ""


def _html_block(block: Block, base: str) -> str:
    lines = ("".join(_html_piece(piece, base) for piece in line) for line in block.lines)
    return f"<{block.tag}>{'<br>'.join(lines)}</{block.tag}>"


def _html_piece(piece: Piece, base: str) -> str:
    written = escape(_spaced(piece.text))
    if address := link(base, piece.path):
        written = f'<a href="{escape(address)}">{written}</a>'
    return f"<{piece.mark}>{written}</{piece.mark}>" if piece.mark else written


def _text_block(block: Block, base: str) -> Iterator[str]:
    before = {Tag.PARAGRAPH: "", Tag.QUOTE: "> ", Tag.POINT: "- "}[block.tag]
    for line in block.lines:
        yield before + "".join(_text_piece(piece, base, block.tag) for piece in line)
    if block.tag is not Tag.POINT:
        yield ""


def _text_piece(piece: Piece, base: str, tag: Tag) -> str:
    address = "" if tag is Tag.QUOTE else link(base, piece.path)
    return _spaced(piece.text) + (f" ({address})" if address else "")


def _spaced(raw: str) -> str:
    """The text made inert, with a space at an end where it had one."""
    made = inert(raw)
    before, behind = raw[:1] == " ", raw[-1:] == " " and made != ""
    return f"{' ' if before else ''}{made}{' ' if behind else ''}"
