"""The pages on which a person makes, reviews and publishes drafts: plain forms, no script."""

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from api.access.viewer import FACILITATOR, TheViewer
from api.drafts import TheDesk
from api.page import ThePage
from corpus.draft import Draft, DraftField, DraftState, Evidence, FieldState, open_field
from corpus.draft_case import reasons
from corpus.draft_diff import changes
from corpus.draft_edit import Deed, accepted, edited, left_open, may
from corpus.draft_fields import FIELDS, SECTION_KEYS, Holds, named
from corpus.draft_values import words
from corpus.errors import BadDraft, UnknownDocument
from corpus.gazetteer import country_name
from corpus.vocabulary import label
from ingest.drafting.desk import Desk
from ingest.drafting.practice import practices
from ingest.quality.check import check
from ingest.quality.remark import Remark

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

GROUPS = (
    ("The case", [f.key for f in FIELDS if not f.most and f.key not in SECTION_KEYS]),
    ("The text", list(SECTION_KEYS)),
    ("Lessons", ["lesson"]),
    ("Conditions", ["condition"]),
    ("Where it came from and where it went", ["adopted-from", "adopted-by"]),
    ("Sources", ["source"]),
)

BUTTONS = {
    Deed.SUBMITTED: "Give to review",
    Deed.RETURNED: "Return with a comment",
    Deed.PUBLISHED: "Publish",
    Deed.WITHDRAWN: "Withdraw",
    Deed.REOPENED: "Reopen",
}

COOKIE = "who"
"""Remembers the name that a person gave, on this machine alone."""


class Shown(NamedTuple):
    """A field as the page shows it; `evidence` comes with the address of its place."""

    field: DraftField
    label: str
    evidence: list[tuple[Evidence, str]]
    remarks: list[Remark]


def who_of(request: Request, viewer: TheViewer) -> str:
    """Who is signed in; where nobody signs in, the name that this browser gave, else the system's user."""
    given = unquote(request.cookies.get(COOKIE, "")).strip()[:100] if viewer.single else ""
    return given or viewer.name


async def form_of(request: Request) -> FormData:
    """The form that was sent."""
    return await request.form()


Who = Annotated[str, Depends(who_of)]
TheForm = Annotated[FormData, Depends(form_of)]


@router.get("/drafts", dependencies=[FACILITATOR])
def drafts(
    page: ThePage, desk: TheDesk, who: Who, state: str = "", doc_id: str = ""
) -> HTMLResponse:
    """The drafts by state, and the form that makes one of a document."""
    rows = desk.all()
    counts = {one: sum(r.draft.state is one for r in rows) for one in DraftState}
    documents = [d for d in desk.seen.store.documents() if d.kind != "case"]
    shown = [r for r in rows if state in ("", r.draft.state)]
    return page("drafts.html", rows=shown, counts=counts, state=state, documents=documents, who=who,
                  chosen=doc_id)  # fmt: skip


@router.post("/drafts", dependencies=[FACILITATOR])
def make(
    desk: TheDesk, who: Who, doc_id: Annotated[str, Form()], about: Annotated[str, Form()] = ""
) -> Response:
    """Make a draft and show it."""
    made = desk.create(doc_id, about.strip()[:300], who)
    return RedirectResponse(f"/drafts/{made.id}", 303)


@router.post("/drafts/who", dependencies=[FACILITATOR])
def name(back: Annotated[str, Form()], who: Annotated[str, Form()] = "") -> Response:
    """Remember who works at this browser, and go back to the draft."""
    response = RedirectResponse(f"/drafts/{quote(back, safe='')}" if back else "/drafts", 303)
    response.set_cookie(
        COOKIE, quote(" ".join(who.split())[:100]), httponly=True, samesite="strict"
    )
    return response


@router.get("/drafts/{draft_id}", dependencies=[FACILITATOR])
def draft(page: ThePage, draft_id: str, desk: TheDesk, who: Who) -> HTMLResponse:
    """One draft: values with their evidence, remarks, and forms to change it."""
    return _page(page, desk, draft_id, who, "", {})


@router.post("/drafts/{draft_id}/fields/{key}", dependencies=[FACILITATOR])
def change(
    page: ThePage, draft_id: str, key: str, desk: TheDesk, who: Who, form: TheForm
) -> Response:
    """Accept a field, save what a person says, or leave it open."""
    parts = {
        str(n)[5:]: ", ".join(str(v) for v in form.getlist(n) if str(v))
        for n in form
        if str(n).startswith("part-")
    }

    def done(held: Draft) -> Draft:
        match form.get("do"):
            case "accept":
                return accepted(held, key, who)
            case "open":
                return left_open(held, key, str(form.get("question", "")))
            case _:
                return edited(held, key, parts, who)

    try:
        desk.change(draft_id, _number(form), done, who)
    except BadDraft as error:
        return _page(
            page, desk, draft_id, who, str(error), {named(key): t for t in parts.values() if t}
        )
    return RedirectResponse(f"/drafts/{draft_id}#{key}", 303)


