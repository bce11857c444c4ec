"""The page of documents as it is shown: what is held, narrowed, with the forms to take in more and the jobs that do."""

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.access.viewer import Access, TheViewer, Viewer
from api.calls.documents import taken_in
from api.calls.v1 import TheAssistant
from api.intake import Intake, TheIntake, sees
from api.limits import MAX_UPLOAD
from api.pages.page import Page, ThePage
from api.upload_form import MAX_FILES
from corpus.collection import CASES, collection_of
from corpus.nouns import Document
from index.base import ReadStore
from ingest.coverage import Coverage, coverage_of
from ingest.incoming import MAX_BYTES
from ingest.jobs.job import OPEN, Job
from ingest.kinds import SUFFIXES

SHOWN = 50
"""Documents on one page."""

SHOWN_JOBS = 5
"""Finished jobs beside those that are not."""

KINDS = ", ".join(endings[0].removeprefix(".").upper() for endings in SUFFIXES.values())
ENDINGS = ",".join(ending for endings in SUFFIXES.values() for ending in endings)

LIMITS = {"files": MAX_FILES, "bytes": MAX_UPLOAD, "file": MAX_BYTES}
"""Of one sending: how many files, bytes of all together, bytes of each."""


class Held(NamedTuple):
    """A document in the list; `removable` by whoever looks at it."""

    document: Document
    coverage: Coverage | None
    collection: str
    removable: bool


class Narrowed(NamedTuple):
    """What is looked for among the documents, and the page of the list, from 1."""

    words: str = ""
    collection: str = ""
    page: int = 1

    def finds(self, document: Document) -> bool:
        """Whether a title has all the words, in any case of letters, and the collection is the one."""
        title = document.title.casefold()
        has_words = all(word in title for word in self.words.casefold().split())
        return has_words and self.collection in ("", collection(document))

    def query(self) -> str:
        """As an address has it, the page left out."""
        asked = {"q": self.words, "collection": self.collection}
        return urlencode({key: value for key, value in asked.items() if value})


ALL = Narrowed()


class DocumentsPage:
    """Shows the page of documents to whoever sends a request."""

    def __init__(
        self, request: Request, page: Page, assistant: TheAssistant, intake: Intake, viewer: Viewer
    ) -> None:
        self._page, self._intake, self._viewer = page, intake, viewer
        self._store: ReadStore = assistant.library.store
        self._access: Access = request.app.state.access

    def __call__(self, asked: Narrowed = ALL, status: int = 200, **values: Any) -> HTMLResponse:
        """The page; with `trouble` it says what was refused, with `address` or `into` it keeps what was entered."""
        every = taken_in(self._store)
        found = sorted(filter(asked.finds, every), key=_newest, reverse=True)
        pages = max(1, -(-len(found) // SHOWN))
        number = min(max(asked.page, 1), pages)
        shown = found[(number - 1) * SHOWN : number * SHOWN]
        told = {"trouble": "", "address": "", "into": "", "removed": False} | values
        return self._page(
            "documents.html",
            status,
            rows=[self._held(document) for document in shown],
            total=len(every),
            found=len(found),
            page=number,
            pages=pages,
            asked=asked,
            collections=sorted(set(map(collection, every))),
            writable=writable_collections(self._access, self._viewer),
            jobs=self._jobs(),
            kinds=KINDS,
            endings=ENDINGS,
            limits=LIMITS,
            **told,
        )

    def _held(self, document: Document) -> Held:
        within = collection(document)
        removable = self._viewer.may_write(within)
        return Held(document, coverage_of(document.meta), within, removable)

    def _jobs(self) -> list[Job]:
        """Those that are not finished, and the last ones that are."""
        if not self._viewer.edits:
            return []
        jobs = self._intake.jobs
        seen = [job for job in jobs.all() if sees(jobs, self._viewer, job)]
        finished = [job for job in seen if job.state not in OPEN]
        return [job for job in seen if job.state in OPEN] + finished[:SHOWN_JOBS]


def documents_page(
    request: Request,
    page: ThePage,
    assistant: TheAssistant,
    intake: TheIntake,
    viewer: TheViewer,
) -> DocumentsPage:
    """The page of documents for whoever sends a request."""
    return DocumentsPage(request, page, assistant, intake, viewer)


TheDocumentsPage = Annotated[DocumentsPage, Depends(documents_page)]


def narrowed(
    q: Annotated[str, Query(max_length=300)] = "",
    collection: Annotated[str, Query(max_length=100)] = "",
    number: Annotated[int, Query(alias="page")] = 1,
) -> Narrowed:
    """What an address says of it."""
    return Narrowed(" ".join(q.split()), collection, number)


def collection(document: Document) -> str:
    """The collection of a document."""
    return collection_of(document.source, document.meta)


def writable_collections(access: Access, viewer: Viewer) -> Sequence[str]:
    """The collections that a viewer may take documents into; that of the bundled case studies takes none."""
    return [one for one in access.collections() if one != CASES and viewer.may_write(one)]


def _newest(document: Document) -> tuple[str, str]:
    return str(document.meta.get("taken_in", "")), document.doc_id
