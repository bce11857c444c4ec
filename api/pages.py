"""The pages: ask and read answers, case studies."""

from functools import cache
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.asked import epsilon, form, shown
from api.page import ThePage
from api.v1 import TheAssistant
from assistant.answer import FacetCount
from assistant.assistant import MAX_QUESTION
from assistant.compose import anchor, case_of
from assistant.counts import counts, told
from assistant.facets import OUTCOMES, Facet, label_of, name_of
from assistant.filter_words import given
from assistant.filters import Chosen
from corpus.countries import dictionary
from corpus.errors import BadLimit, BadQuestion, BadValue, UnknownCity
from corpus.gazetteer import country_name
from corpus.network import load_networks
from corpus.practice import Practice, load_practices
from corpus.transfer import Transfer, load_transfers
from corpus.vocabulary import label

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Chips = Annotated[list[str], Query(description="facet:value; repeat it")]


@router.get("/")
def ask(
    page: ThePage,
    assistant: TheAssistant,
    q: str = "",
    city: str = "",
    thanks: str = "",
    f: Chips = [],  # noqa: B006 - FastAPI copies it
    literally: bool = False,
    balance: str = "",
) -> HTMLResponse:
    """The form, and the answer where a question was asked."""
    question, balance = q.strip(), balance.strip()
    values: dict[str, Any] = form(question, city, literally, balance) | {
        "cases": sum(d.kind == "case" for d in assistant.library.store.documents()),
        "thanks": thanks,
        "unread": bool(f),
    }
    try:
        values |= {"chosen": _chips(assistant.chosen(given(f))), "unread": False}
        most = epsilon(balance)
        if not question:
            return page("ask.html", **values)
        answer = assistant.ask(q, city, filters=given(f), literally=literally, balance=most)
        values |= shown(answer, city) | {"narrowing": _by_facet(answer.facets)}
    except UnknownCity as error:
        values |= {"trouble": str(error), "nearest": error.nearest}
    except BadValue as error:
        values |= {"trouble": str(error)}
    except BadLimit as error:
        values |= {"trouble": str(error), "balance": "", "unbalanced": True}
    except BadQuestion as error:
        values |= {"trouble": str(error), "question": question[:MAX_QUESTION]}
    return page("ask.html", 422 if values["trouble"] else 200, **values)


def _chips(chosen: Chosen) -> list[tuple[str, str, str]]:
    """Each filter as it stands in an address, and its facet and value as people read them."""
    return [
        (f"{facet}:{value}", name_of(facet), label_of(facet, value))
        for facet, values in chosen.items()
        for value in values
    ]


def _by_facet(rows: tuple[FacetCount, ...]) -> list[tuple[str, list[FacetCount]]]:
    groups = groupby(rows, key=lambda row: row.facet)
    return [(name_of(Facet(facet)), list(group)) for facet, group in groups]


@router.get("/cases")
def cases(page: ThePage, assistant: TheAssistant, f: Chips = []) -> HTMLResponse:  # noqa: B006
    """All case studies, or those that meet the filters."""
    chosen, catalogue = assistant.chosen(given(f)), assistant.catalogue
    studies = {d.doc_id: d for d in assistant.library.store.documents() if d.kind == "case"}
    finds = catalogue.finds(chosen, studies)
    found = [case_of(studies[doc_id]) for doc_id in finds[None]]
    found.sort(key=lambda case: (country_name(case.country), case.city, case.id))
    return page(
        "cases.html",
        cases=found,
        country_name=country_name,
        outcomes=OUTCOMES,
        chosen=_chips(chosen),
        narrowing=_by_facet(counts(finds, chosen, catalogue.held())),
        told=told(chosen),
    )


@cache
def _practices() -> dict[str, Practice]:
    return {practice.id: practice for practice in load_practices()}


@cache
def _transfers() -> tuple[Transfer, ...]:
    return tuple(load_transfers())


@router.get("/cases/{case_id}")
def case(page: ThePage, case_id: str, assistant: TheAssistant) -> HTMLResponse:
    """One case study, with the practice behind it and where that practice went."""
    found = assistant.case(case_id)
    moves = [t for t in _transfers() if case_id in (t.origin.case, t.recipient.case)]
    return page(
        "case.html",
        case=found,
        practice=_practices().get(found.practice),
        moves=moves,
        country_name=country_name,
        country=country_name(found.country),
        outcomes=OUTCOMES,
        label=label,
        anchor=anchor,
    )


@router.get("/about")
def about(page: ThePage) -> HTMLResponse:
    """Where the corpus comes from, how broad it is, and how to add to it."""
    networks = sorted(
        load_networks(), key=lambda network: (network.region != "world", network.region)
    )
    return page(
        "about.html",
        practices=len(_practices()),
        transfers=len(_transfers()),
        columns=dictionary(),
        networks=networks,
        label=label,
    )
