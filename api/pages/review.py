"""The pages of review: what waits for another pair of eyes, what changed since it was last looked at, and publishing."""

from collections.abc import Sequence
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.audit import TheNote
from api.access.viewer import FACILITATOR
from api.calls.drafts import TheDesk, TheDeskToChange, moved_on
from api.pages.draft_differences import differences
from api.pages.draft_shown import Counts, counts_of, to_do
from api.pages.draft_view import BUTTONS, takes_care
from api.pages.drafts import TheForm, deed_of, revision_of
from api.pages.page import Page, ThePage
from api.pages.who import Who
from corpus.draft import DraftState
from corpus.draft_case import reasons
from corpus.draft_edit import Deed, may
from corpus.draft_fields import named
from corpus.errors import BadDraft, StoreBusy
from index.drafts import Revision
from ingest.drafting.desk import Desk

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

SHOWN = 100
"""Published and withdrawn drafts on the page; the page of drafts has them all."""


class Waiting(NamedTuple):
    """A draft in review.

    Attributes:
        submitted: the revision with which it was given to review.
        to_do: how many things keep it from being published.
    """

    newest: Revision
    submitted: Revision
    counts: Counts
    to_do: int


@router.get("/review", dependencies=[FACILITATOR])
def review(page: ThePage, desk: TheDesk, done: str = "", of: str = "") -> HTMLResponse:
    """What waits for review, the oldest first, and what was published and withdrawn."""
    rows = desk.all()
    waiting = [_waiting(desk, row) for row in rows if row.draft.state is DraftState.IN_REVIEW]
    live = [r for r in rows if r.draft.live is not None]
    withdrawn = [r for r in rows if r.draft.state is DraftState.WITHDRAWN]
    return page(
        "review.html",
        waiting=sorted(waiting, key=lambda one: one.submitted.when),
        live=live[:SHOWN],
        withdrawn=withdrawn[:SHOWN],
        more=len(live) > SHOWN or len(withdrawn) > SHOWN,
        done=done if done in BUTTONS else "",
        of=next((r for r in rows if r.draft.id == of), None),
    )


@router.get("/review/{draft_id}", dependencies=[FACILITATOR])
def look(page: ThePage, draft_id: str, desk: TheDesk, who: Who) -> HTMLResponse:
    """What changed in a draft since it was last looked at, and the buttons that decide."""
    return _page(page, desk, draft_id, who)


@router.post("/review/{draft_id}", dependencies=[FACILITATOR])
def decide(
    page: ThePage,
    draft_id: str,
    desk: TheDeskToChange,
    who: Who,
    form: TheForm,
    note: TheNote,
) -> Response:
    """Publish, return or withdraw a draft, and lead back to what waits."""
    comment = str(form.get("comment", ""))
    try:
        deed = deed_of(form)
        moved_on(desk, note, draft_id, revision_of(form), deed, who, comment)
    except (BadDraft, StoreBusy) as error:
        return _page(page, desk, draft_id, who, str(error), comment)
    return RedirectResponse(f"/review?done={deed}&of={draft_id}", 303)


def last_looked_at(rows: Sequence[Revision]) -> Revision:
    """The revision that was returned or published last, the present one left out; the first one where none was."""
    looked = (Deed.RETURNED, Deed.PUBLISHED)
    return next((row for row in reversed(rows[:-1]) if row.deed in looked), rows[0])


def _waiting(desk: Desk, newest: Revision) -> Waiting:
    held = newest.draft
    rows = desk.history(held.id)
    return Waiting(newest, _submitted(rows) or newest, counts_of(held), len(reasons(held)))


def _submitted(rows: Sequence[Revision]) -> Revision | None:
    return next((row for row in reversed(rows) if row.deed is Deed.SUBMITTED), None)


def _page(
    page: Page, desk: Desk, draft_id: str, who: str, trouble: str = "", comment: str = ""
) -> HTMLResponse:
    rows = desk.history(draft_id)
    newest, before = rows[-1], last_looked_at(rows)
    held = newest.draft
    since = rows[before.number :]
    return page(
        "review_draft.html",
        422 if trouble else 200,
        draft=held,
        newest=newest,
        before=before,
        submitted=_submitted(rows),
        deeds=[row for row in since if row.deed is not Deed.EDITED],
        editors=list(dict.fromkeys(row.who for row in since if row.deed is Deed.EDITED)),
        changes=differences(before.draft, held),
        counts=counts_of(held),
        reasons=list(to_do(held, reasons(held))),
        may=[deed for deed in may(held) if deed is not Deed.SUBMITTED],
        buttons=BUTTONS,
        mine=takes_care(page.viewer, desk, held),
        who=who,
        named=named,
        trouble=trouble,
        comment=comment,
    )
