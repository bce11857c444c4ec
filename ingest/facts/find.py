"""Figures that a text states, normalised and each with its quote: years, money, areas, people, shares, carbon."""

import re
from bisect import bisect_right

from ingest.facts.fact import Fact
from ingest.facts.measures import measure
from ingest.facts.money import money
from ingest.facts.numbers import Amount, amounts
from ingest.facts.per import per
from ingest.facts.years import is_year, years

__all__ = ["Fact", "find_facts"]

SAMPLE = 20_000
"""Characters from which the way of writing numbers is told."""

_ENGLISH = re.compile(r"\b(?:the|and|of|in|was|were|is)\b", re.IGNORECASE)
_CONTINENTAL = re.compile(
    r"\b(?:de|la|el|los|les|des|que|der|die|und|das|em|com|por|para|il)\b", re.IGNORECASE
)


def find_facts(text: str, country: str | None = None) -> tuple[Fact, ...]:
    """Every figure that the text states, in its order; none overlaps another.

    Args:
        country: ISO 3166 code of the country that the text is about; it decides whose dollars, pesos or
            rupees are meant.
    """
    found: list[Fact] = []
    for amount in amounts(text, continental=is_continental(text)):
        fact = _fact(text, amount, country)
        if (
            fact
            and not (found and fact.start < found[-1].end)
            and not _in_address(text, fact.start)
        ):
            found.append(fact)
    ends = [fact.end for fact in found]
    for year in years(text):
        at = bisect_right(ends, year.start)  # the first figure that ends after the year begins
        free = at == len(ends) or found[at].start >= year.end
        if free and not _in_address(text, year.start):
            found.append(year)
    return tuple(sorted(found, key=_place))


def is_continental(text: str) -> bool:
    """True where the text's language writes 1.234,5 for what is 1,234.5 in English."""
    sample = text[:SAMPLE]
    return len(_CONTINENTAL.findall(sample)) > len(_ENGLISH.findall(sample))


def _fact(text: str, amount: Amount, country: str | None) -> Fact | None:
    if sum_ := money(text, amount, country):
        code, start, end = sum_
        each, end = per(text, start, end)
        low, high = amount.low, amount.high
        if not amount.scale:
            low, high = amount.whole
        return Fact("money", low, high, code, each, start, end)
    if not (what := measure(text, amount)):
        return None
    if what.kind == "people" and is_year(text, amount.start, amount.end):
        return None
    each, end = per(text, what.start, what.end)
    counted = what.kind == "people" and not amount.scale
    low, high = amount.whole if counted else (amount.low, amount.high)
    return Fact(what.kind, low * what.factor, high * what.factor, what.unit, each, what.start, end)


def _in_address(text: str, start: int) -> bool:
    """True within a web or mail address."""
    word = text[max(0, start - 120) : start].rpartition(" ")[2]
    return "://" in word or "www." in word or "@" in word


def _place(fact: Fact) -> int:
    return fact.start
