"""Filters as understood: which documents meet them."""

from collections.abc import Collection, Mapping

from assistant.facets import UNKNOWN, Facet, Values

Chosen = Mapping[Facet, tuple[str, ...]]
"""Filters as understood: a document needs one value of every facet that is here."""

Finds = Mapping[Facet | None, Collection[str]]
"""Ids of what was found: under None with all filters, under each chosen facet without its filter."""

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Years that a filter may name, as for case studies."""


def meets(values: Values, chosen: Chosen) -> bool:
    """True where a document has, of every facet that is chosen, one of the values that are."""
    return all(
        any(has(values, facet, value) for value in wanted) for facet, wanted in chosen.items()
    )


def has(values: Values, facet: Facet, value: str) -> bool:
    """True where a document has that value; a span of years is had by work in any year of it."""
    if facet is not Facet.YEAR or value == UNKNOWN:
        return value in values[facet]
    first, last = span(value)
    return any(year != UNKNOWN and first <= int(year) <= last for year in values[facet])


def span(years: str) -> tuple[int, int]:
    """First and last year of `2015`, `2010s`, `2010..2020`, `2010..` or `..1999`."""
    if years.endswith("s"):
        return int(years[:4]), int(years[:4]) + 9
    first, dots, last = years.partition("..")
    return int(first or FIRST_YEAR), int(last or LAST_YEAR) if dots else int(first)


def without(chosen: Chosen, facet: Facet) -> Chosen:
    """The same filters but for one facet."""
    return {other: values for other, values in chosen.items() if other is not facet}
