"""The pages of documents over HTTP: their text, where a quote stands on the original, the original file."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from api.calls.v1 import TheAssistant, refusals
from api.pages.original_file import saved
from api.pages.quoted import is_recognised, marks_on, page_at
from corpus.errors import BadLimit

router = APIRouter(prefix="/api/v1/documents")

MOST = 10**9
"""No page is so long."""


class PageText(BaseModel):
    """One page of a document."""

    number: int = Field(description="Physical, from 1", examples=[4])
    label: str | None = Field(description="As printed, where it differs", examples=["iv"])
    pages: int = Field(description="How many the document has", examples=[12])
    text: str = Field(examples=["Trees cool a street by two degrees."])
    ocr: bool = Field(description="Whether the text was recognised in a picture", examples=[False])


class Rectangle(BaseModel):
    """A part of a page, as shares of its width and height from its upper left corner."""

    left: float = Field(ge=0, le=1, examples=[0.12])
    top: float = Field(ge=0, le=1, examples=[0.31])
    width: float = Field(ge=0, le=1, examples=[0.7])
    height: float = Field(ge=0, le=1, examples=[0.02])


class QuoteMarks(BaseModel):
    """Where a quote stands on the page of the original as it is seen."""

    width: float = Field(description="Of the page, in points", examples=[612])
    height: float = Field(examples=[792])
    coverage: float = Field(
        ge=0, le=1, examples=[1.0],
        description="Share of the quote's letters and digits that were located",
    )  # fmt: skip
    rectangles: list[Rectangle] = Field(
        description="One for each line or piece of one; none where less than half was located"
    )


@router.get("/{doc_id}/pages/{n}", operation_id="get_page", responses=refusals(404, 422))
def get_page(doc_id: str, n: int, assistant: TheAssistant) -> PageText:
    """The text of a page, which citations are slices of."""
    document = assistant.library.store.get(doc_id)
    page = page_at(document, n)
    return PageText(
        number=page.number or 0,
        label=page.label,
        pages=len(document.pages),
        text=page.text,
        ocr=is_recognised(document, page),
    )


Edge = Annotated[int, Query(ge=0, le=MOST, description="Offset in the page's text")]


@router.get(
    "/{doc_id}/pages/{n}/marks", operation_id="get_marks", responses=refusals(404, 415, 422)
)
def get_marks(doc_id: str, n: int, assistant: TheAssistant, start: Edge, end: Edge) -> QuoteMarks:
    """Where a quote stands on a page of the original PDF."""
    document = assistant.library.store.get(doc_id)
    page = page_at(document, n)
    if not start < end <= len(page.text):
        raise BadLimit(
            "A quote begins before it ends, and within its page, which has "
            f"{len(page.text):,} characters."
        )
    found = marks_on(assistant.library.originals, document, page, (start, end))
    return QuoteMarks(
        width=found.width,
        height=found.height,
        coverage=round(found.coverage, 4),
        rectangles=[
            Rectangle(left=left, top=top, width=width, height=height)
            for left, top, width, height in found.rectangles
        ],
    )


@router.get(
    "/{doc_id}/file", operation_id="get_file", response_class=FileResponse,
    responses=refusals(404) | {200: {"content": {"application/octet-stream": {}}}},
)  # fmt: skip
def get_file(doc_id: str, assistant: TheAssistant) -> FileResponse:
    """The original file as it was received, as an attachment."""
    return saved(assistant.library.originals, assistant.library.store.get(doc_id))
