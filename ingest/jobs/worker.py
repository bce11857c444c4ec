"""The worker: one thread of a server that runs the jobs that wait, one after the other."""

import logging
import threading

from corpus.errors import CitygraftError, StoreBusy
from index.library import Library
from ingest.jobs.job import BY_HAND, State
from ingest.jobs.jobs import Jobs
from ingest.jobs.run import run

LOOKS = 2.0
"""Seconds between two looks for jobs that another process left to this one."""

UNFORESEEN = (
    "Something went wrong that was not foreseen. It was written to the server's log. "
    "What was taken in before is kept."
)

log = logging.getLogger("citygraft")


class Worker:
    """Runs jobs until it is stopped; what it is in the middle of then goes on at its next start."""

    def __init__(self, library: Library, jobs: Jobs) -> None:
        self._library, self._jobs = library, jobs
        self._wanted, self._over = threading.Event(), threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, with what was interrupted."""
        self._jobs.tidy()
        for job in self._jobs.all():
            if job.state is State.STOPPED and job.who != BY_HAND:
                self._jobs.resume(job.job_id)
        self.wake()

    def wake(self) -> None:
        """Have it look for jobs now."""
        with self._starting:
            self._wanted.set()
            if self._thread is None and not self._over.is_set():
                self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Stop within moments; what was taken in is safe."""
        self._over.set()
        self._wanted.set()
        if self._thread:
            self._thread.join()

    def _work(self) -> None:
        while not self._over.is_set():
            self._wanted.clear()
            try:
                self._run_waiting()
            except CitygraftError as error:
                log.warning("Jobs cannot be run: %s", error)
            self._wanted.wait(LOOKS)

    def _run_waiting(self) -> None:
        for job in self._jobs.waiting():
            if self._over.is_set():
                return
            try:
                run(self._library, self._jobs, job.job_id, stopped=self._over.is_set)
            except StoreBusy:
                continue  # another process runs it
            except Exception:  # the thread has to live; what was not foreseen goes to the log
                log.exception("unexpected error in job %s", job.job_id)
                self._jobs.store.mark(job.job_id, State.FAILED, UNFORESEEN)
