"""The pages on feedback: the buttons of an answer, and the list on which a facilitator decides."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.audit import TheNote
from api.access.viewer import FACILITATOR
from api.calls.feedback import decided, judgements_of, seen_feedback
from api.calls.v1 import TheAssistant
from api.pages.page import ThePage
from api.pages.who import Who
from assistant.assistant import SeenAssistant
from assistant.feedback import GRADES, Feedback
from assistant.proposal import Proposal, State, Thumbs, proposal
from corpus.errors import BadFeedback

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

SHOWN = 50
"""Proposals on one page."""

WORDS = {2: "It answers the question", 1: "It helps with a part", 0: "It does not help"}
"""The grades in words."""


class Row(NamedTuple):
    """Feedback as the page shows it.

    Attributes:
        title: of what it is about.
        address: of the page of that.
        judged: grade that counts at present for this question and document; None without one.
    """

    said: Proposal
    title: str
    address: str
    judged: int | None


@router.post("/feedback")
def thumb(
    request: Request,
    assistant: TheAssistant,
    doc_id: Annotated[str, Form()],
    thumbs: Annotated[Thumbs, Form()],
    q: str = "",
) -> RedirectResponse:
    """Keep what a button of an answer says, and lead back to that answer; its query is the form's."""
    library = assistant.library
    document = library.store.get(doc_id)
    Feedback(library.home).propose(proposal(q, document, thumbs, "page"))
    asked = [(key, value) for key, value in request.query_params.multi_items() if key != "thanks"]
    back = urlencode([*asked, ("thanks", document.doc_id)])
    return RedirectResponse(f"/?{back}#on-{document.doc_id}", 303)


@router.get("/feedback", dependencies=[FACILITATOR])
def feedback(
    page: ThePage,
    assistant: TheAssistant,
    state: State = State.PROPOSED,
    number: Annotated[int, Query(alias="page")] = 1,
    done: str = "",
) -> HTMLResponse:
    """What people said of answers, and the buttons that decide on it."""
    return _page(page, assistant, state, number, done)


@router.post("/feedback/{feedback_id}/decision", dependencies=[FACILITATOR])
def decide(
    page: ThePage,
    feedback_id: str,
    note: TheNote,
    assistant: TheAssistant,
    who: Who,
    verdict: Annotated[str, Form(max_length=20)] = "",
    state: Annotated[State, Form()] = State.PROPOSED,
) -> Response:
    """Decide on feedback, and lead back to the list."""
    try:
        said = decided(assistant, feedback_id, _grade(verdict), who)
        note(f"feedback {said.state}", said.id)
    except BadFeedback as error:
        return _page(page, assistant, state, 1, "", str(error))
    return RedirectResponse(f"/feedback?{urlencode({'state': state, 'done': said.id})}", 303)


def _grade(verdict: str) -> int | None:
    """The grade that a button has, None for the one that rejects."""
    if verdict == "reject":
        return None
    if verdict not in map(str, GRADES):
        raise BadFeedback("Nothing was decided. Use one of the buttons.")
    return int(verdict)


def _page(page: ThePage, assistant: SeenAssistant, state: State, number: int, done: str,
          trouble: str = "") -> HTMLResponse:  # fmt: skip
    held = seen_feedback(assistant)
    shown = [pair for pair in held if pair[0].state is state]
    pages = max(1, -(-len(shown) // SHOWN))
    number = min(max(number, 1), pages)
    grades = {(j.question, j.doc_id): j.grade for j in judgements_of(assistant)}
    return page(
        "feedback.html",
        422 if trouble else 200,
        rows=list(_rows(assistant, shown[(number - 1) * SHOWN : number * SHOWN], grades)),
        counts={one: sum(said.state is one for said, _ in held) for one in State},
        state=state,
        page=number,
        pages=pages,
        judged=len(grades),
        words=WORDS,
        done=next((pair for pair in held if pair[0].id == done), None),
        trouble=trouble,
    )


def _rows(
    assistant: SeenAssistant,
    shown: list[tuple[Proposal, str]],
    grades: dict[tuple[str, str], int],
) -> Iterator[Row]:
    ids = {said.doc_id for said, _ in shown}
    kinds = {d.doc_id: d.kind for d in assistant.library.store.documents(ids)}
    for said, title in shown:
        folder = "cases" if kinds.get(said.doc_id) == "case" else "documents"
        judged = grades.get((said.question, said.doc_id))
        yield Row(said, title, f"/{folder}/{said.doc_id}", judged)
