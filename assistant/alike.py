"""The cities most like the asking one that have something to teach, by name alone: quick enough for every answer."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from assistant.knowledge import Floats
from assistant.likeness import likeness, place
from assistant.profile import ContextProfile, profile_at
from corpus.case import CaseStudy

KEPT = 8
"""Sets of cities whose places are kept: one for each of the sights that ask most."""


def most_alike(city: ContextProfile, cases: Iterable[CaseStudy], k: int) -> tuple[str, ...]:
    """Labels of at most k cities of the cases, in the order of `assistant.peers.peers`, without the city itself."""
    labels, places = _placed(tuple(dict.fromkeys((case.city, case.country) for case in cases)))
    if not labels:
        return ()
    alike = likeness(place(city), places)
    order = sorted(range(len(labels)), key=lambda at: (-alike[at], labels[at]))
    return tuple(labels[at] for at in order if labels[at] != city.label)[:k]


@lru_cache(KEPT)
def _placed(cities: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], Floats]:
    """The labels of cities, and their places as rows."""
    profiles = [profile_at(name, country) for name, country in cities]
    return tuple(p.label for p in profiles), np.array([place(profile) for profile in profiles])
