"""Flags: the verdict on each dimension, with one plain sentence, both values, evidence and the next step."""

from typing import NamedTuple

from assistant.compare import TRUST, Comparison, Pair
from assistant.compare import Verdict as Apart
from assistant.needs import Checked, State
from assistant.profile import ContextProfile, Origin, Value
from assistant.questionnaire import QUESTIONS
from assistant.report import Flag, Precedent, ShownValue, Support, Verdict
from assistant.statements import shown
from corpus.attributes import BY_KEY
from corpus.practice import Practice, TypicalCondition
from corpus.vocabulary import Dimension, label

HEAVY = 0.3
"""Weight from which a difference between the cities, or a precedent, calls for adapting; half of all records
name a dimension of this weight or more."""

BLOCKED = 0.9
"""Least weight of a dimension whose essential need the city is known not to meet: explicit evidence beats the model."""

UNMET = 0.75
"""Least weight of a dimension on which a need is unmet by the city's own value, where it blocks nothing."""

LIKE = 0.5
"""Likeness from which another city counts as like the asking one."""

PAIRS = 3
"""Most attributes that a flag shows."""

QUESTION_OF = {question.key: question.text for question in QUESTIONS}


class Ground(NamedTuple):
    """All that a flag is made from.

    Attributes:
        origin: None where there is no city to compare with.
        weight: of the dimension, from the model.
        conditions: the practice's typical conditions on the dimension.
        checked: those of them that can be checked.
    """

    dimension: Dimension
    practice: Practice | None
    origin: ContextProfile | None
    city: ContextProfile
    weight: float
    compared: Comparison
    conditions: list[TypicalCondition]
    checked: list[Checked]
    evidence: tuple[Support, ...]
    precedents: tuple[Precedent, ...]
    explain: dict[str, float]


def flag(ground: Ground) -> Flag:
    """The flag of one dimension."""
    verdict = _verdict(ground)
    pairs = _pairs(ground)
    return Flag(
        dimension=ground.dimension,
        verdict=verdict,
        weight=round(max(ground.weight, _least(ground, verdict)), 4),
        sentence=_sentence(ground, verdict),
        origin_values=tuple(value_shown(p.attribute.key, p.origin) for p in pairs if ground.origin),
        recipient_values=tuple(value_shown(p.attribute.key, p.recipient) for p in pairs),
        evidence=ground.evidence,
        precedents=ground.precedents,
        next_step=_next_step(ground, verdict),
        explain={name: round(value, 3) for name, value in ground.explain.items()},
    )


def _least(ground: Ground, verdict: Verdict) -> float:
    """The least weight that explicit evidence gives the dimension."""
    if verdict is Verdict.BLOCKS:
        return BLOCKED
    unmet = [checked for checked in ground.checked if checked.state is State.UNMET]
    return UNMET if any(c.value.origin is not Origin.COUNTRY for c in unmet) else 0.0


def value_shown(key: str, value: Value) -> ShownValue:
    """A value as a report shows it."""
    return ShownValue(
        attribute=key,
        label=BY_KEY[key].label,
        value=None if value.value is None else shown(key, value.value),
        origin=value.origin,
        year=value.year,
    )


def _verdict(ground: Ground) -> Verdict:
    """The first that holds.

    An essential need unmet, a need unmet, trouble in a city alike, a need that cannot be told, a difference where it
    weighs, a need met or a difference that hardly weighs, cities alike (where it weighs, by values
    of their own: countries alike do not make cities alike).
    """
    states = {checked.state for checked in ground.checked}
    heavy = ground.weight >= HEAVY
    apart = ground.compared.verdict if ground.origin else Apart.UNKNOWN
    sure = ground.compared.surety > TRUST[Origin.COUNTRY]
    differs = apart in (Apart.MUCH, Apart.MANAGEABLE)
    rules = (
        (any(checked.blocks for checked in ground.checked), Verdict.BLOCKS),
        (State.UNMET in states, Verdict.ADAPT),
        (heavy and _trouble(ground), Verdict.ADAPT),
        (State.UNKNOWN in states, Verdict.UNKNOWN),
        (heavy and differs, Verdict.ADAPT),
        (State.MET in states or (differs and not heavy), Verdict.FITS),
        (apart is Apart.SAME and (sure or not heavy), Verdict.FITS),
    )
    return next((verdict for holds, verdict in rules if holds), Verdict.UNKNOWN)


def _trouble(ground: Ground) -> bool:
    """True where a city like the asking one had to change this, or broke on it."""
    return any(p.likeness >= LIKE and p.outcome != "success" for p in ground.precedents)


