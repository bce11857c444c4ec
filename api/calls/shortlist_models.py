"""Shortlists and comparisons as JSON has them."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from api.pages.shortlist_rows import Row, rows
from api.pages.shortlist_side import LEAST, MOST, Side
from api.pages.shortlist_words import counted
from assistant.keeping import MAX_NOTE, Kept
from assistant.report import TransplantReport, Verdict
from corpus.case import CaseStudy
from corpus.forms import Slug
from corpus.gazetteer import MAX_NAME, country_name

CASE = "dakar-municipal-bond"


class Entry(BaseModel):
    """A practice that is kept for a city."""

    city: str = Field(description="For which it is kept", examples=["Beira, Mozambique"])
    case_id: str = Field(examples=[CASE])
    title: str
    case_city: str
    country: str
    years: str
    outcome: str
    note: str = Field(description="Why it is kept, in your words")
    added: str = Field(description="UTC, ISO 8601")


class Listed(BaseModel):
    """A part of a shortlist."""

    total: int = Field(description="Entries that you may see, of all cities or the one asked for")
    unseen: int = Field(description="Entries that are gone, or not for you to see any more")
    entries: list[Entry]


class Note(BaseModel):
    """Why a practice is kept."""

    model_config = ConfigDict(extra="forbid")

    note: str | None = Field(
        None, description=f"At most {MAX_NOTE} characters; null leaves it as it is"
    )


class Choice(BaseModel):
    """What to compare, for which city."""

    model_config = ConfigDict(extra="forbid")

    city: str = Field(
        max_length=MAX_NAME, description="Name of the asking city", examples=["Beira"]
    )
    cases: list[Slug] = Field(
        description=f"Ids of case studies, {LEAST} to {MOST}",
        examples=[[CASE, "johannesburg-rea-vaya-taxi-industry"]],
    )


class OneSide(BaseModel):
    """A practice beside others."""

    case_id: str
    title: str
    city: str
    country: str
    years: str
    outcome: str
    what: str = Field(description="The practice in a sentence")
    note: str = Field(description="Why it was kept; empty where it is not on your shortlist")
    counted: str = Field(examples=["8 fit, 3 to adapt, 1 blocked (land tenure), 3 unknown"])
    report: TransplantReport


class OneCell(BaseModel):
    """What one practice has in a row."""

    lines: list[str]
    verdict: Verdict | None = Field(description="On a dimension; null in other rows")


class OneRow(BaseModel):
    """One thing that is compared."""

    group: str
    name: str
    differ: bool | None = Field(description="Null for what each case tells in words of its own")
    cells: list[OneCell] = Field(description="In the order of the practices")


class Compared(BaseModel):
    """Practices side by side for a city."""

    city: str
    practices: list[OneSide]
    rows: list[OneRow]


def entry(city: str, kept: Kept, case: CaseStudy) -> Entry:
    """An entry as JSON has it."""
    return Entry(
        city=city,
        case_id=case.id,
        title=case.title,
        case_city=case.city,
        country=country_name(case.country),
        years=str(case.years),
        outcome=case.outcome,
        note=kept.note,
        added=kept.added,
    )


def compared(city: str, sides: Sequence[Side]) -> Compared:
    """Practices side by side as JSON has them."""
    return Compared(
        city=city, practices=[_one_side(side) for side in sides], rows=list(map(_row, rows(sides)))
    )


def _one_side(side: Side) -> OneSide:
    return OneSide(
        case_id=side.case.id,
        title=side.case.title,
        city=side.case.city,
        country=country_name(side.case.country),
        years=str(side.case.years),
        outcome=side.case.outcome,
        what=side.what,
        note=side.note,
        counted=counted(side.report),
        report=side.report,
    )


def _row(row: Row) -> OneRow:
    cells = [OneCell(lines=list(cell.lines), verdict=cell.verdict) for cell in row.cells]
    return OneRow(group=row.group, name=row.name, differ=row.differ, cells=cells)
