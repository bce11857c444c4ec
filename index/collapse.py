"""Passages to documents: the best passage decides, the second best helps."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.base import Hit

SECOND = 0.1
"""Share of the second-best passage in a document's score: between the best alone (0) and the mean of the best
two (0.5), which long documents gain by and short ones lose by (docs/evaluation.md)."""


class Grouped(NamedTuple):
    """A document that was found: its score, and its passages, best first."""

    doc_id: str
    score: float
    hits: tuple[Hit, ...]


def collapse(
    hits: Sequence[Hit], owner: Callable[[int], str], second: float = SECOND
) -> list[Grouped]:
    """Documents by their passages, best first; equal scores in the order of their best passages.

    Args:
        hits: passages, best first.
        owner: the document of a passage.
        second: share of the second-best passage, 0..0.5; a document's only passage counts for both.
    """
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(owner(hit.passage_id), []).append(hit)
    found = [
        Grouped(doc_id, (1 - second) * held[0].score + second * held[min(1, len(held) - 1)].score,
                tuple(held))
        for doc_id, held in groups.items()
    ]  # fmt: skip
    return sorted(found, key=lambda group: -group.score)
