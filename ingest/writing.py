"""Changes to a data folder that wait for their turn: while a job takes in documents, others get in between."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from corpus.errors import Cancelled, StoreBusy, UnknownDocument
from index.library import Library
from ingest.pipeline import BUNDLED, Stop
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
    """Remove a document with its text, vectors, original and versions; afterwards nothing shows it.

    Raises:
        UnknownDocument: there is none, or it is a bundled case study, which would come back.
        StoreBusy: another one has been writing for so many seconds.
    """
    document = library.store.get(doc_id)
    if document.source.startswith(BUNDLED):
        raise UnknownDocument(
            f"'{doc_id}' is a case study that comes with Citygraft and stays. "
            "What was taken in can be removed: 'citygraft documents' lists it."
        )
    with waiting(library, seconds=seconds):
        library.delete(doc_id)
