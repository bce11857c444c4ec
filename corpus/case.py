"""A case study: one practice as it was carried out in one city, with its lessons and conditions."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field, model_validator

from corpus.errors import BadCase
from corpus.forms import SLUG, YAML, Country, Form, Line, Slug, Source, read_form
from corpus.gazetteer import resolve
from corpus.vocabulary import (
    Dimension,
    GovernanceLevel,
    Hazard,
    Importance,
    LessonKind,
    MeasureKind,
    Outcome,
    Scale,
    Status,
    Topic,
    label,
)

CASES = Path(__file__).parent / "cases"
TEMPLATE = Path(__file__).parent / "template.md"

SECTIONS = (
    "Situation before",
    "What was done",
    "How it was done",
    "Cost and who paid",
    "Results",
    "What went wrong",
    "What others should know before copying",
)
"""The sections of a case study's text, in this order; lessons and conditions are in the front matter."""


class Years(Form):
    """First and last year of the work; `end` is None while it goes on."""

    start: Annotated[int, Field(ge=1800, le=2100)]
    end: Annotated[int | None, Field(ge=1800, le=2100)] = None

    @model_validator(mode="after")
    def _in_order(self) -> "Years":
        if self.end is not None and self.end < self.start:
            raise ValueError("the last year is before the first")
        return self

    def __str__(self) -> str:
        if self.end is None:
            return f"since {self.start}"
        return str(self.start) if self.end == self.start else f"{self.start}–{self.end}"


class Lesson(Form):
    """One finding of a case study; `source` counts from 1 in the case's list of sources."""

    kind: LessonKind
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1, max_length=4)]
    text: Annotated[str, Field(min_length=40, max_length=600)]
    source: Annotated[int, Field(ge=1)]


class Condition(Form):
    """What the practice depends on, and what to do where it is absent."""

    dimension: Dimension
    requirement: Line
    importance: Importance
    why: Line
    if_absent: Line
    source: Annotated[int | None, Field(ge=1)] = None


class Move(Form):
    """One step of a practice between two cities, as seen from this case."""

    city: Annotated[str | None, Field(min_length=1)] = None
    country: Country | None = None
    practice: Slug | None = None
    what_changed: Line | None = None
    source: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _names_something(self) -> "Move":
        if self.city is None and self.practice is None:
            raise ValueError("name a city or a practice")
        return self


class Lineage(Form):
    """Where the practice came from and who took it from here."""

    adopted_from: tuple[Move, ...] = ()
    adopted_by: tuple[Move, ...] = ()


class CaseStudy(Form):
    """The front matter of a case study, and its text as `(section, text)` pairs."""

    id: Slug
    title: Annotated[str, Field(min_length=10, max_length=140)]
    practice: Slug
    city: Annotated[str, Field(min_length=1)]
    country: Country
    other_cities: tuple[str, ...] = ()
    years: Years
    status: Status
    outcome: Outcome
    scale: Scale
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=3)]
    hazards: tuple[Hazard, ...] = ()
    sdgs: Annotated[
        tuple[Annotated[int, Field(ge=1, le=17)], ...], Field(min_length=1, max_length=6)
    ]
    governance_level: Annotated[tuple[GovernanceLevel, ...], Field(min_length=1)]
    kind: Annotated[tuple[MeasureKind, ...], Field(min_length=1)]
    lessons: Annotated[tuple[Lesson, ...], Field(min_length=4, max_length=10)]
    conditions: Annotated[tuple[Condition, ...], Field(min_length=2, max_length=8)]
    lineage: Lineage = Lineage()
    sources: Annotated[tuple[Source, ...], Field(min_length=2)]
    sections: tuple[tuple[str, str], ...]

    @model_validator(mode="after")
    def _sources_exist(self) -> "CaseStudy":
        for number in self._cited():
            if number > len(self.sources):
                raise ValueError(f"source {number} is cited, but there are {len(self.sources)}")
        return self

    def _cited(self) -> set[int]:
        cited = {lesson.source for lesson in self.lessons}
        cited |= {c.source for c in self.conditions if c.source}
        cited |= {m.source for m in (*self.lineage.adopted_from, *self.lineage.adopted_by)}
        return cited | {int(n) for _, text in self.sections for n in re.findall(r"\[(\d+)\]", text)}

    def uncited(self) -> list[int]:
        """Numbers of the sources that nothing in the case refers to."""
        return sorted(set(range(1, len(self.sources) + 1)) - self._cited())

    def text(self) -> str:
        """The whole case as Markdown: what is indexed, shown and quoted."""
        parts = [(name, text.replace("**", "")) for name, text in self.sections]
        parts.insert(-1, ("Lessons", "\n".join(map(_lesson_line, self.lessons))))
        parts.insert(-1, ("Conditions", "\n".join(map(_condition_line, self.conditions))))
        return "\n\n".join(f"## {name}\n\n{_name_sources(text)}" for name, text in parts) + "\n"


