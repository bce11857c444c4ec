"""What the page of a city shows: at a glance, by dimension with the origin of each value, and its peers on a map."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.pages.worldmap import WHOLE, Frame, Spot, around, project, spots
from assistant.climates import climate_words
from assistant.facets import INCOMES, LANGUAGES, Facet, label_of
from assistant.groups import region
from assistant.peers import Peer
from assistant.profile import ContextProfile, Origin, Raw, Value
from assistant.questionnaire import QUESTIONS
from assistant.statements import shown
from corpus.attributes import ATTRIBUTES, Attribute
from corpus.countries import Column, dictionary
from corpus.countries import profile as country_profile
from corpus.vocabulary import Dimension

COAST = 10
"""Kilometres from the sea within which a city is said to lie on the coast."""

ALIKE = ((0.8, "much alike"), (0.6, "alike"), (0.4, "somewhat alike"), (0.0, "little alike"))
"""Likeness from which two cities are called so: the project's own steps."""

WIDE, NARROW = 0.013, 0.034
"""Radius of a number on a map, as a share of the map's width, on a wide screen and on a narrow one."""

LEAST = 420.0
"""Width of the part of the world that a narrow screen shows at least, in units of the drawing."""

QUESTIONED = {question.key for question in QUESTIONS}


class Row(NamedTuple):
    """One attribute as the profile shows it; `asked` where the questionnaire has a question on it."""

    attribute: Attribute
    value: str
    held: Value
    asked: bool


class Marked(NamedTuple):
    """A city on a map; the asking one has number 0."""

    number: int
    city: str
    spot: Spot


class Drawing(NamedTuple):
    """A map for one kind of screen, "wide" or "narrow", with the radius of its numbers."""

    screen: str
    frame: Frame
    radius: float
    marked: tuple[Marked, ...]


def glance(city: ContextProfile) -> Iterator[tuple[str, str]]:
    """`(what, value)` of what one wants to know first."""
    country = country_profile(city.country_code)
    people = city.values["population"].value
    yield "People", shown("population", people) if people is not None else "not known"
    if city.city:
        yield "Coast", coast_words(city.city.coast_km)
        yield "Climate", climate_words(city.city.climate) or "not known"
        if city.city.climate_2071 not in ("", city.city.climate):
            yield "Climate in 2071–2100", climate_words(city.city.climate_2071)
    income = country.income
    yield "Income group", label_of(Facet.INCOME, income) if income in INCOMES else "not known"
    part, whole = country.subregion or "", region(city.country_code)
    yield "Region", part if whole in part else f"{part}, {whole}" if part else whole


def coast_words(kilometres: float | None) -> str:
    """How far the sea is."""
    if kilometres is None:
        return "not known"
    return "on the coast" if kilometres <= COAST else f"{kilometres:,.0f} km from the sea"


def alike_words(likeness: float) -> str:
    """How like two cities are, 0..1, in words."""
    return next(words for least, words in ALIKE if likeness >= least)


def value_words(attribute: Attribute, raw: Raw) -> str:
    """A value as people read it, with climate and languages in words."""
    if attribute.key == "climate":
        return climate_words(str(raw))
    if attribute.key == "languages" and isinstance(raw, tuple):
        return ", ".join(LANGUAGES.get(code, code) for code in raw)
    return shown(attribute.key, raw)


def by_dimension(city: ContextProfile) -> dict[Dimension, list[Row]]:
    """Every attribute under its dimension, those without a value too."""
    found: dict[Dimension, list[Row]] = {dimension: [] for dimension in Dimension}
    for attribute in ATTRIBUTES:
        held = city.values[attribute.key]
        words = "" if held.value is None else value_words(attribute, held.value)
        row = Row(attribute, words, held, attribute.key in QUESTIONED)
        found[attribute.dimension].append(row)
    return found


def columns(city: ContextProfile) -> list[Column]:
    """The columns of country figures that a profile has values from, with their sources."""
    used = {about.key for about, held in city.known() if held.origin is Origin.COUNTRY}
    return [column for column in dictionary() if column.key in used and column.sources]


def drawings(city: ContextProfile, peers: Sequence[Peer]) -> list[Drawing]:
    """The city and its peers on the whole world, for wide screens, and closer, for narrow ones; empty for none to draw."""
    found = [(0, city.label, city.city.latitude, city.city.longitude)] if city.city else []
    found += [
        (number, peer.city, peer.latitude, peer.longitude)
        for number, peer in enumerate(peers, 1)
        if peer.latitude is not None and peer.longitude is not None
    ]
    if not found:
        return []
    places = [project(latitude, longitude) for _, _, latitude, longitude in found]
    drawn = []
    for screen, frame, share in (("wide", WHOLE, WIDE), ("narrow", around(places, LEAST), NARROW)):
        radius = share * frame.width
        marks = zip(found, spots(places, radius, frame), strict=True)
        marked = tuple(Marked(number, name, spot) for (number, name, *_), spot in marks)
        drawn.append(Drawing(screen, frame, radius, marked))
    return drawn
