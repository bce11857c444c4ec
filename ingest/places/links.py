"""The countries and regions that stand beside a name: `Cordoba, Spain`, `Savannah, GA`, `the Kenyan town of Thika`."""

import re
from typing import NamedTuple

from ingest.places.lexicon import lexicon
from ingest.places.rows import Where, row
from ingest.places.sheet import Sheet, Span

LARGE = 500_000
"""People of a city that is likely meant for itself where it stands in a list, and not as the region around it."""

REACH = 70
"""Characters from a name to the country that is said of it, at most."""

_TIGHT = re.compile(r",\s|\s\(|,\s(?:in|of|en|em|au)\s(?:the\s)?")
_BARE = re.compile(r"\s|-|[’']s?,\s")
_LOOSE = re.compile(
    r"(?:,\s(?:in\s)?(?:a|an|the|one|both)\s|,?\s(?:is|in|lies|of)\s)[^.;:()]{0,50}?\b(?:in|of|from)\s(?:the\s)?"
    r"|,?\s(?:in|of|en|em|au|de|du|do|da)\s(?:the\s)?|,\s(?:up|down|high|far|deep|out|over|back)\sin\s(?:the\s)?"
    r"|,\s(?:a|an|the)\s(?:\w+\s){0,2}|,\s(?:capital|part)\sof\s(?:the\s)?"
)
_OF_PEOPLE = re.compile(
    r"(?:[’']s?)?\s(?:[\w-]+\s){0,3}?(?:cit(?:y|ies)|towns?|ports?|capitals?|municipalit(?:y|ies)|villages?"
    r"|metropolis|hubs?|cent(?:er|re)s?)\s(?:of\s|like\s|such as\s)?|[’']s\s"
)
_SHORT = re.compile(
    r"(?:,\s|\s\(|[-/–]|,)([A-Z]{2,3})\b|(?:,\s|\s)(D)\.?\s?C\.?"
    r"|(?:,\s|\s\()((?:[A-Z]\.\s?){2,3}|[A-Z][a-z]{1,4}(?=\.))"
)
_DOTTED = re.compile(r",\s((?:[A-Z]\.){2,3}|[A-Z][a-z]{1,4}\.(?=[,;\s)]))")
LIST = re.compile(
    r",\s|,?\s(?:and|or|&|y|e|et|as well as|then)\s|,\s(?:and|or)\s|;\s(?:and\s)?|/|\s?&\s?|[-–]"
)
"""What stands between two names of a list."""


_NEARBY = re.compile(
    r",?\s(?:\w+\s){0,4}?(?:(?:south|north|east|west|south-?east|south-?west|north-?east|north-?west|outside|upstream|downstream)"
    r"(?:\sof)?|near|beside|close\sto|next\sto)\s"
)
"""What stands between a name and a city that it lies near."""


class Link(NamedTuple):
    """Where a name's place is said to be.

    Attributes:
        places: one of these.
        tight: it is said as in an address, so that even a town of no table may be meant.
        by: position among the page's spans of the name that says so; None for an abbreviation.
    """

    places: tuple[Where, ...]
    tight: bool
    by: int | None


def fits(at: int, places: tuple[Where, ...]) -> bool:
    """Whether the city at a position of the table lies in one of them."""
    held = row(at)
    return any(held.code == w.code and w.admin in {"", held.admin} for w in places)


NEAR = 0.3
"""Degrees between a part of a city and its centre, at most."""


def lies_in(part: int, whole: int) -> bool:
    """Whether one city of the table is so near another, larger one that it is a part of it."""
    a, b = row(part), row(whole)
    near = abs(a.latitude - b.latitude) < NEAR and abs(a.longitude - b.longitude) < NEAR
    return near and a.code == b.code and a.people < b.people / 2


def links(sheet: Sheet) -> dict[int, Link]:
    """Position of a span that may be a city → its link."""
    found: dict[int, Link] = {}
    for at, span in enumerate(sheet.spans):
        if span.cities and not span.masked:
            link = _after(sheet, at) or _before(sheet, at)
            if link and (link.tight or any(fits(c, link.places) for c in span.cities)):
                found[at] = link
    return _spread(sheet, found)


