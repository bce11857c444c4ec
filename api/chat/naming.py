"""Names of cities in messages: set, asked about, or only words that look like one."""

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.errors import AmbiguousCity, UnknownCity
from corpus.gazetteer import country_code, fold, resolve
from corpus.language_words import english

MOST_WORDS = 6
"""Words of a city's name with its country."""

_SMALL = frozenset("de da do di del la las le los el al of dos und sur and the".split())
_CITY = "(?:the )?(?:city|town|municipality) of "

_SURE = re.compile(
    r"(?:please )?(?:"
    r"(?:(?:my |our |the )?city|town|ciudad|mi ciudad|cidade|minha cidade|a minha cidade|ville|ma ville)\s*[:=]\s*"
    r"|(?:change|set|switch|make)(?: (?:the|my|our))?(?: asking)? city (?:to|=|is|:)\s*|switch to (?=[^\W\d_a-z])"
    r"|(?:my|our|the asking) city is (?:now )?|(?:mi|nuestra) ciudad es |(?:a )?(?:minha|nossa) cidade [eé] |(?:ma|notre) ville est "
    r"|(?:cambiar|cambia) (?:la |de )?ciudad (?:a|por) |(?:mudar|muda|mude) (?:a |de )?cidade (?:para|a) |changer (?:de |la )?ville (?:pour|en|à|:) "
    r")" + f"(?:{_CITY})?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LIKELY = re.compile(
    r"(?:hello|hi|hey|hola|ol[aá]|bonjour|good (?:morning|afternoon|evening))?[\s,.!]*(?:"
    r"(?:we|i)(?:['’]?m| am|['’]?re| are)(?: (?:here|now|writing|based|asking|sitting|working))? (?:in|from|at|for)"
    r"|(?:we|i) (?:work|live|come|ask)(?: (?:in|for|from|at))"
    r"|(?:answer|ask|asking) for|(?:use|city|town|ciudad|cidade|ville)"
    r"|(?:estamos|estoy|soy|somos|trabajo|trabajamos|vivo)(?: (?:en|de|para))"
    r"|(?:estamos|estou|sou|somos|trabalho|trabalhamos|moro)(?: (?:em|de|do|da|para|no|na))"
    r"|(?:nous sommes|je suis|je travaille|nous travaillons|j['’]habite)(?: (?:[àa]|de|pour|en))"
    r")\s+" + f"(?:{_CITY})?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ELSEWHERE = re.compile(
    r"(?:(?:and|but|ok|so|now|what|how|y|e|et)[\s,]+)*(?:"
    r"(?:what|how) about(?: (?:in|for))?|(?:and|y|e|et)(?: (?:in|for|en|em|para|no|na|à|a|pour))?"
    r"|(?:the )?same(?: (?:question|thing|again))?(?: (?:in|for|but for|but in))"
    r"|(?:lo mismo|o mesmo)(?: (?:en|para|em))|(?:la )?m[eê]me(?: (?:question|chose))(?: (?:pour|à))|in|for"
    r")\s+(?P<name>[^\n?!;:]{2,60}?)(?:\s+then|\s+instead)?\s*[?!.…]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'-]+,?")
_END = re.compile(r"[.;!?\n–—]| - ")


class Named(NamedTuple):
    """The name of a city, and what is said after it."""

    name: str
    rest: str = ""


def settled(text: str) -> Named | None:
    """The city that a message says is the asking one; None where it says nothing of the kind."""
    plain = text.strip()
    if found := _SURE.fullmatch(plain):
        return _surely(found["rest"])
    found = _LIKELY.fullmatch(plain)
    return _first(found["rest"]) if found else None


def elsewhere(text: str) -> str:
    """The place for which the last question is asked again; empty for none."""
    found = _ELSEWHERE.fullmatch(text.strip())
    name = found["name"].strip(" ,.") if found else ""
    return name if name and _may_be_place(name) else ""


def is_city(name: str) -> bool:
    """Whether there is a city of that name, or several."""
    try:
        _held(name)
    except AmbiguousCity:
        return True
    except UnknownCity:
        return False
    return True


def country_of(city: str) -> str:
    """The country of the city of that name; empty where there is none, or several."""
    try:
        return _held(city).rpartition(", ")[2]
    except UnknownCity:
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


@lru_cache(1024)
def _held(name: str) -> str:
    return resolve(name).label


def _surely(rest: str) -> Named | None:
    """The name up to the end of its sentence; with what follows, where it is short enough for one."""
    end = _END.search(rest)
    name, after = (rest[: end.start()], rest[end.end() :]) if end else (rest, "")
    name = name.strip(" ,'\"“”")
    if not name or len(_WORD.findall(name)) > MOST_WORDS + 1:
        return _first(rest)
    return Named(name, _asking(after))


def _first(rest: str) -> Named | None:
    """The city that a text begins with: the longest name that is one, else the only words where they may be one."""
    words = list(_WORD.finditer(rest))
    end = _END.search(rest)
    last = end.start() if end else len(rest)
    names = [word for word in words[:MOST_WORDS] if word.start() < last]
    while names and not _proper(names[0][0]):
        return None
    for size in range(_reach(names), 0, -1):
        stop = names[size - 1].end()
        name = rest[:stop].strip(" ,")
        if _may_be_place(name) and is_city(name):
            return Named(name, _asking(rest[stop:]))
    alone = len(names) == len(words) and len(names) <= 3
    return Named(rest[:last].strip(" ,"), "") if alone and all(_foreign(w[0]) for w in names) else None


def _reach(names: list[re.Match[str]]) -> int:
    """How many words may be of the name: those before the first that is small and English."""
    for at, word in enumerate(names):
        if not _proper(word[0]) and fold(word[0]) not in _SMALL:
            return at
    return len(names)


def _may_be_place(name: str) -> bool:
    words = name.split()
    if not words or len(words) > MOST_WORDS or not any(map(str.isalpha, name)):
        return False
    if all(_foreign(word) for word in words if fold(word) not in _SMALL):
        return True
    return _proper(words[0]) and (is_city(name) or is_country(name))


def _proper(word: str) -> bool:
    return word[:1].isupper() or _foreign(word)


def _foreign(word: str) -> bool:
    """Whether it is no English word; names of places mostly are none."""
    folded = fold(word)
    return bool(folded) and not folded[0].isdigit() and folded not in english()


def _asking(after: str) -> str:
    """What follows a name, where it is more than a word or two."""
    rest = re.sub(r"^[\s,.;:!?–—-]+(?:(?:and|where|but|y|e|et)\s+)?", "", after).strip()
    return rest if len(rest.split()) > 2 else ""
