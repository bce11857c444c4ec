"""Names of places in a question: which city asks, and what the question is about once they are out."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from corpus.gazetteer import country_code, find, fold
from corpus.nouns import City
from index.analysis import terms

LONGEST = 4
"""Words of a place's name."""

_NAME = r"[^\W\d_a-z][\w’'-]*(?:[ -][^\W\d_a-z][\w’'-]*){0,3}"
_NAMED = re.compile(rf"(?<!\w)(?P<city>{_NAME}), (?P<country>{_NAME})")
_WORD = re.compile(r"[\w’'-]+")
_BEFORE = re.compile(
    r"(?:\b(?:here|we are|in|at|of|near|from|around|to|for|the)\s+)+$", re.IGNORECASE
)


class Places(NamedTuple):
    """A question with regard to places.

    Attributes:
        city: the city that asks, where the question names it with its country.
        searched: the question without that city's name, which says nothing of what is asked.
        subject: the question without the name of any country or city of the collection; the same as
            `searched` where nothing else is in it.
    """

    city: City | None
    searched: str
    subject: str


def places(question: str, known: Collection[str]) -> Places:
    """Read the places that a question names.

    Args:
        known: folded names of the cities that the collection has something of: a question that names one
            of them may ask about it.
    """
    for match in _NAMED.finditer(question):
        city = _city(match["city"], match["country"])
        if city and fold(city.name) not in known:
            searched = _without(question, [match.span()])
            return Places(city, searched, _subject(searched, known))
    return Places(None, question, _subject(question, known))


def _city(name: str, country: str) -> City | None:
    """`Here in Ndola` and `Zambia`: the longest end of the name that is a city of that country."""
    code = country_code(country)
    parts = name.split(" ")
    ends = (" ".join(parts[at:]) for at in range(len(parts)))
    return next((city for end in ends if code and (city := find(end, code))), None)


def _subject(question: str, known: Collection[str]) -> str:
    rest = _without(question, list(_spans(question, known)))
    return rest if terms(rest) else question


def _spans(question: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where names of countries and of known cities stand, the longest first where several begin."""
    words, skip = list(_WORD.finditer(question)), 0
    for at in range(len(words)):
        for size in range(LONGEST, 0, -1) if at >= skip else ():
            last = words[min(at + size, len(words)) - 1]
            name = re.sub(r"[’']s$", "", question[words[at].start() : last.end()])
            if fold(name) in known or (len(name) > 3 and country_code(name)):
                skip = at + size
                yield words[at].start(), last.end()
                break


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without these spans and the small words that lead to them."""
    for start, end in reversed(spans):
        text = f"{_BEFORE.sub('', text[:start])} {text[end:].lstrip(' ,')}"
    return re.sub(r"\s+", " ", text).strip(" ,;:")