def shortened(sheet: Sheet, span: Span) -> tuple[Where, ...]:
    """The regions that an abbreviation with dots after a name means: `Dunkirk, N.Y.`."""
    short = _DOTTED.match(sheet.text, span.end)
    return lexicon().short.get(re.sub(r"\W", "", short[1]), ()) if short else ()


def _after(sheet: Sheet, at: int) -> Link | None:
    """What follows a name: an abbreviation, or the name of a country or region."""
    span = sheet.spans[at]
    if short := _SHORT.match(sheet.text, span.end):
        told = short[1] or re.sub(r"\W", "", short[3] or "DC")
        places = lexicon().short.get(told, ())
        if any(fits(city, places) for city in span.cities):
            inside = at + 1 < len(sheet.spans) and sheet.spans[at + 1].start < short.end()
            return Link(places, tight=True, by=at + 1 if inside else None)
    if at + 1 == len(sheet.spans) or sheet.spans[at + 1].start > span.end + REACH:
        return None
    following = sheet.spans[at + 1]
    if following.town and _NEARBY.fullmatch(sheet.text[span.end : following.start]):
        country = (Where(row(following.cities[0]).code),)
        if any(fits(city, country) for city in span.cities):
            return Link(country, tight=False, by=None)
    part = following.town and any(lies_in(city, following.cities[0]) for city in span.cities)
    return None if part or not following.qualifies else _followed(sheet, at)


def _followed(sheet: Sheet, at: int) -> Link | None:
    """The link of a name that a country or a region follows."""
    span, following = sheet.spans[at : at + 2]
    gap = sheet.text[span.end : following.start]
    here = any(fits(city, following.qualifies) for city in span.cities)
    if _TIGHT.fullmatch(gap):
        other = following.town and (not here or _listed(sheet, at + 1))
        tight = bool(following.country) or here
        return None if other else Link(following.qualifies, tight, at + 1)
    loose = _LOOSE.fullmatch(gap) or (_BARE.fullmatch(gap) and not following.town)
    return Link(following.qualifies, tight=False, by=at + 1) if here and loose else None


def _listed(sheet: Sheet, at: int) -> bool:
    """Whether a name that is a region's and a large city's goes on to another city in a list."""
    span = sheet.spans[at]
    if at + 1 == len(sheet.spans) or not any(row(c).people >= LARGE for c in span.cities[:1]):
        return False
    following = sheet.spans[at + 1]
    gap = sheet.text[span.end : following.start]
    return following.town and bool(re.fullmatch(r"\s(?:and|or|&)\s", gap))


def _before(sheet: Sheet, at: int) -> Link | None:
    if at == 0:
        return None
    span, earlier = sheet.spans[at], sheet.spans[at - 1]
    where = (Where(earlier.people),) if earlier.people else earlier.qualifies
    gap = sheet.text[earlier.end : span.start]
    if where and not earlier.town and len(gap) < 60 and _OF_PEOPLE.fullmatch(gap):
        return Link(where, tight=False, by=at - 1)
    return None


def _spread(sheet: Sheet, found: dict[int, Link]) -> dict[int, Link]:
    """What is said of one name of a list holds for its neighbours, where they have a city there."""
    spans = sheet.spans
    said = dict(found)
    order = range(len(spans))
    for step, positions in ((1, order), (-1, reversed(order))):
        for at in positions:
            link, to = said.get(at), at + step
            if link is None or to in said or not 0 <= to < len(spans):
                continue
            if (step == 1) != (link.by is not None and link.by < at):
                continue
            low, high = sorted((at, to))
            gap = sheet.text[spans[low].end : spans[high].start]
            there = any(fits(city, link.places) for city in spans[to].cities)
            if there and LIST.fullmatch(gap) and (step == 1 or not link.tight):
                said[to] = link._replace(tight=False)
    return said
