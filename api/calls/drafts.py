"""Drafts over HTTP: make one of a document, read it, change a field, move it on."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from api.access.audit import Note, TheNote
from api.access.viewer import FACILITATOR, TheViewer, writable
from api.calls.v1 import TheAssistant, TheLibrary, refusals
from api.pages.who import signed
from corpus.draft import Draft, DraftState
from corpus.draft_case import reasons
from corpus.draft_diff import changes
from corpus.draft_edit import Deed, accepted, edited, left_open
from corpus.draft_markdown import draft_markdown
from index.drafts import Revision
from ingest.drafting.desk import Desk
from ingest.quality.check import check

router = APIRouter(
    prefix="/api/v1/drafts", dependencies=[FACILITATOR], responses=refusals(401, 403)
)


MAX_LISTED = 500
"""Drafts in one list."""


def desk_of(assistant: TheAssistant, library: TheLibrary) -> Desk:
    """The desk of the library, with the drafts of what the viewer sees."""
    return Desk(library, assistant.library)


TheDesk = Annotated[Desk, Depends(desk_of)]


def changing(draft_id: str, desk: TheDesk, viewer: TheViewer) -> Desk:
    """The desk, where the viewer may change the draft that the address names.

    Raises:
        HTTPException: 403, others take care of a collection that it quotes.
    """
    for document in desk.get(draft_id).documents:
        writable(viewer, desk.seen.store.get(document.doc_id))
    return desk


TheDeskToChange = Annotated[Desk, Depends(changing)]

WHO = Field(
    "api",
    min_length=1,
    max_length=100,
    description="Who does it, as the history has it; counts only where nobody signs in",
)


class Wanted(BaseModel):
    """A draft to be made."""

    model_config = ConfigDict(extra="forbid")

    doc_id: str = Field(description="Id of a document that is held")
    about: str = Field("", max_length=300, description="Words for one measure of several")
    who: str = WHO


class Edit(BaseModel):
    """One change of one field: its parts anew, or accepted, or left open."""

    model_config = ConfigDict(extra="forbid")

    revision: int = Field(description="The revision that it was made on", ge=1)
    parts: dict[str, str] | None = Field(
        None, description='By name; {"": …} for a field of one part', examples=[{"": "2012-2018"}]
    )
    accept: bool = Field(False, description="The proposal is right as it is")
    question: str = Field("", description="Where neither is given, the field is left open with it")
    who: str = WHO


class Move(BaseModel):
    """A step of a draft's way."""

    model_config = ConfigDict(extra="forbid")

    revision: int = Field(ge=1)
    deed: Deed
    comment: str = Field("", max_length=2000)
    who: str = WHO


class Row(BaseModel):
    """A draft in a list, or a revision in a history."""

    id: str
    title: str
    state: DraftState
    revision: int
    who: str
    when: str = Field(description="UTC, ISO 8601")
    deed: Deed
    comment: str


class Checked(BaseModel):
    """What the quality check says, and what keeps the draft from being published."""

    remarks: list[dict[str, Any]]
    not_ready: list[str]


@router.post("", operation_id="post_draft", status_code=201,
             responses=refusals(401, 403, 404, 422, 503))  # fmt: skip
def post_draft(wanted: Wanted, desk: TheDesk, viewer: TheViewer) -> Draft:
    """Make a draft of a document and keep it."""
    writable(viewer, desk.seen.store.get(wanted.doc_id))
    return desk.create(wanted.doc_id, wanted.about, signed(viewer, wanted.who))


@router.get("", operation_id="get_drafts", responses=refusals(422))
def get_drafts(
    desk: TheDesk,
    response: Response,
    state: Annotated[DraftState | None, Query()] = None,
    offset: Annotated[int, Query(ge=0, description="How many are passed over")] = 0,
    k: Annotated[int, Query(ge=1, le=MAX_LISTED, description="At most so many")] = 100,
) -> list[Row]:
    """The drafts, the latest changed first; the header X-Total-Count has the number of all."""
    held = [revision for revision in desk.all() if state in (None, revision.draft.state)]
    response.headers["X-Total-Count"] = str(len(held))
    return list(map(_row, held[offset : offset + k]))


