"""Whether a name is that of a city or country, or only words that look like one."""

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache

from corpus.errors import AmbiguousCity, UnknownCity
from corpus.gazetteer import country_code, fold, resolve
from corpus.language_words import english, words
from corpus.nouns import City

MOST_WORDS = 6
"""Words of a city's name with its country."""

SMALL = frozenset(
    {"de", "da", "do", "di", "del", "la", "las", "le", "los", "el", "al", "of", "dos", "und", "sur", "and", "the", "es", "du", "des", "les", "van", "von", "der", "am", "an", "upon", "nad"}
)  # fmt: skip
"""Small words within names of places."""

_ARTICLE = re.compile(r"(?:the|[oa]s?|el|la|los|las|les?|il|lo)\s+|l['’]", re.IGNORECASE)
_SHORT = re.compile(r"[A-Z]{2,5}s?")
_CAMEL = re.compile(r"[a-z][A-Z]")
_KNOWN_SHORT = frozenset({"NYC", "CDMX"})
"""Cities that are called by capitals only; any other such word is a technique, a kind of office or a currency."""

_ALIAS = 4
"""Letters up to which a word in small letters has to be a city's own name: tables of other names have codes."""

_ALIKE = 0.85
"""From which likeness to a known name on a word is taken for a misspelt city."""


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
    found = _one(city)
    return found.country if found else ""


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
    """Whether it is called as a known place, and can hardly be anything else; or as a place may be that is not known."""
    held = name.split()
    if not held or len(held) > MOST_WORDS or _short(name) or not _may_be_name(held):
        return False  # before anything is looked up: not to find a city takes long
    if is_city(name) or is_country(name):
        return held[0][:1].isupper() or by_own_name(name)
    return held[0][:1].isupper() and not _CAMEL.search(name) and all(map(_foreign_or_small, held))


def without_article(name: str) -> str:
    """A name without the article before it, where it is known only so: `o Recife` → `Recife`, but `La Paz`."""
    rest = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    known = rest != name and rest[:1].isupper() and not (is_city(name) or is_country(name))
    return rest if known else name


@lru_cache(1024)
def nearly_city(name: str) -> bool:
    """Whether it is a city, or spelled nearly as one."""
    try:
        resolve(name)
    except AmbiguousCity:
        return True
    except UnknownCity as error:
        return any(_alike(name, label) for label in error.nearest)
    return True


def proper(word: str) -> bool:
    """Whether a word may begin a name."""
    return word[:1].isupper() or foreign(word)


def foreign(word: str) -> bool:
    """Whether it is no English word; names of places mostly are none."""
    folded = fold(word)
    return bool(folded) and not folded[0].isdigit() and folded not in english()


def by_own_name(name: str) -> bool:
    """Whether a known name is that of the city itself, where it is so short that it could be a code of the tables."""
    found = _one(name) if len(name) <= _ALIAS else None
    return found is None or fold(name) in (fold(found.name), fold(found.ascii_name))


def common(word: str) -> bool:
    """Whether it is a word of a language that questions are asked in."""
    return not foreign(word) or fold(word) in _of_other_languages()


def _foreign_or_small(word: str) -> bool:
    return foreign(word) or fold(word) in SMALL


def _short(name: str) -> bool:
    return bool(_SHORT.fullmatch(name)) and name not in _KNOWN_SHORT


def _may_be_name(held: list[str]) -> bool:
    """Whether words are written as names are; in small letters, whether they are no common words."""
    if held[0][:1].isupper():
        return all(word[:1].isupper() or fold(word) in SMALL for word in held)
    return any(map(str.isalpha, "".join(held))) and not all(map(common, held))


def _one(name: str) -> City | None:
    try:
        return resolve(name) if is_city(name) else None
    except AmbiguousCity:
        return None


def _alike(name: str, label: str) -> bool:
    known = label.split(",", maxsplit=1)[0]
    return SequenceMatcher(None, fold(name), fold(known)).ratio() >= _ALIKE


@cache
def _of_other_languages() -> frozenset[str]:
    return frozenset(word for held in words().values() for word in held)
