"""A draft: a case study on its way, in which every value has its evidence and every gap its question."""

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError, model_validator

from corpus.draft_fields import FIELDS, About, about, named, place
from corpus.draft_values import fault_of, told_by
from corpus.errors import BadDraft
from corpus.forms import Form, Slug


def _plain(text: str) -> str:
    """Without control characters, and with line ends as they are in memory."""
    text = text.replace("\r\n", "\n")
    return "".join(map(_kept, text)).strip()


def _kept(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs"):
        return character
    return " " * character.isspace()


Plain = Annotated[str, AfterValidator(_plain)]


class FieldState(StrEnum):
    """Where a field stands."""

    OPEN = "open"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    EDITED = "edited"


class DraftState(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Evidence(Form):
    """A verbatim slice of a document: `pages[page_index].text[start:end] == quote`.

    `page` is the physical page from 1, None where the format has none; `section` the heading path.
    """

    doc_id: str
    page_index: Annotated[int, Field(ge=0)]
    page: Annotated[int | None, Field(ge=1)] = None
    section: str = ""
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    quote: str

    @model_validator(mode="after")
    def _as_long_as_it_says(self) -> "Evidence":
        if not self.quote.strip() or len(self.quote) != self.end - self.start:
            raise ValueError("a quote is not empty and as long as its offsets say")
        return self


class DraftField(Form):
    """One field: a value with its evidence, or the question that is open.

    Attributes:
        parts: the value by part; a field of one part has it under "". Missing or empty parts are not told.
        confidence: of a proposal, 0..1; None for what a person said.
        question: what to ask the city; only where the field is open.
        by, when: who accepted or edited it, and when (UTC, ISO 8601).
    """

    key: str
    state: FieldState
    parts: dict[str, Plain] = Field(default={})
    evidence: tuple[Evidence, ...] = ()
    confidence: Annotated[float | None, Field(ge=0, le=1)] = None
    question: Plain = ""
    by: Plain = ""
    when: str = ""

    @property
    def about(self) -> About:
        """What is known of this field."""
        found = about(self.key)
        assert found is not None
        return found

    @property
    def value(self) -> str:
        """The value of a field of one part, or the first part of another."""
        return self.parts.get(self.about.parts[0].name, "")

    def told(self) -> dict[str, str]:
        """The parts that are told, in the order of the form."""
        return {p.name: self.parts[p.name] for p in self.about.parts if self.parts.get(p.name)}

    @model_validator(mode="after")
    def _is_of_the_form(self) -> "DraftField":
        known = about(self.key)
        if known is None:
            raise ValueError(f"there is no field '{self.key}'")
        for name in self.parts:
            if name not in {part.name for part in known.parts}:
                raise ValueError(f"{named(self.key)} has no part '{name}'")
        for part in known.parts:
            if fault := fault_of(part, self.parts.get(part.name, "")):
                raise ValueError(f"{named(self.key)}{' ' * bool(part.name)}{part.name}: {fault}")
        return self

    @model_validator(mode="after")
    def _has_evidence(self) -> "DraftField":
        if self.state is FieldState.OPEN:
            if self.told() or self.evidence or not self.question:
                raise ValueError(f"{named(self.key)} is open: a question and nothing else")
            return self
        if not self.told() or self.question:
            raise ValueError(f"{named(self.key)} is {self.state}, so it has a value")
        if self.state is not FieldState.PROPOSED and not (self.by and self.when):
            raise ValueError(f"{named(self.key)} is {self.state}: by whom and when?")
        if self.state is not FieldState.EDITED:
            if not self.evidence:
                raise ValueError(f"{named(self.key)} is {self.state} without evidence")
            quotes = [piece.quote for piece in self.evidence]
            for part in self.about.parts:
                if not told_by(part, self.parts.get(part.name, ""), quotes):
                    raise ValueError(
                        f"{named(self.key)}{' ' * bool(part.name)}{part.name} says what its quotes do not"
                    )
        return self


class DraftDocument(Form):
    """A document that a draft is made from; `source` is where it came from, maybe a web address."""

    doc_id: str
    title: str
    sha256: str
    source: str = ""


class Draft(Form):
    """A case study on its way; its id is the case study's, once it is published.

    Attributes:
        about: what of the document it is about; empty for all of it.
        notes: sentences on the draft as a whole.
        revision: of the store, from 1; 0 while it is not kept.
        live: the revision that is published now, None where there is none.
    """

    id: Slug
    state: DraftState = DraftState.DRAFT
    documents: Annotated[tuple[DraftDocument, ...], Field(min_length=1)]
    about: Plain = ""
    notes: tuple[Plain, ...] = ()
    revision: Annotated[int, Field(ge=0)] = 0
    live: Annotated[int | None, Field(ge=1)] = None
    fields: tuple[DraftField, ...]

    def field(self, key: str) -> DraftField:
        """The field of that key.

        Raises:
            BadDraft: there is none.
        """
        for field in self.fields:
            if field.key == key:
                return field
        raise BadDraft(f"The draft has no field '{key}'. It has: {', '.join(self.field_keys())}.")

    def field_keys(self) -> tuple[str, ...]:
        """The keys of its fields, in order."""
        return tuple(field.key for field in self.fields)

    def listed(self, key: str) -> tuple[DraftField, ...]:
        """The fields of a list, `lesson` for instance, open ones left out."""
        return tuple(
            f for f in self.fields if f.about.key == key and f.state is not FieldState.OPEN
        )

    @model_validator(mode="after")
    def _is_whole(self) -> "Draft":
        keys = list(self.field_keys())
        if keys != sorted(set(keys), key=place):
            raise ValueError("its fields are not in order, or one is there twice")
        for known in FIELDS:
            count = sum(field.about is known for field in self.fields)
            if count < max(1, known.least):
                raise ValueError(f"the field '{known.key}' is missing")
        held = {document.doc_id for document in self.documents}
        for field in self.fields:
            if strange := {piece.doc_id for piece in field.evidence} - held:
                raise ValueError(
                    f"{named(field.key)} quotes a document not of this draft: {strange}"
                )
        return self


def open_field(key: str, question: str = "") -> DraftField:
    """A field left open, with the question of the form where no better one is given."""
    known = about(key)
    if known is None:
        raise BadDraft(f"There is no field '{key}'.")
    return DraftField(key=key, state=FieldState.OPEN, question=question or known.ask)


def read_draft(fields: Any, name: str) -> Draft:
    """A draft from its parts as JSON has them.

    Raises:
        BadDraft: they break the form; `faults` names each field.
    """
    try:
        return Draft.model_validate(fields)
    except ValidationError as error:
        faults = tuple(_sentence(fields, e) for e in error.errors())
        raise BadDraft(
            f"{name} breaks the form of a draft: {'; '.join(faults)}.", faults
        ) from error


def _sentence(fields: Any, fault: Any) -> str:
    """A fault with the field's key instead of its position."""
    place = [str(part) for part in fault["loc"]]
    match fault["loc"], fields:
        case ("fields", int(at), *rest), {"fields": rows} if isinstance(rows[at], dict):
            place = [str(rows[at].get("key", at)), *map(str, rest)]
    where = ".".join(place)
    said = re.sub(r"^Value error, ", "", fault["msg"])
    return f"{where}: {said}" if where else said
