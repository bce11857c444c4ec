"""Practices and networks on their way, over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.access.audit import TheNote
from api.access.viewer import FACILITATOR, TheViewer
from api.calls.paging import ThePart
from api.calls.v1 import refusals
from api.pages.entries import TheEntries
from corpus.draft import DraftState
from corpus.draft_edit import Deed
from corpus.entry import Entry, EntryKind, entry_changes
from index.drafts import MAX_COMMENT
from index.entries import EntryRevision

router = APIRouter(
    prefix="/api/v1/entries", dependencies=[FACILITATOR], responses=refusals(401, 403)
)

Number = Annotated[int, Field(ge=1, le=10**9, description="The revision that it was made on")]


class NewEntry(BaseModel):
    """A practice or network to be written."""

    model_config = ConfigDict(extra="forbid")

    kind: EntryKind
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80, examples=["bike-share"])
    data: dict[str, Any] = Field(
        description="Its fields as GET /api/v1/practices/{id} or /networks/{id} has them, without the id",
        examples=[{"name": "Bike share", "topics": ["mobility"]}],
    )


class EntryEdit(BaseModel):
    """Its fields anew, all of them."""

    model_config = ConfigDict(extra="forbid")

    revision: Number
    data: dict[str, Any]


class EntryMove(BaseModel):
    """A step on its way."""

    model_config = ConfigDict(extra="forbid")

    revision: Number
    deed: Deed
    comment: str = Field("", max_length=MAX_COMMENT)


class EntryShown(BaseModel):
    """An entry with what keeps it from being published."""

    entry: Entry
    not_ready: list[str] = Field(
        description="A sentence for each fault; empty where it is of the form"
    )

    @classmethod
    def of(cls, entry: Entry) -> "EntryShown":
        """An entry as it is."""
        return cls(entry=entry, not_ready=list(entry.faults()))


class EntryRow(BaseModel):
    """An entry in a list, or a revision in a history."""

    kind: EntryKind
    id: str
    name: str
    state: DraftState
    revision: int
    who: str
    when: str = Field(description="UTC, ISO 8601")
    deed: Deed
    comment: str

    @classmethod
    def of(cls, held: EntryRevision) -> "EntryRow":
        """A revision as a row."""
        entry = held.entry
        return cls(kind=entry.kind, id=entry.id, name=entry.name, state=entry.state, revision=held.number,
                   who=held.who, when=held.when, deed=held.deed, comment=held.comment)  # fmt: skip


class EntryRows(BaseModel):
    """A part of the entries, the latest changed first."""

    total: int
    offset: int
    items: list[EntryRow]


@router.get("", operation_id="list_entries", responses=refusals(422))
def list_entries(
    held: TheEntries, part: ThePart, state: Annotated[DraftState | None, Query()] = None
) -> EntryRows:
    """Practices and networks that people here write."""
    rows = [EntryRow.of(r) for r in held.all() if state in (None, r.entry.state)]
    return EntryRows(total=len(rows), offset=part.offset, items=list(part.of(rows)))


@router.post("", operation_id="post_entry", status_code=201, responses=refusals(422))
def post_entry(given: NewEntry, held: TheEntries, viewer: TheViewer) -> EntryShown:
    """Begin a practice or network; with the id of one that there is it replaces that once it is published."""
    entry = Entry(kind=given.kind, id=given.id, data=given.data)
    return EntryShown.of(held.create(entry, viewer.name))


@router.get("/{kind}/{entry_id}", operation_id="get_entry", responses=refusals(404, 422))
def get_entry(
    kind: EntryKind, entry_id: str, held: TheEntries, revision: int | None = None
) -> EntryShown:
    """An entry as it is, or as it was at a revision."""
    return EntryShown.of(held.get(kind, entry_id, revision))


@router.put("/{kind}/{entry_id}", operation_id="put_entry", responses=refusals(404, 422))
def put_entry(
    kind: EntryKind, entry_id: str, edit: EntryEdit, held: TheEntries, viewer: TheViewer
) -> EntryShown:
    """Change its fields; refused where someone has changed it meanwhile."""
    changed = held.get(kind, entry_id).edited(edit.data)
    return EntryShown.of(
        held.save(changed.model_copy(update={"revision": edit.revision}), viewer.name)
    )


@router.post("/{kind}/{entry_id}/moves", operation_id="move_entry", responses=refusals(404, 422))
def move_entry(
    kind: EntryKind,
    entry_id: str,
    move: EntryMove,
    held: TheEntries,
    viewer: TheViewer,
    note: TheNote,
) -> EntryShown:
    """Submit, return, publish, withdraw or reopen it."""
    after = held.get(kind, entry_id).moved(move.deed, move.comment)
    kept = held.save(
        after.model_copy(update={"revision": move.revision}), viewer.name, move.deed, move.comment
    )
    note(f"{kind} {move.deed}", entry_id)
    return EntryShown.of(kept)


@router.get(
    "/{kind}/{entry_id}/history", operation_id="get_entry_history", responses=refusals(404, 422)
)
def get_entry_history(kind: EntryKind, entry_id: str, held: TheEntries) -> list[EntryRow]:
    """Who did what, and when, oldest first."""
    return list(map(EntryRow.of, held.history(kind, entry_id)))


@router.get("/{kind}/{entry_id}/diff", operation_id="diff_entry", responses=refusals(404, 422))
def diff_entry(
    kind: EntryKind, entry_id: str, held: TheEntries, old: int, new: int
) -> list[dict[str, Any]]:
    """What changed between two revisions, field by field; `words` are runs kept, taken out, put in."""
    found = entry_changes(held.get(kind, entry_id, old), held.get(kind, entry_id, new))
    return [change._asdict() for change in found]
