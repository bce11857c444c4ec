"""Balance among where practices come from, where someone asks for it: see docs/fairness.md."""

from collections.abc import Sequence

from assistant.groups import side
from assistant.rank import FIT_WEIGHT, Ranked
from corpus.gazetteer import country_name
from index.balance import Placed, balanced, merit

MOVED = (
    "Moved up by {places}, so that practices of the {side} are seen as their relevance deserves."
)


def balance(ranked: Sequence[Ranked], epsilon: float) -> list[Ranked]:
    """Case studies in an order in which South and North are seen as their relevance deserves.

    Args:
        ranked: case studies as they would be shown, best first.
        epsilon: the most relevance that a place may lose, 0..1.
    Raises:
        BadLimit: epsilon is out of range or not a number.
    """
    held = {entry.found.document.doc_id: entry for entry in ranked}
    sides = {doc_id: side(_country(entry)) for doc_id, entry in held.items()}
    scored = [(doc_id, _score(entry)) for doc_id, entry in held.items()]
    placed = balanced(scored, sides, merit(scored, sides), epsilon)
    return [
        _told(held[place.doc_id], place, now, sides[place.doc_id])
        for now, place in enumerate(placed, 1)
    ]


def _score(entry: Ranked) -> float:
    return entry.found.relevance + (FIT_WEIGHT * entry.report.fit if entry.report else 0.0)


def _country(entry: Ranked) -> str:
    return str(entry.found.document.meta["case"]["country"])


def _told(entry: Ranked, place: Placed, now: int, of: str) -> Ranked:
    if now >= place.before:
        return entry
    places = f"{place.before - now} place{'s' * (place.before - now > 1)}"
    where = f"global {of}" if of in ("South", "North") else country_name(_country(entry))
    return entry._replace(moved=MOVED.format(places=places, side=where))
