"""Shortlists, comparisons and briefings over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.access.csrf import remember
from api.access.viewer import TheViewer
from api.calls.shortlist_models import CASE, Choice, Compared, Entry, Listed, Note, compared, entry
from api.calls.v1 import City, TheAssistant, refusals
from api.exports.response import Kind, described
from api.pages.shortlist_compare import Chosen
from api.pages.shortlist_export import briefing, file_of
from api.pages.shortlist_owner import TheMine
from api.pages.shortlist_side import chosen, city_label, seen, side
from assistant.keeping import MAX_CITIES, MAX_KEPT

pages = APIRouter(include_in_schema=False)
router = APIRouter(prefix="/api/v1")

CaseId = Annotated[str, Path(description="Id of a case study", examples=[CASE])]


@router.get("/shortlist", operation_id="list_shortlist", responses=refusals(401, 422))
def list_shortlist(
    mine: TheMine,
    city: Annotated[str, Query(description="Only what is kept for this city")] = "",
    offset: Annotated[int, Query(ge=0, le=MAX_CITIES * MAX_KEPT)] = 0,
    k: Annotated[int, Query(ge=1, le=MAX_CITIES * MAX_KEPT, description="At most so many")] = 50,
) -> Listed:
    """What you keep, by city and in your order: of your account, or without one of your browser."""
    held = mine.cities()
    if city.strip():
        named = city_label(mine.assistant.asking(city))
        held = {named: held.get(named, ())}
    pairs = [(name, kept) for name, entries in held.items() for kept in entries]
    there = seen(mine.assistant, (kept.case_id for _, kept in pairs))
    shown = [
        entry(name, kept, there[kept.case_id]) for name, kept in pairs if kept.case_id in there
    ]
    return Listed(
        total=len(shown), unseen=len(pairs) - len(shown), entries=shown[offset : offset + k]
    )


@router.put(
    "/shortlist/{case_id}",
    operation_id="add_to_shortlist",
    responses=refusals(401, 403, 404, 409, 422),
)
def add_to_shortlist(
    case_id: CaseId,
    city: City,
    mine: TheMine,
    request: Request,
    response: Response,
    said: Note | None = None,
) -> Entry:
    """Keep a case study for a city, behind the others, or change why it is kept; twice is once.

    Without an account the list belongs to the cookie that comes back, so send it with the next call.
    """
    case, named = mine.assistant.case(case_id), city_label(mine.assistant.asking(city))
    kept = mine.shortlists.add(mine.owner, named, case.id, said.note if said else None)
    remember(request, response)
    return entry(named, kept, case)


@router.delete(
    "/shortlist/{case_id}",
    operation_id="remove_from_shortlist",
    status_code=204,
    responses=refusals(401, 403, 422),
)
def remove_from_shortlist(case_id: CaseId, city: City, mine: TheMine) -> None:
    """Keep a case study no longer; what is not kept is passed over."""
    named = city_label(mine.assistant.asking(city))
    mine.shortlists.remove(mine.owner, named, [case_id])


@pages.get("/shortlist/export")
@router.get(
    "/shortlist/export",
    operation_id="export_briefing",
    response_class=Response,
    responses=refusals(401, 422, 503) | described("docx", "md", "json", "csv"),
)
def export_briefing(
    mine: TheMine,
    viewer: TheViewer,
    city: City,
    format: Kind = "docx",  # noqa: A002 - the address calls it so
    case: Chosen = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """The briefing on the chosen practices, or on all that you keep for the city, as a file."""
    return file_of(briefing(mine, viewer, city, case), format)


@router.post("/compare", operation_id="compare", responses=refusals(401, 404, 422, 503))
def compare(choice: Choice, assistant: TheAssistant) -> Compared:
    """Two to four practices side by side for a city, with their reports; `note` is empty here."""
    each, place = chosen(choice.cases), assistant.asking(choice.city)
    return compared(city_label(place), [side(assistant, place, one) for one in each])
