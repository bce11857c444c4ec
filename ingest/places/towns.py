"""Towns of no table, known by the country or region beside them: `Inhassoro, Mozambique`, `Sedona, Arizona`."""

import re
from collections.abc import Iterator

from ingest.places.lexicon import lexicon
from ingest.places.rows import row
from ingest.places.sheet import Sheet, Span

KNOWN = 150_000
"""People of a city from which a name of a region is read as the city's too."""

_NAME = r"[^\W\d_a-z][^\W\d_]+(?:[ ’'-](?:(?:de|da|do|del|la|el|of) )?[^\W\d_a-z][^\W\d_]+){0,2}"
_TOWN = re.compile(
    rf"(?:(?P<lead>\b(?:in|at|from|near|of|to|visited|and)\s)|(?P<first>(?:^|[.!?;]\s|\n)))(?P<name>{_NAME})(?:,\s|\s\()$"
)
_CALLED = re.compile(
    rf"\b(?:[Tt]own|[Cc]ity|[Vv]illage|[Mm]unicipality)\sof\s(?P<name>{_NAME})(?:,\s|\s\(|,?\sin\s)(?:the\s)?$"
)
_LETTERS = re.compile(r",\s((?:[A-Z]\.){2,3}|[A-Z][a-z]{1,4}\.)(?=[,;\s)])")
_ENDS_IN_NAME = re.compile(rf"(?:^|[\s(])(?P<name>{_NAME})$")
_NOT = (
    "region province county state district department river lake ministry university institute republic island islands "
    "north south east west northern southern eastern western central programme project report government valley basin "
    "bank park street road coast bay gulf mountains hills act law policy plan agency council committee authority the this"
)
_NEVER = frozenset(_NOT.split())
_BEFORE = 80


def towns(sheet: Sheet, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Start and end of each such town, and the code of its country.

    Args:
        taken: offsets of the places that are told already.
    """
    for span in sheet.spans:
        if not _country(span) or sheet.shouted(span.start) or sheet.titled(span.start):
            continue
        low = max(0, span.start - _BEFORE)
        before = sheet.text[low : span.start]
        match = _CALLED.search(before) or _TOWN.search(before)
        if match and _good(match["name"]):
            start, end = low + match.start("name"), low + match.end("name")
            if not any(start < high and down < end for down, high in taken):
                yield start, end, _country(span)


def abbreviated(sheet: Sheet, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The same of towns with an abbreviated region beside them: `Dunkirk, N.Y.`."""
    for short in _LETTERS.finditer(sheet.text):
        codes = {where.code for where in lexicon().short.get(re.sub(r"\W", "", short[1]), ())}
        low = max(0, short.start() - _BEFORE)
        match = _ENDS_IN_NAME.search(sheet.text[low : short.start()]) if codes else None
        if not match:
            continue
        start, end = low + match.start("name"), low + match.end("name")
        free = not any(start < high and down < end for down, high in taken)
        if len(codes) == 1 and free and _good(match["name"]):
            yield start, end, codes.pop()


def _country(span: Span) -> str:
    """The country that a span names, or that the region it names lies in; empty for neither."""
    codes = {where.code for where in span.regions}
    return span.country or (codes.pop() if len(codes) == 1 and only_region(span) else "")


def only_region(span: Span) -> bool:
    """Whether a name is a region's and no well-known city's: `Kansas`, `Arizona`; not `Ontario` or `Victoria`."""
    return bool(span.regions) and not any(row(at).people >= KNOWN for at in span.cities[:1])


def _good(name: str) -> bool:
    """Whether it is neither a country, a region nor a phrase that names something else."""
    held = lexicon()
    words = re.split(r"[ ’'-]", name.lower())
    key = " ".join(words)
    known = key in held.countries or key in held.peoples or key in held.regions
    return (
        not name.isupper()
        and not known
        and not any(w in _NEVER or held.has("demoted", w) for w in words)
    )
