"""The names of a document weighed against each other: what each means, and whether it means a city at all."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.places.choice import CLEAR, Reading, read
from ingest.places.context import COUNTY, PERSON, not_a_city
from ingest.places.evidence import CITY, Evidence
from ingest.places.links import LIST, Link, lies_in, links
from ingest.places.others import like_a_country, part_meant, region_meant, small_town
from ingest.places.rows import Where, row
from ingest.places.sheet import Sheet, Span
from ingest.places.tagger import tagged, trained, weigh

SMALL = 150_000
"""People of a city below which its name is not read where the document has a county of that name."""

ELSEWHERE, LINKED, OTHERWISE = 0.8, 1.5, -2.0
"""What it adds that a name surely means a city elsewhere in the document, with its country beside it, or a person."""

SURE = 1.5
"""Score from which a name tells what it means elsewhere in the document."""


class Name(NamedTuple):
    """A name on a page that may be a city; `at` is its position among the page's spans, `tag` what a tagger adds."""

    sheet: Sheet
    at: int
    span: Span
    link: Link | None
    reading: Reading
    tag: float

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the document."""
        return self.sheet.page, self.at

    def plus(self, more: float) -> "Name":
        """The same with a higher score."""
        return self._replace(reading=self.reading._replace(score=self.reading.score + more))


def cities_named(sheets: Iterable[Sheet], evidence: Evidence) -> list[Name]:
    """The names that mean cities, in reading order; the countries of the clear ones are added to the evidence."""
    persons: set[str] = set()
    names = [name for sheet in sheets for name in _names(sheet, evidence, persons)]
    for name in names:
        if name.reading.score + name.tag > 0 and (name.link or name.reading.lead >= CLEAR):
            held = name.reading.row
            evidence.add(name.sheet, name.span, [Where(held.code, held.admin)], CITY)
    again = [n._replace(reading=read(n.sheet, n.span, n.link, evidence)) for n in names]
    cities = [n for n in again if not _other_meant(n, evidence)]
    weighed = _weighed(cities, persons)
    return _without_parts([name for name in weighed if name.reading.score > 0])


def _names(sheet: Sheet, evidence: Evidence, persons: set[str]) -> Iterator[Name]:
    """Names that no word beside them rules out; those of persons and of counties are noted."""
    linked, tags = links(sheet), tagged(sheet.text, trained())
    used = {link.by for at, link in linked.items() if link.by == at + 1}
    for at, span in enumerate(sheet.spans):
        link = linked.get(at)
        if (
            at in used
            or small_town(sheet, at)
            or not (span.town or (span.cities and like_a_country(sheet, span, link)))
        ):
            continue
        kind = not_a_city(sheet, span)
        if kind == PERSON or (kind == COUNTY and row(span.cities[0]).people < SMALL):
            persons.add(span.key)
        if kind:
            continue
        reading = read(sheet, span, link, evidence)
        yield Name(sheet, at, span, link, reading, weigh(tags, span))


def _other_meant(name: Name, evidence: Evidence) -> bool:
    """Whether a region or a borough is meant."""
    told = name.span, name.link, name.reading.row, evidence
    return region_meant(*told) or part_meant(*told)


def _weighed(names: Sequence[Name], persons: set[str]) -> Iterator[Name]:
    """Each name with what its neighbours in a list and its namesakes in the document add."""
    sure = {name.place for name in names if name.reading.score > 0}
    alike: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.reading.score > SURE:
            alike[name.span.key].append(name)
    linked = {key: [n for n in held if n.link] for key, held in alike.items()}
    for name in names:
        key, more = name.span.key, name.tag + _mates(name, sure)
        if not name.link and key in persons:
            more += OTHERWISE
        if not name.link and linked.get(key):
            told = _nearest(name, linked[key])
            yield name._replace(reading=name.reading._replace(row=told.reading.row)).plus(
                more + LINKED
            )
        elif not name.link and any(other is not name for other in alike[key][:2]):
            yield name.plus(more + ELSEWHERE)
        else:
            yield name.plus(more)


def _nearest(name: Name, told: list[Name]) -> Name:
    """The last one before it whose country stands beside it, else the first."""
    return told[max(0, bisect(told, name.place, key=lambda other: other.place) - 1)]


def _mates(name: Name, sure: set[tuple[int, int]]) -> float:
    """What the neighbours in a list add."""
    found, spans = 0, name.sheet.spans
    for to in (name.at - 1, name.at + 1):
        if (name.sheet.page, to) in sure:
            low, high = sorted((name.at, to))
            found += bool(LIST.fullmatch(name.sheet.text, spans[low].end, spans[high].start))
    return (0.0, 2.0, 3.0)[found]


def _without_parts(names: list[Name]) -> list[Name]:
    """Leave out a smaller place that is said to be in a larger one next to it: `Soweto, Johannesburg`."""
    parts = set()
    for one, other in pairwise(names):
        if one.sheet is other.sheet:
            gap = one.sheet.text[one.span.end : other.span.start]
            inside = gap in {" in ", ", in "} or (gap == ", " and not _goes_on(other))
            if inside and lies_in(one.reading.row.at, other.reading.row.at):
                parts.add(one.place)
    return [name for name in names if name.place not in parts]


def _goes_on(name: Name) -> bool:
    """Whether a list goes on after a name."""
    after = name.sheet.text[name.span.end : name.span.end + 6]
    return after.startswith((" and ", ", and ", " & ", " y ", " e ", " et "))
