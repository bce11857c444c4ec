"""Changes to a data folder that wait for their turn: while a job takes in documents, others get in between."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from corpus.collection import BUNDLED, unscoped
from corpus.errors import BadDraft, Cancelled, StoreBusy, UnknownDocument
from index.drafts import SOURCE, Drafts
from index.library import Library
from ingest.jobs.store import JOBS, JobStore
from ingest.pipeline import Stop
from ingest.readers import never

PAUSE = 0.05
"""Seconds between two tries."""

PATIENCE = 60.0
"""Seconds that a removal waits at most."""


@contextmanager
def waiting(
    library: Library, stopped: Stop = never, seconds: float = float("inf")
) -> Iterator[None]:
    """Hold the right to change a data folder, as soon as no one else does.

    Raises:
        StoreBusy: after so many seconds another one still holds it.
        Cancelled: a person stopped it.
    """
    end = time.monotonic() + seconds
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(library.writing())
                break
            except StoreBusy:
                if time.monotonic() > end:
                    raise
            if stopped():
                raise Cancelled("Stopped while it was waiting. Nothing was changed.")
            time.sleep(PAUSE)
        yield


def remove(library: Library, doc_id: str, seconds: float = PATIENCE) -> None:
    """Remove a document with its text, vectors, original, versions, the drafts that quote it and its name in reports of jobs; afterwards nothing shows it.

    Raises:
        UnknownDocument: there is none, or it is a bundled case study, which would come back.
        BadDraft: a published case study quotes it, or it is one.
        StoreBusy: another one has been writing for so many seconds.
    """
    document = library.store.get(doc_id)
    if document.source.startswith(BUNDLED):
        raise UnknownDocument(
            f"'{doc_id}' is a case study that comes with Citygraft and stays. "
            "What was taken in can be removed: 'citygraft documents' lists it."
        )
    drafts = Drafts(library.home)
    quoting = drafts.quoting(doc_id)
    live = [revision.draft.id for revision in quoting if revision.draft.live is not None]
    source = unscoped(document.source)
    if source.startswith(SOURCE):
        live = [source.removeprefix(SOURCE)]
    if live:
        raise BadDraft(
            f"A case study that was published here quotes it: {', '.join(live)}. Withdraw that first "
            f"('citygraft drafts withdraw {live[0]}'), then remove it."
        )
    with waiting(library, seconds=seconds):
        library.delete(doc_id)
        for revision in quoting:
            drafts.delete(revision.draft.id)
        JobStore(library.home / JOBS).blot_out(doc_id)
