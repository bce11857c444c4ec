"""Make two lists that places in text are held against: words that are names of cities too, and countries' names abroad.

    pip install -e '.[tables]'; apt-get download wamerican
    python -m corpus.build_place_words WORDS

WORDS is a list of English words, one a line; words that are written with a capital are passed over. Debian's
`american-english` was used (SCOWL, free to use and change).
corpus/tables/place_words.txt has those of its words that name a city of the gazetteer.
corpus/tables/country_names.tsv has countries' names in six languages (Unicode CLDR as `babel` has it); a name that is
a city's too, as Granada for Grenada, is left out.
"""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from corpus.gazetteer import CITIES, TABLES, country_code, country_name, fold

WORDS = TABLES / "place_words.txt"
COUNTRY_NAMES = TABLES / "country_names.tsv"

LANGUAGES = ("en", "es", "pt", "fr", "de", "it")

ALSO = {
    "BO": ("Plurinational State of Bolivia",),
    "CD": ("Democratic Republic of the Congo", "Democratic Republic of Congo", "Zaire"),
    "CG": ("Republic of the Congo", "Republic of Congo"),
    "CV": ("Cape Verde",),
    "FM": ("Federated States of Micronesia",),
    "GB": ("United Kingdom of Great Britain and Northern Ireland", "U K"),
    "IR": ("Islamic Republic of Iran", "Persia"),
    "KP": ("DPRK",),
    "LA": ("Lao People s Democratic Republic", "Lao"),
    "LK": ("Ceylon",),
    "MD": ("Republic of Moldova",),
    "MK": ("North Macedonia",),
    "PS": ("Palestine", "State of Palestine", "Palestinian Territories", "Gaza Strip"),
    "RU": ("Russian Federation",),
    "ST": ("Sao Tome and Principe",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Eswatini",),
    "TL": ("East Timor",),
    "US": ("U S", "U S A"),
    "VE": ("Bolivarian Republic of Venezuela",),
}
"""Other names of countries in English, and initials as they fold from `U.S.`."""


def city_names() -> Iterator[tuple[str, bool]]:
    """Every folded name in the table of cities, and whether it is a city's first name."""
    for line in gzip.decompress(CITIES.read_bytes()).decode().splitlines():
        fields = line.split("\t")
        first = {fold(fields[1]), fold(fields[2])}
        yield from ((name, name in first) for name in {*first, *fields[13].strip("|").split("|")})


def also_words(words: set[str]) -> list[str]:
    """Names of cities that are English words, sorted."""
    return sorted({name for name, _ in city_names()} & words)


def country_names(cities: set[str]) -> Iterator[str]:
    """One line a country: alpha-2 code, |name|name|, folded; English names stand in countries.tsv."""
    locales = [Locale(code) for code in LANGUAGES]
    for code in sorted(str(c) for c in locales[0].territories):
        names = {fold(locale.territories.get(code, "")) for locale in locales}
        names = {name for name in names if len(name) > 3 and name not in cities}
        names |= set(map(fold, ALSO.get(code, ())))
        fresh = sorted(name for name in names if not country_code(name))
        if fresh and code.isalpha() and country_name(code) != code:
            yield f"{code}\t|{'|'.join(fresh)}|"


def main(words: Path) -> None:
    """Write both lists."""
    lower = {word for word in words.read_text(encoding="utf-8").split() if word.isalpha()}
    lower = {word for word in lower if word.isascii() and word == word.lower()}
    WORDS.write_text("\n".join(also_words(lower)) + "\n", encoding="utf-8")
    cities = {name for name, first in city_names() if first}
    lines = "\n".join(country_names(cities)) + "\n"
    COUNTRY_NAMES.write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
