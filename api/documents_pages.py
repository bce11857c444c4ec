"""The pages on documents; everything works without a script."""

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from api.documents import taken_in
from api.intake import TheIntake
from api.templates import render
from api.v1 import TheAssistant, editing
from corpus.nouns import Document, Passage
from index.drafts import Drafts
from ingest.coverage import coverage_of
from ingest.jobs.job import OPEN
from ingest.jobs.jobs import addresses
from ingest.kinds import SUFFIXES, TEXTS, Kind
from ingest.pipeline import BUNDLED
from ingest.writing import remove

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

BY_PAGE = "page"
"""Where these jobs come from."""

SHOWN = 100
"""Documents on one page."""

SHOWN_JOBS = 5
"""Finished jobs beside those that are not."""

KINDS = ", ".join(endings[0].removeprefix(".").upper() for endings in SUFFIXES.values())


@router.get("/documents")
def documents(
    request: Request,
    assistant: TheAssistant,
    intake: TheIntake,
    page: int = 1,
    removed: bool = False,
) -> HTMLResponse:
    """What was taken in, the form to take in more, and the jobs that do."""
    held = sorted(taken_in(assistant.library), key=_newest, reverse=True)
    page = min(max(page, 1), -(-len(held) // SHOWN) or 1)
    jobs = intake.jobs.all()
    going_on = [job for job in jobs if job.state in OPEN]
    return HTMLResponse(
        render(
            "documents.html",
            rows=[(d, coverage_of(d.meta)) for d in held[(page - 1) * SHOWN : page * SHOWN]],
            total=len(held),
            page=page,
            pages=-(-len(held) // SHOWN),
            jobs=going_on + [job for job in jobs if job.state not in OPEN][:SHOWN_JOBS],
            local=request.app.state.local,
            removed=removed,
            kinds=KINDS,
        )
    )


def _newest(document: Document) -> tuple[str, str]:
    return str(document.meta.get("taken_in", "")), document.doc_id


@router.post("/documents", dependencies=[Depends(editing)])
async def send(request: Request, intake: TheIntake) -> RedirectResponse:
    """Take the files that were chosen, and lead to their job."""
    job = await intake.received(request, BY_PAGE)
    return RedirectResponse(f"/jobs/{job.job_id}", 303)


@router.post("/documents/address", dependencies=[Depends(editing)])
def send_address(
    intake: TheIntake, address: Annotated[str, Form(max_length=2000)]
) -> RedirectResponse:
    """Take in what is at an address, and lead to the job."""
    job = intake.begin(BY_PAGE, addresses([address]))
    return RedirectResponse(f"/jobs/{job.job_id}", 303)


@router.get("/documents/{doc_id}")
def document(request: Request, doc_id: str, assistant: TheAssistant) -> HTMLResponse:
    """The text of a document, page by page, with its coverage and versions."""
    store = assistant.library.store
    found = store.get(doc_id)
    parts: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage in store.passages(store.passage_ids(doc_id)).values():
        parts[passage.page_index].append(passage)
    return HTMLResponse(
        render(
            "document.html",
            document=found,
            pages=[(page, parts[index]) for index, page in enumerate(found.pages)],
            slides=found.media_type == Kind.PPTX,
            coverage=coverage_of(found.meta),
            with_text=sum(bool(page.text.strip()) for page in found.pages),
            paged=any(page.number for page in found.pages),
            versions=store.history(doc_id),
            removable=request.app.state.local and not found.source.startswith(BUNDLED),
        )
    )


@router.get("/documents/{doc_id}/remove")
def ask_to_remove(doc_id: str, assistant: TheAssistant) -> HTMLResponse:
    """Ask before a document is removed."""
    store = assistant.library.store
    found = store.get(doc_id)
    return HTMLResponse(
        render(
            "remove.html",
            document=found,
            versions=len(store.history(doc_id)),
            drafts=[held.draft for held in Drafts(assistant.library.home).quoting(doc_id)],
        )
    )


@router.post("/documents/{doc_id}/remove", dependencies=[Depends(editing)])
def remove_document(doc_id: str, assistant: TheAssistant) -> RedirectResponse:
    """Remove a document, and lead back to the others."""
    remove(assistant.library, doc_id)
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
