"""Jobs: documents on their way in, so that they can be followed, stopped, resumed and decided on."""

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import StoreBusy, UnknownJob
from ingest.incoming import Same
from ingest.jobs.inbox import Inbox
from ingest.jobs.job import BY_HAND, OPEN, Item, Job, Stage, State
from ingest.jobs.store import JOBS, JobStore
from ingest.pipeline import Row
from ingest.web.address import parse_address

MAX_OPEN = 100
"""Jobs that are not finished, in a data folder."""

MAX_FINISHED = 200
"""Finished jobs that are remembered, in a data folder."""

SETTLES = 1.0
"""Seconds that someone who only looks whether a job runs may hold its lock at most."""


def new_id() -> str:
    """Sorts by time, and is not met twice."""
    return f"{dt.datetime.now(tz=dt.UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


class Jobs:
    """The jobs of a data folder.

    A job runs while someone holds its lock, which the system lets go when that process dies: so a
    job that is marked as running and that no one holds was interrupted.

    Attributes:
        inbox: the bytes that jobs have received and not taken in yet.
        store: what is known of each job.
    """

    def __init__(self, home: Path) -> None:
        self.inbox = Inbox(home / "inbox")
        self.store = JobStore(home / JOBS)

    def create(self, who: str, items: Iterable[Item], job_id: str = "") -> Job:
        """A new job; the oldest finished ones beyond MAX_FINISHED are forgotten.

        One that a person runs in a terminal is stopped until then, others wait for a worker.

        Args:
            who: where it came from.
            items: numbered anew; one that comes from where an earlier one does is left out.
            job_id: under which bytes were put into the inbox.
        Raises:
            StoreBusy: MAX_OPEN jobs are not finished.
        """
        if sum(job.state in OPEN for job in self.store.jobs()) >= MAX_OPEN:
            raise StoreBusy(
                f"{MAX_OPEN} jobs are not finished, and there is no room for more. "
                "Wait, decide what they ask, or cancel some."
            )
        job_id = job_id or new_id()
        state = State.STOPPED if who == BY_HAND else State.WAITING
        self.store.create(job_id, who, state, items)
        self.store.forget(MAX_FINISHED)
        return self.get(job_id)

    def get(self, job_id: str) -> Job:
        """A job as it is now.

        Raises:
            UnknownJob: there is none.
        """
        job = self.store.get(job_id)
        if job is None:
            raise UnknownJob(f"There is no job '{job_id}'. It may be finished and forgotten.")
        return self._as_it_is(job)

    def all(self) -> list[Job]:
        """Every job that is remembered, the newest first."""
        return [self._as_it_is(job) for job in self.store.jobs()]

    def items(self, job_id: str) -> list[Item]:
        """The files and addresses of a job, in order."""
        return self.store.items(job_id)

    def outcomes(self, job_id: str) -> list[tuple[int, Row]]:
        """What became of what, as far as it is known: number of the item, and row."""
        return self.store.outcomes(job_id)

    @contextmanager
    def held(self, job_id: str, seconds: float = SETTLES) -> Iterator[None]:
        """Hold the right to run a job.

        Raises:
            StoreBusy: someone else runs it.
        """
        lock = self._lock(job_id)
        try:
            lock.acquire(timeout=seconds)
        except Timeout as error:
            raise StoreBusy(f"Job '{job_id}' is running already.") from error
        try:
            yield
        finally:
            lock.release()

    def cancel(self, job_id: str) -> Job:
        """Stop a job for good; what it has taken in stays, what it had received goes.

        One that runs is told, and ends within moments.
        """
        self.get(job_id)
        self.store.ask_to_cancel(job_id)
        try:
            with self.held(job_id, 0):
                if self.get(job_id).state in OPEN:
                    self.store.mark(job_id, State.CANCELLED)
                self.inbox.clear(job_id)
        except StoreBusy:
            pass  # whoever runs it looks, stops and cleans up
        return self.get(job_id)

    def resume(self, job_id: str) -> Job:
        """Let a job go on that was stopped or failed; others stay as they are."""
        if self.get(job_id).state in (State.STOPPED, State.FAILED):
            self.store.mark(job_id, State.WAITING)
        return self.get(job_id)

    def decide(self, job_id: str, decisions: Mapping[int, Same]) -> Job:
        """Answer what a job asks, by number of the item; it goes on when it is run, or resumed.

        Raises:
            UnknownJob: it asks nothing of that number.
        """
        self.get(job_id)
        asking = {item.at for item in self.items(job_id) if item.stage is Stage.ASKING}
        if unknown := sorted(set(decisions) - asking):
            raise UnknownJob(f"Job '{job_id}' asks nothing about number {unknown[0]}.")
        self.store.decide(job_id, decisions)
        if decisions and self.get(job_id).state is State.ASKING:
            self.store.mark(job_id, State.STOPPED)
        return self.get(job_id)

    def waiting(self) -> list[Job]:
        """Jobs that wait to be run, the oldest first."""
        return [job for job in reversed(self.all()) if job.state is State.WAITING]

    def tidy(self) -> None:
        """Delete from the inbox what belongs to no job."""
        self.inbox.sweep({job.job_id for job in self.store.jobs() if job.state in OPEN})

    def _as_it_is(self, job: Job) -> Job:
        if job.state is not State.RUNNING:
            return job
        try:
            with self.held(job.job_id, 0):
                self.store.mark_interrupted(job.job_id)
        except StoreBusy:
            pass
        return self.store.get(job.job_id) or job

    def _lock(self, job_id: str) -> FileLock:
        return FileLock(self.inbox.lock(job_id), thread_local=False)


def addresses(given: Sequence[str]) -> list[Item]:
    """Items for web addresses.

    Raises:
        AddressRefused: one is none, or not http(s); so none is ever taken for a path.
    """
    whole = [str(parse_address(address)) for address in given]
    return [Item(name=address, source=address) for address in whole]
