"""What a server needs to take in documents: its jobs, the worker that runs them, and room for what is being sent."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.access.audit import audit
from api.access.viewer import TheViewer, Viewer, collection_for
from api.uploads import Sent, receive, same_of
from corpus.collection import OWN
from corpus.errors import CitygraftError, UnknownJob
from index.library import Library
from ingest.jobs.job import Item, Job
from ingest.jobs.jobs import Jobs, new_id
from ingest.jobs.worker import Worker

AT_ONCE = 8
"""Requests that send documents at the same time."""


Checked = Callable[[dict[str, str]], None]


def into(item: Item, collection: str) -> Item:
    """The item with the collection that its document goes into."""
    return item._replace(meta={**item.meta, "collection": collection})


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

    async def received(
        self, request: Request, viewer: Viewer, who: str, checked: Checked = lambda _: None
    ) -> Job:
        """A job of the files that a request sends, into the collection that its form names.

        Args:
            checked: is given the form's other fields, and raises where they do not do.
        Raises:
            HTTPException: it is refused, and nothing of it is left.
        """
        if self._room.locked():
            raise HTTPException(503, "Others are sending documents. Try again in a minute.")
        job_id = new_id()
        async with self._room:
            sent = await self._read(request, job_id)
        try:
            checked(sent.fields)
            collection = collection_for(viewer, sent.fields.get("collection", ""))
            job = await run_in_threadpool(self._begin, who, sent, job_id, collection)
            names = ", ".join(item.name for item in sent.items)
            await run_in_threadpool(audit, request, "documents sent", names, collection)
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

    def _begin(self, who: str, sent: Sent, job_id: str, collection: str) -> Job:
        same = same_of(sent.fields)
        if not sent.items:
            raise HTTPException(422, "No file was sent. Choose one or more.")
        return self.begin(
            who, [into(item, collection)._replace(same=same) for item in sent.items], job_id
        )


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


def job_of(request: Request, job_id: str, viewer: TheViewer) -> Job:
    """A job whose documents go where the viewer may take them.

    Raises:
        UnknownJob: there is none, or it is of others, which is told in the same words.
    """
    jobs = intake_of(request).jobs
    job = jobs.get(job_id)
    if not sees(jobs, viewer, job):
        raise UnknownJob(f"There is no job '{job_id}'. It may be finished and forgotten.")
    return job


def sees(jobs: Jobs, viewer: Viewer, job: Job) -> bool:
    """Whether all documents of a job go where the viewer may take them."""
    into = {str(item.meta.get("collection") or OWN) for item in jobs.items(job.job_id)}
    return all(map(viewer.may_write, into))


TheJob = Annotated[Job, Depends(job_of)]
