"""An edited draft read back from Markdown: what differs from the draft that is kept counts as the person's word."""

from collections.abc import Mapping
from typing import Any

from corpus.draft import Draft, DraftField, FieldState
from corpus.draft_edit import accepted, edited, left_open
from corpus.draft_fields import about, named
from corpus.draft_markdown import parts_of_markdown
from corpus.errors import BadDraft


def read_back(text: str, name: str, held: Draft, who: str) -> Draft:
    """The held draft with what an edited copy of it says differently.

    Only values and "accepted" are read from the copy: evidence, questions and names come from the
    draft that is kept, so that nothing can be slipped in beside them.

    Raises:
        BadDraft: the copy is of another draft or of another revision, or a value breaks the form; the
            message names the field.
    """
    copy = parts_of_markdown(text, name)
    if copy.get("id") != held.id or copy.get("revision") != held.revision:
        raise BadDraft(
            f"{name} is a copy of '{copy.get('id')}', revision {copy.get('revision')}; kept is "
            f"'{held.id}', revision {held.revision}. Export it again and put your changes in there."
        )
    draft = held
    for field in copy["fields"]:
        if about(field["key"]) is None:
            raise BadDraft(f"{name}: there is no field '{field['key']}'.")
        draft = _one(draft, field["key"], field, _texts(name, field), who)
    return draft


def _one(draft: Draft, key: str, copy: Mapping[str, Any], parts: dict[str, str], who: str) -> Draft:
    before = next((f for f in draft.fields if f.key == key), None)
    told = before.told() if before else {}
    if parts != told:
        if not parts:
            return left_open(draft, key)
        gone = dict.fromkeys(told.keys() - parts.keys(), "")
        return edited(draft, key, {**parts, **gone}, who)
    if copy.get("state") == FieldState.ACCEPTED and _waits(before):
        return accepted(draft, key, who)
    return draft


def _waits(field: DraftField | None) -> bool:
    return field is not None and field.state is FieldState.PROPOSED


def _texts(name: str, field: Mapping[str, Any]) -> dict[str, str]:
    """The parts of a field as text; YAML reads 2016 as a number and 2026-05-30 as a day."""
    parts = field.get("parts") or {}
    if not isinstance(parts, dict):
        raise BadDraft(f"{name}: {named(field['key'])} has no parts; it has '{parts}'.")
    texts = {"" if part is None else str(part): _text(value) for part, value in parts.items()}
    return {part: text for part, text in texts.items() if text}


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value).strip()
