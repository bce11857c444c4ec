"""Countries as city planners need to know them: income, law, powers of municipalities, services, with years.

The table is corpus/tables/country_profiles.tsv; what each column means and where it comes from is in
country_profiles.yaml beside it, read by `dictionary`. `corpus.build_countries` makes the table.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, get_type_hints

from corpus.gazetteer import TABLES

PROFILES = TABLES / "country_profiles.tsv"
DICTIONARY = TABLES / "country_profiles.yaml"


class CountryProfile(NamedTuple):
    """One country (ISO 3166-1, and XK for Kosovo); what is not known is None, or no languages.

    Shares are in per cent. A field `<name>_year` has the year of the value where years differ between
    countries; for the others see `COLUMN_YEARS`. `dictionary` says what the words and bands mean.
    """

    code: str
    region: str | None = None
    subregion: str | None = None
    income: str | None = None
    state: str | None = None
    legal: str | None = None
    languages: tuple[str, ...] = ()
    subnational_spending: float | None = None
    municipal_powers: int | None = None
    effectiveness_rank: float | None = None
    effectiveness: int | None = None
    informal_housing: float | None = None
    informal_housing_year: int | None = None
    electricity: float | None = None
    water: float | None = None
    water_year: int | None = None
    water_safe: float | None = None
    water_safe_year: int | None = None
    sanitation: float | None = None
    sanitation_year: int | None = None
    sanitation_safe: float | None = None
    sanitation_safe_year: int | None = None
    internet: float | None = None
    internet_year: int | None = None
    literacy: float | None = None
    literacy_year: int | None = None
    inequality: float | None = None
    inequality_year: int | None = None
    civic_score: int | None = None
    civic_space: str | None = None
    vehicles: float | None = None
    motorisation: int | None = None


COLUMN_YEARS: Mapping[str, int] = {
    "income": 2026,
    "state": 2017,
    "legal": 2017,
    "subnational_spending": 2020,
    "municipal_powers": 2020,
    "effectiveness_rank": 2023,
    "effectiveness": 2023,
    "electricity": 2023,
    "civic_score": 2019,
    "civic_space": 2019,
    "vehicles": 2016,
    "motorisation": 2016,
}
"""The year that a column's values stand for, where one goes for all; of income, that of the list."""


class Published(NamedTuple):
    """Where a column's facts come from; `through` is the copy that was read, where it was another."""

    publisher: str
    title: str
    year: int
    url: str
    through: str = ""


class Column(NamedTuple):
    """What a column of the table means.

    Attributes:
        key: its name in the table; name: in plain words; meaning: in a sentence or more.
        unit: of a number, such as "%"; values: of words and bands, each with its definition.
        years: those that the values stand for.
        coverage: countries that have a value, of 250.
        caveat: what to know before leaning on it; empty where there is nothing.
    """

    key: str
    name: str
    meaning: str
    years: str
    coverage: int
    sources: tuple[Published, ...] = ()
    unit: str = ""
    values: Mapping[str, str] = {}
    caveat: str = ""


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split())


@cache
def _profiles() -> dict[str, CountryProfile]:
    kinds = get_type_hints(CountryProfile)
    readers: dict[Any, Callable[[str], Any]] = {
        int | None: int,
        float | None: float,
        tuple[str, ...]: _words,
    }
    read = [(name, readers.get(kinds[name], str)) for name in CountryProfile._fields]
    found = {}
    for line in PROFILES.read_text(encoding="utf-8").splitlines()[1:]:
        cells = zip(read, line.split("\t"), strict=True)
        found[line[:2]] = CountryProfile(**{name: to(cell) for (name, to), cell in cells if cell})
    return found


def profile(code: str) -> CountryProfile:
    """What is known of a country; nothing but the code where the table has no such row."""
    return _profiles().get(code) or CountryProfile(code)


@cache
def dictionary() -> tuple[Column, ...]:
    """What each column of the table means, in the table's order."""
    from corpus.forms import read_yaml

    rows = [
        row | {"sources": tuple(Published(**source) for source in row.get("sources", ()))}
        for row in read_yaml(DICTIONARY)
    ]
    return tuple(Column(**row) for row in rows)
