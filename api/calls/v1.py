"""The HTTP API: ask, case studies, health."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from api.access.audit import TheNote
from api.access.viewer import READER, TheViewer
from assistant.answer import Answer
from assistant.asking import fact
from assistant.assessments import Assessment
from assistant.assistant import MAX_K, MAX_QUESTION, Assistant, SeenAssistant
from assistant.flags import value_shown
from assistant.peers import Peer
from assistant.profile import Raw
from assistant.questionnaire import QUESTIONS, gaps
from assistant.report import ShownValue, TransplantReport
from corpus.attributes import ATTRIBUTES
from corpus.case import CaseStudy
from index.library import Library

router = APIRouter(prefix="/api/v1")
health = APIRouter()


def assistant_of(request: Request, viewer: TheViewer) -> SeenAssistant:
    """The assistant of the app, as far as the viewer may see: nothing else is reached by a route that answers."""
    assistant = request.app.state.assistant
    assert isinstance(assistant, Assistant)
    return assistant.seen_by(viewer.sight)


TheAssistant = Annotated[SeenAssistant, Depends(assistant_of)]


def library_of(request: Request) -> Library:
    """The whole library, for routes that change it; what they change is looked up as the viewer sees it first."""
    assistant = request.app.state.assistant
    assert isinstance(assistant, Assistant)
    return assistant.library


TheLibrary = Annotated[Library, Depends(library_of)]


Given = float | str | list[str]
"""A value as JSON has it."""


def raw(given: Mapping[str, Given]) -> dict[str, Raw]:
    """Values of JSON as a profile takes them."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}


class Question(BaseModel):
    """A question, with the asking city if it is known."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(
        description=f"1 to {MAX_QUESTION} characters",
        examples=["How do we keep informal settlements from flooding?"],
    )
    city: str | None = Field(None, description="Name of the asking city", examples=["Beira"])
    k: int = Field(5, description=f"Most practices in the answer, 1 to {MAX_K}", examples=[5])
    facts: dict[str, Given] = Field(
        {}, description="What the city states of itself, by attribute", examples=[{"sewer": 40}]
    )
    filters: dict[str, list[str]] = Field(
        {},
        description="Values by facet; only what has one of each facet answers. See docs/facets.md",
        examples=[{"region": ["Africa"], "year": ["2010..2020"]}],
    )
    literally: bool = Field(
        False, description="Search the words as they are written, without translating or mending"
    )
    balance: float | None = Field(
        None,
        strict=True,
        description="Balance South and North: the most relevance that a place may lose for it, 0 to 1. See docs/fairness.md",
        examples=[0.05],
    )


class Version(BaseModel):
    """One version of what a city stated of itself."""

    version: int
    saved: str = Field(description="UTC, ISO 8601")
    values: dict[str, float | str | tuple[str, ...]]


class Problem(BaseModel):
    """What went wrong, in plain English (RFC 9457)."""

    type: str = "about:blank"
    title: str = Field(examples=["Please change the request"])
    status: int = Field(examples=[422])
    detail: str = Field(
        examples=["The question is empty. Ask in a few words what your city wants."]
    )


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may answer with, for the description of the API."""
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    return {status: {"description": "Problem", "content": content} for status in statuses}


EXAMPLE = {
    "question": "can a city borrow on the capital maarket",
    "reading": {
        "language": "en",
        "english": None,
        "notice": None,
        "mended": [{"written": "maarket", "meant": "market"}],
        "searched": "can a city borrow on the capital market",
    },
    "city": {
        "id": 1052373,
        "name": "Beira",
        "country": "Mozambique",
        "understood": [],
        "from_question": False,
    },
    "abstained": False,
    "reason": None,
    "nearest": [],
    "practices": [
        {
            "case_id": "dakar-municipal-bond",
            "title": "A city bond stopped by the national government just before its launch",
            "practice": "municipal-bond-issue",
            "city": "Dakar",
            "country": "Senegal",
            "years": "2013–2015",
            "outcome": "failure",
            "relevance": 0.8003,
            "why": "Its section 'What others should know before copying' speaks of borrow and market.",
            "citations": [
                {
                    "n": 1,
                    "doc_id": "dakar-municipal-bond",
                    "title": "A city bond stopped by the national government just before its launch",
                    "page": None,
                    "label": None,
                    "section": "What others should know before copying",
                    "place": "What others should know before copying",
                    "start": 0,
                    "end": 0,
                    "quote": "The core of a city bond is a clear right to borrow; rating, guarantee and project come after it (source 6).",
                    "passage": "## What others should know before copying\n\nA good rating does not replace consent. The core of a city bond is a clear right to borrow; rating, guarantee and project come after it (source 6). Dakar did the technical part well and failed on the political one. Get consent in a form that cannot be taken back, involve the finance ministry from the beginning, and find out whom the market regulator will ask. Start with a loan from one development bank before going to the market, and expect preparation to take much more than six months (source 7). The approach does not fit a city whose mayor stands against the government in a country where the state can stop a loan at the last hour.\n\n",
                    "url": "/cases/dakar-municipal-bond#what-others-should-know-before-copying",
                }
            ],
            "alike": [],
            "moved": None,
            "transplant": None,
        }
    ],
    "documents": [],
    "found": 1,
    "balance": None,
    "facets": [
        {"facet": "country", "value": "SN", "label": "Senegal", "count": 1, "chosen": False},
        {"facet": "outcome", "value": "failure", "label": "failed", "count": 1, "chosen": True},
    ],
}
"""An answer as it looks, for the description of the API."""

