"""A draft as its page shows it: fields with quotes and remarks, what is left to do, and what is like it."""

from collections.abc import Iterator
from typing import NamedTuple

from api.pages.draft_source import Piece, Places
from corpus.draft import Draft, DraftField, FieldState, open_field
from corpus.draft_fields import FIELDS, SECTION_KEYS, Holds, named
from corpus.draft_values import words
from corpus.gazetteer import country_name
from corpus.vocabulary import label
from ingest.drafting.practice import practices
from ingest.quality.remark import Remark

GROUPS = (
    ("The case", [f.key for f in FIELDS if not f.most and f.key not in SECTION_KEYS]),
    ("The text", list(SECTION_KEYS)),
    ("Lessons", ["lesson"]),
    ("Conditions", ["condition"]),
    ("Where it came from and where it went", ["adopted-from", "adopted-by"]),
    ("Sources", ["source"]),
)

LIKENESS = ((0.75, "very much like it"), (0.65, "much like it"), (0.0, "somewhat like it"))
"""Likeness of meaning in words, from which value on."""


class Shown(NamedTuple):
    """A field as the page shows it.

    Attributes:
        after: key of the next field that waits for a decision; empty where none does.
    """

    field: DraftField
    label: str
    pieces: list[Piece]
    remarks: list[Remark]
    after: str


class Group(NamedTuple):
    """Fields under one title, and the entries that could be added to its lists."""

    title: str
    fields: list[Shown]
    more: list[DraftField]


class Counts(NamedTuple):
    """How many fields are decided (accepted or edited), proposed, and open though a case study needs them."""

    decided: int
    proposed: int
    open: int

    @property
    def total(self) -> int:
        """All that are counted."""
        return sum(self)


def counts_of(held: Draft) -> Counts:
    """How far a draft is."""
    states = [field.state for field in held.fields]
    return Counts(
        sum(state in (FieldState.ACCEPTED, FieldState.EDITED) for state in states),
        states.count(FieldState.PROPOSED),
        sum(field.state is FieldState.OPEN and waits(field) for field in held.fields),
    )


def waits(field: DraftField) -> bool:
    """Whether a field waits for a person: it is proposed, or open though a case study needs it."""
    if field.state is not FieldState.OPEN:
        return field.state is FieldState.PROPOSED
    least = int(field.key.rpartition("-")[2]) <= field.about.least if field.about.most else True
    return field.about.needed and least


def next_waiting(held: Draft, key: str = "") -> str:
    """The key of the next field after one that waits for a person, from the top again; empty where none does."""
    keys = list(held.field_keys())
    at = keys.index(key) + 1 if key in keys else 0
    around = (*held.fields[at:], *held.fields[:at])
    return next((field.key for field in around if field.key != key and waits(field)), "")


def groups(held: Draft, remarks: tuple[Remark, ...], places: Places) -> list[Group]:
    """The fields of a draft in their groups."""
    return [
        Group(
            title,
            [_shown(held, field, remarks, places) for field in held.fields if field.about.key in keys],
            [open_field(key) for key in filter(None, (next_entry(held, about) for about in keys))],
        )
        for title, keys in GROUPS
    ]  # fmt: skip


def _shown(held: Draft, field: DraftField, remarks: tuple[Remark, ...], places: Places) -> Shown:
    pieces = [places.piece(one) for one in field.evidence]
    mine = [remark for remark in remarks if remark.field == field.key]
    return Shown(field, named(field.key), pieces, mine, next_waiting(held, field.key))


def next_entry(held: Draft, about: str) -> str:
    """The key of the entry that could be added to a list; empty where it is no list, is full, or has one open."""
    entries = [f for f in held.fields if f.about.key == about]
    if not entries or not entries[0].about.most or any(f.state is FieldState.OPEN for f in entries):
        return ""
    number = int(entries[-1].key.rpartition("-")[2]) + 1
    return f"{about}-{number}" if number <= entries[0].about.most else ""


def to_do(held: Draft, reasons: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What keeps a draft from being published, each with the key of the field that it is about, empty for none."""
    for reason in reasons:
        yield reason, _key(held, reason)


def _key(held: Draft, reason: str) -> str:
    """The field whose name a reason begins with, or the first one of the list that it speaks of."""
    begins = [f.key for f in held.fields if reason.startswith(named(f.key))]
    if begins:
        return max(begins, key=lambda key: len(named(key)))
    of_list = (
        about.key for about in FIELDS if about.most and f" {about.label.lower()}s " in reason
    )
    listed = next(of_list, "")
    return next((f.key for f in reversed(held.fields) if listed and f.about.key == listed), "")


def worded(field: DraftField, part: str, text: str) -> str:
    """A part's value as people read it: names of countries and practices, words without underscores."""
    holds = next(p.holds for p in field.about.parts if p.name == part)
    if holds is Holds.SLUG:
        return next((held.name for held in practices() if held.id == text), text)
    if holds is Holds.COUNTRY:
        return country_name(text)
    if holds in (Holds.WORD, Holds.WORDS):
        return ", ".join(map(label, words(text)))
    return text


def likeness(value: float) -> str:
    """A likeness in words."""
    return next(said for least, said in LIKENESS if value >= least)
