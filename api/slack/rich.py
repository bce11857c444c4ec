"""Pieces of Slack's rich text, in which words are shown as they are: nothing in them formats, links or pings."""

from typing import Any

from api.chat.inert import plain

Piece = dict[str, Any]
"""A block, or a part of one, as Slack takes it."""

MAX_URL = 3_000
"""Characters of an address that Slack takes."""


def cut(words: str, most: int) -> str:
    """The words on one line, at most so many characters, with a sign where some are left out."""
    shown = plain(words)
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"


def text(words: str, most: int = 600, *, bold: bool = False) -> list[Piece]:
    """Words as they are; nothing for none, which Slack would refuse."""
    shown = cut(words, most)
    return [_styled({"type": "text", "text": shown}, bold)] if shown else []


def link(words: str, url: str, most: int = 300, *, bold: bool = False) -> list[Piece]:
    """Words that open an address of ours; only the words where Slack would not take the address."""
    shown = cut(words, most) or "…"
    if len(url) > MAX_URL:
        return text(shown, most, bold=bold)
    return [_styled({"type": "link", "url": url, "text": shown}, bold)]


def turn() -> list[Piece]:
    """The end of a line."""
    return [{"type": "text", "text": "\n"}]


def section(pieces: list[Piece]) -> list[Piece]:
    """Pieces as a paragraph; nothing for none."""
    return [{"type": "rich_text_section", "elements": pieces}] if pieces else []


def quote(pieces: list[Piece]) -> list[Piece]:
    """Pieces as a quote; nothing for none."""
    return [{"type": "rich_text_quote", "elements": pieces}] if pieces else []


def bullets(rows: list[list[Piece]]) -> list[Piece]:
    """Rows as a list with dots; nothing for none."""
    held = [one for row in rows for one in section(row)]
    return [{"type": "rich_text_list", "style": "bullet", "elements": held}] if held else []


def block(parts: list[Piece]) -> list[Piece]:
    """Paragraphs, quotes and lists as one block; nothing for none."""
    return [{"type": "rich_text", "elements": parts}] if parts else []


def _styled(piece: Piece, bold: bool) -> Piece:
    return {**piece, "style": {"bold": True}} if bold else piece
