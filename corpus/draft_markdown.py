"""A draft as Markdown and back, without loss: fields with evidence in the front matter, the seven sections as text."""

import re
from typing import Any

import yaml

from corpus.draft import Draft, FieldState, read_draft
from corpus.draft_fields import SECTION_KEYS, named
from corpus.errors import BadDraft
from corpus.forms import YAML

_NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
"""A question, or a note of the person who edits: it is no part of a section's text."""

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def draft_markdown(draft: Draft) -> str:
    """A draft as Markdown; `draft_of_markdown` reads it back to an equal one."""
    about = draft.model_dump(mode="json", exclude={"fields"})
    front = {**about, "fields": {field.key: _told(field.model_dump(mode="json"))
                                 for field in draft.fields}}  # fmt: skip
    parts = [f"---\n{_yaml(front)}---\n"]
    for key, name in SECTION_KEYS.items():
        field = draft.field(key)
        text = f"<!-- {field.question.replace('-->', '→')} -->"
        parts.append(f"## {name}\n\n{text if field.state is FieldState.OPEN else field.value}\n")
    return "\n".join(parts)


def draft_of_markdown(text: str, name: str) -> Draft:
    """A draft from Markdown, as `draft_markdown` writes it.

    Raises:
        BadDraft: it breaks the form; `faults` names each field.
    """
    return read_draft(parts_of_markdown(text, name), name)


def parts_of_markdown(text: str, name: str) -> dict[str, Any]:
    """What a draft is made of, not checked; a section has its text from the body.

    Raises:
        BadDraft: it has no front matter, it is not valid YAML, or a section is missing or not known.
    """
    match = re.match(r"---\n(.*?)\n---\n(.*)", text.replace("\r\n", "\n"), re.DOTALL)
    if not match:
        raise BadDraft(f"{name} has no front matter between two lines of '---'.")
    front = _front(match[1], name)
    bodies = _bodies(match[2], name)
    for key, body in bodies.items():
        field = front["fields"].setdefault(key, {"state": "open"})
        if not isinstance(field, dict):
            raise BadDraft(f"{name}: the field '{key}' has no state.")
        said = _NOTE.sub("", body).strip()
        field["parts"] = {"": said} if said else {}
    fields = [{"key": key, **field} for key, field in front["fields"].items()]
    return {**front, "fields": fields}


def _told(field: dict[str, Any]) -> dict[str, Any]:
    """Without the key, without what is empty, and without a section's text, which stands in the body."""
    left_out = {"key", "parts"} if field["key"] in SECTION_KEYS else {"key"}
    return {
        name: value
        for name, value in field.items()
        if name not in left_out and value not in (None, "", [], {})
    }


def _yaml(front: dict[str, Any]) -> str:
    return yaml.dump(front, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1_000_000)


def _front(text: str, name: str) -> dict[str, Any]:
    try:
        front = yaml.load(text, YAML)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise BadDraft(f"The front matter of {name} is not valid YAML: {error}") from error
    if not isinstance(front, dict) or not isinstance(front.get("fields"), dict):
        raise BadDraft(f"The front matter of {name} has no list of fields.")
    for key, field in front["fields"].items():
        if not isinstance(field, dict):
            raise BadDraft(f"{name}: the field '{key}' has no state.")
    return front


def _bodies(text: str, name: str) -> dict[str, str]:
    parts = re.split(r"^## +(.+?)[ \t]*$", text, flags=re.MULTILINE)[1:]
    names = {section: key for key, section in SECTION_KEYS.items()}
    for section in parts[::2]:
        if section not in names:
            raise BadDraft(
                f"{name}: there is no section '{section}'. A draft has: {', '.join(names)}."
            )
    found = {names[parts[i]]: parts[i + 1].strip() for i in range(0, len(parts), 2)}
    if missing := [named(key) for key in SECTION_KEYS if key not in found]:
        raise BadDraft(f"{name}: the section '{missing[0]}' is missing.")
    return found
