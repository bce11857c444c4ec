"""Groups of case studies by where they come from: income group, part of the world, South or North."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from corpus.case import CaseStudy
from corpus.countries import profile
from index.exposure import UNKNOWN

SOUTH, NORTH = "South", "North"

_SIDES = {"low": SOUTH, "lower_middle": SOUTH, "upper_middle": SOUTH, "high": NORTH}

_LATIN_AMERICA = {"Caribbean", "Central America", "South America"}

_DEVELOPED_PARTS = {"Northern America", "Australia and New Zealand"}
_DEVELOPED_IN_ASIA = {"CY", "IL", "JP", "KR"}


def income(country: str) -> str:
    """The World Bank's income group of a country (ISO 3166-1 alpha-2): low, lower_middle, upper_middle, high."""
    return profile(country).income or UNKNOWN


def region(country: str) -> str:
    """The UN M49 region, with the Americas (019) as their two sub-regions 021 and 419.

    So split by the TREC Fair Ranking Track 2021 too: one figure for the United States and Bolivia tells nothing.
    """
    known = profile(country)
    if known.region != "Americas":
        return known.region or UNKNOWN
    if known.subregion in _LATIN_AMERICA:
        return "Latin America and the Caribbean"
    return known.subregion or UNKNOWN


def side(country: str) -> str:
    """South or North, as Citygraft uses the words: low and middle income, or high income, by the World Bank.

    A country without an income group (Ethiopia and Venezuela have none) is unknown; nothing stands in for it.
    """
    return _SIDES.get(income(country), UNKNOWN)


def side_by_region(country: str) -> str:
    """South or North by another rule, to see how much hangs on the rule: UNCTAD's developing and developed.

    Developed are Northern America, Europe, Israel, Japan, the Republic of Korea, Australia and New Zealand
    (UNCTAD Data Hub, Classifications), and Cyprus, which UNCTAD counts as Europe and M49 as Asia.
    """
    known = profile(country)
    if known.region is None:
        return UNKNOWN
    developed = (
        known.region == "Europe"
        or known.subregion in _DEVELOPED_PARTS
        or country in _DEVELOPED_IN_ASIA
    )
    return NORTH if developed else SOUTH


GROUPINGS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"side": side, "income": income, "region": region, "side_by_region": side_by_region}
)
"""Every way of grouping, from a country's code to the name of its group."""


def grouped(cases: Iterable[CaseStudy], of: Callable[[str], str] = side) -> dict[str, str]:
    """Case id to group; a case of several cities counts where its first city lies."""
    return {case.id: of(case.country) for case in cases}
