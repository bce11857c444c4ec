"""The page that lists drafts and makes new ones of documents."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.viewer import FACILITATOR, TheViewer, writable
from api.calls.drafts import TheDesk
from api.pages.page import Page, ThePage
from api.pages.who import COOKIE, MAX_NAME, Who
from corpus.collection import collection_of
from corpus.draft import DraftState
from corpus.errors import BadDraft, UnknownDocument, UnreadableFile
from ingest.drafting.desk import Desk

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

SHOWN = 50
"""Drafts on one page."""


@router.get("/drafts", dependencies=[FACILITATOR])
def drafts(
    page: ThePage,
    desk: TheDesk,
    state: str = "",
    doc_id: str = "",
    number: Annotated[int, Query(alias="page")] = 1,
) -> HTMLResponse:
    """The drafts by state, and the form that makes one of a document."""
    return _list(page, desk, state, number, doc_id)


@router.post("/drafts", dependencies=[FACILITATOR])
def make(
    page: ThePage,
    desk: TheDesk,
    viewer: TheViewer,
    who: Who,
    doc_id: Annotated[str, Form()] = "",
    subject: Annotated[str, Form(alias="about")] = "",
) -> Response:
    """Make a draft and show it; where none can be made, say why."""
    subject = subject.strip()[:300]
    try:
        writable(viewer, desk.seen.store.get(doc_id))
        made = desk.create(doc_id, subject, who)
    except (UnknownDocument, BadDraft, UnreadableFile) as error:
        return _list(page, desk, "", 1, doc_id, subject, str(error))
    return RedirectResponse(f"/drafts/{made.id}", 303)


@router.post("/drafts/who", dependencies=[FACILITATOR])
def name(back: Annotated[str, Form()], who: Annotated[str, Form()] = "") -> Response:
    """Remember who works at this browser, and go back to the draft."""
    response = RedirectResponse(f"/drafts/{quote(back, safe='')}" if back else "/drafts", 303)
    kept = quote(" ".join(who.split())[:MAX_NAME])
    response.set_cookie(COOKIE, kept, httponly=True, samesite="strict")
    return response


def _list(page: Page, desk: Desk, state: str, number: int, chosen: str = "", subject: str = "",
          trouble: str = "") -> HTMLResponse:  # fmt: skip
    rows = desk.all()
    found = [row for row in rows if state in ("", row.draft.state)]
    pages = max(1, -(-len(found) // SHOWN))
    number = min(max(number, 1), pages)
    return page(
        "drafts.html",
        422 if trouble else 200,
        rows=found[(number - 1) * SHOWN : number * SHOWN],
        total=len(rows),
        counts={one: sum(r.draft.state is one for r in rows) for one in DraftState},
        state=state,
        page=number,
        pages=pages,
        documents=[
            document
            for document in desk.seen.store.documents()
            if document.kind != "case"
            and page.viewer.may_write(collection_of(document.source, document.meta))
        ],
        chosen=chosen,
        about=subject,
        trouble=trouble,
    )
