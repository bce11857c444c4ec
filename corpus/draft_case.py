"""From a draft to the case study that it becomes: every fault told at once, in plain words."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from corpus.case import CaseStudy
from corpus.draft import Draft, DraftField, FieldState
from corpus.draft_fields import FIELDS, GOES_ON, SECTION_KEYS, Holds, Part, about, named
from corpus.draft_values import words
from corpus.errors import BadDraft
from corpus.gazetteer import country_name, is_known

_LISTED = {"lesson": "lessons", "condition": "conditions", "source": "sources"}


def case_of(draft: Draft) -> CaseStudy:
    """The case study that a draft becomes; entries of lists that are open are left out.

    Raises:
        BadDraft: it is not ready; `faults` has a sentence for each reason, naming the field.
    """
    faults = list(faults_of(draft))
    if not faults:
        try:
            return CaseStudy.model_validate(_fields(draft))
        except ValidationError as error:
            faults = [_sentence(draft, e) for e in error.errors()]
    raise BadDraft(
        f"The draft '{draft.id}' is not ready to be published: {' '.join(faults)}", tuple(faults)
    )


def reasons(draft: Draft) -> tuple[str, ...]:
    """What keeps a draft from being published, a sentence each; empty where it is ready."""
    try:
        case_of(draft)
    except BadDraft as error:
        return error.faults
    return ()


def faults_of(draft: Draft) -> Iterator[str]:
    """What keeps a draft from being published, a sentence each; the form's own limits come after."""
    for field in draft.fields:
        if field.state is FieldState.PROPOSED:
            yield f"{named(field.key)}: nobody has accepted what was proposed."
        if field.state is FieldState.OPEN and field.about.needed and not field.about.most:
            yield f"{named(field.key)} is open. {field.question}"
        if field.state is not FieldState.OPEN:
            yield from _gaps(field)
    for listed in FIELDS:
        count = len(draft.listed(listed.key))
        if listed.needed and count < listed.least:
            yield f"It has {count} of the {listed.least} {listed.label.lower()}s that it needs. {listed.ask}"
    city, country = draft.field("city").value, draft.field("country").value
    if city and country and not is_known(city, country):
        yield f"City: there is no '{city}' in {country_name(country)} in the table of cities. Check the spelling."
    yield from _sources(draft)


def _gaps(field: DraftField) -> Iterator[str]:
    """Parts that are not told, and a way in which results are told that is not of the form."""
    for part in field.about.parts:
        if part.needed and not field.parts.get(part.name):
            yield f"{named(field.key)}, {part.name.replace('_', ' ')}: not told. {part.ask}"
    if field.key == "results":
        for line in field.value.splitlines():
            if line.strip() and not re.match(r"- \*\*(Measured|Reported|Anecdotal) \(", line):
                yield (
                    "Results: each is a line '- **Measured (2019).** …', or Reported, or Anecdotal; "
                    f"this one is not: “{line[:60]}”."
                )


def _sources(draft: Draft) -> Iterator[str]:
    held = {field.key.rpartition("-")[2] for field in draft.listed("source")}
    for field in draft.fields:
        for number in _cited(field):
            if number not in held:
                yield f"{named(field.key)} cites source {number}, which is open or not there."


def _cited(field: DraftField) -> list[str]:
    if field.key in SECTION_KEYS:
        return sorted(set(re.findall(r"\[(\d+)\]", field.value)))
    number = field.parts.get("source", "")
    return [number] if number else []


def _fields(draft: Draft) -> dict[str, Any]:
    """As the form of a case study has them; sources are numbered anew without the open ones."""
    numbers = {f.key.rpartition("-")[2]: n for n, f in enumerate(draft.listed("source"), 1)}
    single = {
        field.key: _value(field, numbers)
        for field in draft.fields
        if field.state is not FieldState.OPEN
        and not field.about.most
        and field.key not in SECTION_KEYS
    }
    lists = {
        name: [_value(field, numbers) for field in draft.listed(key)]
        for key, name in _LISTED.items()
    }
    lineage = {
        name: [_value(field, numbers) for field in draft.listed(name.replace("_", "-"))]
        for name in ("adopted_from", "adopted_by")
    }
    sections = [
        (name, re.sub(r"\[(\d+)\]", lambda m: f"[{numbers[m[1]]}]", draft.field(key).value))
        for key, name in SECTION_KEYS.items()
    ]
    return {"id": draft.id, **single, **lists, "lineage": lineage, "sections": sections}


def _value(field: DraftField, numbers: dict[str, int]) -> Any:
    told = {
        part.name: _typed(part, field.parts[part.name], numbers)
        for part in field.about.parts
        if field.parts.get(part.name)
    }
    return told.get("", told)


def _typed(part: Part, text: str, numbers: dict[str, int]) -> Any:
    match part.holds:
        case Holds.WORDS | Holds.NAMES:
            return words(text)
        case Holds.NUMBERS:
            return [int(word) for word in words(text)]
        case Holds.YEAR | Holds.LAST_YEAR:
            return None if text == GOES_ON else int(text)
        case Holds.SOURCE:
            return numbers[text]
        case _:
            return text


def _sentence(draft: Draft, fault: Any) -> str:
    """A fault of the case study's form, with the field as the draft has it."""
    name, *rest = map(str, fault["loc"] or ("the whole",))
    listed = next((key for key, many in _LISTED.items() if many == name), None)
    if listed and rest:
        name, rest = draft.listed(listed)[int(rest[0])].key, rest[1:]
    where = named(name) if about(name) else name.capitalize()
    said = fault["msg"].removeprefix("Value error, ")
    return f"{', '.join([where, *rest])}: {said}."
