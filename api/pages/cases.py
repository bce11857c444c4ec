"""The page of a case study."""

from contextlib import suppress

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.calls.v1 import TheAssistant
from api.pages.asker import TheAsker
from api.pages.case_facts import facts, tags
from api.pages.lineage import here, steps, touching
from api.pages.lineage_drawing import pictures
from api.pages.lineage_picture import outcome_of
from api.pages.page import ThePage
from assistant.assistant import SeenAssistant
from assistant.compose import anchor
from assistant.facets import OUTCOMES
from assistant.known import cases_of, practices, transfers
from assistant.similar import similar
from corpus.collection import collection_of
from corpus.errors import IndexUnusable, ModelMissing
from corpus.gazetteer import country_name
from corpus.nouns import Document
from corpus.vocabulary import label

router = APIRouter(prefix="/cases", include_in_schema=False)


@router.get("/{case_id}", response_class=HTMLResponse)
def case(
    page: ThePage, case_id: str, assistant: TheAssistant, asker: TheAsker, kept: str = ""
) -> HTMLResponse:
    """One case study, the practice behind it, and where that practice came from and went."""
    found = assistant.case(case_id)
    document = assistant.library.store.get(case_id)
    moves = steps(found.practice, cases_of(assistant, found.practice), transfers(assistant))
    own = touching(moves, found)
    return page(
        "case.html",
        case=found,
        place=f"{found.city}, {country_name(found.country)}",
        asker=asker,
        kept=kept == case_id,
        facts=facts(found, collection_of(document.source, document.meta)),
        tags=tags(found),
        practice=practices(assistant).get(found.practice),
        moves=own,
        elsewhere=len([step for step in moves if step not in own]),
        pictures=pictures(moves, here(moves, found)),
        alike=_alike(assistant, case_id),
        country_name=country_name,
        outcomes=OUTCOMES,
        outcome_of=outcome_of,
        label=label,
        anchor=anchor,
    )


def _alike(assistant: SeenAssistant, case_id: str) -> list[Document]:
    """Similar cases, or none where the search index is out of order: the case can be read all the same."""
    with suppress(IndexUnusable, ModelMissing):
        return similar(assistant.library, case_id)
    return []
