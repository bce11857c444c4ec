"""The pages: ask and read answers, case studies."""

from functools import cache
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.calls.v1 import TheAssistant
from api.pages.asked import epsilon, form, most, shown, topics, ways_out
from api.pages.page import ThePage
from api.pages.remembered import remember_city, remembered_city
from assistant.answer import FacetCount
from assistant.assistant import MAX_QUESTION, SeenAssistant
from assistant.compose import case_of
from assistant.counts import counts, told
from assistant.facets import OUTCOMES, Facet, label_of, name_of
from assistant.filter_words import given
from assistant.filters import Chosen
from assistant.places import places
from corpus.countries import dictionary
from corpus.errors import BadLimit, BadQuestion, BadValue, UnknownCity
from corpus.gazetteer import country_name
from corpus.network import load_networks
from corpus.nouns import Document
from corpus.practice import load_practices
from corpus.transfer import load_transfers
from corpus.vocabulary import label

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Chips = Annotated[list[str], Query(description="facet:value; repeat it")]

PAGE = 25
"""Case studies on one page of the list."""


@router.get("/")
def ask(
    request: Request,
    page: ThePage,
    assistant: TheAssistant,
    q: str = "",
    city: str | None = None,
    thanks: str = "",
    kept: str = "",
    f: Chips = [],  # noqa: B006 - FastAPI copies it
    literally: str = "",
    balance: str = "",
    k: str = "",
) -> HTMLResponse:
    """The form, and the answer where a question was asked."""
    question, asking = q.strip(), _city(request, assistant, q, city)
    word_for_word, balance = literally not in ("", "0", "false"), balance.strip()
    values: dict[str, Any] = form(question, asking, word_for_word, balance) | {
        "thanks": thanks,
        "kept": kept,
        "unread": bool(f),
    }
    try:
        values |= {"chosen": _chips(assistant.chosen(given(f))), "unread": False}
        wanted, at_most = most(k), epsilon(balance)
        if question:
            answer = assistant.ask(q, asking, wanted, {}, given(f), word_for_word, at_most)
            values |= shown(assistant, answer, asking, wanted)
            values |= {"narrowing": _by_facet(answer.facets), "topics": list(topics(answer))}
            values["ways_out"] = list(ways_out(assistant, answer, values["chosen"], word_for_word))
        else:
            values["cases"] = len(assistant.transplants.held().cases)
    except UnknownCity as error:
        values |= {"trouble": str(error), "nearest": error.nearest}
    except BadValue as error:
        values |= {"trouble": str(error)}
    except BadLimit as error:
        values |= {"trouble": str(error), "balance": "", "unbalanced": True}
    except BadQuestion as error:
        values |= {"trouble": str(error), "question": question[:MAX_QUESTION]}
    response = page("ask.html", 422 if values["trouble"] else 200, **values)
    if city is not None and not values["trouble"]:
        remember_city(request, response, city.strip())
    return response


def _city(request: Request, assistant: SeenAssistant, q: str, given: str | None) -> str:
    """The city that the address gives, else the one that is remembered, unless the question names another."""
    if given is not None:
        return given
    city = remembered_city(request)
    return "" if city and places(q, assistant.finder.words().cities).city else city


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
def cases(
    page: ThePage,
    assistant: TheAssistant,
    f: Chips = [],  # noqa: B006 - FastAPI copies it
    number: Annotated[int, Query(alias="page", ge=1, le=10**6)] = 1,
) -> HTMLResponse:
    """All case studies, or those that meet the filters, by country and city."""
    chosen, catalogue = assistant.chosen(given(f)), assistant.catalogue
    studies = {d.doc_id: d for d in assistant.library.store.documents() if d.kind == "case"}
    finds = catalogue.finds(chosen, studies)
    found = sorted(finds[None], key=lambda doc_id: _place(studies[doc_id]))
    pages = max(1, -(-len(found) // PAGE))
    number = min(number, pages)
    return page(
        "cases.html",
        cases=[case_of(studies[i]) for i in found[(number - 1) * PAGE : number * PAGE]],
        found=len(found),
        number=number,
        pages=pages,
        country_name=country_name,
        outcomes=OUTCOMES,
        chosen=_chips(chosen),
        narrowing=_by_facet(counts(finds, chosen, catalogue.held())),
        told=told(chosen),
    )


def _place(document: Document) -> tuple[str, str, str]:
    case = document.meta["case"]
    return country_name(case["country"]), case["city"], document.doc_id


@cache
def _counted() -> tuple[int, int]:
    return sum(1 for _ in load_practices()), sum(1 for _ in load_transfers())


@router.get("/about")
def about(page: ThePage) -> HTMLResponse:
    """Where the corpus comes from, how broad it is, and how to add to it."""
    networks = sorted(
        load_networks(), key=lambda network: (network.region != "world", network.region)
    )
    practices, transfers = _counted()
    return page(
        "about.html",
        practices=practices,
        transfers=transfers,
        columns=dictionary(),
        networks=networks,
        label=label,
    )
