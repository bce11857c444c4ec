"""A case study to take along, as Word, Markdown or JSON; the page and the API give the same."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.calls.v1 import TheAssistant, refusals
from api.exports.case import written
from api.exports.markdown import Markdown
from api.exports.response import attachment, described
from api.exports.word import Word
from assistant.known import practices

pages = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/v1")

Wanted = Annotated[Literal["docx", "md", "json"], Query(description="Kind of file")]


@pages.get("/cases/{case_id}/export")
@router.get(
    "/cases/{case_id}/export",
    operation_id="export_case",
    response_class=Response,
    responses=refusals(404, 422) | described("docx", "md", "json"),
)
def export(
    case_id: str,
    assistant: TheAssistant,
    format: Wanted = "md",  # noqa: A002 - the address calls it so
) -> Response:
    """A case study with its lessons, conditions and sources, as a file to save."""
    found = assistant.case(case_id)
    if format == "json":
        return attachment(found.model_dump_json(indent=2).encode(), format, found.id)
    paper = Word(found.title, "en") if format == "docx" else Markdown(found.title, "en")
    written(found, practices(assistant).get(found.practice), paper)
    return attachment(paper.bytes(), format, found.title)
