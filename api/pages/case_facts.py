"""A case study at a glance: its facts in plain words, each with where more of it is."""

from functools import lru_cache
from typing import NamedTuple

from assistant.compose import anchor
from assistant.facets import SDGS, Facet, label_of
from corpus.case import CaseStudy
from corpus.collection import CASES
from corpus.gazetteer import find
from corpus.vocabulary import GovernanceLevel, MeasureKind, Scale, Status, label
from ingest.quality.words import sentences_of

COST = "Cost and who paid"
"""The section that tells what it cost."""

SCALES = {
    Scale.SITE: "one site",
    Scale.NEIGHBOURHOOD: "a neighbourhood",
    Scale.DISTRICT: "a district",
    Scale.CITY: "the whole city",
    Scale.METROPOLITAN: "the city and the towns around it",
}
KINDS = {
    MeasureKind.GREY: "building",
    MeasureKind.GREEN: "nature",
    MeasureKind.SOFT: "rules, money and organisation",
}
STATUSES = {
    Status.PLANNED: "planned",
    Status.UNDER_WAY: "going on",
    Status.COMPLETED: "completed",
    Status.ENDED: "ended",
}
LEVELS = {
    GovernanceLevel.COMMUNITY: "residents and their groups",
    GovernanceLevel.MUNICIPAL: "the city",
    GovernanceLevel.METROPOLITAN: "the metropolitan area",
    GovernanceLevel.REGIONAL: "the region",
    GovernanceLevel.NATIONAL: "the state",
    GovernanceLevel.INTERNATIONAL: "international partners",
}


class Fact(NamedTuple):
    """One line: `url` leads to more, empty where there is none."""

    name: str
    text: str
    url: str = ""


class Tag(NamedTuple):
    """One word that a case is filed under, and the cases that are filed there, too."""

    text: str
    url: str


def tags(case: CaseStudy) -> list[Tag]:
    """Topics, hazards and Sustainable Development Goals."""
    words = [
        *((Facet.TOPIC, str(topic), label(topic)) for topic in case.topics),
        *((Facet.HAZARD, str(hazard), label(hazard)) for hazard in case.hazards),
        *((Facet.SDG, str(n), f"SDG {n} {SDGS[n - 1]}") for n in case.sdgs),
    ]
    return [Tag(text, f"/cases?f={facet}:{value}") for facet, value, text in words]


def facts(case: CaseStudy, collection: str) -> list[Fact]:
    """What people ask first; what the case does not tell is left out."""
    found = [
        Fact("When", f"{case.years}, {STATUSES[case.status]}"),
        Fact("Size of the work", SCALES[case.scale]),
        Fact("Who had to act", _listed([LEVELS[level] for level in case.governance_level])),
        Fact("What it works with", "; ".join(KINDS[kind] for kind in case.kind)),
        Fact("What it cost", _cost(case), f"#{anchor(COST)}"),
        Fact("People in the city", _people(case.city, case.country)),
        Fact("Other cities in it", ", ".join(case.other_cities)),
        Fact("Collection", "" if collection == CASES else label_of(Facet.COLLECTION, collection)),
    ]
    return [fact for fact in found if fact.text]


def _cost(case: CaseStudy) -> str:
    """The first sentence on it, word for word."""
    said = sentences_of(dict(case.sections).get(COST, ""))
    return " ".join(said[0].split()) if said else ""


@lru_cache(1024)
def _people(city: str, country: str) -> str:
    found = find(city, country)
    if found is None or not found.population:
        return ""
    people = found.population
    shown = f"{people / 1e6:.1f} million" if people >= 1e6 else f"{round(people, -3):,}"
    return f"about {shown} (GeoNames, today)"


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