EXAMPLES = refusals(413, 422, 503) | {200: {"content": {"application/json": {"example": EXAMPLE}}}}


@router.post("/ask", operation_id="ask", responses=EXAMPLES)
def ask(question: Question, assistant: TheAssistant) -> Answer:
    """Answer a question with practices of other cities and with ingested documents, cited."""
    return assistant.ask(
        question.question,
        question.city,
        question.k,
        raw(question.facts),
        question.filters,
        question.literally,
        question.balance,
    )


City = Annotated[str, Query(description="Name of the asking city", examples=["Beira"])]
Stated = Annotated[
    list[str], Query(alias="fact", description="attribute=value; repeat it", examples=["sewer=40"])
]


@router.get("/transplant", operation_id="transplant", responses=refusals(404, 422, 503))
def transplant(
    assistant: TheAssistant,
    practice: Annotated[
        str, Query(description="A practice's name or id, or the id of a case study or document")
    ],
    city: City,
    says: Annotated[str, Query(description="Facts in words", max_length=MAX_QUESTION)] = "",
    facts: Stated = [],  # noqa: B006 - FastAPI copies it
) -> TransplantReport:
    """What must change before a practice works in a city, per dimension and with evidence."""
    return assistant.transplant(practice, city, dict(map(fact, facts)), says)


@router.get("/peers", operation_id="peers", responses=refusals(422, 503))
def get_peers(
    assistant: TheAssistant,
    city: City,
    topic: Annotated[str, Query(description="Such as waste or mobility")] = "",
    k: Annotated[int, Query(description=f"Most cities, 1 to {MAX_K}")] = 10,
) -> list[Peer]:
    """The cities most like this one that have something to teach, and how they differ."""
    return list(assistant.peers(city, topic, k))


class Profile(BaseModel):
    """What is known of a city, with its gaps and its saved statements."""

    city: str
    values: list[ShownValue]
    weak: list[str] = Field(description="Where the city sees itself weak, as questions to ask")
    open: list[str] = Field(description="Attributes of the questionnaire without an answer")
    versions: list[Version]


@router.get("/profile", operation_id="get_profile", responses=refusals(422))
def get_profile(assistant: TheAssistant, city: City, facts: Stated = []) -> Profile:  # noqa: B006
    """A city's profile: every attribute, with its value and where it comes from."""
    profile = assistant.asking(city, dict(map(fact, facts))).profile
    weak, open_ = gaps(profile)
    return Profile(
        city=profile.label,
        values=[value_shown(about.key, profile.values[about.key]) for about in ATTRIBUTES],
        weak=[gap.question.ask for gap in weak],
        open=[gap.question.key for gap in open_],
        versions=[_version(saved) for saved in assistant.assessments.history(profile)],
    )


@router.put(
    "/profile",
    operation_id="put_profile",
    dependencies=[READER],
    responses=refusals(401, 403, 422, 500),
)
def put_profile(
    assistant: TheAssistant, city: City, values: dict[str, Given | None], note: TheNote
) -> Version:
    """Save what a city states of itself as a new version; null takes a value out."""
    profile = assistant.asking(city).profile
    given = raw({k: v for k, v in values.items() if v is not None})
    saved = assistant.assessments.save(profile, {**dict.fromkeys(values), **given})
    note("self-assessment saved", profile.label)
    return _version(saved)


class Asked(BaseModel):
    """One question of the self-assessment."""

    attribute: str
    question: str
    dimension: str
    essential: int | None = Field(description="Of the Ten Essentials for Making Cities Resilient")
    values: list[str] = Field(description="Words to choose from; empty for a number")
    unit: str
    low: float
    high: float


@router.get("/questionnaire", operation_id="questionnaire")
def questionnaire() -> list[Asked]:
    """The questions of the self-assessment; each may be skipped."""
    return [
        Asked(
            attribute=q.key,
            question=q.text,
            dimension=q.dimension,
            essential=q.essential,
            values=list(q.attribute.values),
            unit=q.attribute.unit,
            low=q.attribute.low,
            high=q.attribute.high,
        )
        for q in QUESTIONS
    ]


def _version(saved: Assessment) -> Version:
    return Version(version=saved.version, saved=saved.saved, values=dict(saved.values))


@router.get("/cases/{case_id}", operation_id="get_case", responses=refusals(404))
def get_case(case_id: str, assistant: TheAssistant) -> CaseStudy:
    """A case study in full."""
    return assistant.case(case_id)


class Health(BaseModel):
    """The server works: how many documents and passages it holds."""

    status: str = Field("ok", examples=["ok"])
    documents: int = Field(examples=[56])
    passages: int = Field(examples=[1200])


@health.get("/healthz", operation_id="health", responses=refusals(503))
def healthz(assistant: TheAssistant) -> Health:
    """Tell whether questions can be answered."""
    generation = assistant.library.generation()
    documents = sum(1 for _ in assistant.library.store.documents())
    return Health(status="ok", documents=documents, passages=generation.passages)
