"""A practice: the transferable idea behind several case studies; what to keep and what may change."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from corpus.forms import Form, Line, Slug, read_form, read_yaml
from corpus.vocabulary import Dimension, Importance, Topic

PRACTICES = Path(__file__).parent / "practices"


class TypicalCondition(Form):
    """What a practice commonly depends on, and what to do where it is absent."""

    dimension: Dimension
    requirement: Line
    importance: Importance
    if_absent: Line


class Practice(Form):
    """A practice; `differs` says what differs between its cases, where it has two or more."""

    id: Slug
    name: Annotated[str, Field(min_length=4, max_length=100)]
    aliases: Annotated[tuple[str, ...], Field(min_length=1)]
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=3)]
    summary: Line
    core_functions: Annotated[tuple[Line, ...], Field(min_length=2, max_length=5)]
    forms: Annotated[tuple[Line, ...], Field(min_length=2, max_length=6)]
    conditions: Annotated[tuple[TypicalCondition, ...], Field(min_length=2, max_length=6)]
    differs: Annotated[str | None, Field(min_length=40, max_length=1200)] = None


def load_practices(folder: Path = PRACTICES) -> Iterator[Practice]:
    """Every practice of a folder, in order of file names.

    Raises:
        BadCase: at the first file that breaks the form.
    """
    for path in sorted(folder.glob("*.yaml")):
        yield read_form(Practice, read_yaml(path), path.name)
