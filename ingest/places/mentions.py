"""Cities and countries that a text names, each linked to the gazetteer, told apart by what stands around it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from corpus.gazetteer import city_of
from corpus.nouns import City
from ingest.places.choice import confidence
from ingest.places.context import not_a_city
from ingest.places.document import Name, cities_named
from ingest.places.evidence import Evidence, named
from ingest.places.rows import line
from ingest.places.scan import scan
from ingest.places.sheet import Sheet
from ingest.places.towns import abbreviated, towns

BESIDE, COUNTRY = 0.6, 0.95
"""Confidence in a town of no table that stands beside its country, and in a country's name."""

FIRST = 2.0
"""What the first city of a document counts, against 1 for the others, where it is asked which one it is about."""


class Mention(NamedTuple):
    """A place where it is named: `pages[page_index][start:end] == text`.

    Attributes:
        kind: "city" or "country".
        city: of the gazetteer; None for a country, and for a town of no table that stands beside its country.
        country_code: ISO 3166-1 alpha-2.
        confidence: that this place is meant, from .5 to 1.
    """

    page_index: int
    start: int
    end: int
    text: str
    kind: Literal["city", "country"]
    city: City | None
    country_code: str
    confidence: float


def find_places(pages: Sequence[str]) -> tuple[Mention, ...]:
    """Find the cities and countries that a document names, in reading order.

    Args:
        pages: the text of each page; all are read together, as one tells what a name on another means.
    """
    sheets = [scan(text, index) for index, text in enumerate(pages)]
    evidence = named(sheets)
    found = [_mention(name) for name in cities_named(sheets, evidence)]
    taken: list[list[tuple[int, int]]] = [[] for _ in sheets]
    for mention in found:
        taken[mention.page_index].append((mention.start, mention.end))
    for sheet in sheets:
        found += _towns(sheet, taken[sheet.page])
        found += _countries(sheet, taken[sheet.page], evidence)
    return tuple(sorted(found, key=lambda mention: mention[:2]))


def _mention(name: Name) -> Mention:
    sheet, span, reading = name.sheet, name.span, name.reading
    city = city_of(line(reading.row.at))
    text = sheet.text[span.start : span.end]
    sure = round(confidence(reading.score), 3)
    return Mention(sheet.page, span.start, span.end, text, "city", city, city.country_code, sure)


def _towns(sheet: Sheet, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    for start, end, code in (*towns(sheet, taken), *abbreviated(sheet, taken)):
        text = sheet.text[start:end]
        yield Mention(sheet.page, start, end, text, "city", None, code, BESIDE)


def _countries(sheet: Sheet, taken: list[tuple[int, int]], evidence: Evidence) -> Iterator[Mention]:
    """Countries where they are named and no city of that name is meant; Georgia may be the state."""
    cities = set(taken)
    american = evidence.weight("US") > evidence.weight("GE")
    for span in sheet.spans:
        if not span.country or span.masked or (span.start, span.end) in cities:
            continue
        if not (span.key == "georgia" and american) and not not_a_city(sheet, span):
            text = sheet.text[span.start : span.end]
            yield Mention(
                sheet.page, span.start, span.end, text, "country", None, span.country, COUNTRY
            )


def main_place(mentions: Sequence[Mention]) -> Mention | None:
    """The city that a document is about: named often, first, and surely; None where no city is named.

    Args:
        mentions: as `find_places` gives them; the answer is the first of them that means that city.
    """
    cities = [(m.city.id, m) for m in mentions if m.city]
    value: defaultdict[int, float] = defaultdict(float)
    for order, (id_, mention) in enumerate(cities):
        value[id_] += mention.confidence * (1.0 if order else FIRST)
    best = max(value, key=lambda id_: value[id_], default=None)
    return next((mention for id_, mention in cities if id_ == best), None)
