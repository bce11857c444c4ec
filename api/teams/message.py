"""A reply as a message of Teams: what is said and found in a few lines, citations to hover, and the card."""

import json
from typing import Any

from api.chat.base import Item, Reply
from api.teams.card import ABOUT, QUOTES, TITLE, card
from api.teams.links import cut, link, shown
from assistant.answer import Citation

MAX_MESSAGE = 76_000
"""Bytes of a message, as UTF-8 or UTF-16, whichever is more. Teams refuses at about 100 KB of UTF-16 and asks to stay
under 80; the rest is for who it goes to and where."""

LINES, LINE = 12, 600
"""Most lines before or behind the items, and most characters of one."""

ITEMS = 10
CITATIONS = 20
"""Citations of a message; Teams refuses one with more."""

NAME, ABSTRACT = 80, 160
"""Characters of a citation's title and of its quote; Teams refuses more."""

SUMMARY = 200

Message = dict[str, Any]


def message(reply: Reply, base: str) -> Message:
    """The reply as an activity, without where it goes to.

    It names nobody. It carries the label of generated content only where a language model has worded a line of it:
    answers are compiled from sources, word for word. What does not fit is left to the page, from the last item on.

    Args:
        base: what links begin with.
    """
    items = reply.items[:ITEMS]
    made = _message(reply, base, items)
    while items and size(made) > MAX_MESSAGE:
        items = items[:-1]
        made = _message(reply, base, items)
    return made


def brief(reply: Reply, base: str) -> Message:
    """A line with a link, for where the whole is not taken."""
    told = "The answer is too long for Teams."
    page = f" [Open it here]({link(base, reply.page)})" if reply.page else " Ask for less at once."
    return {"type": "message", "textFormat": "markdown", "text": told + page, "summary": told}


def size(made: Message) -> int:
    """Bytes of a message on its way, in the longer of both encodings."""
    written = json.dumps(made, ensure_ascii=False)
    return max(len(written.encode("utf-8", "replace")), len(written.encode("utf-16-le", "replace")))


def _message(reply: Reply, base: str, items: tuple[Item, ...]) -> Message:
    text = _text(reply, base, items)
    made: Message = {
        "type": "message",
        "textFormat": "markdown",
        "text": text,
        "summary": _summary(reply),
    }
    if shown_card := card(reply, base, items):
        kind = "application/vnd.microsoft.card.adaptive"
        made["attachments"] = [{"contentType": kind, "content": shown_card}]
    if entity := _entity(reply, _cited(items), base):
        made["entities"] = [entity]
    if reply.answer_id:
        made["channelData"] = {"feedbackLoop": {"type": "default"}}
    return made


def _text(reply: Reply, base: str, items: tuple[Item, ...]) -> str:
    lines = [shown(line, LINE) for line in reply.lines[:LINES]]
    marks = {citation.n for citation in _cited(items)}
    lines += [_line(item, marks) for item in items]
    lines += [shown(line, LINE) for line in reply.after[:LINES]]
    if left := len(reply.items) - len(items):
        lines.append(f"{left} more would not fit here; the page has them.")
    if reply.page:
        lines.append(f"[The whole answer]({link(base, reply.page)})")
    return "\n\n".join(filter(None, lines)) or "…"


def _line(item: Item, marks: set[int]) -> str:
    cited = " ".join(f"[{quote.n}]" for quote in item.quotes[:QUOTES] if quote.n in marks)
    about = f"**{item.number}\\. {shown(item.title, TITLE)}** {shown(item.about, ABOUT)}"
    return f"{about} {cited}".rstrip()


def _cited(items: tuple[Item, ...]) -> list[Citation]:
    """The citations that are marked: each number once, no more than Teams takes."""
    held = {quote.n: quote for item in items for quote in item.quotes[:QUOTES]}
    return list(held.values())[:CITATIONS]


def _entity(reply: Reply, cited: list[Citation], base: str) -> dict[str, Any]:
    """What Teams shows beside the text; a message has one such entity at most. Empty for none."""
    said: dict[str, Any] = {}
    if reply.reworded:
        said["additionalType"] = ["AIGeneratedContent"]
    if cited:
        said["citation"] = [_claim(citation, base) for citation in cited]
    kind = {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
    }
    return kind | said if said else {}


def _claim(citation: Citation, base: str) -> dict[str, Any]:
    appearance = {
        "@type": "DigitalDocument",
        "name": cut(citation.title, NAME) or f"Source {citation.n}",
        "url": link(base, citation.url),
        "abstract": cut(citation.quote, ABSTRACT),
    }
    return {"@type": "Claim", "position": citation.n, "appearance": appearance}


def _summary(reply: Reply) -> str:
    """What a notification says."""
    first = reply.items[0].title if reply.items else next(iter(reply.lines), "")
    more = f", and {len(reply.items) - 1} more" if len(reply.items) > 1 else ""
    return cut(f"{cut(first, SUMMARY - 20)}{more}", SUMMARY) or "Citygraft"
