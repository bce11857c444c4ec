"""Case studies, practices, transfers and networks as JSON lists show them."""

from typing import Self

from pydantic import BaseModel, Field

from corpus.collection import collection_of
from corpus.gazetteer import country_name
from corpus.network import Network
from corpus.nouns import Document
from corpus.practice import Practice, TypicalCondition
from corpus.transfer import Transfer


class CaseShown(BaseModel):
    """A case study in a list; `GET /api/v1/cases/{id}` has all of it."""

    id: str = Field(examples=["dakar-municipal-bond"])
    title: str
    city: str = Field(examples=["Dakar"])
    country: str = Field(description="ISO 3166-1 alpha-2", examples=["SN"])
    country_name: str = Field(examples=["Senegal"])
    years: str = Field(examples=["2012–2015"])
    outcome: str = Field(description="success, partial, failure or too_early", examples=["failure"])
    topics: list[str] = Field(examples=[["governance_participation_finance"]])
    practice: str = Field(description="Id of its practice", examples=["municipal-bonds"])
    collection: str = Field(description="Id of its collection", examples=["case_studies"])

    @classmethod
    def of(cls, document: Document) -> Self:
        """A stored document of kind "case"."""
        case = document.meta["case"]
        start, end = case["years"]["start"], case["years"]["end"]
        return cls(
            id=document.doc_id,
            title=document.title,
            city=case["city"],
            country=case["country"],
            country_name=country_name(case["country"]),
            years=f"since {start}"
            if end is None
            else str(start)
            if start == end
            else f"{start}–{end}",
            outcome=case["outcome"],
            topics=case["topics"],
            practice=case["practice"],
            collection=collection_of(document.source, document.meta),
        )


class PracticeShown(BaseModel):
    """A practice in a list."""

    id: str = Field(examples=["bus-rapid-transit"])
    name: str = Field(examples=["Bus rapid transit"])
    aliases: list[str] = Field(examples=[["BRT", "busway"]])
    topics: list[str] = Field(examples=[["mobility"]])
    summary: str
    cases: int = Field(description="Case studies of it that you may see", examples=[6])
    transfers: int = Field(description="Documented moves of it", examples=[13])

    @classmethod
    def of(cls, practice: Practice, cases: int, transfers: int) -> Self:
        """A practice with how much is held of it."""
        told = practice.model_dump(
            mode="json", include={"id", "name", "aliases", "topics", "summary"}
        )
        return cls(**told, cases=cases, transfers=transfers)


class PracticeInFull(PracticeShown):
    """A practice with what to keep, what may change, and what it depends on."""

    core_functions: list[str] = Field(description="What to keep")
    forms: list[str] = Field(description="What may change")
    conditions: list[TypicalCondition] = Field(
        description="The project's judgement; what decides most when it moves comes first"
    )
    differs: str | None = Field(description="What differs between its case studies")
    case_studies: list[CaseShown]


class Cases(BaseModel):
    """A part of the case studies that you may see, by country, city and id."""

    total: int = Field(examples=[156])
    offset: int = Field(examples=[0])
    items: list[CaseShown]


class Practices(BaseModel):
    """A part of the practices, by name."""

    total: int = Field(examples=[571])
    offset: int = Field(examples=[0])
    items: list[PracticeShown]


class Transfers(BaseModel):
    """A part of the documented transfers; a `case` is null where there is none that you may see."""

    total: int = Field(examples=[197])
    offset: int = Field(examples=[0])
    items: list[Transfer]


class Networks(BaseModel):
    """A part of the networks: the world's first, those that have ended last."""

    total: int = Field(examples=[72])
    offset: int = Field(examples=[0])
    items: list[Network]


class Named(BaseModel):
    """A case study that names a network."""

    case: CaseShown
    sentence: str = Field(description="The first sentence that does, without marks of sources")
    section: str = Field(examples=["How it was done"])


class NetworkInFull(BaseModel):
    """A network with the case studies that name it; no list of its members."""

    network: Network
    named_in: list[Named]
