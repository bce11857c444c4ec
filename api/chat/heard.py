"""What a message wants: a move in the conversation, or a question that stands alone.

A follow-up is recognised only where nothing else was written: whatever names a subject of its own is a question, so
that a quote of an answer, or a text that gives orders, is only ever searched for.
"""

import re

from api.chat.aspects import about
from api.chat.comparing import comparing
from api.chat.moves import About, Aspect, Elsewhere, Move, Narrow, Question, SetCity, Wish
from api.chat.naming import elsewhere, settled
from api.chat.narrowings import narrowing
from api.chat.opinions import opinion
from api.chat.phrases import phrase
from api.chat.placing import is_country
from api.chat.references import pointed
from api.chat.talk import Talk
from api.chat.values import is_region
from assistant.assistant import MAX_QUESTION
from corpus.gazetteer import fold

LONGEST = 120
"""Characters of what can be a follow-up; a city with a question behind it, or a comment, may be longer."""

HELP = ("?", "??", "???", "/help", "/start")

_WITHIN = re.compile(
    r"(?:in|about|on|for)?\s*#?(?:number |no\. ?)?(?P<number>[1-9]\d?)\s*[:,]\s+(?P<words>\D.{3,})",
    re.DOTALL,
)
_NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,3}")
_FIRST = re.compile(r"^(?:(?:and|so|ok|okay|but|now|well|then|please|also) )+(?=\w)")
_LAST = re.compile(r" (?:please|then|again|exactly|though|por favor|s il vous plait|svp|now)$")


def heard(text: str, talk: Talk) -> Move:
    """The move that a message wants."""
    text = text.strip()
    if len(text) > MAX_QUESTION:
        return Question(text)  # refused with the limit
    if text in HELP:
        return Wish.HELP
    if said := opinion(text, fold(text)):
        return said
    if not any(map(str.isalnum, text)):
        return Wish.NOTHING
    short = _short(text, talk) if len(text) <= LONGEST else None
    return short or _settled(text) or Question(text)


def _settled(text: str) -> SetCity | None:
    named = settled(text)
    return SetCity(named.name, named.rest) if named else None


def may_point(text: str) -> bool:
    """Whether a message may mean an item by its city, which only what was shown can tell."""
    if len(text) > LONGEST:
        return False
    names = _NAME.finditer(text)
    return any(about(fold(f"{text[: m.start()]} 1 {text[m.end() :]}")) for m in names)


def _short(text: str, talk: Talk) -> Move | None:
    said = fold(text)
    plain = _LAST.sub("", _FIRST.sub("", said))
    readings = dict.fromkeys((said, plain))
    wish = next(filter(None, map(phrase, readings)), None)
    return (
        wish
        or narrowing(text, plain)
        or comparing(text, said)
        or _at(elsewhere(text))
        or _of_item(text, readings, talk)
    )


def _of_item(text: str, readings: dict[str, None], talk: Talk) -> Move | None:
    for words in readings:
        if move := about(words) or about(pointed(words, talk.places)):
            return move
    if (found := _WITHIN.fullmatch(text)) and talk.question:
        return About(int(found["number"]), Aspect.WORDS, found["words"].strip())
    return None


def _at(place: str) -> Elsewhere | Narrow | None:
    if not place:
        return None
    return Narrow(place) if is_region(place) or is_country(place) else Elsewhere(place)
