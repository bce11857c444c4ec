"""Peer cities: those most like the asking one that have something to teach, and how they differ."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated

import numpy as np
from pydantic import Field

from assistant.climates import climate_words
from assistant.compare import Verdict, compare
from assistant.knowledge import Floats, Knowledge
from assistant.likeness import likeness, place
from assistant.profile import ContextProfile, Raw, profile_at
from assistant.report import Part, Share
from assistant.statements import shown
from corpus.attributes import Attribute, Scale
from corpus.case import CaseStudy
from corpus.gazetteer import country_name
from corpus.vocabulary import Topic

MOST_DIFFERENCES = 3


class Lesson(Part):
    """What a peer city can tell about."""

    case_id: str
    title: str
    outcome: str


class Peer(Part):
    """A city like the asking one, with its cases and the main differences."""

    city: str = Field(description="With its country", examples=["Maputo, Mozambique"])
    name: str = Field(examples=["Maputo"])
    country: str = Field(examples=["Mozambique"])
    latitude: float | None = Field(
        description="Degrees, WGS 84; null for a city that is in no table", examples=[-25.97]
    )
    longitude: float | None = Field(description="Degrees, WGS 84", examples=[32.58])
    likeness: Annotated[Share, Field(description="How like the asking city it is, 0..1")]
    teaches: tuple[Lesson, ...]
    differs: tuple[str, ...] = Field(description="Where the two differ much, in plain words")


def peers(
    city: ContextProfile, knowledge: Knowledge, topics: frozenset[Topic] = frozenset(), k: int = 10
) -> tuple[Peer, ...]:
    """At most k cities, the likest first; the asking city itself is left out.

    Args:
        topics: only cities with a case on one of these; empty for any.
    """
    taught = _taught(knowledge.cases, topics)
    profiles = [profile_at(name, code) for name, code in taught]
    if not profiles:
        return ()
    alike = likeness(place(city), np.array([_place_at(*at) for at in taught]))
    order = sorted(range(len(profiles)), key=lambda at: (-alike[at], profiles[at].label))
    chosen = [at for at in order if profiles[at].label != city.label][:k]
    cases = list(taught.values())
    return tuple(_peer(profiles[at], float(alike[at]), cases[at], city) for at in chosen)


@lru_cache(4096)
def _place_at(city: str, country_code: str) -> Floats:
    """Where a city that the corpus names stands among others; the profile does not change."""
    return place(profile_at(city, country_code))


def _peer(
    peer: ContextProfile, alike: float, cases: Iterable[CaseStudy], city: ContextProfile
) -> Peer:
    return Peer(
        city=peer.label,
        name=peer.name,
        country=country_name(peer.country_code),
        latitude=peer.city.latitude if peer.city else None,
        longitude=peer.city.longitude if peer.city else None,
        likeness=round(alike, 4),
        teaches=tuple(Lesson(case_id=c.id, title=c.title, outcome=c.outcome) for c in cases),
        differs=differences(peer, city),
    )


def differences(one: ContextProfile, other: ContextProfile) -> tuple[str, ...]:
    """The attributes on which two cities differ much, as `label: theirs against ours`."""
    found = [
        f"{pair.attribute.label}: {_words(pair.attribute, pair.origin.value)} against "
        f"{_words(pair.attribute, pair.recipient.value)}"
        for comparison in compare(one, other).values()
        for pair in comparison.pairs
        if pair.verdict is Verdict.MUCH
        and pair.origin.value is not None
        and pair.recipient.value is not None
    ]
    return tuple(found[:MOST_DIFFERENCES])


def _words(attribute: Attribute, raw: Raw) -> str:
    return (
        climate_words(str(raw)) if attribute.scale is Scale.CLIMATE else shown(attribute.key, raw)
    )


def _taught(
    cases: Iterable[CaseStudy], topics: frozenset[Topic]
) -> dict[tuple[str, str], list[CaseStudy]]:
    found: dict[tuple[str, str], list[CaseStudy]] = {}
    for case in cases:
        if not topics or topics & set(case.topics):
            found.setdefault((case.city, case.country), []).append(case)
    return found
