"""What comes back for a question: the same on the page, in the terminal and over HTTP."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class AskingCity(_Part):
    """The city that asks, as the gazetteer knows it."""

    id: int = Field(description="GeoNames id")
    name: str
    country: str


class Citation(_Part):
    """A verbatim quote and where it stands."""

    n: int = Field(ge=1, description="Number of the citation in the answer, from 1")
    doc_id: str
    title: str
    page: int | None = Field(description="Physical page from 1; null where the format has no pages")
    section: str | None = Field(description="Heading, or paragraph where there is none")
    quote: str = Field(description="Verbatim from the page")
    url: str = Field(description="Path on this server that opens the source at that place")


class Practice(_Part):
    """A case study that answers the question."""

    case_id: str
    title: str
    practice: str
    city: str
    country: str
    years: str
    outcome: str = Field(description="success, partial, failure or too_early")
    relevance: Share = Field(description="How near it is to the question; not a probability")
    why: str
    citations: tuple[Citation, ...]


class FoundDocument(_Part):
    """An ingested document, no case study, that answers the question."""

    doc_id: str
    title: str
    relevance: Share = Field(description="How near it is to the question; not a probability")
    citations: tuple[Citation, ...]


class Answer(_Part):
    """Practices and documents, best first, or an abstention with its reason."""

    question: str
    city: AskingCity | None
    abstained: bool
    reason: str | None = Field(
        None, description="Why nothing was answered; null where something was"
    )
    practices: tuple[Practice, ...]
    documents: tuple[FoundDocument, ...]
