"""The pages on which a person decides on the fields of a draft, moves it on and looks at its history: plain forms."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from api.access.audit import TheNote
from api.access.viewer import FACILITATOR
from api.calls.drafts import TheDesk, TheDeskToChange, moved_on
from api.pages.draft_differences import differences
from api.pages.draft_view import BUTTONS, TheDraftPage, Yours, kept_for
from api.pages.page import ThePage
from api.pages.who import Who
from corpus.draft import Draft
from corpus.draft_edit import Deed, accepted, edited, left_open
from corpus.draft_fields import about
from corpus.errors import BadDraft, StoreBusy

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


async def form_of(request: Request) -> FormData:
    """The form that was sent."""
    return await request.form()


TheForm = Annotated[FormData, Depends(form_of)]


@router.get("/drafts/{draft_id}", dependencies=[FACILITATOR])
def draft(
    shown: TheDraftPage, draft_id: str, field: str = "", piece: int = 0, edit: bool = False
) -> HTMLResponse:
    """One draft: its fields, and beside them the page that one of them comes from."""
    return shown(draft_id, field, piece, editing=edit)


@router.get("/drafts/{draft_id}/source", dependencies=[FACILITATOR])
def source(shown: TheDraftPage, draft_id: str, field: str = "", piece: int = 0) -> HTMLResponse:
    """The page that a field comes from, to be put beside it."""
    return shown.source(draft_id, field, piece)


@router.get("/drafts/{draft_id}/fields/{key}", dependencies=[FACILITATOR])
def form(shown: TheDraftPage, draft_id: str, key: str) -> HTMLResponse:
    """The form of a field, to be put below it."""
    return shown.form(draft_id, key)


@router.post("/drafts/{draft_id}/fields/{key}", dependencies=[FACILITATOR])
def change(
    shown: TheDraftPage, draft_id: str, key: str, desk: TheDeskToChange, who: Who, form: TheForm
) -> Response:
    """Accept a field, save what a person says, or leave it open; the page then shows that field."""
    parts = _parts(form)
    question = str(form.get("question", ""))

    def done(held: Draft) -> Draft:
        match form.get("do"):
            case "accept":
                return accepted(held, key, who)
            case "open":
                return left_open(held, key, question)
            case _:
                return edited(held, key, parts, who)

    try:
        after = desk.change(draft_id, revision_of(form), done, who)
    except BadDraft as error:
        held = desk.get(draft_id)
        yours = Yours(key, parts, question, stale=str(held.revision) != form.get("revision"))
        yours = kept_for(held, yours) if form.get("do") == "add" else yours
        return shown(draft_id, yours.key, trouble=str(error), yours=yours)
    return RedirectResponse(f"/drafts/{draft_id}{_beside(after, key)}", 303)


@router.post("/drafts/{draft_id}/move", dependencies=[FACILITATOR])
def move(
    shown: TheDraftPage,
    draft_id: str,
    desk: TheDeskToChange,
    who: Who,
    form: TheForm,
    note: TheNote,
) -> Response:
    """Submit, return, publish, withdraw or reopen a draft."""
    comment = str(form.get("comment", ""))
    try:
        moved_on(desk, note, draft_id, revision_of(form), deed_of(form), who, comment)
    except BadDraft as error:
        told = "" if error.faults else str(error)
        return shown(draft_id, trouble=told, yours=Yours(comment=comment), faults=error.faults)
    except StoreBusy as error:
        return shown(draft_id, trouble=str(error), yours=Yours(comment=comment))
    return RedirectResponse(f"/drafts/{draft_id}", 303)


@router.get("/drafts/{draft_id}/history", dependencies=[FACILITATOR])
def history(
    page: ThePage, draft_id: str, desk: TheDesk, old: int | None = None, new: int | None = None
) -> HTMLResponse:
    """Every revision, and what changed between two of them."""
    rows = desk.history(draft_id)
    after = desk.get(draft_id, new)
    before = desk.get(draft_id, old if old is not None else max(1, after.revision - 1))
    return page(
        "draft_history.html",
        draft=rows[-1].draft,
        rows=rows,
        old=before.revision,
        new=after.revision,
        changes=differences(before, after),
    )


def deed_of(form: FormData) -> Deed:
    """What a button says is to be done with a draft.

    Raises:
        BadDraft: no button has it.
    """
    given = str(form.get("deed", ""))
    if given not in BUTTONS:
        raise BadDraft(f"A draft cannot be '{given[:40]}'. Use one of the buttons.")
    return Deed(given)


def _beside(after: Draft, key: str) -> str:
    """The address within a draft's page that shows a field, or what is left of its list, with its source."""
    if key not in after.field_keys():
        known = about(key)
        key = next((f.key for f in reversed(after.fields) if f.about is known), "title")
    return f"?{urlencode({'field': key})}#{key}"


def _parts(form: FormData) -> dict[str, str]:
    """What was written, by part; several words of a list with commas."""
    names = [str(name) for name in form if str(name).startswith("part-")]
    return {n[5:]: ", ".join(str(v) for v in form.getlist(n) if str(v)) for n in names}


def revision_of(form: FormData) -> int:
    """The revision that a form was made on.

    Raises:
        BadDraft: it says none.
    """
    given = str(form.get("revision", ""))
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise BadDraft("The form does not say which revision it was made on. Load the page again.")
    return int(given)
