"""Names of cities in messages: set, asked about, or only words that look like one."""

import re
from typing import NamedTuple

from api.chat.placing import MOST_WORDS, SMALL, foreign, is_city, may_be_place, proper
from corpus.gazetteer import fold

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
    r")\s+(?P<name>[^\n?!;:]{2,60}?)(?:\s+then|\s+instead|\s+please)?\s*[?!.…]*",
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
    return name if name and may_be_place(name) else ""


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
    if not names or not proper(names[0][0]):
        return None
    for size in range(_reach(names), 0, -1):
        stop = names[size - 1].end()
        name = rest[:stop].strip(" ,")
        if may_be_place(name) and is_city(name):
            return Named(name, _asking(rest[stop:]))
    alone = len(names) == len(words) and len(names) <= 3
    return (
        Named(rest[:last].strip(" ,"), "") if alone and all(foreign(w[0]) for w in names) else None
    )


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
