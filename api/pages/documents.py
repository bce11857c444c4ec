"""The pages on documents; everything works without a script."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.audit import TheNote
from api.access.viewer import FACILITATOR, TheViewer, collection_for, writable
from api.calls.drafts import TheDesk
from api.intake import TheIntake, into
from api.pages.documents_view import Narrowed, TheDocumentsPage, narrowed
from api.pages.page import Page, ThePage
from api.pages.upload import BY_PAGE
from corpus.collection import collection_of
from corpus.errors import AddressRefused, StoreBusy
from corpus.nouns import Document
from index.drafts import Drafts
from ingest.drafting.desk import Desk
from ingest.jobs.jobs import addresses
from ingest.writing import remove

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/documents")
def documents(
    shown: TheDocumentsPage,
    asked: Annotated[Narrowed, Depends(narrowed)],
    removed: bool = False,
) -> HTMLResponse:
    """What was taken in, the form to take in more, and the jobs that do."""
    return shown(asked, removed=removed)


@router.post("/documents/address", dependencies=[FACILITATOR])
def send_address(
    shown: TheDocumentsPage,
    intake: TheIntake,
    viewer: TheViewer,
    note: TheNote,
    address: Annotated[str, Form()] = "",
    collection: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Take in what is at an address, and lead to the job; what is no address is told on the page."""
    within = collection_for(viewer, collection)
    try:
        items = [into(item, within) for item in addresses([address])]
    except AddressRefused as error:
        return shown(status=422, trouble=str(error), address=address[:2000], into=within)
    job = intake.begin(BY_PAGE, items)
    note("documents sent", address, within)
    return RedirectResponse(f"/jobs/{job.job_id}", 303)


@router.get("/documents/{doc_id}/remove", dependencies=[FACILITATOR])
def ask_to_remove(page: ThePage, doc_id: str, desk: TheDesk, viewer: TheViewer) -> HTMLResponse:
    """Ask before a document is removed."""
    return _removing(page, writable(viewer, desk.seen.store.get(doc_id)), desk)


@router.post("/documents/{doc_id}/remove", dependencies=[FACILITATOR])
def remove_document(
    page: ThePage, doc_id: str, desk: TheDesk, viewer: TheViewer, note: TheNote
) -> Response:
    """Remove a document, and lead back to the others; where that has to wait, say so."""
    found = writable(viewer, desk.seen.store.get(doc_id))
    try:
        remove(desk.library, doc_id)
    except StoreBusy as error:
        return _removing(page, found, desk, str(error))
    note("document removed", doc_id, collection_of(found.source, found.meta))
    return RedirectResponse("/documents?removed=1", 303)


def _removing(page: Page, found: Document, desk: Desk, trouble: str = "") -> HTMLResponse:
    quoting = {held.draft.id for held in Drafts(desk.library.home).quoting(found.doc_id)}
    return page(
        "remove.html",
        503 if trouble else 200,
        document=found,
        versions=len(desk.seen.store.history(found.doc_id)),
        drafts=[held.draft for held in desk.all() if held.draft.id in quoting],
        trouble=trouble,
    )