@router.get("/{draft_id}", operation_id="get_draft", responses=refusals(404, 422))
def get_draft(draft_id: str, desk: TheDesk, revision: int | None = None) -> Draft:
    """A draft as it is, or as it was at a revision."""
    return desk.get(draft_id, revision)


@router.patch("/{draft_id}/fields/{key}", operation_id="patch_draft_field",
              responses=refusals(401, 403, 404, 422))  # fmt: skip
def patch_field(
    draft_id: str, key: str, edit: Edit, desk: TheDeskToChange, viewer: TheViewer
) -> Draft:
    """Change one field; refused where someone has changed the draft meanwhile."""
    who = signed(viewer, edit.who)

    def change(held: Draft) -> Draft:
        if edit.parts is not None:
            return edited(held, key, edit.parts, who)
        if edit.accept:
            return accepted(held, key, who)
        return left_open(held, key, edit.question)

    return desk.change(draft_id, edit.revision, change, who)


def moved_on(
    desk: Desk, note: Note, draft_id: str, revision: int, deed: Deed, who: str, comment: str
) -> Draft:
    """A draft after its next step, which stands in the log; see `Desk.move`."""
    after = desk.move(draft_id, revision, deed, who, comment)
    note(f"draft {deed}", draft_id, desk.collection(after))
    return after


@router.post("/{draft_id}/moves", operation_id="move_draft",
             responses=refusals(401, 403, 404, 422, 503))  # fmt: skip
def post_move(
    draft_id: str, move: Move, desk: TheDeskToChange, viewer: TheViewer, note: TheNote
) -> Draft:
    """Submit, return, publish, withdraw or reopen a draft."""
    who = signed(viewer, move.who)
    return moved_on(desk, note, draft_id, move.revision, move.deed, who, move.comment)


@router.get("/{draft_id}/check", operation_id="check_draft", responses=refusals(404, 503))
def get_check(draft_id: str, desk: TheDesk) -> Checked:
    """What others miss who want to reuse it, what is like it, and what keeps it from being published."""
    held = desk.get(draft_id)
    remarks = [remark._asdict() for remark in check(held, desk.seen)]
    return Checked(remarks=remarks, not_ready=list(reasons(held)))


@router.get("/{draft_id}/history", operation_id="get_draft_history", responses=refusals(404))
def get_history(draft_id: str, desk: TheDesk) -> list[Row]:
    """Who did what, and when, oldest first."""
    return [_row(revision) for revision in desk.history(draft_id)]


@router.get("/{draft_id}/diff", operation_id="diff_draft", responses=refusals(404, 422))
def get_diff(draft_id: str, desk: TheDesk, old: int, new: int) -> list[dict[str, Any]]:
    """What changed between two revisions, field by field; `words` are runs kept, taken out, put in."""
    found = changes(desk.get(draft_id, old), desk.get(draft_id, new))
    return [change._asdict() for change in found]


@router.get("/{draft_id}/export", operation_id="export_draft", responses=refusals(404),
            response_class=PlainTextResponse)  # fmt: skip
def get_export(draft_id: str, desk: TheDesk) -> PlainTextResponse:
    """The draft as Markdown, with its evidence."""
    text = draft_markdown(desk.get(draft_id))
    return PlainTextResponse(text, media_type="text/markdown; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{draft_id}.md"'})  # fmt: skip


def _row(revision: Revision) -> Row:
    held = revision.draft
    return Row(id=held.id, title=held.field("title").value, state=held.state, revision=revision.number,
               who=revision.who, when=revision.when, deed=revision.deed, comment=revision.comment)  # fmt: skip
