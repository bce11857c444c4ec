"""Pages about the asking city: the transplant sheet, its profile with the self-assessment, its peers."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.viewer import READER
from api.page import ThePage
from api.v1 import TheAssistant
from assistant.assistant import MAX_QUESTION
from assistant.flags import value_shown
from assistant.profile import Raw, checked
from assistant.questionnaire import QUESTIONS, gaps
from corpus.attributes import ATTRIBUTES, BY_KEY, Scale
from corpus.errors import BadValue, UnknownCity, UnknownPractice
from corpus.vocabulary import Topic, label

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

MARKS = {"fits": "✓", "adapt": "~", "blocks": "✕", "unknown": "?"}
"""A sign for each verdict, so that colour is not needed."""

DEGREES = {
    "copy": "It can be taken over much as it is.",
    "adapt": "Take it over, and change its form where the flags say so.",
    "combine": "Take parts of it, together with something that does what is blocked here.",
    "inspire": "Take the idea, not the practice: too much that it hangs on is missing here.",
}


@router.get("/transplant")
def transplant(
    page: ThePage,
    assistant: TheAssistant,
    practice: str = "",
    city: str = "",
    says: Annotated[str, Query(max_length=MAX_QUESTION)] = "",
) -> HTMLResponse:
    """Practice and city side by side, dimension by dimension."""
    values: dict[str, Any] = {
        "practice": practice,
        "city": city,
        "says": says,
        "report": None,
        "trouble": None,
    }
    values |= {
        "nearest": (),
        "nearest_cities": (),
        "marks": MARKS,
        "degrees": DEGREES,
        "label": label,
    }
    names = sorted(p.name for p in assistant.transplants.held().knowledge.practices)
    if not (practice.strip() and city.strip()):
        return page("transplant.html", names=names, **values)
    try:
        values["report"] = assistant.transplant(practice, city, {}, says)
    except UnknownPractice as error:
        values |= {"trouble": str(error), "nearest": error.nearest}
    except UnknownCity as error:
        values |= {"trouble": str(error), "nearest_cities": error.nearest}
    except BadValue as error:
        values |= {"trouble": str(error)}
    return page("transplant.html", 422 if values["trouble"] else 200, names=names, **values)


@router.get("/city")
def city(page: ThePage, assistant: TheAssistant, name: str = "", topic: str = "") -> HTMLResponse:
    """What is known of a city, its gaps, and the cities most like it that have something to teach."""
    if not name.strip():
        return page("city_ask.html", name="", trouble=None, nearest=())
    try:
        profile = assistant.asking(name).profile
        near = assistant.peers(name, topic, 8)
    except (UnknownCity, BadValue) as error:
        nearest = getattr(error, "nearest", ())
        return page("city_ask.html", 422, name=name, trouble=str(error), nearest=nearest)
    weak, open_ = gaps(profile)
    return page(
        "city.html",
        name=name,
        profile=profile,
        values=[value_shown(about.key, profile.values[about.key]) for about in ATTRIBUTES],
        dimensions={about.key: about.dimension for about in ATTRIBUTES},
        questions=QUESTIONS,
        weak=weak,
        unanswered=len(open_),
        peers=near,
        topic=topic,
        topics=[label(t) for t in Topic],
        history=assistant.assessments.history(profile),
        label=label,
    )


@router.post("/city", dependencies=[READER])
async def assess(
    request: Request, assistant: TheAssistant, name: Annotated[str, Form()]
) -> Response:
    """Save the self-assessment; an empty field takes its value out."""
    form = await request.form()
    profile = assistant.asking(name).profile
    stated = {q.key: _stated(q.key, [str(v) for v in form.getlist(q.key)]) for q in QUESTIONS}
    before = {key: profile.values[key].value for key in stated}
    changed = {key: raw for key, raw in stated.items() if raw != before[key]}
    if changed:
        assistant.assessments.save(profile, changed)
    return RedirectResponse(request.url_for("city").include_query_params(name=name), 303)


def _stated(key: str, given: list[str]) -> Raw | None:
    words = [word.strip() for word in given if word.strip()]
    if not words:
        return None
    return checked(key, tuple(words) if BY_KEY[key].scale is Scale.SETS else words[0])
