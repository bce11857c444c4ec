"""The transplant report: what must change before a practice takes root in a city, per dimension and with evidence."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]


class Part(BaseModel):
    """A part of what is sent to people and programs; it never changes."""

    model_config = ConfigDict(frozen=True)


class Verdict(StrEnum):
    """What a flag says of one dimension."""

    FITS = "fits"
    ADAPT = "adapt"
    BLOCKS = "blocks"
    UNKNOWN = "unknown"


class ShownValue(Part):
    """What is known of a city on one attribute."""

    attribute: str
    label: str
    value: str | None = Field(description="As people read it; null where unknown")
    origin: str = Field(
        description="stated by the city, curated, computed, country figure or unknown"
    )
    year: int | None = None


class Support(Part):
    """A quoted piece of evidence; `reviewed` is false for what was mined from a text by rules."""

    kind: str = Field(description="condition, lesson, judgement or mined")
    text: str = Field(description="Verbatim from the source")
    source: str = Field(description="Title of the case study or document, or the practice's name")
    page: int | None = None
    section: str | None = None
    url: str | None = None
    reviewed: bool = True


class Precedent(Part):
    """What another city changed, or what broke there, on this dimension."""

    city: str
    country: str
    practice: str
    year: int | None
    outcome: str
    what: str
    likeness: Share = Field(description="How like the asking city it is, 0..1")
    source: str
    url: str


class Flag(Part):
    """The verdict on one dimension."""

    dimension: str
    verdict: Verdict
    weight: Share = Field(description="How much hangs on this dimension, 0..1")
    sentence: str
    origin_values: tuple[ShownValue, ...]
    recipient_values: tuple[ShownValue, ...]
    evidence: tuple[Support, ...]
    precedents: tuple[Precedent, ...]
    next_step: str
    explain: dict[str, float] = Field(description="What each kind of evidence adds to the weight")


class TransplantReport(Part):
    """All flags of a practice for a city, the heaviest first, and what follows from them."""

    practice: str
    practice_id: str | None = Field(description="Null for a practice met only in a document")
    origin: str | None = Field(description="The city it is compared with; null where there is none")
    city: str
    understood: tuple[str, ...] = Field(description="What the city stated of itself, as understood")
    degree: str = Field(description="copy, adapt, combine or inspire")
    fit: Share = Field(description="Share of the weight that fits; unknown counts half")
    risk: Share = Field(description="Ranks pairs by how often like ones failed; no forecast")
    risk_in_words: str
    warnings: tuple[str, ...]
    keep: tuple[str, ...]
    change: tuple[str, ...]
    check_first: tuple[str, ...]
    flags: tuple[Flag, ...]
    cities: tuple[str, ...] = Field(
        description="Cities that have done this, those most like the asking one first"
    )
    networks: tuple[str, ...] = Field(description="Networks that connect cities on this topic")
