"""Documents as JSON shows them."""

from typing import Self

from pydantic import BaseModel, Field

from corpus.collection import collection_of, unscoped
from corpus.nouns import Document
from index.base import Version
from ingest.coverage import Coverage, coverage_of


class Covered(BaseModel):
    """How much of a document can be searched."""

    pages: int = Field(description="Physical pages; 0 where the format has none", examples=[12])
    pages_with_text: int = Field(examples=[11])
    ocr_pages: int = Field(description="Of these, recognised in a picture", examples=[0])
    characters: int = Field(description="Of text, without white space", examples=[20311])
    language: str = Field(description="ISO 639-1", examples=["en"])
    passages: int = Field(examples=[31])
    warnings: list[str] = Field(examples=[["Page 7 has no text."]])

    @classmethod
    def of(cls, covered: Coverage | None) -> Self | None:
        """As it was measured; None where it was not."""
        return cls.model_validate(covered._asdict()) if covered else None


class Held(BaseModel):
    """A document that is held."""

    doc_id: str = Field(examples=["heat-plan-2024"])
    title: str = Field(examples=["Heat plan 2024"])
    kind: str = Field(description='"document", or "case" for a case study', examples=["document"])
    media_type: str = Field(examples=["application/pdf"])
    source: str = Field(
        description="A path, upload:NAME or an address", examples=["upload:heat.pdf"]
    )
    taken_in: str | None = Field(
        description="UTC, ISO 8601", examples=["2026-11-28T09:30:00+00:00"]
    )
    collection: str = Field(description="Id of its collection", examples=["your_documents"])
    coverage: Covered | None = Field(description="null for one that an older version took in")

    @classmethod
    def of(cls, document: Document) -> Self:
        """A stored document."""
        return cls(
            doc_id=document.doc_id,
            title=document.title,
            kind=document.kind,
            media_type=document.media_type,
            source=unscoped(document.source),
            taken_in=document.meta.get("taken_in"),
            collection=collection_of(document.source, document.meta),
            coverage=Covered.of(coverage_of(document.meta)),
        )


class HeldVersion(BaseModel):
    """One state of a document's file."""

    number: int = Field(description="From 1; the highest is the current one", examples=[2])
    title: str
    source: str
    sha256: str
    taken_in: str = Field(description="UTC, ISO 8601; empty where it is not known")
    current: bool

    @classmethod
    def all(cls, versions: tuple[Version, ...]) -> list[Self]:
        """The versions of a document, oldest first."""
        return [
            cls(**(v._asdict() | {"source": unscoped(v.source)}), current=v.number == len(versions))
            for v in versions
        ]


class HeldInFull(Held):
    """A document with its versions."""

    versions: list[HeldVersion] = []


class HeldList(BaseModel):
    """A part of all documents, by id."""

    total: int = Field(examples=[1])
    offset: int = Field(examples=[0])
    documents: list[Held]
