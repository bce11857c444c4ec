"""Names of cities that mean something larger or smaller there: a country, a region, a borough, a town of no table."""

from ingest.places.context import lead_in
from ingest.places.evidence import CITY, Evidence
from ingest.places.lexicon import lexicon
from ingest.places.links import LIST, Link, fits, shortened
from ingest.places.parts import called_like_part, is_part
from ingest.places.rows import Row, row
from ingest.places.sheet import Sheet, Span
from ingest.places.towns import only_region

FAMOUS = 400_000
"""People of a city from which it may be meant though a region elsewhere is called the same."""

KNOWN = 250_000
"""People of a city that is called like a country, from which it is read beside its own country, as capitals are."""


def small_town(sheet: Sheet, at: int) -> bool:
    """Whether a region follows that has no city of that name, so that a town of no table is meant: `Paris, Kentucky`."""
    span = sheet.spans[at]
    if span.cities and (places := shortened(sheet, span)):
        return not any(fits(city, places) for city in span.cities)
    if at + 1 == len(sheet.spans):
        return False
    span, following = sheet.spans[at : at + 2]
    plain = only_region(following) and not following.country
    beside = sheet.text[span.end : following.start] == ", "
    goes_on = LIST.match(sheet.text, following.end) and not sheet.text.startswith(
        ", ", following.end
    )
    there = any(fits(city, following.regions) for city in span.cities)
    return bool(span.cities and plain and beside and not goes_on and not there)


def like_a_country(sheet: Sheet, span: Span, link: Link | None) -> bool:
    """Whether a city called like a country is meant: `Armenia, Colombia`, `the mayor of Armenia`."""
    called = lexicon().has("city_proper", lead_in(sheet, span))
    there = [row(at) for at in span.cities if called or (link and fits(at, link.places))]
    return any(held.rank or held.people >= KNOWN for held in there)


def region_meant(span: Span, link: Link | None, held: Row, evidence: Evidence) -> bool:
    """Whether `Ontario` or `Victoria` is the region: no city of that name is in it, nor much better known."""
    if link or not span.regions or any(fits(city, span.regions) for city in span.cities[:2]):
        return False
    if held.people < FAMOUS and not held.rank:
        return True
    codes = {where.code for where in span.regions}
    return any(evidence.weight(code) - 0.4 > evidence.weight(held.code) for code in codes)


def part_meant(span: Span, link: Link | None, held: Row, evidence: Evidence) -> bool:
    """Whether a borough is meant, of its own row or of another country and better known."""
    if is_part(held):
        return True
    told = link or evidence.weight(held.code) > 2 * CITY
    return called_like_part(span, held) and not told
