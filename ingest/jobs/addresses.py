"""The web addresses of a job: fetched into the inbox before the job writes, so that a slow site holds no one up."""

import time

from corpus.errors import UnreadableFile
from ingest.jobs.job import Item, State
from ingest.jobs.jobs import Jobs
from ingest.pipeline import Stop
from ingest.web.reach import Reach

SECONDS = 10.0
"""Seconds after which what was fetched is taken in before more is fetched."""


class Addresses:
    """Fetches what a job names by address, once.

    Attributes:
        faults: why an address could not be fetched, by number of the item.
    """

    def __init__(self, jobs: Jobs, job_id: str, stopped: Stop, reach: Reach | None) -> None:
        self.faults: dict[int, UnreadableFile] = {}
        self._jobs, self._id, self._stopped, self._reach = jobs, job_id, stopped, reach

    def has_to_fetch(self, item: Item) -> bool:
        """True for an address whose bytes are not here yet."""
        by_address = item.source.startswith(("http://", "https://"))
        return by_address and not item.sha256 and item.at not in self.faults

    def fetch(self) -> None:
        """Fetch addresses up to the first item that is none, at least one where it comes first.

        Raises:
            Cancelled: a person stopped it.
        """
        end, at = time.monotonic() + SECONDS, -1
        while item := self._jobs.store.pending(self._id, at):
            if not item.source.startswith(("http://", "https://")) or time.monotonic() > end:
                return
            at = item.at
            if self.has_to_fetch(item):
                self._jobs.store.mark(self._id, State.RUNNING)
                self._try(item)

    def _try(self, item: Item) -> None:
        from ingest.web.fetch import fetch

        try:
            found = fetch(item.source, self._reach, self._stopped)
        except UnreadableFile as error:
            self.faults[item.at] = error
            return
        spool = self._jobs.inbox.spool(self._id)
        spool.write(found.content)
        facts = {"url": found.address, "fetched": found.fetched, "warnings": found.warnings}
        meta = {**item.meta, **facts}
        self._jobs.store.fetched(
            self._id, item._replace(name=found.name, sha256=spool.keep(), meta=meta)
        )
