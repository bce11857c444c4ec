"""How well places are found: texts with the cities that they name, against what is found in them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadCollection
from corpus.gazetteer import country_code, fold
from ingest.labelled import load_lines
from ingest.places.lexicon import lexicon
from ingest.places.mentions import Mention, find_places
from ingest.places.rows import aliases_of

WITHIN = dict.fromkeys(("HK", "MO"), "CN") | dict.fromkeys(("PR", "GU", "VI"), "US")
WITHIN |= dict.fromkeys(("RE", "MQ", "GP", "GF", "NC", "PF", "YT"), "FR")
"""Territories that are written with their own name or with their state's."""


class Named(NamedTuple):
    """A city by its name and its country's code; `aliases` are all of its names, folded, as far as they are known."""

    name: str
    code: str
    aliases: frozenset[str]


class Text(NamedTuple):
    """A text with the cities that it names; `number` is its line in the file, from 1, `half` as the line has it."""

    number: int
    text: str
    cities: tuple[Named, ...]
    half: str | None


class Line(NamedTuple):
    """One text measured; `missed` and `false` are labels such as `Beira, MZ`."""

    number: int
    text: str
    right: int
    missed: tuple[str, ...]
    false: tuple[str, ...]


class Measures(NamedTuple):
    """Over the distinct cities of each text: counts; precision, recall and their harmonic mean, 0 to 1."""

    texts: int
    cities: int
    found: int
    right: int
    precision: float
    recall: float
    f1: float


def load_texts(file: Path, half: str | None = None) -> list[Text]:
    """Read JSON lines `{"text": …, "cities": [{"name", "country"}]}`; empty lines are passed over.

    Args:
        half: only lines whose "half" is this; None for all.
    Raises:
        BadCollection: the file cannot be read, or a line breaks the form; the message has its number.
    """
    return load_lines(file, half, _text)


def _text(file: Path, number: int, line: str) -> Text:
    try:
        held = json.loads(line)
        text, pairs = held["text"], [(city["name"], city["country"]) for city in held["cities"]]
    except (ValueError, KeyError, TypeError) as error:
        raise BadCollection(
            f'Line {number} of {file} is not of the form {{"text": …, "cities": [{{"name": …, "country": …}}]}}: '
            f"{type(error).__name__}: {error}."
        ) from error
    if not all(
        isinstance(given, str) for given in (text, *(part for pair in pairs for part in pair))
    ):
        raise BadCollection(f"Line {number} of {file}: text, name and country must be strings.")
    cities = dict.fromkeys(_given(file, number, *pair) for pair in pairs)
    return Text(number, text, tuple(cities), held.get("half"))


def _given(file: Path, number: int, name: str, country: str) -> Named:
    plain = fold(country).removeprefix("the ")
    code = country_code(country) or lexicon().countries.get(plain)
    if code is None:
        raise BadCollection(f"Line {number} of {file}: no country is called '{country}'.")
    return Named(name, code, frozenset({_plain(name)}))


def _plain(name: str) -> str:
    """Folded, with the saints written out."""
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in fold(name).split())


def _same(given: Named, found: Named) -> bool:
    """Whether both are one city: of one country, and the name given is one of the names of the other."""
    country = WITHIN.get(given.code, given.code) == WITHIN.get(found.code, found.code)
    return country and bool(given.aliases & found.aliases)


def _found(mentions: Sequence[Mention]) -> list[Named]:
    """The distinct cities among mentions."""
    cities: dict[object, Named] = {}
    for mention in mentions:
        if mention.city:
            names = {
                mention.city.name,
                mention.city.ascii_name,
                mention.text,
                *aliases_of(mention.city.id),
            }
            held = Named(mention.city.name, mention.country_code, frozenset(map(_plain, names)))
            cities[mention.city.id] = held
        elif mention.kind == "city":
            key = _plain(mention.text)
            cities[key, mention.country_code] = Named(
                mention.text, mention.country_code, frozenset({key})
            )
    return list(cities.values())


def measure(texts: Sequence[Text]) -> tuple[Measures, list[Line]]:
    """Find the places of each text and hold them against those given."""
    lines = [_line(text) for text in texts]
    cities = sum(len(text.cities) for text in texts)
    right = sum(line.right for line in lines)
    found = right + sum(len(line.false) for line in lines)
    precision = right / found if found else 1.0
    recall = right / cities if cities else 1.0
    f1 = 2 * precision * recall / (precision + recall) if right else float(not found + cities)
    return Measures(len(texts), cities, found, right, precision, recall, f1), lines


def _line(text: Text) -> Line:
    left = _found(find_places([text.text]))
    missed = []
    for given in text.cities:
        match = next((one for one in left if _same(given, one)), None)
        if match:
            left.remove(match)
        else:
            missed.append(f"{given.name}, {given.code}")
    false = tuple(f"{one.name}, {one.code}" for one in left)
    return Line(text.number, text.text, len(text.cities) - len(missed), tuple(missed), false)
