"""What is known, over HTTP: case studies, practices, documented transfers, networks."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query

from api.calls.knowledge_models import (
    Cases,
    CaseShown,
    Named,
    NetworkInFull,
    Networks,
    PracticeInFull,
    Practices,
    PracticeShown,
    Transfers,
)
from api.calls.paging import ThePart
from api.calls.v1 import TheAssistant, refusals
from assistant.assistant import SeenAssistant
from assistant.filter_words import given
from assistant.known import network, networks, practice, practices, transfers
from assistant.mentions import mentions
from corpus.gazetteer import country_name, fold
from corpus.nouns import Document
from corpus.transfer import Place, Transfer, TransferOutcome
from corpus.vocabulary import Topic

router = APIRouter(prefix="/api/v1")

Filters = Annotated[
    list[str],
    Query(
        alias="f",
        description="facet:value; repeat it. See docs/facets.md",
        examples=["topic:waste"],
    ),
]
OfTopic = Annotated[Topic | None, Query(description="Only of this topic", examples=["mobility"])]
City = Annotated[
    str, Query(max_length=200, description="From or to this city", examples=["Bogotá, Colombia"])
]
Region = Annotated[
    str, Query(max_length=100, description="Such as Africa, Brazil or world", examples=["Africa"])
]
OfPractice = Annotated[
    str, Query(max_length=80, description="Id of a practice", examples=["bus-rapid-transit"])
]


@router.get("/cases", operation_id="list_cases", responses=refusals(422))
def list_cases(assistant: TheAssistant, part: ThePart, f: Filters = []) -> Cases:  # noqa: B006 - FastAPI copies it
    """Case studies, those that meet the filters."""
    matching = assistant.catalogue.matching(assistant.chosen(given(f)))
    found = [document for document in _studies(assistant) if document.doc_id in matching]
    found.sort(key=_by_place)
    return Cases(
        total=len(found), offset=part.offset, items=list(map(CaseShown.of, part.of(found)))
    )


def _studies(assistant: SeenAssistant) -> list[Document]:
    return [d for d in assistant.library.store.documents() if d.kind == "case"]


def _by_place(document: Document) -> tuple[str, str, str]:
    case = document.meta["case"]
    return country_name(case["country"]), case["city"], document.doc_id


@router.get("/practices", operation_id="list_practices", responses=refusals(422))
def list_practices(assistant: TheAssistant, part: ThePart, topic: OfTopic = None) -> Practices:
    """Practices, those of a topic."""
    held = practices(assistant).values()
    found = [one for one in held if topic is None or topic in one.topics]
    cases = Counter(document.meta["case"]["practice"] for document in _studies(assistant))
    moves = Counter(transfer.practice for transfer in transfers(assistant))
    items = [PracticeShown.of(one, cases[one.id], moves[one.id]) for one in part.of(found)]
    return Practices(total=len(found), offset=part.offset, items=items)


@router.get("/practices/{practice_id}", operation_id="get_practice", responses=refusals(404))
def get_practice(practice_id: str, assistant: TheAssistant) -> PracticeInFull:
    """A practice: what to keep, what may change, what it depends on, and its case studies."""
    found = practice(assistant, practice_id)
    cases = [d for d in _studies(assistant) if d.meta["case"]["practice"] == practice_id]
    return PracticeInFull(
        **found.model_dump(mode="json"),
        cases=len(cases),
        transfers=sum(one.practice == practice_id for one in transfers(assistant)),
        case_studies=list(map(CaseShown.of, sorted(cases, key=_by_place))),
    )


@router.get("/transfers", operation_id="list_transfers", responses=refusals(404, 422))
def list_transfers(
    assistant: TheAssistant,
    part: ThePart,
    practice_id: Annotated[OfPractice, Query(alias="practice")] = "",
    city: City = "",
    outcome: TransferOutcome | None = None,
) -> Transfers:
    """Documented moves of practices between cities, failures as well."""
    if practice_id:
        practice(assistant, practice_id)
    found = [
        one
        for one in transfers(assistant)
        if practice_id in ("", one.practice)
        and outcome in (None, one.outcome)
        and (not city or fold(city) in (*_names(one.origin), *_names(one.recipient)))
    ]
    seen = {document.doc_id for document in _studies(assistant)}
    items = [_as_seen(one, seen) for one in part.of(found)]
    return Transfers(total=len(found), offset=part.offset, items=items)


def _names(place: Place) -> tuple[str, str]:
    return fold(place.city), fold(f"{place.city}, {country_name(place.country)}")


def _as_seen(transfer: Transfer, seen: set[str]) -> Transfer:
    """The transfer without ids of case studies that the asker does not see."""
    origin, recipient = (
        end if end.case in seen else end.model_copy(update={"case": None})
        for end in (transfer.origin, transfer.recipient)
    )
    return transfer.model_copy(update={"origin": origin, "recipient": recipient})


@router.get("/networks", operation_id="list_networks", responses=refusals(422))
def list_networks(
    assistant: TheAssistant, part: ThePart, topic: OfTopic = None, region: Region = ""
) -> Networks:
    """Networks that connect cities, those of a topic and of a part of the world."""
    found = [
        one
        for one in networks(assistant).values()
        if (topic is None or topic in one.topics)
        and (not region or fold(region) == fold(one.region))
    ]
    return Networks(total=len(found), offset=part.offset, items=list(part.of(found)))


@router.get("/networks/{network_id}", operation_id="get_network", responses=refusals(404))
def get_network(network_id: str, assistant: TheAssistant) -> NetworkInFull:
    """A network, and the case studies that name it."""
    found = network(assistant, network_id)
    named = [
        Named(case=CaseShown.of(one.case), sentence=one.sentence, section=one.section)
        for one in mentions(assistant.library.store, found)
    ]
    return NetworkInFull(network=found, named_in=named)
