"""Moves of a practice from and to other cities that a document tells, for a draft's lineage."""

import re
from collections.abc import Sequence

from corpus.draft import DraftField, Evidence, open_field
from corpus.draft_values import flat
from corpus.nouns import City, Document
from ingest.drafting.findings import proposed
from ingest.drafting.sentences import Sentence, around, evidence
from ingest.places.mentions import Mention
from ingest.transfers.mentioned import Mentioned, find_transfers

SURE_MOVE = 0.5
"""Confidence from which a transfer that is mentioned is proposed."""

MOST_MOVES = 3
"""Moves that are proposed each way."""

_CHANGED = re.compile(
    r"\b(?:instead|replaced|smaller|larger|deeper|cheaper|changed|adapted|adjusted|modified|different\w*|unlike|rather than|were made|was made|without the)\b", re.IGNORECASE
)  # fmt: skip


def lineage(document: Document, held: Sequence[Sentence], mentions: Sequence[Mention],
            city: City | None) -> list[DraftField]:  # fmt: skip
    """Moves from and to other cities that a sentence tells."""
    moves = find_transfers([page.text for page in document.pages], mentions)
    ways: dict[str, list[DraftField]] = {"adopted-from": [], "adopted-by": []}
    told: set[tuple[str, str]] = set()
    for move in moves:
        way, other = _way(move, city)
        shown = around(document, move.page_index, *_middle(move, other), held)
        inside = any(shown.page_index == s.page_index and shown.start == s.start for s in held)
        if other is None or move.confidence < SURE_MOVE or not inside:
            continue
        if (way, other.text) in told or len(ways[way]) >= MOST_MOVES:
            continue
        told.add((way, other.text))
        key = f"{way}-{len(ways[way]) + 1}"
        ways[way].append(_move(document, held, key, other, shown, move.confidence))
    return [field for fields in ways.values() for field in fields]


def _way(move: Mentioned, city: City | None) -> tuple[str, Mention | None]:
    """Whether the practice came to the document's city or left it, and the other place; None for others' moves."""
    if _is(move.recipient, city):
        return "adopted-from", None if _is(move.origin, city) else move.origin
    if _is(move.origin, city):
        return "adopted-by", move.recipient
    return "", None


def _is(place: Mention | None, city: City | None) -> bool:
    """True for the document's city, which a sentence need not name."""
    return place is None or bool(city and place.city and place.city.id == city.id)


def _middle(move: Mentioned, other: Mention | None) -> tuple[int, int]:
    return (other.start, other.end) if other else (move.start, move.start + 1)


def _move(document: Document, held: Sequence[Sentence], key: str, other: Mention, shown: Evidence,
          sure: float) -> DraftField:  # fmt: skip
    parts = {"country": other.country_code, "source": "1"}
    if other.kind == "city":
        parts["city"] = other.city.name if other.city else other.text
    pieces = [shown]
    for sentence in held:
        close = sentence.page_index == shown.page_index and 0 <= sentence.start - shown.end < 200
        if close and other.text in sentence.text and _CHANGED.search(sentence.text):
            parts["what_changed"] = flat(sentence.text)
            pieces.append(evidence(document, sentence))
            break
    if "city" not in parts:
        return open_field(key, f"{open_field(key).question} The document names only {other.text}.")
    return proposed(key, parts, pieces, sure)
