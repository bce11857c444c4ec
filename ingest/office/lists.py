"""Numbers of list items and headings as a page shows them: 3. (c) iii) 2.1."""

import re
from collections.abc import Mapping
from typing import NamedTuple

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Level(NamedTuple):
    """One level of a list.

    Attributes:
        form: of its number, as `ordinal` takes it; "bullet", or "none" for nothing.
        text: what stands before an item; `%1` is the number of the first level, `%2` of the second …
        start: its first number.
    """

    form: str
    text: str
    start: int


class Numbers:
    """A list that is counted as its items go by."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def restart(self, depth: int) -> None:
        """Let the next item of a depth be the first again."""
        self._counts.pop(depth, None)

    def mark(self, depth: int, levels: Mapping[int, Level]) -> str:
        """What stands before the next item.

        Args:
            depth: of the item, from 0.
            levels: of the list by depth; a depth that is not there is a bullet.
        Returns:
            "-" for a bullet, "2.", "(a)" …; "" for nothing.
        """
        level = levels.get(depth, Level("bullet", "", 1))
        self._counts[depth] = self._counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in self._counts if d > depth]:
            del self._counts[deeper]
        if level.form in {"bullet", "none"}:
            return "-" if level.form == "bullet" else ""
        return re.sub(r"%([1-9])", lambda m: self._shown(int(m[1]) - 1, levels), level.text).strip()

    def _shown(self, depth: int, levels: Mapping[int, Level]) -> str:
        level = levels.get(depth, Level("decimal", "", 1))
        return ordinal(self._counts.get(depth, level.start), level.form)


def ordinal(number: int, form: str) -> str:
    """A number in the form that Word, PowerPoint or OpenDocument name; digits where the form is unknown.

    Args:
        number: from 1; letters reach to 130 (`eeeee`), Roman numerals to 3999, then digits follow.
        form: such as "lowerLetter", "alphaLcPeriod" or "a"; "upperRoman", "romanUcPeriod" or "I".
    """
    kind = form.lower()
    upper = "upper" in kind or "uc" in kind or form in {"A", "I"}
    if ("letter" in kind or "alpha" in kind or kind == "a") and 0 < number <= 130:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif ("roman" in kind or kind == "i") and 0 < number < 4000:
        text = _roman(number)
    else:
        return f"{number:02d}" if kind == "decimalzero" else str(number)
    return text.upper() if upper else text


def raise_digits(text: str, before: str) -> str:
    """Digits set higher than a digit before them stay so (10⁶, 2019¹), or other numbers would be read."""
    if text.strip().isdecimal() and before[-1:].isdecimal():
        return text.translate(_RAISED)
    return text


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
