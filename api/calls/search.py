"""Search over HTTP: documents and their best passages for words, for programs that make their own answer."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from api.calls.knowledge import Filters
from api.calls.paging import Part, part_of
from api.calls.v1 import TheAssistant, refusals
from assistant.assistant import MAX_K, MAX_QUESTION
from assistant.filter_words import given
from assistant.searching import Best, best, search

router = APIRouter(prefix="/api/v1")


class Passage(BaseModel):
    """The passage of a document that fits the words best."""

    text: str = Field(description="Verbatim")
    quote: str = Field(description="The sentence of it that fits best, verbatim")
    page: int | None = Field(description="Physical page from 1; null without pages", examples=[12])
    section: str | None = Field(description="Its heading", examples=["Results"])
    place: str = Field(description="As people read it", examples=["page 12"])
    url: str = Field(description="Path on this server that opens it at its place")


class Hit(BaseModel):
    """A case study or document that was found."""

    doc_id: str = Field(examples=["dakar-municipal-bond"])
    title: str
    kind: str = Field(description='"document", or "case" for a case study', examples=["case"])
    relevance: float = Field(ge=0, le=1, description="The chance that it helps", examples=[0.88])
    passage: Passage

    @classmethod
    def of(cls, found: Best) -> "Hit":
        """What was found."""
        document, relevance, cited = found
        return cls(
            doc_id=document.doc_id,
            title=document.title,
            kind=document.kind,
            relevance=round(relevance, 4),
            passage=Passage(
                text=cited.passage,
                **cited.model_dump(include={"quote", "page", "section", "place", "url"}),
            ),
        )


class Hits(BaseModel):
    """A part of what was found, best first; empty where nothing here speaks of it."""

    total: int = Field(examples=[7])
    offset: int = Field(examples=[0])
    searched: str = Field(
        description="What was searched: in English, mended, without the asking city's name",
        examples=["flooding of informal settlements"],
    )
    items: list[Hit]


def hits_of(
    request: Request,
    response: Response,
    offset: Annotated[int, Query(ge=0, description="How many are passed over")] = 0,
    k: Annotated[int, Query(ge=1, le=MAX_K, description="At most so many")] = 10,
) -> Part:
    """The part of what was found that a request asks for."""
    return part_of(request, response, offset, k)


@router.get("/search", operation_id="search", responses=refusals(422, 503))
def search_documents(
    assistant: TheAssistant,
    part: Annotated[Part, Depends(hits_of)],
    q: Annotated[
        str,
        Query(min_length=1, max_length=MAX_QUESTION, description="Words or a question",
              examples=["flooding of informal settlements"]),
    ],
    f: Filters = [],  # noqa: B006 - FastAPI copies it
    literally: Annotated[
        bool, Query(description="Search the words as they are written, without translating or mending")
    ] = False,
) -> Hits:  # fmt: skip
    """Case studies and documents for words, each with its best passage and without an answer made of them."""
    meant, shown = search(assistant, q, given(f), literally=literally)
    items = list(map(Hit.of, best(assistant, part.of(shown), meant)))
    return Hits(total=len(shown), offset=part.offset, searched=meant.searched, items=items)
