"""The tables that names of places are looked up in, read once: lists of words, cities, countries, peoples, regions."""

from collections.abc import Iterator

from corpus import language_words
from corpus.gazetteer import COUNTRIES, TABLES, fold
from ingest.places.rows import Where, lines, row

LISTS = TABLES / "place_lists.tsv"
WORDS = TABLES / "place_words.txt"
REGIONS = TABLES / "regions.tsv"
DEMONYMS = TABLES / "demonyms.tsv"
COUNTRY_NAMES = TABLES / "country_names.tsv"

LEAST = 30_000
"""People of a city whose other names are looked up too; those of smaller ones are mostly misleading."""

NICKNAMES = TABLES / "city_nicknames.tsv"

_OF_SEVERAL_WORDS = {"masked", "city_state", "preferred", "borough", "city_region"}

CODES = {"us", "uk", "usa", "uae", "drc", "u s", "u k"}
"""Names of countries of up to three letters that people write; the other codes are words or worse."""

_REGION_WORDS = (" state", " province", " region", " county", " district", " department")


Places = dict[str, tuple[Where, ...]]
"""Name → the regions so called."""


def lists() -> dict[str, frozenset[str]]:
    """Kind → folded words, as `corpus/tables/place_lists.tsv` has them."""
    found = {}
    for entry in LISTS.read_text(encoding="utf-8").splitlines():
        kind, held = entry.split("\t")
        separator = "|" if kind in _OF_SEVERAL_WORDS else " "
        found[kind] = frozenset(fold(word) for word in held.split(separator))
    return found


def words() -> frozenset[str]:
    """Words of English that are cities' names, and the commonest words of other languages."""
    found = set(WORDS.read_text(encoding="utf-8").split())
    found.update(language_words.ENGLISH.read_text(encoding="utf-8").split())
    for said in language_words.words().values():
        found.update(map(fold, said))
    return frozenset(found)


def countries() -> dict[str, str]:
    """Folded name of a country, in English and five other languages → ISO 3166-1 alpha-2."""
    named = {}
    for table in (COUNTRY_NAMES, COUNTRIES):
        for entry in table.read_text(encoding="utf-8").splitlines():
            fields = entry.split("\t")
            names = fields[-1].strip("|").split("|")
            named.update({n: fields[0] for n in names if len(n) > 3 or n in CODES})
    return named


def peoples() -> dict[str, str]:
    """Folded name of a people, or adjective → ISO 3166-1 alpha-2 of its country."""
    entries = (e.split("\t") for e in DEMONYMS.read_text(encoding="utf-8").splitlines())
    return {fold(word): code for code, words in entries for word in words.split(" ")}


def cities(words: frozenset[str], foreign: set[str]) -> dict[str, tuple[int, ...]]:
    """Folded name → positions in the table of cities; a small city's other names and foreign words are left out."""
    found: dict[str, tuple[int, ...]] = {}
    for at, entry in enumerate(lines()):
        fields = entry.split("\t")
        for name in _names(fields, words):
            if name not in foreign:
                found[name] = (*found.get(name, ()), at)
    for entry in NICKNAMES.read_text(encoding="utf-8").splitlines():
        short, name, code = entry.split("\t")
        meant = next(at for at in found[fold(name)] if row(at).code == code)
        found[short] = (meant, *(at for at in found.get(short, ()) if at != meant))
    return found


def _names(fields: list[str], words: frozenset[str]) -> Iterator[str]:
    """The names of a city that text is searched for: its own, and others that mean nothing else."""
    own = {fold(fields[1]), fold(fields[2])}
    yield from own
    if int(fields[7]) < LEAST:
        return
    for name in fields[13].strip("|").split("|"):
        good = name in _KEPT or (len(name) > 3 and name not in words)
        good = good and not all(len(part) < 3 for part in name.split(" "))
        if name not in own and good and not name.endswith(_REGION_WORDS):
            yield name


_KEPT = {"canton", "madras", "mecca", "cologne", "fez", "medina", "rio", "nyc", "hull"}
"""Other names of cities that are short or English words and yet mean the city, when written with a capital."""


def regions(
    cities: dict[str, tuple[int, ...]],
) -> tuple[dict[str, tuple[Where, ...]], dict[str, tuple[Where, ...]]]:
    """Full names and abbreviations; `@Toronto=Ontario|ON|Ont.` is the region that Toronto lies in."""
    full: dict[str, tuple[Where, ...]] = {}
    short: dict[str, tuple[Where, ...]] = {}
    for entry in REGIONS.read_text(encoding="utf-8").splitlines():
        code, given = entry.split("\t")
        for item in given.split(" "):
            key, _, names = item.partition("=")
            where = Where(code, _admin(key, code, cities))
            for name in names.split("|"):
                brief = name.endswith(".") or (len(name) <= 3 and name.isupper())
                into, as_ = (short, name.strip(".")) if brief else (full, fold(name))
                into[as_] = (*into.get(as_, ()), where)
            if code == "US":
                short[key] = (*short.get(key, ()), where)
    return full, short


def _admin(key: str, code: str, cities: dict[str, tuple[int, ...]]) -> str:
    if not key.startswith("@"):
        return key
    there = (row(at) for at in cities[fold(key[1:])])
    return next(r.admin for r in there if r.code == code)
