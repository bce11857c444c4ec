"""The page of a city: its profile, what it states of itself, its gaps, its peers on a map, networks."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.audit import TheNote
from api.access.viewer import READER
from api.calls.v1 import TheAssistant
from api.exports.response import attachment
from api.pages import city_form
from api.pages.city_history import table
from api.pages.city_place import PEOPLE, Place, is_smaller, place_of
from api.pages.city_shown import shown
from api.pages.page import ThePage
from assistant.assistant import SeenAssistant
from assistant.questionnaire import QUESTIONS
from corpus.errors import BadValue, UnknownCity
from corpus.gazetteer import MAX_NAME

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

LATER = (
    "Somebody saved another answer to a question that you answered too, so yours are not saved yet. "
    "They are below as you entered them: look at what changed, then save again."
)

Entered = Annotated[str, Query(max_length=MAX_NAME)]


@router.get("/city")
def city(
    page: ThePage,
    assistant: TheAssistant,
    name: str = "",
    people: Entered = "",
    topic: Entered = "",
    saved: Entered = "",
) -> HTMLResponse:
    """What is known of a city, its gaps, and the cities most like it that have something to teach."""
    if not name.strip():
        return page("city_ask.html", name="", people="", trouble=None, nearest=(), smaller=False)
    try:
        view = shown(page.viewer, assistant, place_of(assistant, name, people), topic)
    except (UnknownCity, BadValue) as error:
        return page(
            "city_ask.html",
            422,
            name=name,
            people=people,
            trouble=str(error),
            nearest=getattr(error, "nearest", ()),
            smaller=is_smaller(name),
        )
    return page("city.html", **view | {"saved": saved == "1"})


@router.post("/city", dependencies=[READER])
async def assess(
    request: Request,
    page: ThePage,
    assistant: TheAssistant,
    note: TheNote,
    name: Annotated[str, Form()],
    people: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> Response:
    """Save the self-assessment; an emptied field takes its statement out, a faulty one keeps all as entered."""
    form = await request.form()
    entries = {q.key: [str(value) for value in form.getlist(q.key)] for q in QUESTIONS}
    place = place_of(assistant, name, people)
    said = city_form.read(entries)
    if said.wrong:
        view = shown(page.viewer, assistant, place) | {"entries": entries, "wrong": said.wrong}
        return page("city.html", 422, **view)
    before, latest = _versions(assistant, place, seen)
    changed = city_form.changes(said.values, place.profile, before, latest)
    if city_form.overtaken(changed, before, latest):
        view = shown(page.viewer, assistant, place) | {"entries": entries, "notice": LATER}
        return page("city.html", 409, **view)
    if changed:
        if place.people:  # a place of no table is known by it from now on
            changed[PEOPLE] = float(place.people)
        assistant.assessments.save(place.profile, changed)
        note("self-assessment saved", place.profile.label)
    asked = place.asked | {"saved": "1" if changed else "0"}
    return RedirectResponse(f"/city?{urlencode(asked)}#assess", 303)


def _versions(
    assistant: SeenAssistant, place: Place, seen: str
) -> tuple[city_form.Stated, city_form.Stated]:
    """What was stated in the version that a form showed, and what is stated now."""
    history = assistant.assessments.history(place.profile)
    latest = history[-1].values if history else {}
    shown_then = {str(saved.version): saved.values for saved in history} | {"0": {}}
    return shown_then.get(seen, latest), latest


@router.get("/city/answers.csv", dependencies=[READER])
def answers(assistant: TheAssistant, name: str, people: Entered = "") -> Response:
    """Everything that a city stated, every version, for a spreadsheet."""
    profile = place_of(assistant, name, people).profile
    text = table(profile.label, assistant.assessments.history(profile))
    return attachment(text.encode("utf-8-sig"), "csv", f"{profile.label} answers")
