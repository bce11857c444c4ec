"""The pages on which practices and networks are written, reviewed and published: plain forms, no script."""

import re
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from api.access.audit import TheNote
from api.access.viewer import FACILITATOR
from api.calls.v1 import TheAssistant, TheLibrary
from api.pages.draft_view import BUTTONS
from api.pages.entry_form import FIELDS, SPARE, Given, label_of, needs_told, read
from api.pages.page import ThePage
from api.pages.who import Who
from assistant.assistant import SeenAssistant
from assistant.known import networks, practices
from corpus.draft import DraftState
from corpus.draft_edit import Deed
from corpus.entry import Entry, EntryKind, entry_changes
from corpus.errors import BadEntry, UnknownEntry
from corpus.gazetteer import fold
from index.entries import Entries

router = APIRouter(
    prefix="/entries",
    include_in_schema=False,
    default_response_class=HTMLResponse,
    dependencies=[FACILITATOR],
)


def entries_of(library: TheLibrary) -> Entries:
    """The entries of the data folder; what they become is public, so every facilitator sees all."""
    return Entries(library.home)


TheEntries = Annotated[Entries, Depends(entries_of)]


async def _form(request: Request) -> FormData:
    return await request.form()


Sent = Annotated[FormData, Depends(_form)]


@router.get("")
def entries(
    page: ThePage, held: TheEntries, assistant: TheAssistant, state: str = ""
) -> HTMLResponse:
    """The practices and networks on their way, and what can be changed or added."""
    rows = held.all()
    counts = {one: sum(r.entry.state is one for r in rows) for one in DraftState}
    return page(
        "entries.html",
        rows=[r for r in rows if state in ("", r.entry.state)],
        counts=counts,
        state=state,
        kinds=tuple(EntryKind),
        known={
            EntryKind.PRACTICE: practices(assistant),
            EntryKind.NETWORK: networks(assistant),
        },
    )


@router.post("")
def begin(
    held: TheEntries,
    assistant: TheAssistant,
    who: Who,
    kind: Annotated[EntryKind, Form()],
    name: Annotated[str, Form(max_length=160)] = "",
    changes: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """Begin an entry: a new one by its name, or the change of one that there is."""
    entry = _begun(assistant, kind, name.strip(), changes)
    if not any((r.entry.kind, r.entry.id) == (kind, entry.id) for r in held.all()):
        held.create(entry, who)
    elif not changes:
        raise BadEntry(f"There is an entry for the {kind} '{entry.id}' already. Change that one.")
    return RedirectResponse(_path(entry), 303)


def _begun(assistant: SeenAssistant, kind: EntryKind, name: str, copy: str) -> Entry:
    known: Any = practices(assistant) if kind is EntryKind.PRACTICE else networks(assistant)
    if copy:
        if copy not in known:
            raise UnknownEntry(f"There is no {kind} '{copy[:80]}'.")
        data = known[copy].model_dump(mode="json", exclude_none=True)
        return Entry(kind=kind, id=data.pop("id"), data=data)
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80].strip("-")
    if not slug:
        raise BadEntry(f"Give the {kind} a name with letters, such as 'Bike share'.")
    if slug in known:
        raise BadEntry(f"There is a {kind} '{known[slug].name}' already. Change that one instead.")
    return Entry(kind=kind, id=slug, data={"name": name})


@router.get("/{kind}/{entry_id}")
def entry(page: ThePage, held: TheEntries, kind: EntryKind, entry_id: str) -> HTMLResponse:
    """One entry: its form, what is missing, and where it can go."""
    return _page(page, held, held.get(kind, entry_id))


@router.post("/{kind}/{entry_id}")
def change(
    page: ThePage, held: TheEntries, kind: EntryKind, entry_id: str, who: Who, sent: Sent
) -> Response:
    """Keep what was written."""
    before = held.get(kind, entry_id)
    given = Given(
        {k: str(v) for k, v in sent.items()}, {k: list(map(str, sent.getlist(k))) for k in sent}
    )
    data = read(kind, given)
    try:
        held.save(before.edited(data).model_copy(update={"revision": _number(sent)}), who)
    except BadEntry as error:
        yours = before.model_copy(update={"data": data, "revision": _number(sent)})
        return _page(page, held, before, str(error), yours)
    return RedirectResponse(f"{_path(before)}?saved=1", 303)


@router.post("/{kind}/{entry_id}/move")
def move(
    page: ThePage,
    held: TheEntries,
    kind: EntryKind,
    entry_id: str,
    who: Who,
    sent: Sent,
    note: TheNote,
    deed: Annotated[Deed, Form()],
    comment: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Give to review, return, publish, withdraw or reopen an entry."""
    now = held.get(kind, entry_id)
    try:
        after = now.moved(deed, comment).model_copy(update={"revision": _number(sent)})
        held.save(after, who, deed, comment)
        note(f"{kind} {deed}", entry_id)
    except BadEntry as error:
        return _page(page, held, now, str(error))
    return RedirectResponse(_path(now), 303)


@router.get("/{kind}/{entry_id}/history")
def history(
    page: ThePage,
    held: TheEntries,
    kind: EntryKind,
    entry_id: str,
    old: int | None = None,
    new: int | None = None,
) -> HTMLResponse:
    """Every revision, and what changed between two of them."""
    rows = held.history(kind, entry_id)
    after = held.get(kind, entry_id, new)
    before = held.get(kind, entry_id, old if old is not None else max(1, after.revision - 1))
    return page(
        "entry_history.html",
        entry=rows[-1].entry,
        rows=rows,
        old=before.revision,
        new=after.revision,
        changes=entry_changes(before, after),
        label_of=label_of,
    )


def _page(
    page: ThePage, held: Entries, now: Entry, trouble: str = "", yours: Entry | None = None
) -> HTMLResponse:
    shown = yours or now
    rows = held.history(now.kind, now.id)
    return page(
        "entry.html",
        422 if trouble else 200,
        entry=now,
        data=shown.data,
        revision=shown.revision,
        fields=FIELDS[now.kind],
        faults=[_fault(fault) for fault in shown.faults()],
        trouble=trouble,
        last=rows[-1],
        buttons=[(deed, BUTTONS[deed]) for deed in now.may()],
        spare=SPARE,
        needs_told=needs_told,
    )


def _fault(fault: str) -> str:
    where, _, what = fault.partition(": ")
    return f"{label_of(where)}: {'still missing' if what == 'Field required' else what}"


def _number(sent: FormData) -> int:
    given = str(sent.get("revision", ""))
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise BadEntry("The form does not say which revision it was made on. Load the page again.")
    return int(given)


def _path(entry: Entry) -> str:
    return f"/entries/{entry.kind}/{quote(entry.id, safe='')}"
