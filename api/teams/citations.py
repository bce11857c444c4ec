"""Citations of a message of Teams: marks in its text, and what is shown where somebody points at one."""

from typing import Any

from api.chat.base import Item, Reply
from api.teams.card import QUOTES
from api.teams.links import cut, link
from assistant.answer import Citation

CITATIONS = 20
"""Citations of a message; Teams refuses one with more."""

NAME, ABSTRACT = 80, 160
"""Characters of a citation's title and of its quote; Teams refuses more."""


def cited(items: tuple[Item, ...]) -> list[Citation]:
    """The citations that are marked: each number once, no more than Teams takes."""
    held = {quote.n: quote for item in items for quote in item.quotes[:QUOTES]}
    return list(held.values())[:CITATIONS]


def entity(reply: Reply, citations: list[Citation], base: str) -> dict[str, Any]:
    """What Teams shows beside the text; a message has one such entity at most. Empty for none."""
    said: dict[str, Any] = {}
    if reply.reworded:
        said["additionalType"] = ["AIGeneratedContent"]
    if citations:
        said["citation"] = [_claim(citation, base) for citation in citations]
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
