"""Filters as people write them, read forgivingly: what is not understood is refused, never dropped."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from assistant.facets import FIXED, UNKNOWN, Facet, Values, label_of, name_of
from assistant.filters import FIRST_YEAR, LAST_YEAR, Chosen, span
from assistant.topics import NOISE, topics_of
from corpus.errors import BadValue
from corpus.gazetteer import country_code, fold

Given = Mapping[str, Sequence[str]]
"""Filters as they arrive: facet to values, both in any spelling; a value may be several with commas."""

NO_FILTERS: Given = MappingProxyType({})

_OPEN = (Facet.REGION, Facet.COUNTRY, Facet.LANGUAGE, Facet.COLLECTION)
"""Facets that may have other values than `FIXED` has."""

_SHORT = {"income": Facet.INCOME, "size": Facet.CITY_SIZE, "collection": Facet.COLLECTION,
          "source": Facet.COLLECTION, "sdgs": Facet.SDG, "sub region": Facet.REGION}  # fmt: skip
_NAMES = {fold(name_of(facet)): facet for facet in Facet} | _SHORT


def given(texts: Iterable[str]) -> dict[str, list[str]]:
    """`topic=waste` or `topic:waste`, repeated, as a facet with its values.

    Raises:
        BadValue: one is not of that form.
    """
    found: dict[str, list[str]] = {}
    for text in texts:
        match = re.match(r"\s*([^=:]*[^=:\s])\s*[=:]\s*(\S.*)", text, re.DOTALL)
        if not match:
            raise BadValue(
                f"'{_short(text)}' is no filter. Give it as facet=value, such as topic=waste; "
                f"facets are: {_listed(map(name_of, Facet))}."
            )
        found.setdefault(match[1], []).append(match[2])
    return found


def read(filters: Given, held: Iterable[Values] = ()) -> Chosen:
    """Filters as understood, in the order of `Facet`.

    Args:
        held: the values of the documents at hand; their regions, languages and collections can be named.
    Raises:
        BadValue: there is no such facet or value; the message names those that exist.
    """
    found: dict[Facet, dict[str, None]] = {}
    exist = _existing(held) if filters else {}
    for name, texts in filters.items():
        facet = _facet(name)
        values = found.setdefault(facet, {})
        for text in texts:
            values.update(dict.fromkeys(_values(facet, text, exist[facet])))
        if not values:
            raise BadValue(f"The filter {name_of(facet)} names no value. Name one or leave it out.")
    return {facet: tuple(found[facet]) for facet in Facet if facet in found}


def _existing(held: Iterable[Values]) -> Mapping[Facet, tuple[str, ...]]:
    """Every value that a facet can have or has here, `UNKNOWN` left out."""
    exist = {facet: dict.fromkeys(FIXED.get(facet, ())) for facet in Facet}
    for values in held:
        for facet in _OPEN:
            exist[facet].update(dict.fromkeys(values[facet]))
    for facet in _OPEN:
        exist[facet] = dict.fromkeys(sorted(exist[facet], key=partial(label_of, facet)))
    return {facet: tuple(v for v in values if v != UNKNOWN) for facet, values in exist.items()}


def _facet(name: str) -> Facet:
    folded = fold(name)
    facet = _NAMES.get(folded) or _NAMES.get(folded.removesuffix("s"))
    if facet is None:
        facets = _listed(map(name_of, Facet))
        raise BadValue(f"'{_short(name)}' cannot be filtered by. Facets are: {facets}.")
    return facet


def _values(facet: Facet, text: str, exist: Sequence[str]) -> Iterator[str]:
    """The values that a text means: one, or several with commas between."""
    parts = [text] if len(_meant(facet, text, exist)) == 1 else text.split(",")
    for part in parts:
        meant = _meant(facet, part, exist)
        if len(meant) == 1:
            yield meant[0]
            continue
        raise BadValue(_refused(facet, part, meant, exist))


def _refused(facet: Facet, part: str, meant: Sequence[str], exist: Sequence[str]) -> str:
    said, name = _short(part), name_of(facet)
    if facet is Facet.YEAR:
        return (
            f"'{said}' is no year. Give one, a decade such as 2010s, a span such as 2010..2020, "
            f"all from {FIRST_YEAR} to {LAST_YEAR}, or unknown."
        )
    names = _listed(label_of(facet, value) for value in meant or exist)
    if meant:
        return f"The {name} '{said}' may be one of several: {names}. Name the ones you mean."
    return f"'{said}' is no {name} here. What there is: {names}, unknown."


def _meant(facet: Facet, text: str, exist: Sequence[str]) -> tuple[str, ...]:
    """The values that a text may mean; exactly so called before those that have its words."""
    said = fold(text)
    if said in (UNKNOWN, fold(label_of(facet, UNKNOWN))):
        return (UNKNOWN,)
    if facet is Facet.YEAR:
        return _years(text)
    if facet is Facet.COUNTRY and (code := country_code(text)):
        return (code,)
    if facet is Facet.SDG:
        said = re.sub(r"^(?:sdg|goal)? ?(\d+)$", r"\1", said)
    called = {value: (fold(value), fold(label_of(facet, value))) for value in exist}
    if exact := tuple(value for value, names in called.items() if said in names):
        return exact
    words = set(said.split())
    having = tuple(v for v, names in called.items() if words <= set(names[1].split()))
    if having or facet is not Facet.TOPIC:
        return having if words else ()
    understood = all(topics_of(word) for word in words - NOISE)  # no word is passed over
    return tuple(sorted(topics_of(text))) if understood else ()


def _years(text: str) -> tuple[str, ...]:
    """A year, decade or span in its one spelling; empty where it is none."""
    match = re.fullmatch(r"(\d{4}|)\s*(?:(s)|(\.\.|-|–)\s*(\d{4}|))?", text.strip(), re.ASCII)
    if not match or not (match[1] or match[4]) or (match[2] and match[1][-1:] != "0"):
        return ()
    years = f"{match[1]}{match[2] or ''}" + (f"..{match[4]}" if match[3] else "")
    first, last = span(years)
    return (years,) if FIRST_YEAR <= first <= last <= LAST_YEAR else ()


def _short(text: str) -> str:
    return text.strip()[:60]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
