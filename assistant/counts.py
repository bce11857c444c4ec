"""How many answers each value of a facet has, and why filters left none."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.answer import FacetCount
from assistant.facets import FIXED, UNKNOWN, Facet, Values, label_of, name_of
from assistant.filters import Chosen, Finds, has

_IN_ORDER = frozenset({Facet.SDG, Facet.INCOME, Facet.CITY_SIZE, Facet.YEAR})
"""Facets whose values have an order that people know; the others come by count."""


def counts(finds: Finds, chosen: Chosen, held: Mapping[str, Values]) -> tuple[FacetCount, ...]:
    """Every value that something found has, with its count; a chosen one also where the count is 0.

    A facet is counted with the filters of the others but not its own, so that one can widen again.

    Args:
        held: the values of every document, by id.
    """
    values = {facet: [held[i] for i in ids if i in held] for facet, ids in finds.items()}
    return tuple(
        FacetCount(facet=facet, value=value, label=label_of(facet, value), count=count,
                   chosen=value in chosen.get(facet, ()))
        for facet in Facet
        for value, count in _counted(facet, values.get(facet, values[None]), chosen.get(facet, ()))
    )  # fmt: skip


def _counted(
    facet: Facet, found: Sequence[Values], wanted: Sequence[str]
) -> Iterator[tuple[str, int]]:
    tally = Counter(value for values in found for value in _shown(facet, values))
    tally.update({v: sum(has(values, facet, v) for values in found) - tally[v] for v in wanted})
    yield from sorted(tally.items(), key=lambda pair: _place(facet, *pair))


def _shown(facet: Facet, values: Values) -> Collection[str]:
    """A document's values as they are counted: years by decade."""
    if facet is not Facet.YEAR:
        return values[facet]
    return {year if year == UNKNOWN else f"{year[:3]}0s" for year in values[facet]}


def _place(facet: Facet, value: str, count: int) -> tuple[bool, int, str]:
    fixed = FIXED.get(facet, ())
    order = fixed.index(value) if value in fixed and facet in _IN_ORDER else -count
    return value == UNKNOWN, 0 if facet is Facet.YEAR else order, label_of(facet, value)


def told(chosen: Chosen) -> str:
    """Filters in words: `outcome 'failed' or 'worked', and topic 'mobility'`."""
    named = (
        (name_of(facet), " or ".join(f"'{label_of(facet, value)}'" for value in values))
        for facet, values in chosen.items()
    )
    several = any(len(values) > 1 for values in chosen.values())
    and_ = ", and " if several else " and "
    return and_.join(f"{facet} {values}" for facet, values in named)


def why_none(chosen: Chosen, holding: int, dropped: Mapping[Facet | None, int]) -> str:
    """Why nothing is shown, and what taking a filter out would give.

    Args:
        holding: how many documents of the collection meet the filters.
        dropped: how many answers there are without the filter of each facet, and under None without any.
    """
    if holding:
        held = (
            "1 case study or document" if holding == 1 else f"{holding} case studies or documents"
        )
        none = "it does not answer" if holding == 1 else "none of them answers"
        reason = f"The collection has {held} with {told(chosen)}, but {none} this question."
    else:
        reason = f"No case study or document in the collection has {told(chosen)}."
    return f"{reason} {_way_out(chosen, dropped)}"


def _way_out(chosen: Chosen, dropped: Mapping[Facet | None, int]) -> str:
    giving = [(facet, dropped[facet]) for facet in chosen if dropped[facet]]
    if len(chosen) > 1 and giving:
        return " ".join(f"Without the filter {name_of(f)} there {_answers(n)}." for f, n in giving)
    if dropped[None]:
        what = "the filter" if len(chosen) == 1 else "any filter"
        return f"Without {what} there {_answers(dropped[None])}."
    return "Without filters nothing here answers it either; try other words."


def _answers(number: int) -> str:
    return "is 1 answer" if number == 1 else f"are {number} answers"
