"""The numbers in a line that a language model worded, as links to what they stand for."""

import re

from api.chat.base import Reply
from api.slack.rich import Piece, cut, link

_GROUP = re.compile(r"\[\d{1,3}(?:\s*,\s*\d{1,3}){0,4}\]")
"""Numbers as api.rewriting takes them from a language model."""


def linked(words: str, most: int, reply: Reply, base: str) -> list[Piece]:
    """The words, at most so many characters; each number of a citation of the reply is a link, others are words."""
    shown = cut(words, most)
    urls = {quote.n: base + quote.url for item in reply.items for quote in item.quotes}
    pieces, at = list[Piece](), 0
    for group in _GROUP.finditer(shown):
        pieces += [_said(shown[at : group.start()]), *_numbers(group[0], urls)]
        at = group.end()
    return [piece for piece in (*pieces, _said(shown[at:])) if piece["text"]]


def _numbers(group: str, urls: dict[int, str]) -> list[Piece]:
    marks = [(f"[{number}]", urls.get(int(number))) for number in re.findall(r"\d+", group)]
    return [piece for mark, url in marks for piece in (link(mark, url) if url else [_said(mark)])]


def _said(words: str) -> Piece:
    return {"type": "text", "text": words}
