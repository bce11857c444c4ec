"""Conditions on what is told of a record beside its text, as the retrieval protocol of Dify has them."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

Told = Mapping[str, str | int]
"""What is told of a record, by name."""

MOST = 20
"""Conditions of a request, and values of a condition."""

Value = Annotated[float, Field(allow_inf_nan=False)] | Annotated[str, Field(max_length=500)]

Operator = Literal[
    "contains", "not contains", "start with", "end with", "is", "is not", "in", "not in", "empty", "not empty",
    "null", "not null", "=", "≠", ">", "<", "≥", "≤", "before", "after",
]  # fmt: skip

_OPPOSITES = {
    "not contains": "contains", "is not": "is", "not in": "in", "not empty": "empty", "≠": "=",
    "null": "empty", "not null": "empty",
}  # fmt: skip


class Condition(BaseModel):
    """One condition; where it names several things, one of them has to meet it."""

    name: str | Annotated[list[str], Field(min_length=1, max_length=MOST)]
    comparison_operator: Operator
    value: Value | Annotated[list[Value], Field(max_length=MOST)] | None = None

    def holds(self, told: Told) -> bool:
        """Whether a record meets it; what is not told of a record is empty, and is none of any values."""
        names = [self.name] if isinstance(self.name, str) else self.name
        operator = "empty" if self.comparison_operator == "null" else self.comparison_operator
        opposite = _OPPOSITES.get(operator)
        found = any(
            _meets(told.get(name, ""), opposite or operator, self._values()) for name in names
        )
        return found != bool(opposite)

    def _values(self) -> Sequence[float | str]:
        if self.value is None:
            return ()
        return self.value if isinstance(self.value, list) else [self.value]


class Conditions(BaseModel):
    """All of them, or one of them, have to be met."""

    logical_operator: Literal["and", "or"] | None = "and"
    conditions: list[Condition] | None = Field(default=None, max_length=MOST)

    def hold(self, told: Told) -> bool:
        """Whether a record meets them."""
        if not self.conditions:
            return True
        met = (condition.holds(told) for condition in self.conditions)
        return any(met) if self.logical_operator == "or" else all(met)


def _meets(held: str | int, operator: str, wanted: Sequence[float | str]) -> bool:
    text = str(held).casefold()
    if operator == "empty":
        return not text
    return bool(text) and any(_compared(text, operator, value) for value in wanted)


def _compared(text: str, operator: str, value: float | str) -> bool:
    if operator in ("=", ">", "<", "≥", "≤", "before", "after"):
        return _ordered(_number(text), operator, _number(value))
    said = _plain(value)
    return {
        "contains": said in text,
        "start with": text.startswith(said),
        "end with": text.endswith(said),
    }.get(operator, said == text)


def _ordered(held: float | None, operator: str, wanted: float | None) -> bool:
    if held is None or wanted is None:
        return False
    return {
        "=": held == wanted, "≥": held >= wanted, "≤": held <= wanted,
        ">": held > wanted, "after": held > wanted, "<": held < wanted, "before": held < wanted,
    }[operator]  # fmt: skip


def _number(value: float | str) -> float | None:
    """A number, or the year with which a date begins."""
    found = re.match(r"\s*(-?\d{1,15}(?:\.\d+)?)(?:-\d{2}.*)?\s*$", str(value), re.ASCII)
    return float(found[1]) if found else None


def _plain(value: float | str) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value).casefold()
