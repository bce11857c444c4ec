"""Sentences that name a place, with the places masked, so that phrases between them can be matched."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ingest.mentioned_cues import PLACE
from ingest.places import Mention

LONGEST = 600
"""Characters of a sentence; what stands without a full stop for longer is a table or a list."""

_END = re.compile(r"(?<=[.!?])[\"”’)\]]{0,2}\s+(?=[\"“(\[]?[^\W\d_a-zà-ÿ])|\n\s*\n|\n\s*[-*•▪]\s")


class Sentence(NamedTuple):
    """A sentence with its places masked by a character each; `page[start:end]` is its text."""

    masked: str
    places: list[Mention]
    start: int
    end: int


def sentences_with(page: str, places: list[Mention]) -> Iterator[Sentence]:
    """The sentences that name a place."""
    edges = [0, *(end.end() for end in _END.finditer(page)), len(page)]
    at = 0
    for start, end in pairwise(edges):
        inside = []
        while at < len(places) and places[at].start < end:
            if places[at].start >= start and places[at].end <= end:
                inside.append(places[at])
            at += 1
        if inside and end - start <= LONGEST:
            text = page[start:end].rstrip()
            yield Sentence(_mask(text, start, inside), inside, start, start + len(text))


def _mask(text: str, start: int, places: list[Mention]) -> str:
    parts, at = [], 0
    for place in places:
        parts += [text[at : place.start - start], PLACE]
        at = place.end - start
    return "".join([*parts, text[at:]]).replace("\n", " ")
