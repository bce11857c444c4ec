"""What a message wants: a move in the conversation, or a question that stands alone.

A follow-up is recognised only where nothing else was written: whatever names a subject of its own is a question, so
that a quote of an answer, or a text that gives orders, is only ever searched for.
"""

import re

from api.chat.aspects import about
from api.chat.comparing import comparing
from api.chat.going_on import going_on
from api.chat.moves import (
    About,
    Aspect,
    Either,
    Elsewhere,
    Fits,
    Move,
    Narrow,
    Question,
    SetCity,
    Wish,
)
from api.chat.naming import alone, elsewhere, settled
from api.chat.narrowings import narrowing
from api.chat.opinions import kind_word, opinion
from api.chat.phrases import phrase
from api.chat.placing import is_country
from api.chat.references import pointed
from api.chat.talk import Talk
from api.chat.vague import vague
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
_FIRST = re.compile(
    r"^(?:(?:and|so|ok|okay|but|now|well|then|please|also|sorry|y|e|et|pero|entonces|entao|alors) )+(?=\w)"
)
_LAST = re.compile(r" (?:please|then|again|exactly|though|por favor|s il vous plait|svp|now)$")
_ASKED = re.compile(
    r"^(?:(?:can|could|would|will) you (?:please )?(?:also )?(?:give|tell|show|send|list)(?: me| us)? |(?:please )?(?:tell|show|give) (?:me|us) |(?:can|could|would) you (?:please )?(?=open|read|explain|compare|describe|summari|translate)|do you (?:happen to )?know |i (?:want|would like|d like|need) to (?:know|see) |any idea "
    r"|(?:puedes|puede|podrias|podria|pode|poderia) (?:decirme|decirnos|me dizer|nos dizer) |(?:sabes|sabe|voce sabe|savez vous|sais tu) |(?:peux tu|pouvez vous|pourriez vous) (?:me |nous )(?:dire|montrer) )(?=\w)"
)


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
    return short or _settled(text) or _behind(text, talk) or _asked(text, talk)


def _asked(text: str, talk: Talk) -> Move:
    """A question, unless it has no word to go by and there is something that it may be on."""
    return Wish.VAGUE if (talk.question or talk.shown) and vague(text) else Question(text)


def _settled(text: str) -> SetCity | Either | None:
    named = settled(text)
    if named is None:
        return None
    return Either((named.name, named.other)) if named.other else SetCity(named.name, named.rest)


def _behind(text: str, talk: Talk) -> Move | None:
    """What is asked behind a kind word; of the item that the word was on, where it asks of one."""
    kind = kind_word(text)
    if kind is None:
        return None
    move = (_short(kind.asked, talk) if len(kind.asked) <= LONGEST else None) or _asked(
        kind.asked, talk
    )
    if isinstance(move, About | Fits) and not move.number:
        return move._replace(number=kind.number)
    return move


def may_point(text: str) -> bool:
    """Whether a message may mean an item by its city, which only what was shown can tell."""
    if len(text) > LONGEST:
        return False
    names = _NAME.finditer(text)
    return any(about(fold(f"{text[: m.start()]} 1 {text[m.end() :]}")) for m in names)


def _short(text: str, talk: Talk) -> Move | None:
    said = fold(text)
    plain = _LAST.sub("", _FIRST.sub("", said))
    readings = dict.fromkeys((said, plain, _ASKED.sub("", plain)))
    return (
        next(filter(None, map(phrase, readings)), None)
        or narrowing(text, plain)
        or comparing(text, plain)
        or next(filter(None, map(about, readings)), None)
        or _at(elsewhere(text))
        or _of_item(text, readings, talk)
        or _at(alone(text), first=not talk.question)
    )


def _of_item(text: str, readings: dict[str, None], talk: Talk) -> Move | None:
    for words in readings:
        if move := about(pointed(words, talk.places)):
            return move
    if (found := _WITHIN.fullmatch(text)) and talk.question:
        return About(int(found["number"]), Aspect.WORDS, found["words"].strip())
    if not (talk.question or talk.shown):
        return None
    return next(filter(None, (going_on(text, pointed(one, talk.places)) for one in readings)), None)


def _at(place: str, *, first: bool = False) -> Elsewhere | Narrow | SetCity | None:
    if not place:
        return None
    if is_region(place) or is_country(place):
        return Narrow(place)
    return SetCity(place) if first else Elsewhere(place)
