"""Why a practice may suit the asking city, in one sentence: what its own city shares with it, and what sets them apart."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assistant.climates import climate_briefly
from assistant.compare import Verdict, compare
from assistant.profile import ContextProfile, Value
from assistant.report import TransplantReport
from corpus.vocabulary import label

BY_THE_SEA = 25.0
"""Kilometres to the coast up to which a city is called coastal, the same as two coasts count as alike."""

MOST_SHARED = 3

MANY = 10
"""Factor of population from which a difference in size is worth telling."""

GROUPS = {"A": "tropical", "B": "dry", "C": "mild", "D": "cold", "E": "polar"}


class _Pair(NamedTuple):
    """An attribute of both cities, known of both, and how far they differ."""

    theirs: Value
    ours: Value
    verdict: Verdict

    def numbers(self) -> tuple[float, float]:
        return float(str(self.theirs.value)), float(str(self.ours.value))


def described(profile: ContextProfile) -> str:
    """A city in a few words, as far as it is known: `coastal, about 530,000 people, tropical savanna`."""
    coast, people = profile.values["coast_km"].value, profile.values["population"].value
    climate = str(profile.values["climate"].value or "")
    words = [
        "" if coast is None else "coastal" if float(str(coast)) <= BY_THE_SEA else "inland",
        "" if people is None else f"about {_rounded(float(str(people)))} people",
        climate_briefly(climate),
    ]
    return ", ".join(filter(None, words))


def _rounded(people: float) -> str:
    """Two digits: 530604 → `530,000`, 3452331 → `3.5 million`."""
    step = 10 ** max(0, math.floor(math.log10(max(people, 1))) - 1)
    near = round(people / step) * step
    return f"{near / 1e6:g} million" if near >= 1e6 else f"{near:,}"


def why_here(origin: ContextProfile, city: ContextProfile, report: TransplantReport) -> str:
    """One sentence: what the practice's city shares with the asking one, and the difference that weighs most.

    Args:
        report: on that practice for the asking city; its weights tell which difference counts.
    """
    if origin.label == city.label:
        return f"This was done in {city.name} itself."
    pairs = _pairs(origin, city)
    shared = [words for tell in SHARED if (words := tell(pairs))][:MOST_SHARED]
    weights = {flag.dimension: flag.weight for flag in report.flags}
    apart = sorted(_apart(pairs), key=lambda told: -weights.get(told[0], 0.0))
    differs = apart[0][1] if apart else ""
    if not shared:
        return f"{origin.name} is not much like {city.name}{differs and ': it ' + differs}."
    like = f"Like {city.name}, {origin.name} is {_listed(shared)}"
    return f"{like}; but it {differs}." if differs else f"{like}."


def _pairs(origin: ContextProfile, city: ContextProfile) -> Mapping[str, _Pair]:
    return {
        pair.attribute.key: _Pair(pair.origin, pair.recipient, pair.verdict)
        for comparison in compare(origin, city).values()
        for pair in comparison.pairs
        if pair.distance is not None
    }


def _coast(pairs: Mapping[str, _Pair]) -> str:
    near = "coast_km" in pairs and max(pairs["coast_km"].numbers()) <= BY_THE_SEA
    return "by the sea" if near else ""


def _income(pairs: Mapping[str, _Pair]) -> str:
    same = "income" in pairs and pairs["income"].verdict is Verdict.SAME
    return _in_country(pairs["income"].ours) if same else ""


def _in_country(income: Value) -> str:
    words = label(str(income.value))
    return f"in {'an' if words[0] in 'aeiou' else 'a'} {words} income country"


def _climate(pairs: Mapping[str, _Pair]) -> str:
    if "climate" not in pairs:
        return ""
    theirs, ours = (str(value.value)[:1] for value in pairs["climate"][:2])
    return f"in a {GROUPS[ours]} climate" if theirs == ours and ours in GROUPS else ""


def _size(pairs: Mapping[str, _Pair]) -> str:
    same = "population" in pairs and pairs["population"].verdict is Verdict.SAME
    return "of similar size" if same else ""


def _ground(pairs: Mapping[str, _Pair]) -> str:
    same = "terrain" in pairs and pairs["terrain"].verdict is Verdict.SAME
    return f"on {pairs['terrain'].ours.value} ground" if same else ""


SHARED = (_coast, _income, _climate, _size, _ground)
"""What two cities may share, the most telling first: the project's choice."""


def _apart(pairs: Mapping[str, _Pair]) -> Iterator[tuple[str, str]]:
    """What sets the practice's city apart, as `(dimension, words after its name)`."""
    if "population" in pairs:
        theirs, ours = pairs["population"].numbers()
        if theirs >= MANY * ours:
            yield "scale_scope", f"has {theirs / ours:.0f} times as many people"
        elif ours >= MANY * theirs:
            yield "scale_scope", f"has one person for every {ours / theirs:.0f}"
    if "income" in pairs and pairs["income"].verdict is not Verdict.SAME:
        yield "finance_operating_cost", f"is {_in_country(pairs['income'].theirs)}"
    if "climate" in pairs and pairs["climate"].verdict is Verdict.MUCH:
        group = GROUPS.get(str(pairs["climate"].theirs.value)[:1], "different")
        yield "climate_hazard_geography", f"has a {group} climate"


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
