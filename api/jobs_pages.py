"""The page of a job: how far it is, what became of each file, and what it asks; it works without a script."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from api.access.viewer import FACILITATOR
from api.intake import TheIntake, TheJob
from api.jobs import GOING_ON, whole
from api.page import ThePage
from ingest.incoming import Same
from ingest.jobs.job import OPEN, State

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

SHOWN_ITEMS = 500
"""Files of a job on its page; the API has them all."""

TAKEN = ("added", "replaced", "renamed")
"""Results after which a document is new here, or another than before."""


@router.get("/jobs/{job_id}", dependencies=[FACILITATOR])
def job(page: ThePage, held: TheJob, intake: TheIntake) -> HTMLResponse:
    """How far a job is, what became of its files, and what it asks."""
    found = whole(intake.jobs, held.job_id)
    return page(
        "job.html",
        job=found,
        items=found.items[:SHOWN_ITEMS],
        going_on=found.state in GOING_ON,
        cancellable=found.state in OPEN,
        resumable=found.state in (State.STOPPED, State.FAILED),
        asking=[item for item in found.items if item.stage == "asking"],
        taken_in=sum(o.result in TAKEN for i in found.items for o in i.outcomes),
    )


@router.post("/jobs/{job_id}/cancel", dependencies=[FACILITATOR])
def cancel(held: TheJob, intake: TheIntake) -> RedirectResponse:
    """Stop a job for good."""
    intake.jobs.cancel(held.job_id)
    return RedirectResponse(f"/jobs/{held.job_id}", 303)


@router.post("/jobs/{job_id}/resume", dependencies=[FACILITATOR])
def resume(held: TheJob, intake: TheIntake) -> RedirectResponse:
    """Let a job go on."""
    intake.jobs.resume(held.job_id)
    intake.worker.wake()
    return RedirectResponse(f"/jobs/{held.job_id}", 303)


@router.post("/jobs/{job_id}/decide", dependencies=[FACILITATOR])
def decide(
    held: TheJob, intake: TheIntake, number: Annotated[int, Form()], same: Annotated[Same, Form()]
) -> RedirectResponse:
    """Answer one question of a job; it goes on."""
    intake.jobs.decide(held.job_id, {number: same})
    return resume(held, intake)
