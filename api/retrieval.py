"""POST /retrieval: passages for a query, as Dify and others ask a knowledge base that is not theirs."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.responses import Response

from api.access.account_access import by_key
from api.access.roles import Role
from api.access.viewer import READER, Needs, Viewer
from api.calls.v1 import assistant_of
from api.retrieval_query import Query
from api.retrieval_refusals import NO_KNOWLEDGE, refusal
from assistant.answer import Citation
from assistant.assistant import SeenAssistant
from assistant.compose import case_of
from assistant.facets import Facet
from assistant.searching import Best, best, found_among
from corpus.collection import collection_of
from corpus.gazetteer import country_name
from corpus.nouns import Document

router = APIRouter(include_in_schema=False)

ALL = "citygraft"
"""The knowledge that is all that the asker may see; other ids are those of collections."""


class Record(BaseModel):
    """A passage that may answer.

    Attributes:
        content: verbatim.
        score: the chance that its source helps, 0..1.
        metadata: of its source, by name; what is not known is left out.
    """

    content: str
    score: float
    title: str
    metadata: dict[str, str | int]


class Records(BaseModel):
    """What was found, best first; empty where nothing answers."""

    records: list[Record]


def asker(viewer: Annotated[Viewer, Depends(by_key)]) -> Viewer:
    """Who asks; a browser's session is not enough.

    Raises:
        HTTPException: 401 without a key that counts.
    """
    return Needs(Role.READER)(viewer)


@router.post("/retrieval", dependencies=[READER], response_model=Records)
def retrieval(
    query: Query, request: Request, viewer: Annotated[Viewer, Depends(asker)]
) -> Records | Response:
    """The best passage of each case study and document for a query."""
    if not _may_see(request, viewer, query.knowledge_id):
        return refusal(
            404,
            NO_KNOWLEDGE,
            f"There is no knowledge of that id here. Use '{ALL}', or a collection's id.",
        )
    assistant = assistant_of(request, viewer)
    records = _meeting(query, _records(query, assistant, request.app.state.base))
    return Records(records=list(islice(records, query.retrieval_setting.top_k)))


def _may_see(request: Request, viewer: Viewer, knowledge: str) -> bool:
    held = request.app.state.access.collections()
    return knowledge == ALL or (knowledge in held and viewer.sight.has(knowledge))


def _meeting(query: Query, records: Iterator[Record]) -> Iterator[Record]:
    least, condition = query.retrieval_setting.score_threshold, query.metadata_condition
    for record in records:
        if record.score < least:
            return  # they come best first
        if condition is None or condition.hold(record.metadata):
            yield record


def _records(query: Query, assistant: SeenAssistant, base: str) -> Iterator[Record]:
    among = {} if query.knowledge_id == ALL else {Facet.COLLECTION: (query.knowledge_id,)}
    meant, shown = found_among(assistant, query.query, among)
    for entry in shown:  # one by one, for most are not wanted
        for one in best(assistant, [entry], meant):
            yield _record(one, base)


def _record(found: Best, base: str) -> Record:
    document, relevance, cited = found
    told = {
        name: value
        for name, value in _told(document, cited, base).items()
        if value not in ("", None)
    }
    return Record(
        content=cited.passage.strip(),
        score=round(relevance, 4),
        title=document.title,
        metadata=told,
    )


def _told(document: Document, cited: Citation, base: str) -> dict[str, Any]:
    about = {
        "path": base + cited.url,
        "doc_id": document.doc_id,
        "kind": document.kind,
        "page": cited.page,
        "section": cited.section,
        "place": cited.place,
        "quote": cited.quote,
        "language": document.meta.get("language"),
        "collection": collection_of(document.source, document.meta),
    }
    return about | (dict(_of_case(document)) if document.kind == "case" else {})


def _of_case(document: Document) -> Iterator[tuple[str, str | int | None]]:
    case = case_of(document)
    yield "city", case.city
    yield "country", country_name(case.country)
    yield "outcome", case.outcome
    yield "practice", case.practice
    yield "topics", ", ".join(case.topics)
    yield "year_start", case.years.start
    yield "year_end", case.years.end
