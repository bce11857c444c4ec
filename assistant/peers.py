"""Peer cities: those most like the asking one that have something to teach, and how they differ."""

from collections.abc import Iterable
from typing import Annotated

import numpy as np
from pydantic import Field

from assistant.compare import Verdict, compare
from assistant.knowledge import Knowledge
from assistant.likeness import likeness, place
from assistant.profile import ContextProfile, profile_at
from assistant.report import Part, Share
from assistant.statements import shown
from corpus.case import CaseStudy
from corpus.vocabulary import Topic

MOST_DIFFERENCES = 3


class Lesson(Part):
    """What a peer city can tell about."""

    case_id: str
    title: str
    outcome: str


class Peer(Part):
    """A city like the asking one, with its cases and the main differences."""

    city: str
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
    alike = likeness(place(city), np.array([place(profile) for profile in profiles]))
    order = sorted(range(len(profiles)), key=lambda at: (-alike[at], profiles[at].label))
    chosen = [at for at in order if profiles[at].label != city.label][:k]
    cases = list(taught.values())
    return tuple(
        Peer(
            city=profiles[at].label,
            likeness=round(float(alike[at]), 4),
            teaches=tuple(
                Lesson(case_id=c.id, title=c.title, outcome=c.outcome) for c in cases[at]
            ),
            differs=differences(profiles[at], city),
        )
        for at in chosen
    )


def differences(one: ContextProfile, other: ContextProfile) -> tuple[str, ...]:
    """The attributes on which two cities differ much, as `label: theirs against ours`."""
    found = [
        f"{pair.attribute.label}: {shown(pair.attribute.key, pair.origin.value)} against "
        f"{shown(pair.attribute.key, pair.recipient.value)}"
        for comparison in compare(one, other).values()
        for pair in comparison.pairs
        if pair.verdict is Verdict.MUCH
        and pair.origin.value is not None
        and pair.recipient.value is not None
    ]
    return tuple(found[:MOST_DIFFERENCES])


def _taught(
    cases: Iterable[CaseStudy], topics: frozenset[Topic]
) -> dict[tuple[str, str], list[CaseStudy]]:
    found: dict[tuple[str, str], list[CaseStudy]] = {}
    for case in cases:
        if not topics or topics & set(case.topics):
            found.setdefault((case.city, case.country), []).append(case)
    return found
