"""What Teams asks of a message and of an adaptive card of version 1.5, rule by rule.

From Microsoft's pages on cards in bots (40 KB a card is fine in a message, six actions), on citations, and from the
schema of Adaptive Cards: which properties each kind of element has, and which it must have.
"""

from collections.abc import Iterator
from typing import Any

MUST: dict[str, set[str]] = {
    "TextBlock": {"text"},
    "RichTextBlock": {"inlines"},
    "TextRun": {"text"},
    "Container": {"items"},
    "ActionSet": {"actions"},
    "Action.OpenUrl": {"url"},
    "Action.Submit": set(),
    "Action.Execute": set(),
}
"""The kinds that the bot may use; others, such as inputs, pictures and media, it has no reason to."""

ELEMENT = {"type", "id", "spacing", "separator", "isVisible", "fallback", "height", "requires"}
ACTION = {"type", "id", "title", "fallback", "iconUrl", "style", "tooltip", "isEnabled", "mode"}
TEXT = {"text", "color", "fontType", "isSubtle", "size", "weight"}
MAY: dict[str, set[str]] = {
    "TextBlock": ELEMENT | TEXT | {"wrap", "maxLines", "horizontalAlignment", "style"},
    "RichTextBlock": ELEMENT | {"inlines", "horizontalAlignment"},
    "TextRun": TEXT | {"type", "highlight", "italic", "selectAction", "strikethrough", "underline"},
    "Container": ELEMENT | {"items", "selectAction", "style", "bleed", "minHeight"},
    "ActionSet": ELEMENT | {"actions"},
    "Action.OpenUrl": ACTION | {"url"},
    "Action.Submit": ACTION | {"data", "associatedInputs"},
    "Action.Execute": ACTION | {"data", "verb", "associatedInputs"},
}
CARD = {"type", "$schema", "version", "msteams", "body", "actions", "fallbackText", "lang", "speak"}
MOST_ACTIONS = 6
ATTACHED = "application/vnd.microsoft.card.adaptive"


def faults(sent: dict[str, Any]) -> list[str]:
    """What is wrong with an activity that a bot sends."""
    if sent.get("type") == "typing":
        return [] if "text" not in sent and "attachments" not in sent else ["typing with content"]
    wrong = [] if sent.get("text") or sent.get("attachments") else ["nothing is said"]
    if "text" in sent and sent.get("textFormat") not in ("markdown", "plain", "xml"):
        wrong.append("no format of the text")
    if "text" not in sent and not sent.get("summary"):
        wrong.append("a notification that says nothing")
    for one in sent.get("attachments", []):
        if one.get("contentType") != ATTACHED:
            wrong.append(f"attached: {one.get('contentType')}")
        wrong += card_faults(one["content"])
    return [*wrong, *entity_faults(sent)]


def card_faults(card: dict[str, Any]) -> list[str]:
    """What is wrong with a card."""
    wrong = [f"a card has no {name}" for name in card.keys() - CARD]
    if (card.get("type"), card.get("version")) != ("AdaptiveCard", "1.5"):
        wrong.append("no card of version 1.5")
    if not card.get("body"):
        wrong.append("an empty card")
    if len(card.get("actions", [])) > MOST_ACTIONS:
        wrong.append("too many actions")
    if set(card.get("msteams", {})) - {"width"}:
        wrong.append("a card that names people, or does more than be wide")
    for part in parts([card.get("body", []), card.get("actions", [])]):
        wrong += _part_faults(part)
    return wrong


def parts(held: object) -> Iterator[dict[str, Any]]:
    """All elements and actions in a card; what a button sends back is none."""
    if isinstance(held, list):
        for one in held:
            yield from parts(one)
    elif isinstance(held, dict):
        yield held
        for name, value in held.items():
            if name != "data":
                yield from parts(value)


def _part_faults(part: dict[str, Any]) -> list[str]:
    kind = part.get("type", "")
    if kind not in MAY:
        return [f"an element of the kind '{kind}'"]
    wrong = [f"{kind} has no '{name}'" for name in part.keys() - MAY[kind]]
    wrong += [f"{kind} lacks '{name}'" for name in MUST[kind] if not part.get(name)]
    if kind.startswith("Action.") and not part.get("title"):
        wrong.append(f"{kind} without a title")
    if kind == "ActionSet" and len(part["actions"]) > MOST_ACTIONS:
        wrong.append("too many actions in a row")
    return wrong


def entity_faults(sent: dict[str, Any]) -> list[str]:
    """What is wrong with citations; anything else, such as a mention, is wrong as well."""
    wrong: list[str] = []
    entities = sent.get("entities", [])
    if len(entities) > 1:
        wrong.append("more than one root message entity")
    for entity in entities:
        kind = (entity.get("type"), entity.get("@type"), entity.get("@context"))
        if kind != ("https://schema.org/Message", "Message", "https://schema.org"):
            wrong.append(f"an entity of the kind {kind}")
        claims = entity.get("citation", [])
        if len(claims) > 20:
            wrong.append("more than 20 citations")
        for claim in claims:
            wrong += _claim_faults(claim, sent.get("text", ""))
    return wrong


def _claim_faults(claim: dict[str, Any], text: str) -> list[str]:
    held = claim.get("appearance", {})
    good = {
        "its type": claim.get("@type") == "Claim" and held.get("@type") == "DigitalDocument",
        "its position": type(claim.get("position")) is int and f"[{claim['position']}]" in text,
        "its name": 0 < len(held.get("name", "")) <= 80,
        "its abstract": len(held.get("abstract", "")) <= 160,
        "its address": held.get("url", "https:").startswith(("http:", "https:")),
    }
    return [f"a citation with a fault in {name}" for name, fine in good.items() if not fine]
