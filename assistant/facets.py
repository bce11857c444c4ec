"""Facets: what a case study or document can be filtered by, and which values it has."""

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from assistant.groups import income, region
from corpus.collection import CASES, OWN, collection_of
from corpus.countries import profile
from corpus.gazetteer import country_name, find
from corpus.nouns import Document
from corpus.vocabulary import Hazard, Outcome, Topic, label


class Facet(StrEnum):
    """One way of narrowing; the value is its name in filters."""

    TOPIC = "topic"
    HAZARD = "hazard"
    SDG = "sdg"
    REGION = "region"
    COUNTRY = "country"
    INCOME = "income_group"
    CLIMATE = "climate"
    CITY_SIZE = "city_size"
    YEAR = "year"
    OUTCOME = "outcome"
    LANGUAGE = "language"
    COLLECTION = "source_collection"


Values = Mapping[Facet, tuple[str, ...]]
"""The values of one document: at least one of every facet, `(UNKNOWN,)` where nothing is known."""

UNKNOWN = "unknown"
"""A value that people see and can filter for; it never matches another one."""

OUTCOMES = {
    Outcome.SUCCESS: "worked",
    Outcome.PARTIAL: "worked in part",
    Outcome.FAILURE: "failed",
    Outcome.TOO_EARLY: "too early to tell",
}

INCOMES = ("low", "lower_middle", "upper_middle", "high")
"""The World Bank's groups as corpus/tables/country_profiles.tsv has them."""

CLIMATES = {"A": "tropical", "B": "arid", "C": "temperate", "D": "cold", "E": "polar"}
"""Köppen's main classes in the words of Beck et al. (Scientific Data 2018), by their first letter."""

SIZES = (
    (300_000, "under_300k", "under 300,000 people"),
    (1_000_000, "300k_to_1m", "300,000 to 1 million"),
    (5_000_000, "1m_to_5m", "1 to 5 million"),
    (10_000_000, "5m_to_10m", "5 to 10 million"),
    (10**12, "over_10m", "10 million and more"),
)
"""People below which a city is of that class: the lines of UN World Urbanization Prospects 2018, 500,000 left out."""

SDGS = (
    "no poverty", "zero hunger", "good health and well-being", "quality education",
    "gender equality", "clean water and sanitation", "affordable and clean energy",
    "decent work and economic growth", "industry, innovation and infrastructure",
    "reduced inequalities", "sustainable cities and communities",
    "responsible consumption and production", "climate action", "life below water",
    "life on land", "peace, justice and strong institutions", "partnerships for the goals",
)  # fmt: skip
"""The United Nations' short names of the Sustainable Development Goals, from 1."""

LANGUAGES = {
    "am": "Amharic", "ar": "Arabic", "bn": "Bengali", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish",
    "sw": "Swahili", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""Names of languages by ISO 639-1; a code that is not here is shown as it is."""

FIXED: Mapping[Facet, tuple[str, ...]] = {
    Facet.TOPIC: tuple(Topic),
    Facet.HAZARD: tuple(Hazard),
    Facet.SDG: tuple(str(number) for number in range(1, len(SDGS) + 1)),
    Facet.INCOME: INCOMES,
    Facet.CLIMATE: tuple(CLIMATES.values()),
    Facet.CITY_SIZE: tuple(code for _, code, _ in SIZES),
    Facet.OUTCOME: tuple(Outcome),
    Facet.LANGUAGE: tuple(LANGUAGES),
    Facet.COLLECTION: (CASES, OWN),
}
"""The values that a facet can have, in their order; the other facets' values come from the collection."""

_LABELS: Mapping[Facet, Mapping[str, str]] = {
    Facet.SDG: {str(n): f"{n} {name}" for n, name in enumerate(SDGS, 1)},
    Facet.INCOME: {group: f"{label(group)} income" for group in INCOMES},
    Facet.CITY_SIZE: {code: words for _, code, words in SIZES},
    Facet.OUTCOME: {str(outcome): words for outcome, words in OUTCOMES.items()},
    Facet.LANGUAGE: LANGUAGES,
}


def name_of(facet: Facet) -> str:
    """A facet as people read it: `city size`."""
    return "SDG" if facet is Facet.SDG else label(facet)


def label_of(facet: Facet, value: str) -> str:
    """A facet's value as people read it: `lower_middle` → `lower middle income`."""
    if value == UNKNOWN:
        return "not known"
    if facet is Facet.COUNTRY:
        return country_name(value)
    if facet is Facet.YEAR:
        first, dots, last = value.partition("..")
        return (
            f"{first} to {last}"
            if first and last
            else f"{'from' if first else 'until'} {first or last}"
            if dots
            else value
        )
    return _LABELS.get(facet, {}).get(value) or label(value)


def facets_of(document: Document) -> Values:
    """The values of a stored document, with or without its pages; a case study has those of its main city.

    YEAR has every year of the work; work that goes on lasts until this year.
    """
    bundled = collection_of(document.source, document.meta) == CASES
    found: dict[Facet, tuple[str, ...]] = dict.fromkeys(Facet, (UNKNOWN,))
    found[Facet.COLLECTION] = (collection_of(document.source, document.meta),)
    found[Facet.LANGUAGE] = (str(document.meta.get("language") or ("en" if bundled else UNKNOWN)),)
    if document.kind == "case":
        found |= {facet: values for facet, values in _of_case(document.meta["case"]) if values}
    return found


def _of_case(case: Mapping[str, Any]) -> Iterator[tuple[Facet, tuple[str, ...]]]:
    country = case["country"]
    city = find(case["city"], country)
    start, end = case["years"]["start"], case["years"]["end"] or dt.datetime.now(tz=dt.UTC).year
    yield Facet.TOPIC, tuple(case["topics"])
    yield Facet.HAZARD, tuple(case["hazards"])
    yield Facet.SDG, tuple(map(str, case["sdgs"]))
    yield Facet.REGION, tuple(dict.fromkeys((region(country), *_part(country))))
    yield Facet.COUNTRY, (country,)
    yield Facet.INCOME, (income(country),)
    yield Facet.YEAR, tuple(str(year) for year in range(start, max(start, end) + 1))
    yield Facet.OUTCOME, (case["outcome"],)
    if city:
        yield Facet.CITY_SIZE, (_size(city.population),)
        yield Facet.CLIMATE, (CLIMATES[city.climate[0]],) if city.climate else ()


def _part(country: str) -> tuple[str, ...]:
    """The part of the region that M49 has it in, such as Eastern Africa."""
    part = profile(country).subregion
    return (part,) if part else ()


def _size(people: int) -> str:
    return next(code for below, code, _ in SIZES if people < below)
