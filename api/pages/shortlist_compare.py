"""Two to four practices side by side for a city, as a page."""

from itertools import groupby
from operator import attrgetter
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.pages.page import ThePage
from api.pages.shortlist_owner import TheMine
from api.pages.shortlist_rows import rows
from api.pages.shortlist_side import chosen, city_label, side
from corpus.errors import BadShortlist, UnknownCase, UnknownCity

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Chosen = Annotated[list[str], Query(description="Id of a case study; repeat it")]

GONE = (
    "One of these practices is not here any more, or it is not for you to see. "
    "Go back to the shortlist and choose again."
)


@router.get("/shortlist/compare")
def compare(
    page: ThePage,
    mine: TheMine,
    city: str = "",
    case: Chosen = [],  # noqa: B006 - FastAPI copies it
    only: Annotated[str, Query(description="'differ' for only the rows that differ")] = "",
) -> HTMLResponse:
    """Practices side by side; or what is wrong with the choice, and the way back."""
    values: dict[str, Any] = {
        "city": city[:200],
        "trouble": "",
        "only": only == "differ",
    }
    try:
        each, place = chosen(case), mine.assistant.asking(city)
        named = city_label(place)
        notes = {entry.case_id: entry.note for entry in mine.kept(named)}
        sides = [side(mine.assistant, place, one, notes.get(one, "")) for one in each]
    except (BadShortlist, UnknownCity, UnknownCase) as error:
        trouble = GONE if isinstance(error, UnknownCase) else str(error)
        status = 404 if isinstance(error, UnknownCase) else 422
        return page("compare.html", status, **values | {"trouble": trouble, "sides": ()})
    all_rows = rows(sides)
    shown = [row for row in all_rows if row.differ] if values["only"] else list(all_rows)
    values |= {"city": named, "sides": sides}
    values["again"] = [("city", named), *(("case", one) for one in each)]
    values["groups"] = [(name, list(of)) for name, of in groupby(shown, key=attrgetter("group"))]
    values["differing"] = sum(bool(row.differ) for row in all_rows)
    return page("compare.html", **values)
