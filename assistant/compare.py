"""Two cities compared: attribute by attribute on a documented scale, then dimension by dimension."""

import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from assistant.profile import ContextProfile, Origin, Raw, Value
from corpus.attributes import ATTRIBUTES, Attribute, Scale
from corpus.vocabulary import Dimension


class Verdict(StrEnum):
    """How far two cities differ."""

    SAME = "same"
    MANAGEABLE = "differs, manageable"
    MUCH = "differs much"
    UNKNOWN = "unknown"


STEP = {Verdict.SAME: 0.0, Verdict.MANAGEABLE: 0.5, Verdict.MUCH: 1.0}

TRUST = {Origin.STATED: 1.0, Origin.CURATED: 1.0, Origin.COMPUTED: 1.0, Origin.COUNTRY: 0.5}
"""How much a value weighs by its origin; a country figure stands for many cities, so it weighs half."""

MUCH_FROM = 0.7
"""Weighted mean of the steps from which a dimension differs much."""

SAME_BELOW = 0.2
"""Weighted mean below which a dimension is the same."""


class Pair(NamedTuple):
    """One attribute of two cities; `distance` is in the scale's own measure, None where one is unknown."""

    attribute: Attribute
    origin: Value
    recipient: Value
    distance: float | None
    verdict: Verdict


class Comparison(NamedTuple):
    """Two cities on a dimension; `gap` is 0 (the same) to 1 (differs much), None where unknown.

    Attributes:
        surety: 0..1, the highest trust in a pair that was compared.
        pairs: the attributes that speak to the dimension, those that differ most first.
    """

    dimension: Dimension
    verdict: Verdict
    gap: float | None
    surety: float
    pairs: tuple[Pair, ...]


def compare(origin: ContextProfile, recipient: ContextProfile) -> dict[Dimension, Comparison]:
    """Two cities on all fifteen dimensions."""
    pairs: dict[Dimension, list[Pair]] = {dimension: [] for dimension in Dimension}
    for attribute in ATTRIBUTES:
        key = attribute.key
        pairs[attribute.dimension].append(
            _pair(attribute, origin.values[key], recipient.values[key])
        )
    return {dimension: _comparison(dimension, found) for dimension, found in pairs.items()}


def distance(attribute: Attribute, a: Raw, b: Raw) -> float:
    """How far two values of an attribute are apart, in the measure of its scale.

    RATIO: absolute difference of the logarithms to base 10 (0.3 is a factor of two). SHARE: percentage
    points. AMOUNT: the unit. STEPS: steps on the scale. CHOICE: 0 or 1. SETS: 1 less the Jaccard
    index. CLIMATE: see `koeppen_distance`.
    """
    return _MEASURES[attribute.scale](attribute, a, b)


def koeppen_distance(a: str, b: str) -> float:
    """Distance of two Köppen-Geiger classes, 0..1.

    0.5 for the main group (0.3 between the neighbours A–C, B–C and C–D), 0.3 for when it rains (0.15 between
    the wet kinds f, m and w), 0.2 for how warm it is. A scale of the project's own: the classes
    have no agreed distance.
    """
    if a == b:
        return 0.0
    near = {frozenset("AC"), frozenset("BC"), frozenset("CD")}
    group = 0.0 if a[0] == b[0] else 0.3 if frozenset((a[0], b[0])) in near else 0.5
    rain = 0.0 if a[1:2] == b[1:2] else 0.15 if {a[1:2], b[1:2]} <= {"f", "m", "w"} else 0.3
    return group + rain + (0.0 if a[2:3] == b[2:3] else 0.2)


def _jaccard(a: Raw, b: Raw) -> float:
    one, other = set(_words(a)), set(_words(b))
    return 1 - len(one & other) / len(one | other)


def _words(raw: Raw) -> tuple[str, ...]:
    return raw if isinstance(raw, tuple) else (str(raw),)


def _apart(_: Attribute, a: Raw, b: Raw) -> float:
    return abs(float(a) - float(b))  # type: ignore[arg-type]  # numbers on these scales


_MEASURES: Mapping[Scale, Callable[[Attribute, Raw, Raw], float]] = {
    Scale.RATIO: lambda _, a, b: abs(math.log10(float(a) / float(b))),  # type: ignore[arg-type]
    Scale.SHARE: _apart,
    Scale.AMOUNT: _apart,
    Scale.STEPS: lambda about, a, b: float(
        abs(about.values.index(str(a)) - about.values.index(str(b)))
    ),
    Scale.CHOICE: lambda _, a, b: float(a != b),
    Scale.SETS: lambda _, a, b: _jaccard(a, b),
    Scale.CLIMATE: lambda _, a, b: koeppen_distance(str(a), str(b)),
}


def _pair(attribute: Attribute, origin: Value, recipient: Value) -> Pair:
    if origin.value is None or recipient.value is None:
        return Pair(attribute, origin, recipient, None, Verdict.UNKNOWN)
    apart = distance(attribute, origin.value, recipient.value)
    verdict = (
        Verdict.SAME
        if apart <= attribute.near
        else Verdict.MANAGEABLE
        if apart <= attribute.far
        else Verdict.MUCH
    )
    return Pair(attribute, origin, recipient, apart, verdict)


def trust(pair: Pair) -> float:
    """How much a pair weighs, 0..1: as little as the less trusted of its two values."""
    return min(TRUST[pair.origin.origin], TRUST[pair.recipient.origin])


def _comparison(dimension: Dimension, pairs: list[Pair]) -> Comparison:
    known = [pair for pair in pairs if pair.distance is not None]
    ordered = tuple(sorted(pairs, key=lambda p: -STEP.get(p.verdict, -1.0)))
    if not known:
        return Comparison(dimension, Verdict.UNKNOWN, None, 0.0, ordered)
    weights = [trust(pair) for pair in known]
    gap = sum(w * STEP[p.verdict] for w, p in zip(weights, known, strict=True)) / sum(weights)
    verdict = (
        Verdict.SAME
        if gap < SAME_BELOW
        else Verdict.MUCH
        if gap >= MUCH_FROM
        else Verdict.MANAGEABLE
    )
    return Comparison(dimension, verdict, gap, max(weights), ordered)
