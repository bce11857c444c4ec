"""The page of a job: how far it is, what became of each file, and what it asks; it works without a script."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.viewer import FACILITATOR
from api.calls.job_models import JobInFull
from api.calls.jobs import GOING_ON, whole
from api.calls.v1 import TheAssistant
from api.intake import Intake, TheIntake, TheJob
from api.pages.page import Page, ThePage
from assistant.assistant import SeenAssistant
from corpus.collection import collection_of
from corpus.errors import UnknownJob
from ingest.incoming import Same
from ingest.jobs.job import OPEN, Job, State

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

SHOWN_ITEMS = 500
"""Files of a job on its page; the API has them all."""

TAKEN = ("added", "replaced", "renamed")
"""Results after which a document is new here, or another than before."""

ANSWERED = (
    "This question is answered already, by you or by somebody else; below is what came of it."
)


@router.get("/jobs/{job_id}", dependencies=[FACILITATOR])
def job(page: ThePage, held: TheJob, intake: TheIntake, assistant: TheAssistant) -> HTMLResponse:
    """How far a job is, what became of its files, and what it asks."""
    return _page(page, whole(intake.jobs, held.job_id), assistant)


@router.post("/jobs/{job_id}/cancel", dependencies=[FACILITATOR])
def cancel(held: TheJob, intake: TheIntake) -> RedirectResponse:
    """Stop a job for good."""
    intake.jobs.cancel(held.job_id)
    return RedirectResponse(f"/jobs/{held.job_id}", 303)


@router.post("/jobs/{job_id}/resume", dependencies=[FACILITATOR])
def resume(held: TheJob, intake: TheIntake) -> RedirectResponse:
    """Let a job go on."""
    return _resumed(held, intake)


@router.post("/jobs/{job_id}/decide", dependencies=[FACILITATOR])
def decide(
    page: ThePage,
    held: TheJob,
    intake: TheIntake,
    assistant: TheAssistant,
    number: Annotated[int, Form()],
    same: Annotated[Same, Form()],
) -> Response:
    """Answer one question of a job; it goes on. What is answered already is told on the page."""
    try:
        intake.jobs.decide(held.job_id, {number: same})
    except UnknownJob:
        return _page(page, whole(intake.jobs, held.job_id), assistant, ANSWERED)
    return _resumed(held, intake)


def _resumed(held: Job, intake: Intake) -> RedirectResponse:
    intake.jobs.resume(held.job_id)
    intake.worker.wake()
    return RedirectResponse(f"/jobs/{held.job_id}", 303)


def _page(
    page: Page, found: JobInFull, assistant: SeenAssistant, trouble: str = ""
) -> HTMLResponse:
    return page(
        "job.html",
        409 if trouble else 200,
        job=found,
        items=found.items[:SHOWN_ITEMS],
        going_on=found.state in GOING_ON,
        cancellable=found.state in OPEN,
        resumable=found.state in (State.STOPPED, State.FAILED),
        asking=[item for item in found.items if item.stage == "asking"],
        taken_in=sum(o.result in TAKEN for i in found.items for o in i.outcomes),
        refused=sum(o.result == "refused" for i in found.items for o in i.outcomes),
        draftable=_draftable(page, found, assistant),
        trouble=trouble,
    )


def _draftable(page: Page, found: JobInFull, assistant: SeenAssistant) -> frozenset[str]:
    """The ids of the documents of which drafts can be made: reports, as far as the viewer takes care of them."""
    ids = {outcome.doc_id for item in found.items for outcome in item.outcomes if outcome.doc_id}
    return frozenset(
        document.doc_id
        for document in assistant.library.store.documents(ids)
        if document.kind != "case"
        and page.viewer.may_write(collection_of(document.source, document.meta))
    )
