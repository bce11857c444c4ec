"""An answer as an adaptive card, version 1.5: its items with quotes and changes, and buttons.

What comes from documents stands in TextRuns only, which show Markdown and tags as they are written; a TextBlock would
run them.
"""

from typing import Any

from api.chat.base import Item, Reply
from api.teams.asking import DATA
from api.teams.links import cut, link
from assistant.assistant import MAX_QUESTION

Element = dict[str, Any]

TITLE, ABOUT, WHY, QUOTE, CHANGE = 200, 300, 600, 400, 300
"""Most characters of the texts of an item."""

QUOTES, CHANGES, EXAMPLES = 6, 8, 5
"""Most quotes and changes of an item, and most buttons with what may be said next."""

LABEL = 40
"""Characters of such a button; what it says is whole."""


def card(reply: Reply, base: str, items: tuple[Item, ...]) -> Element | None:
    """The card of a reply with some of its items; None where there is nothing to show or to press.

    Args:
        base: what links begin with.
    """
    body = [_item(item, reply.answer_id, base) for item in items]
    examples = [text for example in reply.examples if (text := cut(example, MAX_QUESTION))]
    buttons = [_said(text, reply.answer_id) for text in examples[:EXAMPLES]]
    if not body and not buttons:
        return None
    if reply.page:
        buttons.append(_opened("The whole answer", base, reply.page))
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "msteams": {"width": "Full"},
        "body": body or [_text(_run("You can go on with:", isSubtle=True))],
        "actions": buttons,
    }


def _item(item: Item, answer_id: str, base: str) -> Element:
    open_it = _opened("Open", base, item.url)
    head = _run(f"{item.number}. {cut(item.title, TITLE)}", weight="Bolder", selectAction=open_it)
    shown = [_text(head), _text(_run(cut(item.about, ABOUT), isSubtle=True))]
    if item.why:
        shown.append(_text(_run(cut(item.why, WHY))))
    for quote in item.quotes[:QUOTES]:
        mark = _run(f"[{quote.n}] ", weight="Bolder", selectAction=_opened("Open", base, quote.url))
        said = _run(f"“{cut(quote.quote, QUOTE)}” ", italic=True)
        shown.append(_text(mark, said, _run(f"({cut(quote.place, ABOUT)})", isSubtle=True)))
    shown += [_text(_run(cut(line, CHANGE))) for line in item.changes[:CHANGES]]
    buttons = [open_it]
    if item.sheet:
        buttons.append(_opened("What must change", base, item.sheet))
    if answer_id:
        buttons += [_thumbs(way, answer_id, item.number) for way in ("up", "down")]
    shown.append({"type": "ActionSet", "actions": buttons})
    return {"type": "Container", "separator": True, "spacing": "Medium", "items": shown}


def _text(*runs: Element) -> Element:
    return {"type": "RichTextBlock", "spacing": "Small", "inlines": list(runs)}


def _run(text: str, **look: Any) -> Element:
    # a double brace would be read as a date to write out
    return {"type": "TextRun", "text": text.replace("{{", "{ {") or " ", **look}


def _opened(title: str, base: str, path: str) -> Element:
    return {"type": "Action.OpenUrl", "title": title, "url": link(base, path)}


def _thumbs(way: str, answer_id: str, number: int) -> Element:
    """A button that is answered beside it, and in the conversation by clients that cannot do that."""
    title = "👍 Useful" if way == "up" else "👎 Not useful"
    told = {DATA: "thumbs", "answer": answer_id, "number": number, "thumbs": way}
    older = {"type": "Action.Submit", "title": title, "data": told}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": "thumbs",
        "data": told,
        "fallback": older,
    }


def _said(text: str, answer_id: str) -> Element:
    """A button that says something as its person, of the answer that it stands under."""
    told = {DATA: "say"} | ({"answer": answer_id} if answer_id else {})
    back = {"type": "messageBack", "text": text, "displayText": text, "value": told}
    return {"type": "Action.Submit", "title": cut(text, LABEL), "data": {"msteams": back}}
