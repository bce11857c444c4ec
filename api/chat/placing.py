"""Whether a name is that of a city or country, or only words that look like one."""

from functools import lru_cache

from corpus.errors import AmbiguousCity, UnknownCity
from corpus.gazetteer import country_code, fold, resolve
from corpus.language_words import english

MOST_WORDS = 6
"""Words of a city's name with its country."""

SMALL = frozenset(
    {"de", "da", "do", "di", "del", "la", "las", "le", "los", "el", "al", "of", "dos", "und", "sur", "and", "the"}
)  # fmt: skip
"""Small words within names of places."""


@lru_cache(1024)
def is_city(name: str) -> bool:
    """Whether there is a city of that name, or several."""
    try:
        resolve(name)
    except AmbiguousCity:
        return True
    except UnknownCity:
        return False  # kept, as to find none takes long
    return True


def country_of(city: str) -> str:
    """The country of the city of that name; empty where there is none, or several."""
    try:
        return resolve(city).country if is_city(city) else ""
    except AmbiguousCity:
        return ""


@lru_cache(1024)
def is_country(name: str) -> bool:
    """Whether it is a country, and no city of that country is called so: Brazil, not Singapore."""
    code = country_code(name) if len(fold(name)) > 3 else None
    if code is None:
        return False
    try:
        return resolve(name).country_code != code or fold(resolve(name).name) != fold(name)
    except UnknownCity:
        return True


def may_be_place(name: str) -> bool:
    """Whether it may be a place: no English words, or one that is known by that name."""
    words = name.split()
    if not words or len(words) > MOST_WORDS or not any(map(str.isalpha, name)):
        return False
    if all(foreign(word) for word in words if fold(word) not in SMALL):
        return True
    return proper(words[0]) and (is_city(name) or is_country(name))


def proper(word: str) -> bool:
    """Whether a word may begin a name."""
    return word[:1].isupper() or foreign(word)


def foreign(word: str) -> bool:
    """Whether it is no English word; names of places mostly are none."""
    folded = fold(word)
    return bool(folded) and not folded[0].isdigit() and folded not in english()
