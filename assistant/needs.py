"""Conditions that a program can check: what a practice needs of a city against what is known of that city."""

from enum import StrEnum
from typing import NamedTuple

from assistant.profile import ContextProfile, Origin, Value
from corpus.attributes import BURDENS
from corpus.practice import Need, Practice, TypicalCondition
from corpus.vocabulary import Dimension, Importance


class State(StrEnum):
    """Whether a city meets a need."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Checked(NamedTuple):
    """A condition with a need, and how the city stands to it; `value` is the city's."""

    condition: TypicalCondition
    need: Need
    state: State
    value: Value

    @property
    def blocks(self) -> bool:
        """True where an essential need is unmet by the city's own value.

        A country figure blocks nothing, nor do people who have to be brought in.
        """
        return (
            self.state is State.UNMET
            and self.condition.importance is Importance.ESSENTIAL
            and self.value.origin is not Origin.COUNTRY
            and self.need.attribute not in BURDENS
        )


def check_needs(practice: Practice, city: ContextProfile) -> dict[Dimension, list[Checked]]:
    """The practice's conditions that can be checked, by dimension, in the practice's order."""
    found: dict[Dimension, list[Checked]] = {}
    for condition in practice.conditions:
        if condition.needs is not None:
            value = city.values[condition.needs.attribute]
            found.setdefault(condition.dimension, []).append(
                Checked(condition, condition.needs, state(condition.needs, value), value)
            )
    return found


def state(need: Need, value: Value) -> State:
    """Whether a value meets a need; of several words one that is wanted is enough."""
    if value.value is None:
        return State.UNKNOWN
    if need.one_of:
        held = value.value if isinstance(value.value, tuple) else (str(value.value),)
        return State.MET if set(held) & set(need.one_of) else State.UNMET
    number = float(value.value)  # type: ignore[arg-type]  # the form lets ranges stand for numbers only
    low = need.at_least is None or number >= need.at_least
    return State.MET if low and (need.at_most is None or number <= need.at_most) else State.UNMET
