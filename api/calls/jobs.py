"""Jobs over HTTP: follow, stop, resume, decide."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.access.viewer import FACILITATOR, TheViewer
from api.calls.job_models import Decisions, JobInFull, JobShown
from api.calls.v1 import refusals
from api.intake import TheIntake, TheJob, sees
from ingest.jobs.job import State
from ingest.jobs.jobs import MAX_FINISHED, MAX_OPEN, Jobs

router = APIRouter(prefix="/api/v1/jobs")

LOOKS = 0.5
"""Seconds between two looks how far a job is."""

BEATS = 30
"""Looks without news after which a line is sent, so that nothing on the way gives up."""

GOING_ON = frozenset({State.WAITING, State.RUNNING})
"""States of a job that is followed."""

log = logging.getLogger("citygraft")


def whole(jobs: Jobs, job_id: str) -> JobInFull:
    """A job with all that is known of it."""
    return JobInFull.whole(jobs.get(job_id), jobs.items(job_id), jobs.outcomes(job_id))


@router.get(
    "", operation_id="list_jobs", dependencies=[FACILITATOR], responses=refusals(401, 403, 422)
)
def list_jobs(
    intake: TheIntake,
    viewer: TheViewer,
    response: Response,
    offset: Annotated[int, Query(ge=0, description="How many are passed over")] = 0,
    k: Annotated[int, Query(ge=1, le=MAX_OPEN + MAX_FINISHED, description="At most so many")] = 100,
) -> list[JobShown]:
    """The jobs that are remembered, the newest first; the header X-Total-Count has the number of all."""
    held = [job for job in intake.jobs.all() if sees(intake.jobs, viewer, job)]
    response.headers["X-Total-Count"] = str(len(held))
    return list(map(JobShown.of, held[offset : offset + k]))


@router.get(
    "/{job_id}",
    operation_id="get_job",
    dependencies=[FACILITATOR],
    responses=refusals(401, 403, 404),
)
def get_job(held: TheJob, intake: TheIntake) -> JobInFull:
    """A job, with what became of each file."""
    return whole(intake.jobs, held.job_id)


@router.post(
    "/{job_id}/cancel", operation_id="cancel_job", dependencies=[FACILITATOR],
    responses=refusals(401, 403, 404),
)  # fmt: skip
def cancel_job(held: TheJob, intake: TheIntake) -> JobShown:
    """Stop a job for good; what it has taken in stays. One that is running ends within moments."""
    return JobShown.of(intake.jobs.cancel(held.job_id))


@router.post(
    "/{job_id}/resume", operation_id="resume_job", dependencies=[FACILITATOR],
    responses=refusals(401, 403, 404),
)  # fmt: skip
def resume_job(held: TheJob, intake: TheIntake) -> JobShown:
    """Let a job go on that was stopped or failed."""
    job = intake.jobs.resume(held.job_id)
    intake.worker.wake()
    return JobShown.of(job)


@router.post(
    "/{job_id}/decide", operation_id="decide_job", dependencies=[FACILITATOR],
    responses=refusals(401, 403, 404, 422),
)  # fmt: skip
def decide_job(held: TheJob, given: Decisions, intake: TheIntake) -> JobShown:
    """Say what is to be done with files whose bytes are held under another name; the job goes on."""
    intake.jobs.decide(
        held.job_id, {decision.number: decision.same for decision in given.decisions}
    )
    return resume_job(held, intake)


@router.get(
    "/{job_id}/events",
    operation_id="job_events",
    dependencies=[FACILITATOR],
    response_class=StreamingResponse,
    responses={
        **refusals(401, 403, 404),
        200: {
            "description": "A line `data: {job}` whenever something changed; ends when the job does",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
    },
)
async def job_events(held: TheJob, intake: TheIntake) -> StreamingResponse:
    """Follow a job as server-sent events."""
    return StreamingResponse(_events(intake.jobs, held.job_id), media_type="text/event-stream")


async def _events(jobs: Jobs, job_id: str) -> AsyncIterator[str]:
    told, quiet = None, 0
    try:
        while True:
            job = await run_in_threadpool(jobs.get, job_id)
            if job != told:
                yield f"event: job\ndata: {JobShown.of(job).model_dump_json()}\n\n"
                told, quiet = job, 0
            if job.state not in GOING_ON:
                return
            quiet += 1
            if quiet % BEATS == 0:
                yield ": still going on\n\n"
            await asyncio.sleep(LOOKS)
    finally:
        log.debug("job %s is no longer followed", job_id)
