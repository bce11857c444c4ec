"""Cities whose name begins like what was typed so far, or is spelt nearly so, the larger first."""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import NamedTuple

from corpus.gazetteer import MAX_NAME, city_of, country_codes_like, fold, table_lines
from corpus.nouns import City

CODE = 3
"""Letters of an airport's code, which stands among a city's names: so short a name is not taken for all of one."""

FUZZY_FROM = 4
"""Letters from which a name may be misspelt."""

ALIKE = 75
"""Least likeness of a misspelt name, 0..100 (rapidfuzz's ratio)."""


class Named(NamedTuple):
    """A city that was found, and a label that means just this one: `Springfield, MO, United States`."""

    city: City
    label: str


class _Names(NamedTuple):
    """Names in folded spelling in their order, where each begins in `text`, and the row that each is of."""

    text: bytes
    starts: Sequence[int]
    owners: Sequence[int]

    def rows(self, first: bytes, last: bytes) -> set[int]:
        """The rows of the names from `first` up to, but not including, `last`."""
        return set(self.owners[self._at(first) : self._at(last)])

    def _at(self, key: bytes) -> int:
        starts, text = self.starts, self.text
        return bisect_left(
            range(len(self.owners)), key, key=lambda at: text[starts[at] : starts[at + 1]]
        )


class _Index(NamedTuple):
    """The table of cities made ready for looking up; rows by falling population.

    Attributes:
        main: main names in folded spelling.
        named: what a main name begins with and each of its later words begins: `new york`, `york`.
        called: all names.
        twins: how many cities of a country have a main name, as `(name, country)`.
    """

    lines: list[str]
    main: list[str]
    named: _Names
    called: _Names
    by_initial: dict[str, list[int]]
    by_country: dict[str, list[int]]
    twins: Counter[tuple[str, str]]


def cities_like(text: str, k: int) -> list[Named]:
    """At most k cities for what was typed: the beginning of a name, or a name and the beginning of a country.

    Exact names come first, then names of which a word begins so, then other names that begin so, then the
    cities of a country that begins so; each by population. Where there is none of these, names that
    are spelt nearly so, the likest first.
    """
    head, comma, tail = text[:MAX_NAME].rpartition(",")
    typed, country = fold(head if comma else tail), fold(tail) if comma else ""
    codes = country_codes_like(country) if country else None
    begun = chain(_begun(typed, codes), () if comma else _with_country(typed))
    return _labelled(begun, k) or _labelled(_misspelt(typed, codes), k)


def _with_country(typed: str) -> Iterator[int]:
    """Rows for `beira moz`, and for `mozambique` alone."""
    words = typed.split()
    for size in range(1, min(4, len(words))):
        if codes := country_codes_like(" ".join(words[-size:])):
            yield from _begun(" ".join(words[:-size]), codes)
    if len(typed) > CODE:
        yield from _in_countries(country_codes_like(typed))


def _in_countries(codes: Collection[str]) -> list[int]:
    held = _index().by_country
    return sorted(chain.from_iterable(held.get(code, ()) for code in codes))


def _begun(typed: str, codes: Collection[str] | None) -> Iterator[int]:
    """Rows of which a name begins so, in the order of `cities_like`; of some countries or of all."""
    if not typed:
        return
    index, key = _index(), typed.encode()
    within = None if codes is None else set(_in_countries(codes))
    exact, begun = (key, key + b"\0"), (key, key + b"\x7f")
    yield from _largest({r for r in index.named.rows(*exact) if index.main[r] == typed}, within)
    if len(typed) > CODE:
        yield from _largest(index.called.rows(*exact), within)
    yield from _largest(index.named.rows(*begun), within)
    if len(typed) >= CODE:
        yield from _largest(index.called.rows(*begun), within)


def _largest(rows: set[int], within: set[int] | None) -> list[int]:
    return sorted(rows if within is None else rows & within)


def _misspelt(typed: str, codes: Collection[str] | None) -> Iterator[int]:
    """Rows whose main name has the same first letter and is spelt nearly so."""
    if len(typed) < FUZZY_FROM:
        return
    from rapidfuzz import fuzz, process

    index = _index()
    names = {row: index.main[row] for row in index.by_initial.get(typed[0], ())}
    found = process.extract(typed, names, scorer=fuzz.ratio, limit=50, score_cutoff=ALIKE)
    for _, _, row in sorted(found, key=lambda hit: (-hit[1], hit[2])):
        if codes is None or _country(index.lines[row]) in codes:
            yield row


def _labelled(rows: Iterable[int], k: int) -> list[Named]:
    """The first k different ones; of cities that no label tells apart the first."""
    found: dict[str, Named] = {}
    for row in rows:
        named = _named(row)
        found.setdefault(named.label, named)
        if len(found) == k:
            break
    return list(found.values())


def _named(row: int) -> Named:
    index = _index()
    city = city_of(index.lines[row])
    alone = index.twins[index.main[row], city.country_code] == 1 or not city.admin
    return Named(city, city.label if alone else f"{city.name}, {city.admin}, {city.country}")


def _country(line: str) -> str:
    return line.split("\t", 4)[3]


@cache
def _index() -> _Index:
    lines = table_lines()
    main = [fold(line.split("\t", 2)[1]) for line in lines]
    by_initial, by_country = defaultdict(list), defaultdict(list)
    twins: Counter[tuple[str, str]] = Counter()
    for row, (name, line) in enumerate(zip(main, lines, strict=True)):
        code = _country(line)
        by_initial[name[:1]].append(row)
        by_country[code].append(row)
        twins[name, code] += 1
    named = _names((part, row) for row, name in enumerate(main) for part in _ends(name))
    called = _names(
        (name, row)
        for row, line in enumerate(lines)
        for name in line[line.rindex("\t") + 2 : -1].split("|")
    )
    return _Index(lines, main, named, called, dict(by_initial), dict(by_country), twins)


def _ends(name: str) -> Iterator[str]:
    """`new york city`, `york city`, `city`."""
    words = name.split()
    return (" ".join(words[at:]) for at in range(len(words)))


def _names(named: Iterable[tuple[str, int]]) -> _Names:
    held = sorted((name.encode(), row) for name, row in named)
    starts = array("I", accumulate((len(name) for name, _ in held), initial=0))
    return _Names(b"".join(name for name, _ in held), starts, array("I", (row for _, row in held)))
