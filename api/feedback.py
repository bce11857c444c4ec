"""Feedback over HTTP: programs post JSON, the page of answers posts a form; both become proposals."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from api.access.viewer import FACILITATOR
from api.v1 import TheAssistant, refusals
from assistant.assistant import MAX_QUESTION
from assistant.feedback import Feedback
from assistant.proposal import MAX_COMMENT, Proposal, State, Thumbs, proposal

router = APIRouter()
pages = APIRouter(include_in_schema=False)

MAX_LISTED = 1000
"""Proposals in one list."""


class Said(BaseModel):
    """What a person says of a practice or a document as an answer to a question."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(
        description=f"As it was asked, 1 to {MAX_QUESTION} characters",
        examples=["can a city borrow on the capital market"],
    )
    doc_id: str = Field(
        description="Id of the case study or document", examples=["dakar-municipal-bond"]
    )
    thumbs: Thumbs
    citation: int | None = Field(None, description="Number of a quote of the answer, from 1")
    comment: str = Field("", description=f"At most {MAX_COMMENT} characters")


@router.post(
    "/api/v1/feedback", operation_id="post_feedback", responses=refusals(404, 422, 500, 503)
)
def post_feedback(said: Said, assistant: TheAssistant) -> Proposal:
    """Say whether a practice helps; a facilitator decides on it, and no answer changes by itself."""
    library = assistant.library
    given = proposal(
        said.question, library.store.get(said.doc_id), said.thumbs, "api", said.citation, said.comment
    )  # fmt: skip
    return Feedback(library.home).propose(given)


@router.get(
    "/api/v1/feedback", operation_id="get_feedback", dependencies=[FACILITATOR],
    responses=refusals(401, 403, 422, 500),
)  # fmt: skip
def get_feedback(
    assistant: TheAssistant,
    state: Annotated[State | None, Query(description="Only those; all without it")] = None,
    k: Annotated[int, Query(ge=1, le=MAX_LISTED, description="At most so many")] = 100,
) -> list[Proposal]:
    """Feedback with what was decided on it, oldest first."""
    held = Feedback(assistant.library.home).proposals()
    return [said for said in held if state in (None, said.state)][:k]


@pages.post("/feedback")
def thumb(
    request: Request,
    assistant: TheAssistant,
    doc_id: Annotated[str, Form()],
    thumbs: Annotated[Thumbs, Form()],
    q: str = "",
) -> RedirectResponse:
    """Keep what a button of an answer says, and lead back to that answer; its query is the form's."""
    library = assistant.library
    document = library.store.get(doc_id)
    Feedback(library.home).propose(proposal(q, document, thumbs, "page"))
    asked = [(key, value) for key, value in request.query_params.multi_items() if key != "thanks"]
    back = urlencode([*asked, ("thanks", document.doc_id)])
    return RedirectResponse(f"/?{back}#on-{document.doc_id}", 303)
