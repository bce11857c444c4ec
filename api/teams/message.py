"""A reply as messages of Teams: what is said and found in a few lines with citations to hover, then the card."""

import json
from typing import Any, NamedTuple

from api.chat.base import Item, Reply
from api.teams.card import ABOUT, QUOTES, TITLE, card
from api.teams.citations import cited, entity
from api.teams.links import cut, link, shown, worded

MAX_MESSAGE = 76_000
"""Bytes of a message, as UTF-8 or UTF-16, whichever is more. Teams refuses at about 100 KB of UTF-16 and asks to stay
under 80; the rest is for who it goes to and where."""

LINES, LINE = 12, 600
"""Most lines before or behind the items, and most characters of one."""

WORDED = 1_600
"""Most characters of a line that a language model worded; those of api.rewriting are shorter."""

ITEMS = 10
SUMMARY = 200

Message = dict[str, Any]


class Messages(NamedTuple):
    """A reply as Teams takes it: its words, and behind them, as a message of its own, its card.

    Together they would be one activity of which Teams makes two and tells the id of neither, so that nobody could
    say afterwards which answer was liked.
    """

    words: Message
    card: Message | None


def messages(reply: Reply, base: str) -> Messages:
    """The reply as activities, without where they go to.

    They name nobody. They carry the label of generated content only where a language model has worded a line:
    answers are compiled from sources, word for word. What does not fit is left to the page, from the last item on.

    Args:
        base: what links begin with.
    """
    items = reply.items[:ITEMS]
    made = _messages(reply, base, items)
    while items and max(size(one) for one in made if one) > MAX_MESSAGE:
        items = items[:-1]
        made = _messages(reply, base, items)
    return made


def bare(words: Message) -> Message:
    """The words alone, for where Teams does not take what goes with them."""
    return {name: words[name] for name in ("type", "textFormat", "text", "summary")}


def brief(reply: Reply, base: str) -> Message:
    """A line with a link, for where the whole is not taken."""
    told = "Teams did not take the whole of this answer."
    page = f" [Open it here]({link(base, reply.page)})" if reply.page else " Ask for less at once."
    return {"type": "message", "textFormat": "markdown", "text": told + page, "summary": told}


def size(made: Message) -> int:
    """Bytes of a message on its way, in the longer of both encodings."""
    written = json.dumps(made, ensure_ascii=False)
    return max(len(written.encode("utf-8", "replace")), len(written.encode("utf-16-le", "replace")))


def _messages(reply: Reply, base: str, items: tuple[Item, ...]) -> Messages:
    said = {"type": "message", "summary": _summary(reply)}
    words: Message = said | {"textFormat": "markdown", "text": _text(reply, base, items)}
    if beside := entity(reply, cited(items), base):
        words["entities"] = [beside]
    if reply.answer_id:
        words["channelData"] = {"feedbackLoop": {"type": "default"}}
    content = card(reply, base, items)
    kind = "application/vnd.microsoft.card.adaptive"
    held = {"attachments": [{"contentType": kind, "content": content}]}
    return Messages(words, said | held if content else None)


def _text(reply: Reply, base: str, items: tuple[Item, ...]) -> str:
    marks = {citation.n for citation in cited(items)}
    lines = [shown(line, LINE) for line in reply.lines[-LINES:]]
    if reply.reworded and lines:
        lines[-1] = worded(reply.lines[-1], WORDED, marks)
    lines += [_line(item, marks) for item in items]
    lines += [shown(line, LINE) for line in reply.after[:LINES]]
    if left := len(reply.items) - len(items):
        lines.append(f"{left} more would not fit here; the page has them.")
    if reply.page:
        lines.append(f"[The whole answer]({link(base, reply.page)})")
    return "\n\n".join(filter(None, lines)) or "…"


def _line(item: Item, marks: set[int]) -> str:
    marked = " ".join(f"[{quote.n}]" for quote in item.quotes[:QUOTES] if quote.n in marks)
    about = f"**{item.number}\\. {shown(item.title, TITLE)}** {shown(item.about, ABOUT)}"
    return f"{about} {marked}".rstrip()


def _summary(reply: Reply) -> str:
    """What a notification says."""
    first = reply.items[0].title if reply.items else next(iter(reply.lines), "")
    more = f", and {len(reply.items) - 1} more" if len(reply.items) > 1 else ""
    return cut(f"{cut(first, SUMMARY - 20)}{more}", SUMMARY) or "Citygraft"
