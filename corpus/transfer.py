"""A transfer: a documented move of a practice from an origin to a recipient city; failures count as much."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from corpus.forms import Country, Form, Line, Slug, Source, Year, read_list
from corpus.vocabulary import Dimension, Topic

TRANSFERS = Path(__file__).parent / "transfers"


class Degree(StrEnum):
    """How much was taken over (Dolowitz and Marsh 2000)."""

    COPY = "copy"
    ADAPT = "adapt"
    COMBINE = "combine"
    INSPIRE = "inspire"


class TransferOutcome(StrEnum):
    """How the transfer turned out in the recipient city, as the sources judge it."""

    SUCCESS = "success"
    PARTIAL = "partial"
    FAILURE = "failure"


class Confidence(StrEnum):
    """High: two independent sources tell origin, recipient and outcome; medium: one; low: indirect."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Place(Form):
    """A city at one end of a transfer, with its case study where the corpus has one."""

    city: Annotated[str, Field(min_length=1)]
    country: Country
    case: Slug | None = None


class Change(Form):
    """What had to change on a dimension, or why it broke there."""

    dimension: Dimension
    what: Line


class Transfer(Form):
    """One move; `dimensions` in order of importance; a year that no source tells is None."""

    id: Slug
    practice: Slug
    topic: Topic
    origin: Place
    recipient: Place
    year: Year | None
    degree: Degree
    outcome: TransferOutcome
    judged: Year
    dimensions: Annotated[tuple[Change, ...], Field(min_length=1, max_length=6)]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    confidence: Confidence


def load_transfers(folder: Path = TRANSFERS) -> Iterator[Transfer]:
    """Every transfer of a folder's files.

    Raises:
        BadCase: at the first entry that breaks the form.
    """
    for path in sorted(folder.glob("*.yaml")):
        yield from read_list(Transfer, path)
