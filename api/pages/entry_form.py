"""The forms in which practices and networks are written: which fields they have, and how they are read and filled."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from corpus.entry import EntryKind
from corpus.network import NetworkKind, NetworkStatus, Offer
from corpus.vocabulary import Dimension, Importance, Topic


class Holds(StrEnum):
    """What a field holds: one line, a text, a line for each entry, one or several of some words, rows of parts."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    CHOICE = "choice"
    CHOICES = "choices"
    ROWS = "rows"


class EntryField(NamedTuple):
    """A field, or a part of a row.

    Attributes:
        hint: what to write, as people read it.
        words: to choose from.
        parts: of each row.
    """

    key: str
    label: str
    holds: Holds
    hint: str = ""
    words: tuple[str, ...] = ()
    parts: tuple["EntryField", ...] = ()


SPARE = 2
"""Empty rows below those that are filled."""

MAX_ROWS = 12
MAX_TEXT = 4000
"""Characters of one field."""

_CONDITION = (
    EntryField("requirement", "What it depends on", Holds.TEXT),
    EntryField("dimension", "Dimension", Holds.CHOICE, words=tuple(Dimension)),
    EntryField("importance", "How important", Holds.CHOICE, words=tuple(Importance)),
    EntryField("if_absent", "What to do where it is absent", Holds.TEXT),
    EntryField("needs", "Attribute of a city that meets it", Holds.LINE,
               "may stay empty; such as 'terrain: rolling, steep' or 'sewer: 40..100'"),
)  # fmt: skip

_SOURCE = (
    EntryField("title", "Title", Holds.LINE),
    EntryField("publisher", "Publisher", Holds.LINE),
    EntryField("year", "Year", Holds.LINE),
    EntryField("url", "Address", Holds.LINE, "https://…"),
    EntryField("opened", "Read on", Holds.LINE, "such as 2026-11-28"),
)

FIELDS: Mapping[EntryKind, tuple[EntryField, ...]] = {
    EntryKind.PRACTICE: (
        EntryField("name", "Name", Holds.LINE, "4 to 100 characters"),
        EntryField("aliases", "Other names", Holds.LINES, "one a line, in any language; at least one"),
        EntryField("topics", "Topics", Holds.CHOICES, "one to three", tuple(Topic)),
        EntryField("summary", "What it is", Holds.TEXT, "two or three sentences"),
        EntryField("core_functions", "What to keep", Holds.LINES, "two to five, one a line"),
        EntryField("forms", "What may change", Holds.LINES, "two to six, one a line"),
        EntryField("conditions", "What it typically depends on", Holds.ROWS,
                   "two to eight, what decides most first", parts=_CONDITION),
        EntryField("differs", "What differs between its cases", Holds.TEXT, "may stay empty"),
    ),
    EntryKind.NETWORK: (
        EntryField("name", "Name", Holds.LINE, "3 to 160 characters"),
        EntryField("kind", "Who carries it", Holds.CHOICE, words=tuple(NetworkKind)),
        EntryField("topics", "Topics", Holds.CHOICES, "one to four", tuple(Topic)),
        EntryField("region", "Part of the world", Holds.LINE, "such as Eastern Africa, or world"),
        EntryField("offers", "What it gives to a city", Holds.CHOICES, words=tuple(Offer)),
        EntryField("about", "What it is", Holds.TEXT, "two or three sentences"),
        EntryField("how_to_join", "How a city joins", Holds.TEXT),
        EntryField("url", "Address", Holds.LINE, "https://…"),
        EntryField("status", "Does it still work?", Holds.CHOICE, words=tuple(NetworkStatus)),
        EntryField("sources", "Sources", Holds.ROWS, "at least one", parts=_SOURCE),
    ),
}  # fmt: skip


class Given(NamedTuple):
    """What was sent: `one` is the last value of a name, `many` are all."""

    one: Mapping[str, str]
    many: Mapping[str, list[str]]


def read(kind: EntryKind, given: Given) -> dict[str, Any]:
    """The data of an entry from a form that was sent; what is empty is left out."""
    found = {field.key: _read(field, given) for field in FIELDS[kind]}
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _read(field: EntryField, given: Given) -> Any:
    said = given.one.get(field.key, "").strip()[:MAX_TEXT]
    match field.holds:
        case Holds.LINES:
            return [line for line in map(_flat, said.splitlines()) if line]
        case Holds.CHOICES:
            return [word for word in given.many.get(field.key, []) if word in field.words]
        case Holds.ROWS:
            rows = [_row(field, given, number) for number in range(MAX_ROWS)]
            return [row for row in rows if row]
        case Holds.TEXT:
            return "\n".join(map(_flat, said.splitlines()))
        case _:
            return _flat(said)


def _row(field: EntryField, given: Given, number: int) -> dict[str, Any]:
    row = {}
    for part in field.parts:
        said = _flat(given.one.get(f"{field.key}-{number}-{part.key}", "")[:MAX_TEXT])
        value: Any = needs_of(said) if part.key == "needs" else said
        if value:
            row[part.key] = int(said) if part.key == "year" and said.isdecimal() else value
    # what is only chosen from a list says nothing by itself
    return row if any(part.key in row for part in field.parts if not part.words) else {}


def _flat(text: str) -> str:
    return " ".join(text.split())


def needs_of(said: str) -> dict[str, Any] | str:
    """`terrain: rolling, steep` or `sewer: 40..100` as the form has it; what is neither as it was said."""
    match = re.fullmatch(r"(\w+)\s*:\s*(.+)", said)
    if not match:
        return said
    between = re.fullmatch(r"(-?[\d.]*?)\.\.(-?[\d.]*)", match[2].strip())
    if between:
        ends = {"at_least": between[1], "at_most": between[2]}
        try:
            return {"attribute": match[1]} | {k: float(v) for k, v in ends.items() if v}
        except ValueError:
            return said
    return {"attribute": match[1], "one_of": [w.strip() for w in match[2].split(",") if w.strip()]}


def needs_told(needs: Any) -> str:
    """The same as a person writes it."""
    if not isinstance(needs, Mapping):
        return str(needs or "")
    if needs.get("one_of"):
        return f"{needs['attribute']}: {', '.join(needs['one_of'])}"
    low, high = (needs.get(end) for end in ("at_least", "at_most"))
    ends = ("" if end is None else f"{end:g}" for end in (low, high))
    return f"{needs.get('attribute', '')}: {'..'.join(ends)}"


def label_of(key: str) -> str:
    """A field's key, or a fault's place such as `conditions.0.requirement`, as people read it."""
    first, *rest = key.split(".")
    named = {field.key: field for fields in FIELDS.values() for field in fields}
    if first not in named:
        return key
    parts = {part.key: part.label for part in named[first].parts}
    words = [str(int(r) + 1) if r.isdecimal() else parts.get(r, r).lower() for r in rest]
    return ", ".join([" ".join([named[first].label, *words[:1]]), *words[1:]])
