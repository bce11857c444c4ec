"""Entries: practices and networks that people of a data folder write, on their way until they are published."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from corpus.draft import DraftState
from corpus.draft_diff import worded
from corpus.draft_edit import MOVES, Deed, ways_on
from corpus.errors import BadCase, BadEntry
from corpus.forms import Form, Slug, read_form
from corpus.network import Network
from corpus.practice import Practice


class EntryKind(StrEnum):
    """What an entry becomes."""

    PRACTICE = "practice"
    NETWORK = "network"


class Entry(Form):
    """A practice or network as it is filled in; it has to be of its form only when it is published.

    Attributes:
        id: of the practice or network; one that comes with Citygraft is replaced while this is published.
        data: its fields but for the id, as `corpus.practice.Practice` or `corpus.network.Network` names them.
        revision: from 1; 0 before it is kept.
        live: the revision that is published now; None where none is.
    """

    kind: EntryKind
    id: Slug
    state: DraftState = DraftState.DRAFT
    data: dict[str, Any] = Field(default_factory=dict)
    revision: Annotated[int, Field(ge=0)] = 0
    live: int | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.data.get("name") or self.id)

    def record(self) -> Practice | Network:
        """The practice or network that it is.

        Raises:
            BadCase: it is not of the form; `faults` has a sentence for each fault.
        """
        form: type[Practice | Network] = Practice if self.kind is EntryKind.PRACTICE else Network
        return read_form(form, {**self.data, "id": self.id}, f"The {self.kind} '{self.id}'")

    def faults(self) -> tuple[str, ...]:
        """What keeps it from being published, a sentence for each."""
        try:
            self.record()
        except BadCase as error:
            return error.faults
        return ()

    def may(self) -> tuple[Deed, ...]:
        """What may be done with it as it stands, edits left out."""
        return ways_on(self.state, self.live)

    def moved(self, deed: Deed, comment: str = "") -> "Entry":
        """The entry in its next state; who returns one says why.

        Raises:
            BadEntry: it may not go there from where it is, is not of the form, or nobody said why.
        """
        if deed not in self.may():
            raise BadEntry(f"It is '{self.state}', so it cannot be {deed}.")
        if deed is Deed.RETURNED and not comment.strip():
            raise BadEntry(
                "Say in a comment what has to change, so that it does not come back as it is."
            )
        if deed in (Deed.SUBMITTED, Deed.PUBLISHED) and (faults := self.faults()):
            raise BadEntry("Something is missing or not of the form.", faults)
        state = MOVES.get((self.state, deed), DraftState.WITHDRAWN)
        return self.model_copy(update={"state": state})

    def edited(self, data: Mapping[str, Any]) -> "Entry":
        """The entry with other fields; one that was published or in review is a draft again.

        Raises:
            BadEntry: it is withdrawn.
        """
        if self.state is DraftState.WITHDRAWN:
            raise BadEntry("It is withdrawn. Reopen it before you change it.")
        return self.model_copy(update={"data": dict(data), "state": DraftState.DRAFT})


class EntryChange(NamedTuple):
    """A field that differs between two revisions.

    Attributes:
        words: runs as `(" ", "-" or "+", text)`: kept, taken out, put in.
    """

    field: str
    words: tuple[tuple[str, str], ...]


def entry_changes(old: Entry, new: Entry) -> tuple[EntryChange, ...]:
    """The fields that differ, in the order of the newer one."""
    fields = dict.fromkeys((*new.data, *old.data))
    return tuple(
        EntryChange(field, worded(told(old.data.get(field)), told(new.data.get(field))))
        for field in fields
        if old.data.get(field) != new.data.get(field)
    )


def told(value: Any) -> str:
    """A field's value as people read it: entries of a list one a line."""
    if isinstance(value, Mapping):
        return " · ".join(told(part) for part in value.values() if part not in (None, "", []))
    if isinstance(value, (list, tuple)):
        return "\n".join(map(told, value))
    return "" if value is None else str(value)
