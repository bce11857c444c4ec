"""Context-matched ranking: relevance first; among comparably relevant practices the one that fits better first."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.compose import Found
from assistant.report import TransplantReport

FIT_WEIGHT = 0.1
"""What a perfect fit adds to relevance (0..1) over none: it reorders practices whose relevance differs by
less than that, and hides none. The project's choice, not fitted."""


class Ranked(NamedTuple):
    """A case in its place; `moved` says why it stands higher than by relevance alone, where it does."""

    found: Found
    report: TransplantReport | None
    moved: str | None


def in_order(pairs: Sequence[tuple[Found, TransplantReport]]) -> list[Ranked]:
    """The cases, given by falling relevance with their reports, in the order in which they are shown."""
    order = sorted(
        range(len(pairs)),
        key=lambda at: (-pairs[at][0].relevance - FIT_WEIGHT * pairs[at][1].fit, at),
    )
    return [Ranked(*pairs[at], _moved(at, place, pairs[at][1])) for place, at in enumerate(order)]


def _moved(before: int, now: int, report: TransplantReport) -> str | None:
    if now >= before:
        return None
    city = report.city.split(",")[0]
    if report.origin == report.city:
        return f"Moved up: this was done in {city} itself."
    origin = report.origin.split(",")[0] if report.origin else "its city"
    return f"Moved up: it fits {city} better, {origin} being more like it."
