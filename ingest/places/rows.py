"""The cities of the gazetteer by their position in its table, with what is needed to choose among them."""

from functools import cache, lru_cache
from typing import NamedTuple

from corpus.gazetteer import fold, table_lines


class Where(NamedTuple):
    """A country or a region of it.

    Attributes:
        code: ISO 3166-1 alpha-2.
        admin: GeoNames' code of the first-order region; empty for the whole country.
    """

    code: str
    admin: str = ""


class Row(NamedTuple):
    """What choosing among cities of one name needs of each.

    Attributes:
        at: position in the table of cities.
        name: folded; written: as the table has it.
        names: how many it has in the world's languages, which tells how widely it is known.
        code, admin, people, rank, latitude, longitude: as in `corpus.nouns.City`.
    """

    at: int
    name: str
    written: str
    code: str
    admin: str
    people: int
    rank: str
    latitude: float
    longitude: float
    names: int


@cache
def lines() -> list[str]:
    """The lines of the table of cities, the largest city first."""
    return table_lines()


@lru_cache(1 << 14)
def row(at: int) -> Row:
    """The row at a position of the table of cities."""
    (_, name, ascii_name, code, admin, latitude, longitude, people,
     _, _, _, _, rank, names) = lines()[at].split("\t")  # fmt: skip
    place = float(latitude), float(longitude), names.count("|") - 1
    return Row(at, fold(ascii_name), name, code, admin, int(people), rank, *place)


def line(at: int) -> str:
    """The line at a position of the table of cities."""
    return lines()[at]


@cache
def _at() -> dict[int, int]:
    return {int(entry.split("\t", 1)[0]): at for at, entry in enumerate(lines())}


def aliases_of(id_: int) -> list[str]:
    """All names of a city by its id in GeoNames, folded."""
    return lines()[_at()[id_]].rsplit("\t", 1)[1].strip("|").split("|")
