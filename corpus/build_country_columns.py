"""Columns of the countries table that are computed: regions, languages, and bands of published figures.

Used by `corpus.build_countries` only; the result is committed. What each column means, and why its
bands lie where they lie, is told in corpus/tables/country_profiles.yaml.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple


class Region(NamedTuple):
    """A country's place in the United Nations' M49 scheme, in words."""

    region: str
    subregion: str


REGIONS = {"002": "Africa", "019": "Americas", "142": "Asia", "150": "Europe", "009": "Oceania"}

SUBREGIONS = {
    "015": "Northern Africa",
    "011": "Western Africa",
    "017": "Middle Africa",
    "014": "Eastern Africa",
    "018": "Southern Africa",
    "021": "Northern America",
    "013": "Central America",
    "029": "Caribbean",
    "005": "South America",
    "145": "Western Asia",
    "143": "Central Asia",
    "030": "Eastern Asia",
    "034": "Southern Asia",
    "035": "South-eastern Asia",
    "154": "Northern Europe",
    "155": "Western Europe",
    "151": "Eastern Europe",
    "039": "Southern Europe",
    "053": "Australia and New Zealand",
    "054": "Melanesia",
    "057": "Micronesia",
    "061": "Polynesia",
}

SOUTH_AFRICA = ("zu", "xh", "af", "en", "nso", "tn", "st", "ts", "ss", "ve", "nr")
"""Official languages of South Africa as in world-countries 5.1.0; CLDR has all but English as regional."""

NEARLY_ALL = 90
"""Per cent of people from which a language that is official in fact counts beside those by law."""

BANDS: dict[str, tuple[str, tuple[float, ...]]] = {
    "municipal_powers": ("subnational_spending", (5, 15, 30)),
    "effectiveness": ("effectiveness_rank", (20, 40, 60, 80)),
    "civic_space": ("civic_score", (21, 41, 61, 81)),
    "motorisation": ("vehicles", (50, 150, 300, 500)),
}
"""Ordinal columns: the figure that each is a band of, and where its second, third, … band begins."""

CIVIC_SPACE = ("closed", "repressed", "obstructed", "narrowed", "open")

MOST_WITHOUT_FREEDOM = 2
"""Highest band of municipal powers where civic space is closed or repressed: money without free elections."""


def regions(package: Path) -> dict[str, Region]:
    """The region of each country, from the unpacked npm package cldr-core."""
    groups = _supplemental(package, "territoryContainment")
    return {
        code: Region(region, SUBREGIONS[part])
        for number, region in REGIONS.items()
        for part in groups[number]["_contains"]
        if part in SUBREGIONS
        for code in groups[part]["_contains"]
    }


def languages(package: Path) -> dict[str, tuple[str, ...]]:
    """Official languages of each country, most spoken first, from the unpacked npm package cldr-core.

    Languages that are official in fact count where a country has none by law, or nearly all use them.
    """
    countries = _supplemental(package, "territoryInfo")
    found = {
        code: _official(country.get("languagePopulation", {}))
        for code, country in countries.items()
    }
    return found | {"ZA": SOUTH_AFRICA}


def _official(spoken: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    def share(tag: str) -> float:
        return float(spoken[tag].get("_populationPercent", 0))

    by_law = [tag for tag in spoken if spoken[tag].get("_officialStatus") == "official"]
    in_fact = [tag for tag in spoken if spoken[tag].get("_officialStatus") == "de_facto_official"]
    tags = by_law + [tag for tag in in_fact if not by_law or share(tag) >= NEARLY_ALL]
    tags.sort(key=share, reverse=True)
    return tuple(dict.fromkeys(tag.partition("_")[0] for tag in tags))


def _supplemental(package: Path, name: str) -> dict[str, Any]:
    content = json.loads((package / "supplemental" / f"{name}.json").read_bytes())
    found: dict[str, Any] = content["supplemental"][name]
    return found


def per_thousand(counts: Mapping[str, str], people: Mapping[str, int]) -> dict[str, str]:
    """Counts by country per 1,000 people; a country whose people are not known is left out."""
    return {
        code: f"{1000 * float(count) / people[code]:.0f}"
        for code, count in counts.items()
        if people.get(code)
    }


def add_bands(rows: Iterable[dict[str, str]]) -> None:
    """Compute the ordinal columns of all rows from the figures beside them."""
    for row in rows:
        for column, (figure, limits) in BANDS.items():
            value = row.get(figure, "")
            row[column] = str(bisect_right(limits, float(value)) + 1) if value else ""
        if row["civic_space"]:
            row["civic_space"] = CIVIC_SPACE[int(row["civic_space"]) - 1]
        row["municipal_powers"] = _municipal_powers(row)


def _municipal_powers(row: Mapping[str, str]) -> str:
    """None in a federation, where the figure has the states' money in it, nor where the state's form is unknown."""
    band = row["municipal_powers"]
    if not band or row.get("state") != "unitary":
        return ""
    if row["civic_space"] in CIVIC_SPACE[:2]:
        return str(min(int(band), MOST_WITHOUT_FREEDOM))
    return band
