"""The asking city as a context profile: every attribute with its value, its year and where it comes from."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from corpus.attributes import ATTRIBUTES, BY_KEY, Attribute, Scale
from corpus.countries import COLUMN_YEARS, CountryProfile
from corpus.countries import profile as country_profile
from corpus.errors import BadValue
from corpus.gazetteer import country_name, find
from corpus.nouns import City

Raw = float | str | tuple[str, ...]
"""A value without its origin: a number, a word of the attribute's scale, or several words."""


class Origin(StrEnum):
    """Where a value comes from, most trusted first."""

    STATED = "stated by the city"
    CURATED = "curated"
    COMPUTED = "computed"
    COUNTRY = "country figure"
    UNKNOWN = "unknown"


class Value(NamedTuple):
    """A value with its year and where it comes from; `value` is None where it is unknown."""

    value: Raw | None
    origin: Origin
    year: int | None = None


UNKNOWN = Value(None, Origin.UNKNOWN)

FLAT_BELOW = 12
"""Metres: a city that lies lower than this and within FLAT_COAST of the sea is taken for flat."""

FLAT_COAST = 60
"""Kilometres."""


class ContextProfile(NamedTuple):
    """A city and what is known of it; `values` has every attribute, unknown ones too.

    Attributes:
        city: of the gazetteer; None for a city that is in no table.
        name, country_code: as shown.
    """

    city: City | None
    name: str
    country_code: str
    values: Mapping[str, Value]

    @property
    def label(self) -> str:
        """`Beira, Mozambique`."""
        return f"{self.name}, {country_name(self.country_code)}"

    def known(self) -> Iterator[tuple[Attribute, Value]]:
        """The attributes that have a value."""
        for attribute in ATTRIBUTES:
            if self.values[attribute.key].value is not None:
                yield attribute, self.values[attribute.key]


def profile_of(city: City, stated: Mapping[str, Raw] | None = None) -> ContextProfile:
    """The profile of a city of the gazetteer; what it states itself comes first.

    Raises:
        BadValue: a stated value is out of range or not one of the attribute's words.
    """
    return _profile(city, city.name, city.country_code, _computed(city), stated or {})


@lru_cache(4096)
def profile_at(city: str, country_code: str) -> ContextProfile:
    """The profile of a city that the corpus names; where no table has it, its country's figures alone."""
    found = find(city, country_code)
    return profile_of(found) if found else profile_of_unlisted(city, country_code)


def profile_of_unlisted(
    name: str, country_code: str, stated: Mapping[str, Raw] | None = None
) -> ContextProfile:
    """The profile of a city that is in no table: its country's figures and what it states.

    Raises:
        BadValue: a stated value is out of range or not one of the attribute's words.
    """
    return _profile(None, name, country_code, {}, stated or {})


def with_stated(profile: ContextProfile, stated: Mapping[str, Raw]) -> ContextProfile:
    """The same profile with further stated values; a later one replaces an earlier.

    Raises:
        BadValue: a value is out of range or not one of the attribute's words.
    """
    values = {key: Value(checked(key, raw), Origin.STATED) for key, raw in stated.items()}
    return profile._replace(values={**profile.values, **values})


def checked(key: str, raw: Raw) -> Raw:
    """The value, where the attribute can have it.

    Raises:
        BadValue: it cannot; the message says which it can.
    """
    about = BY_KEY.get(key)
    if about is None:
        raise BadValue(
            f"There is no attribute '{key}'. 'citygraft profile' lists those that there are."
        )
    if about.unit:
        return _number(about, raw)
    words = raw if isinstance(raw, tuple) else (raw,)
    for word in words:
        if about.values and word not in about.values:
            raise BadValue(
                f"'{word}' is no value of {key}. Give one of: {', '.join(about.values)}."
            )
    return tuple(map(str, words)) if about.scale is Scale.SETS else str(words[0])


def _number(about: Attribute, raw: Raw) -> float:
    try:
        number = float(raw)  # type: ignore[arg-type]  # a tuple is refused below
    except (TypeError, ValueError) as error:
        raise BadValue(f"{about.key} is a number in {about.unit}, not '{raw}'.") from error
    if not about.low <= number <= about.high:
        raise BadValue(
            f"{about.key} is {number:g}; give {about.low:g} to {about.high:g} {about.unit}."
        )
    return number


def _profile(
    city: City | None,
    name: str,
    code: str,
    computed: Mapping[str, Value],
    stated: Mapping[str, Raw],
) -> ContextProfile:
    values = dict.fromkeys(BY_KEY, UNKNOWN)
    values |= _of_country(country_profile(code))
    values |= computed
    return with_stated(ContextProfile(city, name, code, values), stated)


def _computed(city: City) -> dict[str, Value]:
    values: dict[str, Raw | None] = {
        "population": float(city.population) if city.population else None,
        "climate": city.climate or None,
        "coast_km": city.coast_km,
        "elevation": None if city.elevation is None else float(city.elevation),
        "terrain": "flat" if _is_low_coast(city) else None,
    }
    return {k: Value(v, Origin.COMPUTED) for k, v in values.items() if v is not None}


def _is_low_coast(city: City) -> bool:
    return (
        city.elevation is not None
        and city.coast_km is not None
        and city.elevation < FLAT_BELOW
        and city.coast_km < FLAT_COAST
    )


def _of_country(country: CountryProfile) -> dict[str, Value]:
    found = {}
    for key, raw in country._asdict().items():
        if key in BY_KEY and raw not in (None, "", ()):
            value = float(raw) if BY_KEY[key].unit else raw
            value = str(value) if isinstance(value, int) else value
            year = getattr(country, f"{key}_year", None) or COLUMN_YEARS.get(key)
            found[key] = Value(value, Origin.COUNTRY, year)
    return found
