"""What comes back for a question: the same on the page, in the terminal and over HTTP."""

from pydantic import Field

from assistant.report import Part, Share, TransplantReport


class AskingCity(Part):
    """The city that asks."""

    id: int | None = Field(description="GeoNames id; null for a city that is in no table")
    name: str
    country: str
    understood: tuple[str, ...] = Field(
        default=(), description="What the question states of the city"
    )
    from_question: bool = Field(
        default=False, description="Whether the question names it; false where it was given"
    )


class Mended(Part):
    """A misspelt word and the one that was searched instead."""

    written: str
    meant: str


class Reading(Part):
    """What the question was taken to mean; ask again with `literally` to search it as it is written."""

    language: str = Field(default="en", description="In which it was asked (ISO 639-1)")
    english: str | None = Field(
        default=None, description="Its translation, where it was translated"
    )
    notice: str | None = Field(
        default=None, description="What to do where it could not be translated"
    )
    mended: tuple[Mended, ...] = ()
    searched: str = Field(
        default="",
        description="What was searched: in English, mended, without the name of the city that asks",
    )


class Citation(Part):
    """A verbatim quote and where it stands."""

    n: int = Field(ge=1, description="Number of the citation in the answer, from 1")
    doc_id: str
    title: str
    page: int | None = Field(description="Physical page from 1; null where the format has no pages")
    label: str | None = Field(
        default=None, description="The page's printed label where it differs from its number"
    )
    section: str | None = Field(description="Heading, or paragraph where there is none")
    place: str = Field(default="", description="Page, or heading and paragraph, as people read it")
    start: int = Field(default=0, description="Where the quote begins in the page's text, from 0")
    end: int = Field(default=0, description="Where it ends")
    quote: str = Field(description="Verbatim from the page")
    passage: str = Field(description="The passage that was found, verbatim; the quote stands in it")
    url: str = Field(description="Path on this server that opens the source at that place")


class Practice(Part):
    """A case study that answers the question."""

    case_id: str
    title: str
    practice: str
    city: str
    country: str
    years: str
    outcome: str = Field(description="success, partial, failure or too_early")
    relevance: Share = Field(
        description="The chance that it helps, as measured on questions with known answers"
    )
    why: str
    citations: tuple[Citation, ...]
    alike: tuple[str, ...] = Field(
        default=(), description="Titles of what says the same and is left out"
    )
    moved: str | None = Field(
        default=None,
        description="Why it stands higher than by relevance alone; null where it does not",
    )
    transplant: TransplantReport | None = Field(
        default=None, description="What must change in the asking city; null where no city asks"
    )


class FoundDocument(Part):
    """An ingested document, no case study, that answers the question."""

    doc_id: str
    title: str
    relevance: Share = Field(
        description="The chance that it helps, as measured on questions with known answers"
    )
    citations: tuple[Citation, ...]
    alike: tuple[str, ...] = Field(
        default=(), description="Titles of what says the same and is left out"
    )


class FacetCount(Part):
    """One value of a facet among what was found, with the filters of the other facets applied."""

    facet: str = Field(description="Name of the facet, as filters give it")
    value: str = Field(description="As filters give it; 'unknown' is a value")
    label: str = Field(description="The value as people read it")
    count: int = Field(ge=0, description="Case studies and documents that have it")
    chosen: bool = Field(description="Whether it is filtered for")


class Answer(Part):
    """Practices and documents, best first, or an abstention with its reason."""

    question: str
    reading: Reading = Reading()
    city: AskingCity | None
    abstained: bool
    reason: str | None = Field(
        default=None, description="Why nothing was answered; null where something was"
    )
    nearest: tuple[str, ...] = Field(
        default=(), description="Topics nearest to a question that nothing answers"
    )
    practices: tuple[Practice, ...]
    documents: tuple[FoundDocument, ...]
    found: int = Field(
        default=0, ge=0, description="Case studies and documents that answer; the first are shown"
    )
    balance: float | None = Field(
        default=None,
        description="Where the order was balanced between South and North: what a place might lose",
    )
    facets: tuple[FacetCount, ...] = Field(
        default=(), description="What the answer can be narrowed by; empty where nothing was found"
    )
