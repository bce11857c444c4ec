"""The HTTP API: ask, case studies, health."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer
from assistant.assistant import MAX_K, MAX_QUESTION, Assistant
from corpus.case import CaseStudy

router = APIRouter(prefix="/api/v1")
health = APIRouter()


def assistant_of(request: Request) -> Assistant:
    """The assistant that the app was made around."""
    assistant = request.app.state.assistant
    assert isinstance(assistant, Assistant)
    return assistant


TheAssistant = Annotated[Assistant, Depends(assistant_of)]


class Question(BaseModel):
    """A question, with the asking city if it is known."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(
        description=f"1 to {MAX_QUESTION} characters",
        examples=["How do we keep informal settlements from flooding?"],
    )
    city: str | None = Field(None, description="Name of the asking city", examples=["Beira"])
    k: int = Field(5, description=f"Most practices in the answer, 1 to {MAX_K}", examples=[5])


class Problem(BaseModel):
    """What went wrong, in plain English (RFC 9457)."""

    type: str = "about:blank"
    title: str = Field(examples=["Please change the request"])
    status: int = Field(examples=[422])
    detail: str = Field(
        examples=["The question is empty. Ask in a few words what your city wants."]
    )


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    return {status: {"description": "Problem", "content": content} for status in statuses}


EXAMPLE = {
    "question": "can a city borrow on the capital market",
    "city": {"id": 1052373, "name": "Beira", "country": "Mozambique"},
    "abstained": False,
    "reason": None,
    "practices": [
        {
            "case_id": "dakar-municipal-bond",
            "title": "A city bond stopped by the national government just before its launch",
            "practice": "municipal-bond-issue",
            "city": "Dakar",
            "country": "Senegal",
            "years": "2013–2015",
            "outcome": "failure",
            "relevance": 0.54,
            "why": "Its section 'What was done' speaks of capital and market.",
            "citations": [
                {
                    "n": 1,
                    "doc_id": "dakar-municipal-bond",
                    "title": "A city bond stopped by the national government just before its launch",
                    "page": None,
                    "section": "What was done",
                    "quote": "The bond was never sold.",
                    "url": "/cases/dakar-municipal-bond#what-was-done",
                }
            ],
        }
    ],
    "documents": [],
}
"""An answer as it looks, for the description of the API."""

EXAMPLES = _problems(413, 422, 503) | {200: {"content": {"application/json": {"example": EXAMPLE}}}}


@router.post("/ask", operation_id="ask", responses=EXAMPLES)
def ask(question: Question, assistant: TheAssistant) -> Answer:
    """Answer a question with practices of other cities and with ingested documents, cited."""
    return assistant.ask(question.question, question.city, question.k)


@router.get("/cases/{case_id}", operation_id="get_case", responses=_problems(404))
def get_case(case_id: str, assistant: TheAssistant) -> CaseStudy:
    """A case study in full."""
    return assistant.case(case_id)


class Health(BaseModel):
    """The server works: how many documents and passages it holds."""

    status: str = Field("ok", examples=["ok"])
    documents: int = Field(examples=[56])
    passages: int = Field(examples=[1200])


@health.get("/healthz", operation_id="health", responses=_problems(503))
def healthz(assistant: TheAssistant) -> Health:
    """Tell whether questions can be answered."""
    generation = assistant.library.generation()
    documents = sum(1 for _ in assistant.library.store.documents())
    return Health(status="ok", documents=documents, passages=generation.passages)
