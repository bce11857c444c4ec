"""Pages of practices: the transferable ideas behind case studies, and where they were taken."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.calls.v1 import TheAssistant
from api.pages.asker import TheAsker
from api.pages.lineage import steps
from api.pages.lineage_drawing import pictures
from api.pages.lineage_picture import outcome_of
from api.pages.page import ThePage
from assistant.assistant import SeenAssistant
from assistant.facets import OUTCOMES
from assistant.known import cases_of, practice, practices, transfers
from assistant.leaning import leanings
from corpus.gazetteer import country_name
from corpus.practice import Practice
from corpus.vocabulary import Topic, label

router = APIRouter(
    prefix="/practices", include_in_schema=False, default_response_class=HTMLResponse
)


class Listed(NamedTuple):
    """A practice with how much is held of it."""

    practice: Practice
    cases: int
    moves: int


@router.get("")
def list_practices(
    page: ThePage, assistant: TheAssistant, topic: Annotated[str, Query(max_length=80)] = ""
) -> HTMLResponse:
    """Practices by topic; without one those that a case study or a transfer tells of."""
    listed = _listed(assistant)
    wanted = next((one for one in Topic if one == topic), None)
    of_topic = [one for one in listed if wanted in (None, *one.practice.topics)]
    told = [one for one in of_topic if one.cases or one.moves]
    return page(
        "practices.html",
        topic=wanted,
        topics=[(one, sum(one in p.practice.topics for p in listed)) for one in Topic],
        total=len(listed),
        groups=[(wanted, told)] if wanted else _by_topic(told),
        untold=[one for one in of_topic if one not in told] if wanted else [],
        label=label,
    )


def _listed(assistant: SeenAssistant) -> list[Listed]:
    studies = (d for d in assistant.library.store.documents() if d.kind == "case")
    cases = Counter(document.meta["case"]["practice"] for document in studies)
    moves = Counter(transfer.practice for transfer in transfers(assistant))
    return [Listed(one, cases[i], moves[i]) for i, one in practices(assistant).items()]


def _by_topic(listed: Iterable[Listed]) -> list[tuple[Topic, list[Listed]]]:
    """Each practice under the first of its topics."""
    listed = list(listed)
    groups = [
        (topic, [one for one in listed if one.practice.topics[0] == topic]) for topic in Topic
    ]
    return [(topic, group) for topic, group in groups if group]


@router.get("/{practice_id}")
def show_practice(
    page: ThePage, assistant: TheAssistant, asker: TheAsker, practice_id: str
) -> HTMLResponse:
    """One practice: what to keep, what may change, what it leans on, and where it was taken."""
    found = practice(assistant, practice_id)
    cases = cases_of(assistant, practice_id)
    moves = [one for one in transfers(assistant) if one.practice == practice_id]
    told = steps(practice_id, cases, moves)
    return page(
        "practice.html",
        practice=found,
        asker=asker,
        cases=cases,
        steps=told,
        pictures=pictures(told),
        leanings=leanings(found, moves),
        moves=len(moves),
        country_name=country_name,
        outcomes=OUTCOMES,
        outcome_of=outcome_of,
        label=label,
    )
