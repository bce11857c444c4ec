"""Where a value stands on its attribute's scale, for drawing: only what has an order has a place."""

import math
from typing import NamedTuple

from assistant.report import ShownValue
from corpus.attributes import BY_KEY, Attribute, Scale

FEWEST = 1000.0
"""People with whom the scale of population begins: the table of cities has hardly any that are smaller."""


class Ends(NamedTuple):
    """What stands at the two ends of a scale, as people read it."""

    low: str
    high: str


def ends(key: str) -> Ends | None:
    """The ends of an attribute's scale; None for one without order, such as a legal tradition."""
    about = BY_KEY[key]
    if about.scale is Scale.STEPS:
        words = _words(about)
        return Ends(words[0], words[-1])
    if not about.unit:
        return None
    unit = "" if about.unit == "people" else f" {about.unit}"
    low, high = _range(about)
    return Ends(f"{low:,.0f}{unit}", f"{_round(high)}{unit}")


def position(value: ShownValue) -> float | None:
    """Where a value stands, 0..1: by rank on a scale of steps, by logarithm for people, else by number.

    None where the value is not known or its attribute has no order.
    """
    about = BY_KEY[value.attribute]
    if value.value is None or ends(value.attribute) is None:
        return None
    if about.scale is Scale.STEPS:
        words = _words(about)
        return words.index(value.value) / (len(words) - 1)
    low, high = _range(about)
    number = min(max(float(value.value.split()[0].replace(",", "")), low), high)
    if about.scale is Scale.RATIO:
        return math.log(number / low) / math.log(high / low)
    return (number - low) / (high - low)


def _words(about: Attribute) -> tuple[str, ...]:
    """The steps as `assistant.statements.shown` writes them."""
    return about.words or tuple(value.replace("_", " ") for value in about.values)


def _round(number: float) -> str:
    return f"{number / 1e6:g} million" if number >= 1e6 else f"{number:,.0f}"


def _range(about: Attribute) -> tuple[float, float]:
    low = max(about.low, FEWEST) if about.scale is Scale.RATIO else about.low
    return low, about.high
