"""Values of facets as people call them, where filters call them otherwise or have them in several values."""

from collections.abc import Mapping

from assistant.facets import Facet
from corpus.gazetteer import fold
from corpus.vocabulary import Outcome

_OF_REGION: Mapping[str, tuple[str, ...]] = {
    "africa": ("Africa",), "asia": ("Asia",), "europe": ("Europe",), "oceania": ("Oceania",),
    "pacific": ("Oceania",), "the pacific": ("Oceania",),
    "latin america": ("Latin America and the Caribbean",), "south america": ("South America",),
    "central america": ("Central America",), "caribbean": ("Caribbean",), "the caribbean": ("Caribbean",),
    "north america": ("Northern America",), "northern america": ("Northern America",),
    "america": ("Latin America and the Caribbean", "Northern America"),
    "the americas": ("Latin America and the Caribbean", "Northern America"),
    "sub saharan africa": ("Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"),
    "east africa": ("Eastern Africa",), "west africa": ("Western Africa",), "north africa": ("Northern Africa",),
    "southern africa": ("Southern Africa",), "central africa": ("Middle Africa",),
    "middle east": ("Western Asia",), "the middle east": ("Western Asia",), "west asia": ("Western Asia",),
    "east asia": ("Eastern Asia",), "south asia": ("Southern Asia",), "southeast asia": ("South-eastern Asia",),
    "south east asia": ("South-eastern Asia",), "central asia": ("Central Asia",),
    "western europe": ("Western Europe",), "eastern europe": ("Eastern Europe",),
    "southern europe": ("Southern Europe",), "northern europe": ("Northern Europe",),
    "afrique": ("Africa",), "asie": ("Asia",), "amerique latine": ("Latin America and the Caribbean",),
    "america latina": ("Latin America and the Caribbean",), "europa": ("Europe",),
}  # fmt: skip

_OF_INCOME: Mapping[str, tuple[str, ...]] = {
    "global south": ("low", "lower_middle", "upper_middle"),
    "the global south": ("low", "lower_middle", "upper_middle"),
    "the south": ("low", "lower_middle", "upper_middle"),
    "developing countries": ("low", "lower_middle", "upper_middle"),
    "poor countries": ("low", "lower_middle"), "poorer countries": ("low", "lower_middle"),
    "rich countries": ("high",), "the global north": ("high",), "global north": ("high",),
}  # fmt: skip

_OF_SIZE: Mapping[str, tuple[str, ...]] = {
    "small cities": ("under_300k",), "small towns": ("under_300k",), "smaller cities": ("under_300k", "300k_to_1m"),
    "medium cities": ("300k_to_1m", "1m_to_5m"), "mid size cities": ("300k_to_1m", "1m_to_5m"),
    "big cities": ("1m_to_5m", "5m_to_10m", "over_10m"), "large cities": ("1m_to_5m", "5m_to_10m", "over_10m"),
    "megacities": ("over_10m",),
}  # fmt: skip

_OF_OUTCOME: Mapping[str, tuple[str, ...]] = {
    "failures": (Outcome.FAILURE,), "failure": (Outcome.FAILURE,), "failed ones": (Outcome.FAILURE,),
    "successes": (Outcome.SUCCESS,), "success": (Outcome.SUCCESS,), "what worked": (Outcome.SUCCESS,),
    "what failed": (Outcome.FAILURE,),
}  # fmt: skip


def is_region(name: str) -> bool:
    """Whether it is a part of the world."""
    return fold(name) in _OF_REGION or fold(name) in _OF_INCOME


def called(value: str) -> tuple[Facet, tuple[str, ...]] | None:
    """The facet and values that people mean by a name of these tables; None for any other."""
    for facet, table in (
        (Facet.REGION, _OF_REGION), (Facet.INCOME, _OF_INCOME), (Facet.CITY_SIZE, _OF_SIZE), (Facet.OUTCOME, _OF_OUTCOME),
    ):  # fmt: skip
        if found := table.get(fold(value)):
            return facet, found
    return None
