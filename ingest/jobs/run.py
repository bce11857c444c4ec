"""Running a job: take in what is left of it, slice by slice, so that others get in between and what is in is found."""

import time
from collections.abc import Iterator
from functools import partial
from typing import NoReturn

from corpus.collection import OWN, scoped
from corpus.errors import Cancelled, CitygraftError, StoreBusy, UnreadableFile
from index.library import Library
from ingest.incoming import Incoming, Same, read_bytes
from ingest.jobs.addresses import Addresses
from ingest.jobs.job import UPLOAD, Item, Job, Stage, State
from ingest.jobs.jobs import Jobs
from ingest.pipeline import Result, Row, Stop, Told, take_in
from ingest.readers import never
from ingest.web.reach import Reach
from ingest.writing import PAUSE, waiting

SLICE = 10.0
"""Seconds after which what was taken in is published, and others may write."""

SHARE = 8.0
"""So many times as long as publishing took is taken in before it is published again."""

LOOKS = 0.25
"""Seconds between two looks whether a person has cancelled."""


def run(
    library: Library,
    jobs: Jobs,
    job_id: str,
    told: Told = lambda _: None,
    stopped: Stop = never,
    reach: Reach | None = None,
) -> Job:
    """Take in what is left of a job, and tell how it stands then; it waits while another one is writing.

    Args:
        told: called with each row as soon as its document is safe.
        stopped: where it comes true, the job stops within moments and can be resumed.
        reach: how far addresses may lead; the public internet by default.
    Raises:
        StoreBusy: someone else runs it.
    """
    with jobs.held(job_id):
        if jobs.get(job_id).state in (State.DONE, State.CANCELLED):
            return jobs.get(job_id)
        run = _Run(library, jobs, job_id, told, stopped, reach)
        try:
            state, detail = run.through(), ""
        except Cancelled:
            state, detail = run.ended_by(), ""
        except CitygraftError as error:
            state, detail = State.FAILED, str(error)
        except OSError as error:
            state, detail = (
                State.FAILED,
                f"{error.strerror}. Check free space and rights, then resume.",
            )
        jobs.store.mark(job_id, state, detail)
        if state in (State.DONE, State.CANCELLED):
            jobs.inbox.clear(job_id)
    return jobs.get(job_id)


class _Run:
    """One run of one job."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        job_id: str,
        told: Told,
        stopped: Stop,
        reach: Reach | None,
    ) -> None:
        self._library, self._jobs, self._id, self._tell = library, jobs, job_id, told
        self._asked_to_stop = stopped
        self._looked, self._to_end = 0.0, False
        self._begun: dict[str, Item] = {}  # of this slice, by source
        self._left: set[int] = set()  # numbers of those that are not finished
        self._asking: set[int] = set()
        self._seconds = SLICE
        self._addresses = Addresses(jobs, job_id, self._stopped, reach)

    def through(self) -> State:
        """Take in slice after slice until nothing is left."""
        self._find_sound()
        while self._jobs.store.pending(self._id, -1):
            self._addresses.fetch()  # others write meanwhile
            with waiting(self._library, self._stopped):
                self._jobs.store.mark(self._id, State.RUNNING)
                self._slice()
            time.sleep(2 * PAUSE)  # others who wait for their turn look every PAUSE
        if not self._jobs.store.count(self._id, Stage.ASKING):
            return State.DONE
        return State.CANCELLED if self._jobs.store.is_to_end(self._id) else State.ASKING

    def _find_sound(self) -> None:
        """Open the index, so that one which cannot be used is told before anything is taken in."""
        while True:
            try:
                self._library.generation()
                return
            except StoreBusy:  # another one is making the first index
                if self._stopped():
                    raise Cancelled("Stopped while it was waiting.") from None
                time.sleep(PAUSE)

    def ended_by(self) -> State:
        """Whether a person cancelled the job, or only stopped this run of it."""
        return State.CANCELLED if self._jobs.store.is_to_end(self._id) else State.STOPPED

    def _slice(self) -> None:
        self._begun, self._left, self._asking = {}, set(), set()
        try:
            take_in(self._library, self._incoming(), self._told, self._stopped)
            self._finish_before(None)
        finally:
            start = time.monotonic()
            self._library.publish()
            self._seconds = max(SLICE, SHARE * (time.monotonic() - start))

    def _incoming(self) -> Iterator[Incoming]:
        end, at = time.monotonic() + self._seconds, -1
        while time.monotonic() < end and (item := self._jobs.store.pending(self._id, at)):
            if self._addresses.has_to_fetch(item):
                return  # first the right to write is let go
            at = item.at
            self._begun[_source(item)] = item
            self._left.add(at)
            yield self._opened(item)

    def _opened(self, item: Item) -> Incoming:
        if fault := self._addresses.faults.get(item.at):
            return Incoming(item.name, _source(item), partial(_raise, fault), item.same)
        content = (
            partial(self._jobs.inbox.read, self._id, item.sha256)
            if item.sha256 or item.source.startswith(UPLOAD)
            else partial(_of_path, item)
        )
        return Incoming(item.name, _source(item), content, item.same, item.meta)

    def _told(self, row: Row) -> None:
        item = self._begun.get(row.source) or self._begun[row.source.rpartition("#")[0]]
        self._finish_before(item.at)
        if row.result is Result.HELD and item.same is Same.ASK:
            self._asking.add(item.at)
        whole = row.source == _source(item)  # a file of many records has a row for each of them
        self._jobs.store.keep(self._id, item.at, row, self._stage(item.at) if whole else None)
        if whole:
            self._left.discard(item.at)
        self._tell(row)

    def _finish_before(self, at: int | None) -> None:
        """Files of many records are finished when the next file comes, or the slice ends."""
        for left in sorted(left for left in self._left if at is None or left < at):
            self._jobs.store.advance(self._id, left, self._stage(left))
            self._left.discard(left)

    def _stage(self, at: int) -> Stage:
        return Stage.ASKING if at in self._asking else Stage.DONE

    def _stopped(self) -> bool:
        if time.monotonic() - self._looked > LOOKS:
            self._looked = time.monotonic()
            self._to_end = self._jobs.store.is_to_end(self._id)
        return self._to_end or self._asked_to_stop()


def _source(item: Item) -> str:
    """Where it comes from, within the collection that it goes into."""
    return scoped(item.source, str(item.meta.get("collection") or OWN))


def _of_path(item: Item) -> bytes:
    from pathlib import Path

    return read_bytes(Path(item.source))


def _raise(error: UnreadableFile) -> NoReturn:
    raise error
