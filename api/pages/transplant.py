"""The page of the transplant sheet: a practice and a city side by side, dimension by dimension."""

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.calls.v1 import TheAssistant
from api.exports.safe import one_line
from api.pages import transplant_words as words
from api.pages.chart import chart
from api.pages.page import ThePage
from api.problems import status_of
from assistant.assistant import MAX_QUESTION, SeenAssistant
from assistant.facets import OUTCOMES
from assistant.report import Flag, Precedent, ShownValue, Support, TransplantReport
from corpus.errors import BadValue, UnknownCase, UnknownCity, UnknownPractice
from corpus.vocabulary import Outcome, label

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

MAX_NAME = 200
"""Characters of a practice's or a city's name."""

OPEN = 3
"""Dimensions whose evidence stands open: those on which most hangs."""

Name = Annotated[str, Query(max_length=MAX_NAME)]
Says = Annotated[str, Query(max_length=MAX_QUESTION)]


class Row(NamedTuple):
    """One dimension as the page shows it.

    Attributes:
        pairs: an attribute's value in the city of origin and in the asking one; None for the first where there is
            nothing to compare with.
        next: what to do.
        question: key of the question that would tell what is not known; empty for none.
        evidence: each with where it stands.
        precedents: each with whom it is of and how it turned out.
    """

    flag: Flag
    name: str
    mark: str
    weight: str
    pairs: list[tuple[ShownValue | None, ShownValue]]
    next: str
    question: str
    evidence: list[tuple[Support, str]]
    precedents: list[tuple[Precedent, str, str]]
    open: bool


@router.get("/transplant")
def transplant(
    page: ThePage,
    assistant: TheAssistant,
    practice: Name = "",
    city: Name = "",
    says: Says = "",
    kept: Name = "",
) -> HTMLResponse:
    """Practice and city side by side; without them, the form that asks for them."""
    given = {"practice": practice, "city": city, "says": says}
    asked = {name: one_line(text) for name, text in given.items()}
    names = sorted(held.name for held in assistant.transplants.held().knowledge.practices)
    blank: dict[str, Any] = {"asked": asked, "names": names, "trouble": None, "nearest": []}
    if not (asked["practice"] and asked["city"]):
        return page("transplant.html", report=None, **blank)
    try:
        report = assistant.transplant(asked["practice"], asked["city"], {}, asked["says"])
    except (UnknownPractice, UnknownCity, BadValue) as error:
        replaced = "practice" if isinstance(error, UnknownPractice) else "city"
        nearest = [(name, {**asked, replaced: name}) for name in getattr(error, "nearest", ())]
        trouble = {"trouble": str(error), "nearest": nearest}
        return page("transplant.html", status_of(error), report=None, **{**blank, **trouble})
    case = _case(assistant, asked["practice"])
    return page("transplant.html", report=report, case=case, kept=kept, **blank, **_shown(report))


def _case(assistant: SeenAssistant, what: str) -> str:
    """The id, where a case study is asked about; empty for a practice or a document."""
    try:
        return assistant.case(what).id
    except UnknownCase:
        return ""


def _shown(report: TransplantReport) -> dict[str, Any]:
    return {
        "rows": [_row(flag, number < OPEN) for number, flag in enumerate(report.flags)],
        "chart": chart(report),
        "here": _short(report.city),
        "there": _short(report.origin or ""),
        "counted": words.counted(report),
        "degree": words.DEGREES[report.degree],
        "caution": words.CAUTION,
        "method": words.METHOD,
        "origin_of": words.origin_of,
    }


def _row(flag: Flag, open_: bool) -> Row:
    theirs = flag.origin_values or [None] * len(flag.recipient_values)
    question = words.question_of(flag)
    return Row(
        flag=flag,
        name=label(flag.dimension),
        mark=words.MARKS[flag.verdict],
        weight=words.weight_in_words(flag.weight),
        pairs=list(zip(theirs, flag.recipient_values, strict=True)),
        next=words.next_of(flag),
        question=question.key if question else "",
        evidence=[(support, words.place_of(support)) for support in flag.evidence],
        precedents=[(m, words.told_by(m), OUTCOMES[Outcome(m.outcome)]) for m in flag.precedents],
        open=open_,
    )


def _short(city: str) -> str:
    return city.partition(",")[0]