def _sentence(ground: Ground, verdict: Verdict) -> str:
    city = ground.city.name
    if verdict is Verdict.BLOCKS:
        held = next(checked for checked in ground.checked if checked.blocks)
        return f"It hangs on this: {_lower(held.condition.requirement)} {_has(city, held)}"
    unmet = [checked for checked in ground.checked if checked.state is State.UNMET]
    if unmet:
        return f"{unmet[0].condition.requirement} {_has(city, unmet[0])}"
    if verdict is Verdict.FITS:
        return _fits(ground)
    if verdict is Verdict.UNKNOWN:
        return _unknown(ground)
    if _trouble(ground):
        told = next(p for p in ground.precedents if p.likeness >= LIKE and p.outcome != "success")
        who = "This very city" if told.city == city else f"{told.city}, a city like {city},"
        return f"{who} met this ({told.outcome}): {told.what}"
    return _differs(ground)


def _has(city: str, checked: Checked) -> str:
    key, value = checked.need.attribute, checked.value
    assert value.value is not None
    told = "" if value.origin is Origin.STATED else f" ({_told(value)})"
    return f"In {city}: {BY_KEY[key].label}, {shown(key, value.value)}{told}."


def _told(value: Value) -> str:
    return f"{value.origin}, {value.year}" if value.year else str(value.origin)


def _differs(ground: Ground) -> str:
    assert ground.origin is not None
    need = f" {ground.conditions[0].requirement}" if ground.conditions else ""
    pairs = [p for p in ground.compared.pairs if p.verdict in (Apart.MUCH, Apart.MANAGEABLE)]
    if not pairs:
        return f"{ground.origin.name} and {ground.city.name} differ here.{need}"
    much = "much " if pairs[0].verdict is Apart.MUCH else ""
    return f"{ground.origin.name} and {ground.city.name} differ {much}in {_both(pairs[0])}.{need}"


def _both(pair: Pair) -> str:
    assert pair.origin.value is not None
    assert pair.recipient.value is not None
    key = pair.attribute.key
    country = (
        " (country figures)"
        if Origin.COUNTRY in (pair.origin.origin, pair.recipient.origin)
        else ""
    )
    theirs, ours = shown(key, pair.origin.value), shown(key, pair.recipient.value)
    values = f"both {ours}" if theirs == ours else f"{theirs} against {ours}"
    return f"{pair.attribute.label}: {values}{country}"


def _fits(ground: Ground) -> str:
    met = [checked for checked in ground.checked if checked.state is State.MET]
    if met:
        return f"{met[0].condition.requirement} {_has(ground.city.name, met[0])}"
    assert ground.origin is not None
    if ground.compared.verdict is not Apart.SAME:
        return f"{ground.origin.name} and {ground.city.name} differ, but little hangs on it here."
    same = [p for p in ground.compared.pairs if p.verdict is Apart.SAME]
    return f"{ground.city.name} is much like {ground.origin.name} in {_both(same[0])}."


def _unknown(ground: Ground) -> str:
    alike = ""
    if ground.origin and ground.compared.verdict is Apart.SAME:
        same = next(p for p in ground.compared.pairs if p.verdict is Apart.SAME)
        alike = f" Only countries are known to be alike here, in {_both(same)}."
    city = ground.city.name
    if any(not support.reviewed for support in ground.evidence):
        return f"The document speaks of this, as quoted below. What {city} has is not known.{alike}"
    if ground.conditions:
        return f"{ground.conditions[0].requirement} Whether {city} has this is not known.{alike}"
    return (
        f"Nothing that is known of {city} tells how it stands on {label(ground.dimension)}.{alike}"
    )


def _next_step(ground: Ground, verdict: Verdict) -> str:
    if verdict is Verdict.FITS:
        return "Keep as it is; look again when you try it out."
    asked = [c.need.attribute for c in ground.checked if c.state is State.UNKNOWN]
    asked += [p.attribute.key for p in ground.compared.pairs if p.recipient.value is None]
    if verdict is Verdict.UNKNOWN:
        question = next((QUESTION_OF[key] for key in asked if key in QUESTION_OF), None)
        return f"Find out: {question or _ask(asked, ground.dimension)}"
    unmet = [c.condition for c in ground.checked if c.state is State.UNMET]
    conditions = unmet or ground.conditions
    if conditions:
        return conditions[0].if_absent
    return f"Find out: {_ask(asked, ground.dimension)}"


def _ask(keys: list[str], dimension: Dimension) -> str:
    return (
        f"{BY_KEY[keys[0]].label}?" if keys else f"how does your city stand on {label(dimension)}?"
    )


def _pairs(ground: Ground) -> list[Pair]:
    """The attributes worth showing: those that are checked, then those known of the asking city."""
    wanted = {checked.need.attribute for checked in ground.checked}
    ordered = sorted(
        ground.compared.pairs,
        key=lambda p: (p.attribute.key not in wanted, p.recipient.value is None),
    )
    return [p for p in ordered if p.attribute.key in wanted or p.recipient.value is not None][
        :PAIRS
    ]


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
