"""Cities by name: 34,006 cities of over 15,000 people (GeoNames, CC BY 4.0), found in any spelling."""

import gzip
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from anyascii import anyascii

from corpus.errors import UnknownCity
from corpus.nouns import City

TABLES = Path(__file__).parent / "tables"
CITIES = TABLES / "cities.tsv.gz"
COUNTRIES = TABLES / "countries.tsv"

MAX_NAME = 200
"""Longest city name that is looked up, in characters."""


def fold(name: str) -> str:
    """Lower-case letters and digits without accents, words apart by one space: `São Paulo` → `sao paulo`."""
    return re.sub(r"[^a-z0-9]+", " ", anyascii(name).lower()).strip()


@cache
def _table() -> str:
    return gzip.decompress(CITIES.read_bytes()).decode()


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


def _city(line: str) -> City:
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
    return [city for city in map(_city, lines) if country in (None, city.country_code)]


@lru_cache(1024)
def resolve(name: str) -> City:
    """The city that a name means, with or without its country: `Beira`, `Saigon`, `Cordoba, Spain`.

    Raises:
        UnknownCity: no city of that name; `nearest` has up to five that are spelled like it.
    """
    if len(name) > MAX_NAME:
        raise UnknownCity(f"That city name is too long. Use at most {MAX_NAME} characters.")
    for part, country in _readings(name):
        if found := _named(part, country):
            return found[0]
    nearest = tuple(islice(_nearest(name), 5))
    hint = f" Did you mean {'; '.join(nearest)}?" if nearest else " Check the spelling."
    raise UnknownCity(
        f"No city called '{name.strip()}' is known among those of over 15,000 people.{hint}",
        nearest,
    )


def _readings(name: str) -> Iterator[tuple[str, str | None]]:
    """Ways to read a name: as a whole, then with its last words as a country."""
    codes = _countries()[1]
    head, comma, tail = name.rpartition(",")
    if comma and (country := codes.get(fold(tail))):
        yield fold(head), country
    yield fold(name), None
    words = fold(name).split()
    for size in range(1, min(4, len(words))):
        if country := codes.get(" ".join(words[-size:])):
            yield " ".join(words[:-size]), country


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
        label = _city(lines[at]).label
        if label not in seen:
            seen.add(label)
            yield label


def is_known(city: str, country_code: str) -> bool:
    """True where the gazetteer has a city of that name in that country."""
    return bool(_named(fold(city), country_code))
