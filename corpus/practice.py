"""A practice: the transferable idea behind several case studies; what to keep and what may change."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from corpus.attributes import BY_KEY
from corpus.forms import Form, Line, Slug, read_form, read_yaml
from corpus.vocabulary import Dimension, Importance, Topic

PRACTICES = Path(__file__).parent / "practices"


class Need(Form):
    """The part of a condition that a city's attribute can meet; values are words or a range, both ends in."""

    attribute: str
    at_least: float | None = None
    at_most: float | None = None
    one_of: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _can_be_checked(self) -> "Need":
        about = BY_KEY.get(self.attribute)
        if about is None:
            raise ValueError(f"there is no attribute '{self.attribute}'")
        if about.unit and self.at_least is None and self.at_most is None:
            raise ValueError(f"'{self.attribute}' is a number; give at_least or at_most")
        if not about.unit and not self.one_of:
            raise ValueError(f"'{self.attribute}' has words as values; give one_of")
        if about.values and not set(self.one_of) <= set(about.values):
            raise ValueError(f"'{self.attribute}' has the values {', '.join(about.values)}")
        return self


class TypicalCondition(Form):
    """What a practice commonly depends on, and what to do where it is absent."""

    dimension: Dimension
    requirement: Line
    importance: Importance
    if_absent: Line
    needs: Need | None = None


class Practice(Form):
    """A practice; `differs` says what differs between its cases, where it has two or more.

    The conditions stand in order: what decides most when the practice moves to another city first.
    """

    id: Slug
    name: Annotated[str, Field(min_length=4, max_length=100)]
    aliases: Annotated[tuple[str, ...], Field(min_length=1)]
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=3)]
    summary: Line
    core_functions: Annotated[tuple[Line, ...], Field(min_length=2, max_length=5)]
    forms: Annotated[tuple[Line, ...], Field(min_length=2, max_length=6)]
    conditions: Annotated[tuple[TypicalCondition, ...], Field(min_length=2, max_length=8)]
    differs: Annotated[str | None, Field(min_length=40, max_length=1200)] = None

    def text(self) -> str:
        """What it is and how else it is called, as a section of a case study's text."""
        return f"{self.name}, also called {'; '.join(self.aliases)}. {self.summary}"


def load_practice(practice_id: str, folder: Path = PRACTICES) -> Practice | None:
    """The practice of that id, None where the folder has none.

    Raises:
        BadCase: its file breaks the form.
    """
    path = folder / f"{practice_id}.yaml"
    return read_form(Practice, read_yaml(path), path.name) if path.is_file() else None


def load_practices(folder: Path = PRACTICES) -> Iterator[Practice]:
    """Every practice of a folder, in order of file names.

    Raises:
        BadCase: at the first file that breaks the form.
    """
    for path in sorted(folder.glob("*.yaml")):
        yield read_form(Practice, read_yaml(path), path.name)
