"""Jobs as JSON shows them, and what is said to them."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from api.calls.document_models import Covered
from ingest.incoming import Same
from ingest.jobs.job import Item, Job
from ingest.pipeline import Row


class Outcome(BaseModel):
    """What became of a file, or of a record in it."""

    name: str = Field(examples=["heat.pdf"])
    result: str = Field(
        description="added, replaced, renamed, unchanged, held already or refused",
        examples=["added"],
    )
    detail: str = Field(description="Why, or under which name it is held", examples=[""])
    doc_id: str = Field(description="Empty where it was refused", examples=["heat-plan-2024"])
    coverage: Covered | None

    @classmethod
    def of(cls, row: Row) -> Self:
        """A row of the report."""
        return cls(
            name=row.name,
            result=row.result,
            detail=row.detail,
            doc_id=row.doc_id,
            coverage=Covered.of(row.coverage),
        )


class JobItem(BaseModel):
    """A file or address of a job."""

    number: int = Field(description="From 0; a decision names it", examples=[0])
    name: str = Field(examples=["heat.pdf"])
    source: str = Field(examples=["upload:heat.pdf"])
    stage: str = Field(description="waiting, asking or done", examples=["done"])
    outcomes: list[Outcome]


class JobShown(BaseModel):
    """Documents on their way in."""

    job_id: str = Field(examples=["20261128-093000-a1b2c3"])
    who: str = Field(description="command line, page or API", examples=["API"])
    created: str = Field(description="UTC, ISO 8601", examples=["2026-11-28T09:30:00+00:00"])
    state: str = Field(
        description="waiting, running, stopped (can be resumed), asking (needs decisions), done, cancelled or failed",
        examples=["done"],
    )
    detail: str = Field(description="Why it failed", examples=[""])
    total: int = Field(description="Files and addresses", examples=[1])
    finished: int = Field(description="Of these", examples=[1])

    @classmethod
    def of(cls, job: Job) -> Self:
        """A job without its items."""
        return cls.model_validate(job._asdict())


class JobInFull(JobShown):
    """A job with its items and what became of them."""

    items: list[JobItem] = []

    @classmethod
    def whole(cls, job: Job, items: list[Item], outcomes: list[tuple[int, Row]]) -> Self:
        """A job with all that is known of it."""
        rows: dict[int, list[Outcome]] = {}
        for at, row in outcomes:
            rows.setdefault(at, []).append(Outcome.of(row))
        shown = [
            JobItem(
                number=i.at,
                name=i.name,
                source=i.source,
                stage=i.stage,
                outcomes=rows.get(i.at, []),
            )
            for i in items
        ]
        return cls.of(job).model_copy(update={"items": shown})


class Address(BaseModel):
    """A web page or file to take in."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(
        description="http or https", min_length=1, max_length=2000,
        examples=["https://www.example.org/heat-plan.pdf"],
    )  # fmt: skip
    collection: str = Field("", max_length=100, description="Id of the collection it goes into")
    same: Same = Field(Same.ASK, description="What to do if the bytes are held under another name")


class Decision(BaseModel):
    """What to do with bytes that are held under another name."""

    model_config = ConfigDict(extra="forbid")

    number: int = Field(description="Of the item", examples=[0])
    same: Same = Field(
        description="keep what is held as it is, rename it to the new name, or hold both",
        examples=["rename"],
    )


class Decisions(BaseModel):
    """Answers to what a job asks."""

    model_config = ConfigDict(extra="forbid")

    decisions: list[Decision] = Field(min_length=1)
