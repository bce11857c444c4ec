"""JSON Lines: an object on each line; what is wrong with a line stays with that line."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from ingest.plain.clean import clean

MAX_LINE = 5_000_000
"""Characters of a line."""


class Line(NamedTuple):
    """One line of the file, by number from 1.

    Attributes:
        found: the object; empty where there is an error.
        error: a sentence on why it is none, or empty.
    """

    number: int
    found: dict[str, Any]
    error: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """Its fields as text: lists of plain values with commas, other values as JSON."""
        return {clean(str(name)): clean(_text(value)) for name, value in self.found.items()}


def json_lines(text: str) -> Iterator[Line]:
    """The lines that are not blank, in order."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _line(number, line)


def _line(number: int, line: str) -> Line:
    if len(line) > MAX_LINE:
        return Line(number, {}, f"It has over {MAX_LINE:,} characters, which is the limit.")
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        return Line(number, {}, f"It is no JSON: {error.msg} at character {error.pos + 1}.")
    except (ValueError, RecursionError):
        return Line(number, {}, "It is no JSON that can be read: too deep, or a number too long.")
    if not isinstance(found, dict):
        return Line(number, {}, "It is no object in braces.")
    return Line(number, found)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case list() if all(isinstance(inner, str | int | float) for inner in value):
            return ", ".join(map(str, value))
        case _:
            return json.dumps(value, ensure_ascii=False)
