"""Sentences that name a place, with the places masked, so that phrases between them can be matched."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ingest.places.mentions import Mention
from ingest.transfers.cues import PLACE

LONGEST = 600
"""Characters of a sentence; what stands without a full stop for longer is a table or a list."""

_END = re.compile(r"(?<=[.!?])[\"”’)\]]{0,2}\s+(?=[\"“(\[]?[^\W\d_a-zà-ÿ])|\n\s*\n|\n\s*[-*•▪]\s")


_GOES_ON = re.compile(
    r"(?:(?:An?|One|Two|Three|Four|Five|Six|Some|Several|A few|Ten|Within an?|Barely an?|Less than an?|\d+) (?:\w+ )?(?:year|month|week|day|decade)s?\b|"
    r"(?:Soon|Since|Then|They|It|He|She|We|Back|Now|Today|Afterwards?|Later|Shortly|Months|Years|Impressed|Inspired|Convinced|Once|This|These|That)\b|"
    r"(?:On|Upon|After) (?:their|his|her|its|the|that|our) |"
    r"(?:The|Our|Its|Their) (?:\w+ )?(?:city|town|council|mayor|team|delegation|group|idea|scheme|model|programme|visit|result|concept|same|new|officials|engineers|planners|trip|lesson|method)\b)"
)
"""How a sentence begins that goes on about what the one before told."""


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


def continued(page: str, one: Sentence, other: Sentence | None) -> Sentence | None:
    """The sentence joined with the one after it, where that goes on about the same; `other`, where it names a place."""
    edge = _END.search(page, one.end)
    if (
        not edge
        or edge.start() > one.end
        or "\n\n" in edge[0]
        or not _GOES_ON.match(page, edge.end())
    ):
        return None
    if other and other.start == edge.end():
        end, places = other.end, [*one.places, *other.places]
    else:
        after = _END.search(page, edge.end())
        end, places = after.start() if after else len(page.rstrip()), one.places
    if end - one.start > LONGEST or end <= edge.end():
        return None
    return Sentence(_mask(page[one.start : end], one.start, places), places, one.start, end)


def _mask(text: str, start: int, places: list[Mention]) -> str:
    parts, at = [], 0
    for place in places:
        parts += [text[at : place.start - start], PLACE]
        at = place.end - start
    return "".join([*parts, text[at:]]).replace("\n", " ")
