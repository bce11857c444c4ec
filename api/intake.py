"""What a server needs to take in documents: its jobs, the worker that runs them, and room for what is being sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.uploads import Sent, receive, same_of
from corpus.errors import CitygraftError
from index.library import Library
from ingest.jobs.job import Item, Job
from ingest.jobs.jobs import Jobs, new_id
from ingest.jobs.worker import Worker

AT_ONCE = 8
"""Requests that send documents at the same time."""


class Intake:
    """Jobs of a server's data folder, and the one worker that runs them."""

    def __init__(self, library: Library) -> None:
        self.jobs = Jobs(library.home)
        self.worker = Worker(library, self.jobs)
        self._room = asyncio.Semaphore(AT_ONCE)

    def begin(self, who: str, items: list[Item], job_id: str = "") -> Job:
        """Make a job and have it run."""
        job = self.jobs.create(who, items, job_id)
        self.worker.wake()
        return job

    async def received(self, request: Request, who: str) -> Job:
        """A job of the files that a request sends.

        Raises:
            HTTPException: it is refused, and nothing of it is left.
        """
        if self._room.locked():
            raise HTTPException(503, "Others are sending documents. Try again in a minute.")
        job_id = new_id()
        async with self._room:
            sent = await self._read(request, job_id)
        try:
            job = await run_in_threadpool(self._begin, who, sent, job_id)
        except (HTTPException, CitygraftError):
            self.jobs.inbox.clear(job_id)
            raise
        return job

    async def _read(self, request: Request, job_id: str) -> Sent:
        kind = request.headers.get("content-type", "")
        try:
            return await receive(kind, request.stream(), self.jobs.inbox, job_id)
        except ClientDisconnect as error:
            raise HTTPException(400, "The sender went away, so nothing was kept.") from error

    def _begin(self, who: str, sent: Sent, job_id: str) -> Job:
        same = same_of(sent.fields)
        if not sent.items:
            raise HTTPException(422, "No file was sent. Choose one or more.")
        return self.begin(who, [item._replace(same=same) for item in sent.items], job_id)


@asynccontextmanager
async def working(app: FastAPI) -> AsyncIterator[None]:
    """While a server runs, its worker does, and first goes on with what was interrupted."""
    intake: Intake = app.state.intake
    intake.worker.start()
    yield
    await asyncio.to_thread(intake.worker.stop)


def intake_of(request: Request) -> Intake:
    """The intake of the app."""
    intake = request.app.state.intake
    assert isinstance(intake, Intake)
    return intake


TheIntake = Annotated[Intake, Depends(intake_of)]
