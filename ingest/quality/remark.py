"""What a remark on a draft is."""

from enum import StrEnum
from typing import NamedTuple

from corpus.draft_fields import named


class Kind(StrEnum):
    """What a remark is about."""

    MISSING = "missing"
    EVIDENCE = "evidence"
    VAGUE = "vague"
    READABILITY = "readability"
    SIMILAR = "similar"


class Remark(NamedTuple):
    """One remark.

    Attributes:
        field: key of the field that it is on; empty for the draft as a whole.
        message: what it is and what to do, in plain words.
        quote: the words that it is about, None where something is not there.
        link: page of the case study that it names, empty where it names none.
    """

    field: str
    kind: Kind
    message: str
    quote: str | None = None
    link: str = ""


def label_of(remark: Remark) -> str:
    """The field that a remark is on, as people read it."""
    return named(remark.field) if remark.field else "The draft"
