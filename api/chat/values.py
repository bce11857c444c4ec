"""Values of facets as people call them, where filters call them otherwise or have them in several values."""

import re
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
    "african": ("Africa",), "asian": ("Asia",), "european": ("Europe",), "latin american": ("Latin America and the Caribbean",),
    "america latina": ("Latin America and the Caribbean",), "europa": ("Europe",), "l afrique": ("Africa",), "l asie": ("Asia",),
    "america del sur": ("South America",), "america do sul": ("South America",), "amerique du sud": ("South America",),
    "america central": ("Central America",), "caribe": ("Caribbean",), "caraibes": ("Caribbean",),
    "africa occidental": ("Western Africa",), "africa oriental": ("Eastern Africa",), "afrique de l ouest": ("Western Africa",),
    "afrique de l est": ("Eastern Africa",), "oriente medio": ("Western Asia",), "medio oriente": ("Western Asia",),
}  # fmt: skip

_OF_INCOME: Mapping[str, tuple[str, ...]] = {
    "global south": ("low", "lower_middle", "upper_middle"),
    "the global south": ("low", "lower_middle", "upper_middle"),
    "the south": ("low", "lower_middle", "upper_middle"),
    "developing countries": ("low", "lower_middle", "upper_middle"),
    "poor countries": ("low", "lower_middle"), "poorer countries": ("low", "lower_middle"),
    "low income countries": ("low",), "lower income countries": ("low", "lower_middle"), "middle income countries": ("lower_middle", "upper_middle"),
    "low and middle income countries": ("low", "lower_middle", "upper_middle"), "high income countries": ("high",), "richer countries": ("high",),
    "paises pobres": ("low", "lower_middle"), "pays pauvres": ("low", "lower_middle"), "paises ricos": ("high",), "pays riches": ("high",),
    "rich countries": ("high",), "the global north": ("high",), "global north": ("high",),
}  # fmt: skip

_OF_SIZE: Mapping[str, tuple[str, ...]] = {
    "small cities": ("under_300k",), "small towns": ("under_300k",), "smaller towns": ("under_300k",), "larger cities": ("1m_to_5m", "5m_to_10m", "over_10m"), "bigger cities": ("1m_to_5m", "5m_to_10m", "over_10m"),
    "ciudades pequenas": ("under_300k",), "cidades pequenas": ("under_300k",), "petites villes": ("under_300k",), "ciudades grandes": ("1m_to_5m", "5m_to_10m", "over_10m"), "cidades grandes": ("1m_to_5m", "5m_to_10m", "over_10m"), "grandes villes": ("1m_to_5m", "5m_to_10m", "over_10m"),
    "smaller cities": ("under_300k", "300k_to_1m"),
    "medium cities": ("300k_to_1m", "1m_to_5m"), "mid size cities": ("300k_to_1m", "1m_to_5m"),
    "big cities": ("1m_to_5m", "5m_to_10m", "over_10m"), "large cities": ("1m_to_5m", "5m_to_10m", "over_10m"),
    "megacities": ("over_10m",),
}  # fmt: skip

_OF_OUTCOME: Mapping[str, tuple[str, ...]] = {
    "failures": (Outcome.FAILURE,), "failure": (Outcome.FAILURE,), "failed ones": (Outcome.FAILURE,),
    "successes": (Outcome.SUCCESS,), "success": (Outcome.SUCCESS,), "what worked": (Outcome.SUCCESS,),
    "what failed": (Outcome.FAILURE,),
}  # fmt: skip


_BEHIND = re.compile(r" (?:ones|cases|examples|cities|projects|countries)$")


def is_region(name: str) -> bool:
    """Whether it is a part of the world."""
    return fold(name) in _OF_REGION or fold(name) in _OF_INCOME


def called(value: str) -> tuple[Facet, tuple[str, ...]] | None:
    """The facet and values that people mean by a name of these tables; None for any other."""
    name = fold(value)
    short = _BEHIND.sub("", name)
    for facet, table in (
        (Facet.REGION, _OF_REGION), (Facet.INCOME, _OF_INCOME), (Facet.CITY_SIZE, _OF_SIZE), (Facet.OUTCOME, _OF_OUTCOME),
    ):  # fmt: skip
        if found := table.get(name) or table.get(short):
            return facet, found
    return None
