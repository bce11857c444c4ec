"""Moves of a practice from and to other cities that a document tells, for a draft's lineage."""

import re
from collections.abc import Iterator, Sequence

from corpus.draft import DraftField, Evidence, open_field
from corpus.draft_values import flat
from corpus.nouns import City, Document
from ingest.drafting.proposed import proposed
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


TAKEN_UP = 0.7
"""Confidence of a move that is told as what other cities did with the scheme."""

_TOOK = re.compile(
    r"(?:(?:,| and|,? or|,? as well as) [A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?){0,4}(?: (?:both|have|has|had|since|also|later|then|soon|all|in (?:19|20)\d\d)){0,3},? "
    r"(?:copied|adopted|took over|taken over|took up|taken up|replicated|repeated|borrowed|followed|imitated|introduced|built)\s+"
    r"(?:it\b|the same\b|(?:a )?similar\b|(?:the|this|our|that|its) (?:\w+[ -]){0,2}?(?:scheme|method|approach|model|practice|programme|program|plan|idea|system|example|planting|project|measure|policy|by-?law|rule)s?\b)"
)  # fmt: skip
"""What follows a city's name where it took up what the document tells of."""


def lineage(document: Document, held: Sequence[Sentence], mentions: Sequence[Mention],
            city: City | None) -> list[DraftField]:  # fmt: skip
    """Moves from and to other cities that a sentence tells."""
    pages = [page.text for page in document.pages]
    moves = [*find_transfers(pages, mentions, city), *_taken_up(document, held, mentions, city)]
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


def _taken_up(document: Document, held: Sequence[Sentence], mentions: Sequence[Mention],
              city: City | None) -> Iterator[Mentioned]:  # fmt: skip
    """Cities that a sentence says have taken up "the scheme": its subject, or one of several."""
    for other in mentions:
        if other.kind != "city" or _is(other, city):
            continue
        text = re.sub(r"\s", " ", document.pages[other.page_index].text)
        sentence = next((s for s in held if s.page_index == other.page_index
                         and s.start <= other.start < s.end), None)  # fmt: skip
        if sentence and _TOOK.match(text, other.end, sentence.end):
            yield Mentioned(other.page_index, sentence.start, sentence.end, None, other, "", None,
                            TAKEN_UP)  # fmt: skip


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
