"""Feedback over HTTP: what people say of an answer becomes a proposal, and a facilitator decides on it."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access.audit import TheNote
from api.access.viewer import FACILITATOR, TheViewer
from api.calls.v1 import TheAssistant, refusals
from api.pages.who import signed
from assistant.assistant import MAX_QUESTION, SeenAssistant
from assistant.feedback import MAX_PROPOSALS, Feedback
from assistant.proposal import MAX_COMMENT, Proposal, State, Thumbs, proposal
from corpus.errors import UnknownDocument, UnknownFeedback

router = APIRouter(prefix="/api/v1/feedback")

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


class Verdict(BaseModel):
    """What a facilitator makes of feedback."""

    model_config = ConfigDict(extra="forbid")

    grade: int | None = Field(
        ge=0,
        le=2,
        description="2 it answers the question, 1 it helps with a part, 0 it does not help; null rejects the feedback",
        examples=[2],
    )
    by: str = Field(
        "api", max_length=100, description="Who decides; counts only where nobody signs in"
    )


class Judgement(BaseModel):
    """How well a case study or document answers a question, as a facilitator judged."""

    question: str = Field(examples=["can a city borrow on the capital market"])
    doc_id: str = Field(examples=["dakar-municipal-bond"])
    grade: int = Field(description="2, 1 or 0", examples=[2])


class Judgements(BaseModel):
    """A part of all judgements, by question."""

    total: int = Field(examples=[1])
    offset: int = Field(examples=[0])
    judgements: list[Judgement]


def seen_feedback(assistant: SeenAssistant) -> list[tuple[Proposal, str]]:
    """Feedback on what is seen, oldest first, each with the title that it is about."""
    held = Feedback(assistant.library.home).proposals()
    titles = titles_of(assistant, held)
    return [(said, titles[said.doc_id]) for said in held if said.doc_id in titles]


def titles_of(assistant: SeenAssistant, held: list[Proposal]) -> dict[str, str]:
    """Titles by id of what feedback is about, as far as it is seen."""
    documents = assistant.library.store.documents({said.doc_id for said in held})
    return {document.doc_id: document.title for document in documents}


def decided(assistant: SeenAssistant, feedback_id: str, grade: int | None, by: str) -> Proposal:
    """Feedback once it is decided; None as the grade rejects it.

    Raises:
        UnknownFeedback: there is none of that id, or it is on what is not seen, told in the same words.
    """
    feedback = Feedback(assistant.library.home)
    try:
        assistant.library.store.get(feedback.get(feedback_id).doc_id)
    except (UnknownFeedback, UnknownDocument) as error:
        raise UnknownFeedback(f"There is no feedback '{feedback_id[:80]}'.") from error
    if grade is None:
        return feedback.reject(feedback_id, by)
    return feedback.accept(feedback_id, grade, by)


def judgements_of(assistant: SeenAssistant) -> list[Judgement]:
    """What was accepted on what is seen, by question."""
    feedback = Feedback(assistant.library.home)
    titles = titles_of(assistant, feedback.proposals())
    return [
        Judgement(question=question, doc_id=doc_id, grade=grade)
        for question, grades in sorted(feedback.judgements().items())
        for doc_id, grade in grades.items()
        if doc_id in titles
    ]


@router.post("", operation_id="post_feedback", responses=refusals(404, 422, 500, 503))
def post_feedback(said: Said, assistant: TheAssistant) -> Proposal:
    """Say whether a practice helps; a facilitator decides on it, and no answer changes by itself."""
    library = assistant.library
    given = proposal(
        said.question, library.store.get(said.doc_id), said.thumbs, "api", said.citation, said.comment
    )  # fmt: skip
    return Feedback(library.home).propose(given)


@router.get(
    "", operation_id="get_feedback", dependencies=[FACILITATOR],
    responses=refusals(401, 403, 422, 500),
)  # fmt: skip
def get_feedback(
    assistant: TheAssistant,
    response: Response,
    state: Annotated[State | None, Query(description="Only those; all without it")] = None,
    offset: Annotated[int, Query(ge=0, description="How many are passed over")] = 0,
    k: Annotated[int, Query(ge=1, le=MAX_LISTED, description="At most so many")] = 100,
) -> list[Proposal]:
    """Feedback with what was decided on it, oldest first; the header X-Total-Count has the number of all."""
    held = [said for said, _ in seen_feedback(assistant) if state in (None, said.state)]
    response.headers["X-Total-Count"] = str(len(held))
    return held[offset : offset + k]


@router.get(
    "/judgements", operation_id="get_judgements", dependencies=[FACILITATOR],
    responses=refusals(401, 403, 422, 500),
)  # fmt: skip
def get_judgements(
    assistant: TheAssistant,
    offset: Annotated[int, Query(ge=0, description="How many are passed over")] = 0,
    k: Annotated[int, Query(ge=1, le=MAX_PROPOSALS, description="At most so many")] = MAX_PROPOSALS,
) -> Judgements:
    """What was accepted: questions with the grade of what answers them."""
    held = judgements_of(assistant)
    return Judgements(total=len(held), offset=offset, judgements=held[offset : offset + k])


@router.post(
    "/{feedback_id}/decision", operation_id="decide_feedback", dependencies=[FACILITATOR],
    responses=refusals(401, 403, 404, 422, 500),
)  # fmt: skip
def decide_feedback(
    feedback_id: str,
    verdict: Verdict,
    assistant: TheAssistant,
    viewer: TheViewer,
    note: TheNote,
) -> Proposal:
    """Make a judgement of feedback, or reject it; of several decisions the latest counts."""
    said = decided(assistant, feedback_id, verdict.grade, signed(viewer, verdict.by))
    note(f"feedback {said.state}", said.id)
    return said
