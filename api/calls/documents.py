"""Documents over HTTP: send, list, look at, remove."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access.audit import TheNote
from api.access.viewer import FACILITATOR, TheViewer, collection_for, writable
from api.calls.document_models import Held, HeldInFull, HeldList, HeldVersion
from api.calls.job_models import Address, JobShown
from api.calls.v1 import TheAssistant, TheLibrary, refusals
from api.intake import TheIntake, into
from corpus.collection import BUNDLED, OWN, collection_of
from corpus.nouns import Document
from index.base import ReadStore
from ingest.jobs.jobs import addresses
from ingest.writing import remove

router = APIRouter(prefix="/api/v1/documents")

MAX_LISTED = 500
"""Documents in one list."""

BY_API = "API"
"""Where these jobs come from."""

FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                        },
                        "collection": {
                            "type": "string",
                            "default": OWN,
                            "description": "Id of the collection that they go into",
                        },
                        "same": {
                            "type": "string",
                            "enum": ["ask", "keep", "rename", "both"],
                            "default": "ask",
                            "description": "What to do with bytes that are held under another name",
                        },
                    },
                }
            }
        },
    }
}
"""What is sent, for the description of the API; the route reads it itself, piece by piece."""


def taken_in(store: ReadStore) -> list[Document]:
    """What people took in, by id, without pages: all but the case studies that come with Citygraft."""
    return [d for d in store.documents() if not d.source.startswith(BUNDLED)]


@router.post(
    "", operation_id="post_documents", status_code=202, dependencies=[FACILITATOR],
    responses=refusals(400, 401, 403, 408, 413, 415, 422, 503), openapi_extra=FORM,
)  # fmt: skip
async def post_documents(
    request: Request, response: Response, intake: TheIntake, viewer: TheViewer
) -> JobShown:
    """Send documents; the job that takes them in is told at once, and followed at its address."""
    job = await intake.received(request, viewer, BY_API)
    response.headers["Location"] = f"/api/v1/jobs/{job.job_id}"
    return JobShown.of(job)


@router.post(
    "/address", operation_id="post_address", status_code=202, dependencies=[FACILITATOR],
    responses=refusals(401, 403, 422, 503),
)  # fmt: skip
def post_address(
    given: Address, response: Response, intake: TheIntake, viewer: TheViewer, note: TheNote
) -> JobShown:
    """Have a web page or a file on the web taken in."""
    collection = collection_for(viewer, given.collection)
    items = [into(i, collection)._replace(same=given.same) for i in addresses([given.address])]
    job = intake.begin(BY_API, items)
    note("documents sent", given.address, collection)
    response.headers["Location"] = f"/api/v1/jobs/{job.job_id}"
    return JobShown.of(job)


@router.get("", operation_id="list_documents", responses=refusals(422))
def list_documents(
    assistant: TheAssistant,
    offset: Annotated[int, Query(ge=0, description="How many are passed over")] = 0,
    k: Annotated[int, Query(ge=1, le=MAX_LISTED, description="At most so many")] = 100,
) -> HeldList:
    """What was taken in, by id; the case studies that come with Citygraft are not among them."""
    held = taken_in(assistant.library.store)
    shown = [Held.of(document) for document in held[offset : offset + k]]
    return HeldList(total=len(held), offset=offset, documents=shown)


@router.get("/{doc_id}", operation_id="get_document", responses=refusals(404))
def get_document(doc_id: str, assistant: TheAssistant) -> HeldInFull:
    """A document with its coverage and versions."""
    store = assistant.library.store
    found = HeldInFull.of(store.get(doc_id))
    return found.model_copy(update={"versions": HeldVersion.all(store.history(doc_id))})


@router.get("/{doc_id}/versions", operation_id="get_versions", responses=refusals(404))
def get_versions(doc_id: str, assistant: TheAssistant) -> list[HeldVersion]:
    """The versions of a document, oldest first."""
    return HeldVersion.all(assistant.library.store.history(doc_id))


@router.delete(
    "/{doc_id}", operation_id="delete_document", status_code=204, dependencies=[FACILITATOR],
    responses=refusals(401, 403, 404, 503),
)  # fmt: skip
def delete_document(
    doc_id: str, assistant: TheAssistant, library: TheLibrary, viewer: TheViewer, note: TheNote
) -> None:
    """Remove a document with its text, vectors, original and versions; afterwards nothing shows it."""
    held = writable(viewer, assistant.library.store.get(doc_id))
    remove(library, doc_id)
    note("document removed", doc_id, collection_of(held.source, held.meta))