def _name_sources(text: str) -> str:
    """`… fell [2][3].` → `… fell (sources 2, 3).`: a quote has numbers of its own."""

    def named(match: re.Match[str]) -> str:
        numbers = re.findall(r"\d+", match[0])
        return f" (source{'s' * (len(numbers) > 1)} {', '.join(numbers)})"

    return re.sub(r"(?<!\s)\s*(?:\[\d+\],?\s?)*\[\d+\]", named, text)


def _lesson_line(lesson: Lesson) -> str:
    dimensions = ", ".join(map(label, lesson.dimensions))
    return f"- {lesson.kind.capitalize()} ({dimensions}): {_cited(lesson.text, lesson.source)}"


def _condition_line(condition: Condition) -> str:
    why = _sentence(condition.why)
    return (
        f"- {condition.importance.capitalize()} ({label(condition.dimension)}): "
        f"{_sentence(condition.requirement)} "
        f"{_cited(why, condition.source) if condition.source else why} "
        f"If absent: {_sentence(condition.if_absent)}"
    )


def _cited(text: str, source: int) -> str:
    """The source before the full stop, so that it stays with its sentence."""
    return f"{text.rstrip('.')} [{source}]."


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."


def is_case(text: str) -> bool:
    """True where the text opens with front matter that names an id and a practice."""
    front = re.match(r"---\r?\n(.*?)\n---\s", text, re.DOTALL)
    return bool(front and re.search(r"^id:", front[1], re.MULTILINE) and "\npractice:" in front[1])


def parse_case(text: str, name: str) -> CaseStudy:
    """Read a case study from Markdown with YAML front matter.

    Args:
        text: the file's content.
        name: the file's name, for messages.
    Raises:
        BadCase: the form is broken; `faults` has a sentence for each fault.
    """
    front, sections = _split(text, name)
    return read_form(CaseStudy, {**front, "sections": sections}, name)


def _split(text: str, name: str) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    match = re.match(r"---\r?\n(.*?)\n---\s*\n(.*)", text, re.DOTALL)
    if not match:
        raise BadCase(f"{name} has no front matter between two lines of '---'.")
    if _has_aliases(match[1]):
        raise BadCase(
            f"The front matter of {name} repeats parts of itself by '*' and '&', which may come to "
            "more than memory holds. Write these parts out."
        )
    try:
        front = yaml.load(match[1], YAML)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise BadCase(f"The front matter of {name} is not valid YAML: {error}") from error
    if not isinstance(front, dict):
        raise BadCase(f"The front matter of {name} is not a list of fields.")
    parts = re.split(r"^## +(\S.*)$", match[2], flags=re.MULTILINE)[1:]
    sections = tuple((parts[i].strip(), parts[i + 1].strip()) for i in range(0, len(parts), 2))
    return front, sections


def _has_aliases(front: str) -> bool:
    """True where YAML repeats a part of itself: a dozen such lines can stand for more than memory holds."""
    if not re.search(r"[\s\[{,:]\*\S", front):
        return False
    try:
        return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(front, YAML))
    except yaml.YAMLError:
        return False  # loading it tells what is wrong


def load_cases(folder: Path = CASES) -> Iterator[CaseStudy]:
    """Every case study of a folder, in order of file names.

    Raises:
        BadCase: at the first file that breaks the form.
    """
    for path in sorted(folder.glob("*.md")):
        yield parse_case(path.read_text(encoding="utf-8"), path.name)


def write_template(case_id: str, title: str, city: str, folder: Path) -> Path:
    """Write a new case study to fill in, `folder/case_id.md`.

    Raises:
        BadCase: the id is not of the form, or there is such a file.
        UnknownCity: the gazetteer has no such city.
    """
    if not re.fullmatch(SLUG, case_id):
        raise BadCase(f"'{case_id}' cannot be an id. Use lower-case words with hyphens.")
    place = resolve(city)
    path = folder / f"{case_id}.md"
    text = TEMPLATE.read_text(encoding="utf-8").format(
        id=case_id,
        title=title.replace('"', "'"),
        city=place.name,
        country=place.country_code,
        today=dt.datetime.now(tz=dt.UTC).date(),
    )
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise BadCase(f"There is a file {path} already. Choose another id or folder.") from error
    except OSError as error:
        raise BadCase(f"{path} cannot be written ({error.strerror}).") from error
    return path
