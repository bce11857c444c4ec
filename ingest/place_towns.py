"""Towns of no table, known by the country that stands beside them: `Inhassoro, Mozambique`."""

import re
from collections.abc import Iterator

from ingest.place_lexicon import lexicon
from ingest.place_sheet import Sheet, Span

_NAME = r"[^\W\d_a-z][^\W\d_]+(?:[ ’'-](?:(?:de|da|do|del|la|el|of) )?[^\W\d_a-z][^\W\d_]+){0,2}"
_TOWN = re.compile(
    rf"(?:(?P<lead>\b(?:in|at|from|near|of|to|visited|and)\s)|(?P<first>(?:^|[.!?;]\s|\n)))(?P<name>{_NAME})(?:,\s|\s\()$"
)
_CALLED = re.compile(
    rf"\b(?:[Tt]own|[Cc]ity|[Vv]illage|[Mm]unicipality)\sof\s(?P<name>{_NAME})(?:,\s|\s\(|,?\sin\s)(?:the\s)?$"
)
_NOT = (
    "region province county state district department river lake ministry university institute republic island islands "
    "north south east west northern southern eastern western central programme project report government valley basin "
    "bank park street road coast bay gulf mountains hills act law policy plan agency council committee authority the this"
)
_NEVER = frozenset(_NOT.split())
_BEFORE = 80


def towns(sheet: Sheet, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, Span]]:
    """Start and end of each such town, and the span of its country.

    Args:
        taken: offsets of the places that are told already.
    """
    for span in sheet.spans:
        if not span.country or sheet.shouted(span.start) or sheet.titled(span.start):
            continue
        low = max(0, span.start - _BEFORE)
        before = sheet.text[low : span.start]
        match = _CALLED.search(before) or _TOWN.search(before)
        if match and _good(match["name"]):
            start, end = low + match.start("name"), low + match.end("name")
            if not any(start < high and down < end for down, high in taken):
                yield start, end, span


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
