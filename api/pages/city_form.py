"""The self-assessment as a form: what was entered is read, and what cannot be read is told beside its field."""

from collections.abc import Mapping
from typing import NamedTuple

from assistant.profile import ContextProfile, Raw, checked
from assistant.questionnaire import QUESTIONS, Question
from corpus.attributes import Attribute, Scale
from corpus.errors import BadValue
from corpus.vocabulary import Dimension

Entries = Mapping[str, list[str]]
"""What was entered, by attribute, as it was sent; empty for a field that was left out."""


Stated = Mapping[str, Raw]
"""What a version has, by attribute."""


class Read(NamedTuple):
    """What a form says: a value for every question, None where it was left out; `wrong` has a sentence for each fault."""

    values: dict[str, Raw | None]
    wrong: dict[str, str]


def read(entries: Entries) -> Read:
    """What was entered, as a profile takes it."""
    said = Read({}, {})
    for question in QUESTIONS:
        words = [word for word in map(str.strip, entries.get(question.key, [])) if word]
        try:
            said.values[question.key] = _value(question, words)
        except BadValue:
            said.wrong[question.key] = wanted(question.attribute)
    return said


def _value(question: Question, words: list[str]) -> Raw | None:
    if not words:
        return None
    if question.attribute.scale is Scale.SETS:
        return checked(question.key, tuple(words))
    return checked(question.key, _plain(words[0]) if question.attribute.unit else words[0])


def _plain(number: str) -> str:
    """`40 %` and `40,5` as a number is written; both units of the questions are below a thousand."""
    return number.replace("%", "").replace("years", "").strip().replace(",", ".")


def wanted(attribute: Attribute) -> str:
    """What a field takes, as a sentence."""
    if attribute.unit:
        return f"Give a number, {attribute.low:g} to {attribute.high:g} {attribute.unit}."
    return "Choose from the list."


def entered(city: ContextProfile) -> dict[str, list[str]]:
    """What is known already, as the form shows it."""
    return {question.key: _shown(city.values[question.key].value) for question in QUESTIONS}


def _shown(raw: Raw | None) -> list[str]:
    if raw is None:
        return []
    if isinstance(raw, tuple):
        return list(raw)
    return [f"{raw:g}" if isinstance(raw, float) else str(raw)]


def changes(
    values: Mapping[str, Raw | None], city: ContextProfile, seen: Stated, latest: Stated
) -> dict[str, Raw | None]:
    """What a form changes against what it showed; None for a statement that was emptied.

    Args:
        city: as it is now, with what is stated in `latest`.
        seen: what was stated when the form was shown, maybe an earlier version.
    """
    hidden = dict.fromkeys(latest)  # what was known beside a later statement is not told apart
    held = {key: city.values[key].value for key in values} | hidden | dict(seen)
    return {
        key: raw
        for key, raw in values.items()
        if (raw is None and key in seen) or (raw is not None and raw != held[key])
    }


def overtaken(changed: Mapping[str, Raw | None], seen: Stated, latest: Stated) -> bool:
    """True where somebody else changed an attribute that a form changes too, to something else."""
    return any(latest.get(key) not in (seen.get(key), raw) for key, raw in changed.items())


def by_dimension() -> dict[Dimension, list[Question]]:
    """The questions, in the order of the dimensions."""
    found = {
        dimension: [question for question in QUESTIONS if question.dimension is dimension]
        for dimension in Dimension
    }
    return {dimension: questions for dimension, questions in found.items() if questions}
