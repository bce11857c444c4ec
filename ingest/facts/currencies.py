"""Currencies by their signs, codes and names, and whose they are where several share one.

The table corpus/tables/currencies.tsv follows ISO 4217: a line for each currency with the countries that
use it, its own signs and names, and those that it shares with others; then a line for each shared one
where no country decides.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from corpus.gazetteer import TABLES

TABLE = TABLES / "currencies.tsv"


class Currencies(NamedTuple):
    """Codes by sign or name: own ones; shared ones by country; shared ones where no country decides.

    `sizes` are the lengths of the names, longest first; `first` and `last` the characters that they begin
    and end with: most numbers in a text stand beside none of them.
    """

    own: dict[str, str]
    shared: dict[str, dict[str, str]]
    default: dict[str, str]
    sizes: tuple[int, ...]
    first: frozenset[str]
    last: frozenset[str]

    def known(self, slices: Iterable[str]) -> Iterator[str]:
        """Those slices of a text that are a sign or name of some currency."""
        return (
            mark
            for mark in slices
            if mark in self.default
            or mark in self.own
            or mark in self.shared
            or (len(mark) > 3 and ((low := mark.lower()) in self.own or low in self.default))
        )

    def code(self, mark: str, country: str | None) -> str | None:
        """The ISO 4217 code of a sign or name; None where no currency is called so.

        It has "?" where several share the mark and the country decides for none: "USD?", or "peso?" where
        no currency is the likeliest.
        """
        for name in (mark, mark.lower()) if len(mark) > 3 else (mark,):
            shared = self.shared.get(name, {}).get(country or "")
            if code := self.own.get(name) or shared or self.default.get(name):
                return code
        return None

    def is_at_home(self, mark: str, code: str) -> bool:
        """True where a shared mark was decided by the country."""
        return code in self.shared.get(mark, {}).values() and code != self.default.get(mark)


@cache
def currencies() -> Currencies:
    """The table, read once."""
    own: dict[str, str] = {}
    shared: dict[str, dict[str, str]] = {}
    default: dict[str, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        code, countries, owned, common = line.split("\t")
        own |= dict.fromkeys([*_forms(owned), *([code] if countries else [])], code)
        for name in _forms(common):
            if countries:
                shared.setdefault(name, {}).update(dict.fromkeys(countries.split(), code))
            else:
                default[name] = code
    names = {*own, *shared, *default}
    sizes = tuple(sorted({len(name) for name in names}, reverse=True))
    first = frozenset(letter for name in names for letter in (name[0], name[0].upper()))
    last = frozenset(letter for name in names for letter in (name[-1], name[-1].upper()))
    return Currencies(own, shared, default, sizes, first, last)


def _forms(cell: str) -> list[str]:
    """Names with their plural, in lower case where they are words; signs as they are."""
    forms = []
    for name in filter(None, cell.split("; ")):
        word = len(name) > 3 and name[-1].isalpha() and not name.isupper()
        forms += [name.lower(), f"{name.lower()}s"] if word else [name]
    return forms
