"""The city that asks: its name, what it states in its question or beside it, and what it stated before."""

from collections.abc import Mapping
from typing import NamedTuple

from assistant.assessments import Assessments
from assistant.profile import (
    ContextProfile,
    Raw,
    profile_of,
    profile_of_unlisted,
    with_stated,
)
from assistant.statements import Statement, statements
from corpus.attributes import BY_KEY, Scale
from corpus.errors import AmbiguousCity, BadValue, UnknownCity
from corpus.gazetteer import country_code, resolve


class Asking(NamedTuple):
    """The asking city's profile, and what was read from the question."""

    profile: ContextProfile
    said: tuple[Statement, ...]


def asking(city: str, facts: Mapping[str, Raw], question: str, assessments: Assessments) -> Asking:
    """The profile of the city that asks; facts given beside the question come first, then the question's, then saved ones.

    Raises:
        UnknownCity, AmbiguousCity: the message says what to give instead.
        BadValue: a fact is out of range, of the wrong kind, or contradicts the question.
    """
    said = statements(question)
    stated = {statement.key: statement.value for statement in said}
    for key, raw in facts.items():
        if key in stated and stated[key] != raw:
            words = next(s.words for s in said if s.key == key)
            raise BadValue(f"The question says '{words}', but {key} is given as {raw}. Keep one.")
    base = _base(city.strip(), {**stated, **facts}, assessments)
    saved = assessments.latest(base)
    profile = with_stated(base, saved.values if saved else {})
    return Asking(with_stated(profile, {**stated, **facts}), said)


def _base(city: str, stated: Mapping[str, Raw], assessments: Assessments) -> ContextProfile:
    try:
        return profile_of(resolve(city))
    except AmbiguousCity:
        raise
    except UnknownCity as error:
        name, comma, country = city.rpartition(",")
        code = country_code(country) if comma else None
        if code and name.strip():
            base = profile_of_unlisted(name.strip(), code)
            saved = assessments.latest(base)
            if "population" in stated or (saved and "population" in saved.values):
                return base
        raise UnknownCity(
            f"{error} If your city is smaller, give its name with its country and its "
            "population, such as 'Inhassoro, Mozambique' and population 12000.",
            error.nearest,
        ) from error


def fact(text: str) -> tuple[str, Raw]:
    """`population=12000` or `hazards=drought,storm` as an attribute and its value.

    Raises:
        BadValue: it is not of that form, or there is no such attribute.
    """
    key, equals, raw = text.partition("=")
    key, raw = key.strip(), raw.strip()
    if not equals or not raw or key not in BY_KEY:
        raise BadValue(
            f"'{text}' is no fact. Give it as attribute=value, such as sewer=40; "
            f"attributes are: {', '.join(BY_KEY)}."
        )
    about = BY_KEY[key]
    if about.unit:
        try:
            return key, float(raw.replace("%", "").replace(" ", ""))
        except ValueError as error:
            raise BadValue(f"{key} is a number in {about.unit}, not '{raw}'.") from error
    return key, tuple(p.strip() for p in raw.split(",")) if about.scale is Scale.SETS else raw
