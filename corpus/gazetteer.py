"""Cities by name: 34,006 cities of over 15,000 people (GeoNames, CC BY 4.0), found in any spelling."""

import gzip
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from anyascii import anyascii

from corpus.errors import AmbiguousCity, UnknownCity
from corpus.nouns import City

TABLES = Path(__file__).parent / "tables"
CITIES = TABLES / "cities.tsv.gz"
COUNTRIES = TABLES / "countries.tsv"

MAX_NAME = 200
"""Longest city name that is looked up, in characters."""

RIVAL = 0.15
"""Share of the largest city's people from which another city of the same name makes the name unclear."""

RIVAL_OF_CAPITAL = 0.5
"""The same where the largest city is a capital."""


_APART = re.compile(r"[^a-z0-9]+")


def fold(name: str) -> str:
    """Lower-case letters and digits without accents, words apart by one space: `São Paulo` → `sao paulo`."""
    plain = name if name.isascii() else anyascii(name)
    return _APART.sub(" ", plain.lower()).strip()


@cache
def _table() -> str:
    return gzip.decompress(CITIES.read_bytes()).decode()


def table_lines() -> list[str]:
    """The lines of the table of cities, the largest city first; `city_of` reads one."""
    return _table().splitlines()


@cache
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    names, codes = {}, {}
    for line in COUNTRIES.read_text(encoding="utf-8").splitlines():
        code, name, aliases = line.split("\t")
        names[code] = name
        codes.update(dict.fromkeys(aliases.strip("|").split("|"), code))
    return names, codes


def country_name(code: str) -> str:
    """`MZ` → `Mozambique`; a code that is not known comes back as it is."""
    return _countries()[0].get(code, code)


def country_code(name: str) -> str | None:
    """`Viet Nam`, `Vietnam` or `VN` → `VN`; None where no country is called so."""
    return _countries()[1].get(fold(name))


def country_codes_like(start: str) -> frozenset[str]:
    """Codes of the countries of which a name in folded spelling begins so; `moz` → {`MZ`}."""
    return frozenset(code for name, code in _countries()[1].items() if name.startswith(start))


def city_of(line: str) -> City:
    """The city of a line of the table."""
    (id_, name, ascii_name, code, admin, latitude, longitude, people, elevation, coast, climate,
     climate_2071, rank, _) = line.split("\t")  # fmt: skip
    return City(
        id=int(id_),
        name=name,
        country_code=code,
        country=country_name(code),
        latitude=float(latitude),
        longitude=float(longitude),
        population=int(people),
        ascii_name=ascii_name,
        admin=admin,
        elevation=int(elevation) if elevation else None,
        coast_km=float(coast),
        climate=climate,
        climate_2071=climate_2071,
        rank=rank,
    )


def _lines_with(alias: str) -> Iterator[str]:
    table, at = _table(), 0
    while (at := table.find(f"|{alias}|", at)) >= 0:
        start, end = table.rfind("\n", 0, at) + 1, table.find("\n", at)
        yield table[start:end]
        at = end


def _named(name: str, country: str | None) -> list[City]:
    """Cities of that name, those whose main name it is first, then larger first."""
    lines = list(_lines_with(name)) if name else []
    lines.sort(key=lambda line: f"\t|{name}|" not in line)
    return [city for city in map(city_of, lines) if country in (None, city.country_code)]


@lru_cache(1024)
def resolve(name: str) -> City:
    """The city that a name means, with or without its country: `Beira`, `Saigon`, `Cordoba, Spain`.

    Raises:
        AmbiguousCity: several cities of about that size have the name; `nearest` has what to ask for instead.
        UnknownCity: no city of that name; `nearest` has up to five that are spelled like it.
    """
    if len(name) > MAX_NAME:
        raise UnknownCity(f"That city name is too long. Use at most {MAX_NAME} characters.")
    for part, region, country in _readings(name):
        found = [city for city in _named(part, country) if region in (None, city.admin)]
        if found:
            return _one_of(found, part, name)
    nearest = tuple(islice(_nearest(name), 5))
    hint = f" Did you mean {'; '.join(nearest)}?" if nearest else " Check the spelling."
    raise UnknownCity(
        f"No city called '{name.strip()}' is known among those of over 15,000 people.{hint}",
        nearest,
    )


def _one_of(found: list[City], part: str, name: str) -> City:
    """The first, unless another one that is called just so has a good part of its people."""
    called = [city for city in found if fold(city.name) == part or fold(city.ascii_name) == part]
    largest = found[0].population
    share = RIVAL_OF_CAPITAL if found[0].rank == "capital" else RIVAL
    rivals = [c for c in called or found if c.population >= share * largest and c.id != found[0].id]
    if not rivals:
        return found[0]
    labels = tuple(_full_label(city, found) for city in [found[0], *rivals][:5])
    raise AmbiguousCity(
        f"Several cities are called '{name.strip()}'. Which one: {'; '.join(labels)}?", labels
    )


def _full_label(city: City, found: list[City]) -> str:
    """The label, with the region's code where the country has several cities of that name."""
    twins = [
        c for c in found if c.country_code == city.country_code and fold(c.name) == fold(city.name)
    ]
    return f"{city.name}, {city.admin}, {city.country}" if len(twins) > 1 else city.label


def _readings(name: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Ways to read a name as (city, region, country): as a whole, or with its last words as country or region."""
    codes = _countries()[1]
    head, comma, tail = name.rpartition(",")
    if comma and (country := codes.get(fold(tail))):
        yield fold(head), None, country
        city, _, region = head.rpartition(",")
        yield fold(city), region.strip().upper(), country
    yield fold(name), None, None
    yield fold(head), tail.strip().upper(), None
    words = fold(name).split()
    for size in range(1, min(4, len(words))):
        if country := codes.get(" ".join(words[-size:])):
            yield " ".join(words[:-size]), None, country


def _nearest(name: str) -> Iterator[str]:
    from rapidfuzz import fuzz, process

    head, comma, _ = name.rpartition(",")
    query = fold(head if comma else name)
    if not query:
        return
    lines = _table().splitlines()
    names = [fold(line.split("\t", 2)[1]) for line in lines]
    seen = set()
    for _, _, at in process.extract(query, names, scorer=fuzz.ratio, limit=12, score_cutoff=70):
        label = city_of(lines[at]).label
        if label not in seen:
            seen.add(label)
            yield label


def find(city: str, country_code: str) -> City | None:
    """The largest city of that name in that country; None where there is none.

    A region's code may follow the name: `Burlington, VT` in `US`.
    """
    if found := _named(fold(city), country_code):
        return found[0]
    name, _, region = city.rpartition(",")
    there = (c for c in _named(fold(name), country_code) if c.admin == region.strip())
    return next(there, None)


def is_known(city: str, country_code: str) -> bool:
    """True where the gazetteer has a city of that name in that country."""
    return find(city, country_code) is not None
