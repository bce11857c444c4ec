"""The pages of shortlists: keep practices for a city, put them in order, say why each is kept."""

from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.page import Page, ThePage
from api.pages.shortlist_owner import Mine, TheMine
from api.pages.shortlist_side import city_label, seen
from api.pages.shortlist_view import groups, place_of
from api.pages.shortlist_words import fit_in_words
from assistant.keeping import MAX_NOTE, VISITOR_DAYS
from corpus.errors import BadShortlist, ShortlistFull, UnknownCity

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

HOME = "/shortlist"

NO_CITY = "Name the city for which you keep it: what must change depends on the city."

Field = Annotated[str, Form()]

BEFORE = {
    "kept": "",
    "removed": "",
    "wanted": None,
    "trouble": "",
    "nearest": (),
    "back": HOME,
    "typed": ("", "", ""),
}
"""The page where nothing was done just now; `typed` is a note that could not be saved: city, case study and text."""


@router.get(HOME)
def shortlist(
    page: ThePage, mine: TheMine, city: str = "", kept: str = "", removed: str = ""
) -> HTMLResponse:
    """What is kept, by city."""
    return _shown(page, mine, city, kept=kept, removed=removed)


@router.post(HOME)
def keep(
    page: ThePage, mine: TheMine, case_id: Field, city: Field = "", back: Field = HOME
) -> Response:
    """Keep a case study for a city, and lead back to where it was found."""
    case, back = mine.assistant.case(case_id), local(back)
    try:
        named = _city(mine, city)
        mine.shortlists.add(mine.owner, named, case.id)
    except (UnknownCity, ShortlistFull) as error:
        told = {"wanted": case, "back": back, "trouble": str(error)}
        told["nearest"] = getattr(error, "nearest", ())
        status = 409 if isinstance(error, ShortlistFull) else 422
        return _shown(page, mine, city[:200], status, **told)
    at_home = {"city": named} if urlsplit(back).path == HOME else {}
    return RedirectResponse(_with(back, kept=case.id, **at_home), 303)


@router.post(f"{HOME}/remove")
def remove(mine: TheMine, case_id: Field, city: Field) -> RedirectResponse:
    """Keep a case study no longer."""
    mine.shortlists.remove(mine.owner, city, [case_id])
    return RedirectResponse(_with(HOME, city=city, removed=case_id), 303)


@router.post(f"{HOME}/tidy")
def tidy(mine: TheMine, city: Field) -> RedirectResponse:
    """Take off what is gone, or not for this viewer any more."""
    there = mine.there(city)
    gone = [entry.case_id for entry in mine.kept(city) if entry.case_id not in there]
    mine.shortlists.remove(mine.owner, city, gone)
    return RedirectResponse(_with(HOME, city=city), 303)


@router.post(f"{HOME}/note")
def annotate(
    page: ThePage, mine: TheMine, case_id: Field, city: Field, note: Field = ""
) -> Response:
    """Say why a case study is kept."""
    case = mine.assistant.case(case_id)
    try:
        mine.shortlists.annotate(mine.owner, city, case.id, note)
    except BadShortlist as error:
        return _shown(page, mine, city, 422, trouble=str(error), typed=(city, case.id, note))
    return RedirectResponse(_with(f"{HOME}#{place_of(city, case.id)}", city=city), 303)


@router.post(f"{HOME}/move")
def move(
    mine: TheMine, case_id: Field, city: Field, to: Annotated[str, Form(pattern="^(up|down)$")]
) -> RedirectResponse:
    """Change places with the one above or below that the viewer sees; at the end of the list nothing happens."""
    order, there = [entry.case_id for entry in mine.kept(city)], list(mine.there(city))
    if case_id in there:
        at = there.index(case_id) + (1 if to == "down" else -1)
        if 0 <= at < len(there):
            one, other = order.index(case_id), order.index(there[at])
            order[one], order[other] = order[other], order[one]
            mine.shortlists.arrange(mine.owner, city, order)
    return RedirectResponse(_with(f"{HOME}#{place_of(city, case_id)}", city=city), 303)


def _city(mine: Mine, city: str) -> str:
    if not city.strip():
        raise UnknownCity(NO_CITY)
    return city_label(mine.assistant.asking(city))


def local(back: str) -> str:
    """Where to lead back to: a path of this server, else the shortlist."""
    inside = back.isprintable() and back.startswith("/") and not back.startswith(("//", "/\\"))
    return back if inside else HOME


def _with(address: str, **more: str) -> str:
    """An address with these in its query, in place of what it has of those names."""
    _, _, path, query, fragment = urlsplit(address)
    asked = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in more]
    end = f"#{fragment}" if fragment else ""
    return f"{path}?{urlencode([*asked, *more.items()])}{end}"


def _shown(
    page: Page, mine: Mine, city: str = "", status: int = 200, **told: object
) -> HTMLResponse:
    just_now, held = BEFORE | told, mine.cities()
    kept, removed = str(just_now["kept"]), str(just_now["removed"])
    on_list = {entry.case_id for entry in held.get(city, ())}
    told_of = ({kept} & on_list) | ({removed} - on_list)  # an address may say what never happened
    return page(
        "shortlist.html",
        status,
        **just_now,
        city=city,
        groups=groups(mine.assistant, held, city),
        titles={i: case.title for i, case in seen(mine.assistant, told_of).items()},
        place_of=place_of,
        fit_in_words=fit_in_words,
        max_note=MAX_NOTE,
        days=VISITOR_DAYS,
    )
