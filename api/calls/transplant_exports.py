"""The transplant sheet to take along, as Word, Markdown or JSON; the page and the API give the same."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.calls.v1 import Stated, TheAssistant, refusals
from api.exports.markdown import Markdown
from api.exports.response import attachment, described
from api.exports.transplant import title_of, write
from api.exports.word import Word
from api.pages.transplant import Name, Says
from assistant.asking import fact
from assistant.report import TransplantReport

pages = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/v1")

Wanted = Annotated[Literal["docx", "md", "json"], Query(description="Kind of file")]

LANGUAGE = "en-GB"
"""Of our sentences; quotes stand as their sources have them."""


@pages.get("/transplant/export")
@router.get(
    "/transplant/export",
    operation_id="export_transplant",
    response_class=Response,
    responses=refusals(404, 422, 503) | described("docx", "md", "json"),
)
def export(
    request: Request,
    assistant: TheAssistant,
    practice: Annotated[
        Name, Query(description="A practice's name or id, or the id of a case study or document")
    ],
    city: Annotated[Name, Query(description="Name of the asking city", examples=["Beira"])],
    says: Annotated[Says, Query(description="Facts in words")] = "",
    format: Wanted = "docx",  # noqa: A002 - the address calls it so
    facts: Stated = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """What must change before a practice works in a city, as a file to save."""
    report = assistant.transplant(practice, city, dict(map(fact, facts)), says)
    if format == "json":
        content = report.model_dump_json(indent=2).encode()
    else:
        content = _written(report, format, request.app.state.address)
    return attachment(content, format, title_of(report))


def _written(report: TransplantReport, kind: str, address: str) -> bytes:
    papers: dict[str, type[Word | Markdown]] = {"docx": Word, "md": Markdown}
    paper = papers[kind](title_of(report), LANGUAGE)
    write(report, paper, datetime.now(UTC).date(), address.rstrip("/"))
    return paper.bytes()