@router.post("/drafts/{draft_id}/move", dependencies=[FACILITATOR])
def move(page: ThePage, draft_id: str, desk: TheDesk, who: Who, form: TheForm) -> Response:
    """Submit, return, publish, withdraw or reopen a draft."""
    try:
        desk.move(draft_id, _number(form), _deed(form), who, str(form.get("comment", "")))
    except BadDraft as error:
        return _page(page, desk, draft_id, who, str(error), {}, error.faults)
    return RedirectResponse(f"/drafts/{draft_id}", 303)


@router.get("/drafts/{draft_id}/history", dependencies=[FACILITATOR])
def history(
    page: ThePage, draft_id: str, desk: TheDesk, old: int | None = None, new: int | None = None
) -> HTMLResponse:
    """Every revision, and what changed between two of them."""
    rows = desk.history(draft_id)
    after = desk.get(draft_id, new)
    before = desk.get(draft_id, old if old is not None else max(1, after.revision - 1))
    return page("draft_history.html", draft=rows[-1].draft, rows=rows, old=before.revision, new=after.revision,
                  changes=changes(before, after))  # fmt: skip


def worded(field: DraftField, part: str, text: str) -> str:
    """A part's value as people read it: names of countries, words without underscores."""
    holds = next(p.holds for p in field.about.parts if p.name == part)
    if holds is Holds.COUNTRY:
        return country_name(text)
    if holds in (Holds.WORD, Holds.WORDS):
        return ", ".join(map(label, words(text)))
    return text


def _deed(form: FormData) -> Deed:
    given = str(form.get("deed", ""))
    if given not in BUTTONS:
        raise BadDraft(f"A draft cannot be '{given[:40]}'. Use one of the buttons.")
    return Deed(given)


def _number(form: FormData) -> int:
    given = str(form.get("revision", ""))
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise BadDraft("The form does not say which revision it was made on. Load the page again.")
    return int(given)


def _page(page: ThePage, desk: Desk, draft_id: str, who: str, trouble: str, yours: dict[str, str],
          faults: tuple[str, ...] = ()) -> HTMLResponse:  # fmt: skip
    held = desk.get(draft_id)
    remarks = check(held, desk.seen)
    counts = {state: sum(f.state is state for f in held.fields) for state in FieldState}
    return page("draft.html", 422 if trouble else 200, draft=held, groups=list(_groups(desk, held, remarks)), remarks=remarks,
                  general=[r for r in remarks if not r.field], counts=counts, reasons=faults or reasons(held),
                  trouble="" if faults else trouble, refused=bool(faults), yours=yours, may=may(held), buttons=BUTTONS,
                  last=desk.newest(draft_id), who=who, worded=worded, practices=practices())  # fmt: skip


def _groups(
    desk: Desk, held: Draft, remarks: tuple[Remark, ...]
) -> Iterator[tuple[str, list[Shown], list[DraftField]]]:
    """Each group's title, its fields, and the entries that could be added to its lists."""
    places = _Places(desk)
    for title, keys in GROUPS:
        shown = [
            Shown(f, named(f.key), [(e, places.address(e)) for e in f.evidence], [r for r in remarks if r.field == f.key])
            for f in held.fields if f.about.key in keys
        ]  # fmt: skip
        more = [open_field(key) for key in filter(None, (_next(held, about) for about in keys))]
        yield title, shown, more


def _next(held: Draft, about: str) -> str:
    """The key of the entry that could be added to a list; empty where it is no list, is full, or has one open."""
    entries = [f for f in held.fields if f.about.key == about]
    if not entries or not entries[0].about.most or any(f.state is FieldState.OPEN for f in entries):
        return ""
    number = int(entries[-1].key.rpartition("-")[2]) + 1
    return f"{about}-{number}" if number <= entries[0].about.most else ""


class _Places:
    """Addresses of the places that evidence is taken from; empty for a document that is no longer held."""

    def __init__(self, desk: Desk) -> None:
        self._store = desk.seen.store
        self._passages: dict[str, list[Any]] = {}

    def address(self, piece: Evidence) -> str:
        if piece.doc_id not in self._passages:
            self._passages[piece.doc_id] = self._read(piece.doc_id)
        for passage in self._passages[piece.doc_id]:
            if (
                passage.page_index == piece.page_index
                and passage.start <= piece.start < passage.end
            ):
                page = f"-{passage.page}" if passage.page else ""
                return f"/documents/{piece.doc_id}#at-{passage.start}{page}"
        return ""

    def _read(self, doc_id: str) -> list[Any]:
        try:
            self._store.get(doc_id)
        except UnknownDocument:
            return []
        return list(self._store.passages(self._store.passage_ids(doc_id)).values())
