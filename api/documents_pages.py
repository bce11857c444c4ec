"""The pages on documents; everything works without a script."""

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from api.access.viewer import FACILITATOR, TheViewer, collection_for, writable
from api.documents import taken_in
from api.intake import TheIntake, into, sees
from api.page import ThePage
from api.upload_pages import BY_PAGE
from api.v1 import TheAssistant, TheLibrary
from corpus.collection import BUNDLED
from corpus.nouns import Document, Passage
from index.drafts import Drafts
from ingest.coverage import coverage_of
from ingest.jobs.job import OPEN
from ingest.jobs.jobs import addresses
from ingest.kinds import SUFFIXES, TEXTS, Kind
from ingest.writing import remove

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

SHOWN = 100
"""Documents on one page."""

SHOWN_JOBS = 5
"""Finished jobs beside those that are not."""

KINDS = ", ".join(endings[0].removeprefix(".").upper() for endings in SUFFIXES.values())


@router.get("/documents")
def documents(
    page: ThePage,
    assistant: TheAssistant,
    intake: TheIntake,
    viewer: TheViewer,
    number: Annotated[int, Query(alias="page")] = 1,
    removed: bool = False,
) -> HTMLResponse:
    """What was taken in, the form to take in more, and the jobs that do."""
    held = sorted(taken_in(assistant.library.store), key=_newest, reverse=True)
    number = min(max(number, 1), -(-len(held) // SHOWN) or 1)
    jobs = [j for j in intake.jobs.all() if sees(intake.jobs, viewer, j)] if viewer.edits else []
    going_on = [job for job in jobs if job.state in OPEN]
    return page(
        "documents.html",
        rows=[(d, coverage_of(d.meta)) for d in held[(number - 1) * SHOWN : number * SHOWN]],
        total=len(held),
        page=number,
        pages=-(-len(held) // SHOWN),
        jobs=going_on + [job for job in jobs if job.state not in OPEN][:SHOWN_JOBS],
        removed=removed,
        kinds=KINDS,
    )


def _newest(document: Document) -> tuple[str, str]:
    return str(document.meta.get("taken_in", "")), document.doc_id


@router.post("/documents/address", dependencies=[FACILITATOR])
def send_address(
    intake: TheIntake,
    viewer: TheViewer,
    address: Annotated[str, Form(max_length=2000)],
    collection: Annotated[str, Form(max_length=100)] = "",
) -> RedirectResponse:
    """Take in what is at an address, and lead to the job."""
    job = intake.begin(
        BY_PAGE, [into(item, collection_for(viewer, collection)) for item in addresses([address])]
    )
    return RedirectResponse(f"/jobs/{job.job_id}", 303)


@router.get("/documents/{doc_id}")
def document(page: ThePage, doc_id: str, assistant: TheAssistant) -> HTMLResponse:
    """The text of a document, page by page, with its coverage and versions."""
    store = assistant.library.store
    found = store.get(doc_id)
    parts: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage in store.passages(store.passage_ids(doc_id)).values():
        parts[passage.page_index].append(passage)
    return page(
        "document.html",
        document=found,
        pages=[(one, parts[index]) for index, one in enumerate(found.pages)],
        slides=found.media_type == Kind.PPTX,
        coverage=coverage_of(found.meta),
        with_text=sum(bool(one.text.strip()) for one in found.pages),
        paged=any(one.number for one in found.pages),
        versions=store.history(doc_id),
        removable=page.viewer.edits and not found.source.startswith(BUNDLED),
    )


@router.get("/documents/{doc_id}/remove", dependencies=[FACILITATOR])
def ask_to_remove(page: ThePage, doc_id: str, assistant: TheAssistant) -> HTMLResponse:
    """Ask before a document is removed."""
    store = assistant.library.store
    found = store.get(doc_id)
    return page(
        "remove.html",
        document=found,
        versions=len(store.history(doc_id)),
        drafts=[held.draft for held in Drafts(assistant.library.home).quoting(doc_id)],
    )


@router.post("/documents/{doc_id}/remove", dependencies=[FACILITATOR])
def remove_document(
    doc_id: str, assistant: TheAssistant, library: TheLibrary, viewer: TheViewer
) -> RedirectResponse:
    """Remove a document, and lead back to the others."""
    writable(viewer, assistant.library.store.get(doc_id))
    remove(library, doc_id)
    return RedirectResponse("/documents?removed=1", 303)


@router.get("/documents/{doc_id}/file")
def original(doc_id: str, assistant: TheAssistant) -> FileResponse:
    """The original file: a PDF is shown, text is shown as plain text, everything else is saved."""
    found = assistant.library.store.get(doc_id)
    kind = next((kind for kind in Kind if kind == found.media_type), None)
    shown = kind is Kind.PDF or kind in TEXTS
    ending = ".bin" if kind is None else ".txt" if kind in TEXTS else SUFFIXES[kind][0]
    return FileResponse(
        assistant.library.originals.path(found.sha256),
        media_type="application/octet-stream" if not shown
        else Kind.PDF if kind is Kind.PDF else Kind.TEXT,
        filename=f"{doc_id}{ending}",
        content_disposition_type="inline" if shown else "attachment",
    )  # fmt: skip
