"""A move of a practice that a text mentions."""

from typing import NamedTuple

from corpus.transfer import Degree
from ingest.places.mentions import Mention


class Mentioned(NamedTuple):
    """A move of a practice as one sentence tells it: `pages[page_index][start:end]` is its quote.

    Attributes:
        origin: where the practice came from; None for the city that the document is about.
        recipient: where it went; None for the city that the document is about.
        practice: the words for what moved; empty where none were found.
        degree: how much was taken over, where the words say so.
        confidence: 0..1, that the sentence tells of a move; below .5 it may be a mere likeness.
    """

    page_index: int
    start: int
    end: int
    origin: Mention | None
    recipient: Mention | None
    practice: str
    degree: Degree | None
    confidence: float
