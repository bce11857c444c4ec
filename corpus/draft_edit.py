"""What people do to a draft: accept a field, say it in their own words, leave it open, move the draft on."""

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum

from pydantic import ValidationError

from corpus.draft import Draft, DraftField, DraftState, FieldState, open_field, read_draft
from corpus.draft_fields import GOES_ON, about, named, place
from corpus.errors import BadDraft


class Deed(StrEnum):
    """What was done to a draft."""

    CREATED = "created"
    EDITED = "edited"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


MOVES = {
    (DraftState.DRAFT, Deed.SUBMITTED): DraftState.IN_REVIEW,
    (DraftState.IN_REVIEW, Deed.RETURNED): DraftState.DRAFT,
    (DraftState.IN_REVIEW, Deed.PUBLISHED): DraftState.PUBLISHED,
    (DraftState.PUBLISHED, Deed.WITHDRAWN): DraftState.WITHDRAWN,
    (DraftState.WITHDRAWN, Deed.REOPENED): DraftState.DRAFT,
}
"""The way of whatever people write: a case study, a practice, a network."""

_VERBS = {
    Deed.SUBMITTED: "submit",
    Deed.RETURNED: "return",
    Deed.PUBLISHED: "publish",
    Deed.WITHDRAWN: "withdraw",
    Deed.REOPENED: "reopen",
}


def ways_on(state: DraftState, live: int | None) -> tuple[Deed, ...]:
    """What may be done in a state, edits left out; `live` is the revision that is published, None where none is."""
    moves = [deed for before, deed in MOVES if before is state]
    if live is not None and Deed.WITHDRAWN not in moves:
        moves.append(Deed.WITHDRAWN)  # an older text of it is still published
    return tuple(moves)


def may(draft: Draft) -> tuple[Deed, ...]:
    """What may be done with a draft as it stands, edits left out."""
    return ways_on(draft.state, draft.live)


def moved(draft: Draft, deed: Deed) -> Draft:
    """The draft in its next state; a published one gets its `live` from the store.

    Raises:
        BadDraft: it may not go there from where it is; the message says what it may do.
    """
    if deed not in may(draft):
        could = " or ".join(f"'{_VERBS[one]}'" for one in may(draft))
        raise BadDraft(
            f"The draft is '{draft.state}', so it cannot be {deed}. It is possible to {could} it."
        )
    state = MOVES.get((draft.state, deed), DraftState.WITHDRAWN)
    return draft.model_copy(update={"state": state})


def accepted(draft: Draft, key: str, who: str) -> Draft:
    """The draft with a proposed field accepted; who accepts a source has read it today.

    Raises:
        BadDraft: the field is open, or there is none of that key.
    """
    field = draft.field(key)
    if field.state is FieldState.OPEN:
        raise BadDraft(f"{named(key)} is open, so there is nothing to accept. Set it instead.")
    parts = dict(field.parts)
    if any(p.name == "opened" for p in field.about.parts) and not parts.get("opened"):
        parts["opened"] = now()[:10]
    given = {"state": FieldState.ACCEPTED, "parts": parts, "confidence": None}
    if field.state is FieldState.EDITED:
        given = {"state": FieldState.EDITED, "parts": parts}
    return _with(draft, _field(field, **given, by=who, when=now()))


def edited(draft: Draft, key: str, parts: Mapping[str, str], who: str) -> Draft:
    """The draft with parts of a field as a person says them; other parts stay, all empty leaves it open.

    Args:
        parts: by name; "" for the value of a field of one part. `years` as one value is read, `2012-2018`.
    Raises:
        BadDraft: a value is not of the form, or there is no such field or part.
    """
    known = about(key)
    if known is None:
        raise BadDraft(f"There is no field '{key}'. It has: {', '.join(draft.field_keys())}.")
    held = next((f for f in draft.fields if f.key == key), None) or open_field(key)
    if key == "years" and set(parts) == {""}:
        parts = _years(parts[""])
    elif set(parts) == {""} and known.parts[0].name:
        parts = {known.parts[0].name: parts[""]}
    merged = {name: text for name, text in {**held.parts, **parts}.items() if text.strip()}
    if not merged:
        return left_open(draft, key)
    changed = {
        "state": FieldState.EDITED,
        "parts": merged,
        "confidence": None,
        "question": "",
        "by": who,
        "when": now(),
    }
    return _with(draft, _field(held, **changed))


def left_open(draft: Draft, key: str, question: str = "") -> Draft:
    """The draft with a field left open; an entry of a list that is not needed goes.

    Raises:
        BadDraft: there is none of that key.
    """
    known = draft.field(key).about
    if known.most and int(key.rpartition("-")[2]) > max(1, known.least):
        return _rebuilt(draft, [f for f in draft.fields if f.key != key])
    return _with(draft, open_field(key, question))


def now() -> str:
    """The moment in UTC, ISO 8601, to the second."""
    return dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")


def _years(said: str) -> dict[str, str]:
    """`2012-2018`, `2012-` (it goes on) or `2012` (when it ended is not told)."""
    match = re.fullmatch(r"\s*(\d{4})\s*(?:([-–])\s*(\d{4}|goes on)?)?\s*", said)
    if not match:
        raise BadDraft(f"'{said}' is not a time. Write 2012-2018, or 2012- where the work goes on.")
    return {"start": match[1], "end": match[3] or (GOES_ON if match[2] else "")}


def _field(held: DraftField, **changed: object) -> DraftField:
    try:
        return DraftField.model_validate({**held.model_dump(), **changed})
    except ValidationError as error:
        said = "; ".join(e["msg"].removeprefix("Value error, ") for e in error.errors())
        raise BadDraft(f"{said[:1].upper()}{said[1:]}.", (said,)) from error


def _with(draft: Draft, field: DraftField) -> Draft:
    return _rebuilt(draft, [*(f for f in draft.fields if f.key != field.key), field])


def _rebuilt(draft: Draft, fields: list[DraftField]) -> Draft:
    fields = sorted(fields, key=lambda f: place(f.key))
    state = DraftState.DRAFT if draft.state is DraftState.PUBLISHED else draft.state
    if state is DraftState.WITHDRAWN:
        raise BadDraft("The draft is withdrawn. Reopen it before you change it.")
    return read_draft({**dict(draft), "fields": fields, "state": state}, f"The draft '{draft.id}'")
