"""Names of cities in messages: set, asked about, or only words that look like one."""

import re
from typing import NamedTuple

from api.chat.placing import (
    MOST_WORDS,
    SMALL,
    by_own_name,
    common,
    is_city,
    is_country,
    may_be_place,
    nearly_city,
    proper,
    without_article,
)
from api.chat.spelling import bare, unaccented
from api.chat.values import is_region
from api.chat.whose_city import CITY_WORD, ELSEWHERE, LIKELY, OFFICE, STATED, SURE, WHOLE
from corpus.gazetteer import fold

_WORD = re.compile(r"[\w’'-]+,?")
_END = re.compile(r"[.;!?\n–—]| - ")
_GOES_ON = re.compile(
    r"\s*(?:$|[,.;:!?()–—\n-]|(?:and|where|but|how|what|which|who|why|when|can|could|do|does|is|are|our|we|my|the|i|with|now|today|right now|currently|please"
    r"|y|e|et|mais|pero|mas|como|que|cual|donde|nuestr[oa]s?|onde|noss[oa]s?|comment|quel\w*|nos|notre|ou|por favor|svp)\b)",
    re.IGNORECASE,
)
"""What may stand behind the name of a city; any other word belongs to the name: Lagos Island, Green bonds."""

_OTHER = re.compile(r"\s*(?:,|and|or|y|e|o|et|ou|&)\s+(?P<name>[^\n,.;:!?]{2,60}?)\s*[.!?]*")
MOST_ALONE = 3
"""Words of a name that is not known, where it is all that is written."""

_NOT_NAMES = frozenset({"hall", "park", "council", "center", "centre"})
"""What stands behind "city" without being one."""


class Named(NamedTuple):
    """The name of a city, and what is said after it; `other` is a second one that was named beside it."""

    name: str
    rest: str = ""
    other: str = ""


def settled(text: str) -> Named | None:
    """The city that a message says is the asking one; None where it says nothing of the kind."""
    text = bare(text)
    plain = unaccented(text)
    if WHOLE.fullmatch(plain) and is_city(whole := text.rstrip(" .!?")):
        return Named(whole)
    for pattern, read in ((SURE, _surely), (STATED, _first), (LIKELY, _likely)):
        if found := pattern.fullmatch(plain):
            return read(text[found.start("rest") :])
    found = CITY_WORD.fullmatch(plain)
    return _of_word(text[found.start("rest") :], found["word"].lower()) if found else None


def elsewhere(text: str) -> str:
    """The place for which the last question is asked again; empty for none."""
    text = bare(text)
    found = ELSEWHERE.fullmatch(unaccented(text))
    if not found:
        return ""
    name = without_article(text[slice(*found.span("name"))].strip(" ,."))
    if is_region(name):
        return name
    # where "in" is written any name is looked up: a place of few people is known to its own server only
    told = may_be_place(name) and (found["at"] or is_country(name) or nearly_city(name))
    return name if told else ""


def alone(text: str) -> str:
    """The city whose name is all that was written; empty where it is none, or a common word."""
    name = bare(text).rstrip(" ?!.…")
    known = name[:1].isupper() and not WHOLE.fullmatch(name) and not all(map(common, name.split()))
    return name if known and may_be_place(name) and is_city(name) and by_own_name(name) else ""


def _surely(rest: str) -> Named | None:
    """The name up to the end of its sentence; with what follows, where it is short enough for one."""
    end = _END.search(rest)
    name, after = (rest[: end.start()], rest[end.end() :]) if end else (rest, "")
    name = name.strip(" ,'\"“”")
    held = _WORD.findall(name)
    if not held or len(held) > MOST_WORDS + 1:
        return _first(rest)
    return Named(name, _asking(after)) if proper(held[0]) else None


def _likely(rest: str) -> Named | None:
    """The city, or that of the office or job that is named."""
    if found := _first(rest):
        return found
    office = OFFICE.match(unaccented(rest))
    return _first(rest[office.end() :]) if office else None


def _of_word(rest: str, word: str) -> Named | None:
    """What stands behind the word city: a known name and nothing more, or one that may be misspelt."""
    held = _WORD.findall(rest)
    if not held or fold(held[0]) in _NOT_NAMES:
        return None
    if word == "city" and len(held) == 1 and not common(held[0]):
        return Named(rest.strip(" ,.!?"))
    found = _first(rest)
    return None if found and word == "use" and all(map(common, found.name.split())) else found


def _first(rest: str) -> Named | None:
    """The city that a text begins with: the longest name that is one, else the only words where they may be one."""
    held = list(_WORD.finditer(rest))
    end = _END.search(rest)
    last = end.start() if end else len(rest)
    names = [word for word in held[:MOST_WORDS] if word.start() < last]
    if not names or not proper(names[0][0]):
        return None
    for size in range(_reach(names), 0, -1):
        stop = names[size - 1].end()
        name = rest[:stop].strip(" ,")
        if may_be_place(name) and is_city(name):
            return _named(name, rest[len(rest[:stop].rstrip(" ,")) :])
    only = len(names) == len(held) and len(names) <= MOST_ALONE
    name = rest[:last].strip(" ,")
    return Named(name) if only and may_be_place(name) and not is_country(name) else None


def _named(name: str, after: str) -> Named | None:
    """A name and what follows; None where what follows belongs to it."""
    if other := _OTHER.fullmatch(after):
        city = other["name"]
        if may_be_place(city) and is_city(city):
            return Named(name, other=city)
    return Named(name, _asking(after)) if _GOES_ON.match(unaccented(after)) else None


def _reach(names: list[re.Match[str]]) -> int:
    """How many words may be of the name: those before the first that is small and English."""
    for at, word in enumerate(names):
        if not proper(word[0]) and fold(word[0]) not in SMALL:
            return at
    return len(names)


def _asking(after: str) -> str:
    """What follows a name, where it is more than a word or two."""
    rest = re.sub(r"^[\s,.;:!?–—-]+(?:(?:and|where|but|y|e|et)\s+)?", "", after).strip()
    return rest if len(rest.split()) > 2 else ""
