"""Boroughs and districts that the table of cities has as if they were cities: `Queens`, `Kreuzberg`, `Favoriten`."""

from functools import cache

from corpus.gazetteer import fold
from ingest.places.lexicon import lexicon
from ingest.places.rows import Row, lines
from ingest.places.sheet import Span


def is_part(held: Row) -> bool:
    """Whether a city of the table is a part of a larger one without a government of a municipality.

    It is one that `corpus/tables/place_lists.tsv` lists as a borough, or any place but the largest in a
    region that is one municipality, as Berlin and Vienna are.
    """
    lists = lexicon()
    region = f"{held.code} {held.admin}".lower()
    if lists.has("city_region", region):
        return held.at != _largest(region)
    return lists.has("borough", f"{held.name} {region}")


def called_like_part(span: Span, held: Row) -> bool:
    """Whether a borough better known than this city bears its name: `Westminster` of London and of Colorado."""
    return lexicon().has("better_known", span.key) and held.people < 200_000


@cache
def _largest(region: str) -> int:
    """Position of the first, so the largest, city of a region such as `de 16`."""
    for at, entry in enumerate(lines()):
        fields = entry.split("\t", 5)
        if fold(f"{fields[3]} {fields[4]}") == region:
            return at
    return -1
