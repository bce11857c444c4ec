"""What narrows the last answer by a value in a person's own words: places, subjects, sizes of cities."""

import re

from api.chat.moves import Narrow
from api.chat.placing import is_country
from api.chat.spelling import bare, unaccented
from api.chat.values import called
from corpus.gazetteer import fold

ONLY = "(?:only|just|solo|solamente|unicamente|so|somente|apenas|seulement|uniquement)"
_PART = r"([^\n?!;:]{2,60}?)"
_VALUE = f"(?P<value>{_PART})"
_FROM = (
    "(?:from|in|on|about|with|of|for|de|del|en|em|da|do|das|dos|na|no|des|du|dans|sur|au|aux|d[’'])"
)
_ONES = "(?:the |any |all |some )?(?:ones|those)"
_NOUNS = "(?:ones|cases|case studies|examples|practices|cities|projects|answers|casos|ejemplos|exemplos|exemples|cas|ciudades|cidades|villes)"
_VALUES = (
    rf"(?:and |now )?(?:please )?(?:show (?:me |us )?|give (?:me |us )?)?{ONLY} (?:(?:the |any |all |some |les |los |os |as )?{_NOUNS} |those |los |las |os |as |ceux |celles )?(?:{_FROM}\s?(?<=[\s’']))(?:the |la |l[’'])?{_VALUE}(?: please)?",
    rf"(?:and |now )?(?:show (?:me |us )?|give (?:me |us )?)?{_ONES} (?:{_FROM} ){_VALUE}(?: {ONLY})?(?: please)?",
    rf"(?:narrow|limit|restrict|filter)(?: (?:it|this|that|them|the answer|the list))?(?: down)? (?:to|by|for|on)(?: (?:(?:the |any |all )?{_NOUNS} )?{_FROM})? {_VALUE}(?: please)?",
    rf"{ONLY} (?:the )?(?P<value>[^\n?!;:]{{2,40}}? (?:cities|countries|towns|places|ones|cases|examples|regions))(?: please)?",
)
_WITHOUT = re.compile(
    r"(?:(?:and |but )?(?:not|nothing|none|except|exclude|excluding|without|leave out|no|sin|sem|sans)(?: (?:from|in|those from|the ones from|de|em|en))?) (?P<value>[^\n?!;:]{2,40}?)",
    re.IGNORECASE,
)
_ALSO = re.compile(
    rf"(?:and )?also (?:{_FROM} )?{_PART}|and (?:from )?{_PART} (?:too|as well)", re.IGNORECASE
)
_OF_VALUES = tuple(re.compile(one, re.IGNORECASE) for one in _VALUES)
_MAYBE = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (rf"{ONLY} (?:the )?{_VALUE}(?: please)?", rf"{_VALUE} only(?: please)?")
)
_LEADING = r"(?:(?:(?:and|now|please|can you|could you) )*(?:(?:show|give|list|find|tell)(?: me| us)?|(?:is|are|was|were) there|do you (?:have|know)|have you (?:got)?|got|what about|how about|hay|tienes?|tienen|tem|tens|voce tem|tu as|vous avez|ha|y a[- ]t[- ]il|avez[- ]vous|as[- ]tu) )?"
_SOME = "(?:anything|something|everything|any|some|all|more|others?|another|algo|algun[oa]?s?|algum|alguma|alguns|algumas|des|du|mas|mais|otros|outros|todos|todo|tudo|tous|tout|plus|d['’]autres|quelque chose)"
_PLACED = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        rf"{_LEADING}{_SOME}(?: (?:more|else|other))?(?: (?:de )?{_NOUNS})?(?: (?:from|in|within|of|for|de|da|do|del|en|em|na|no|des|du|au)|(?= d[’'])) ?(?:d[’'])?(?:the |la |l[’'])?{_VALUE}(?: only| please)*",
        rf"{_LEADING}(?:(?:the|any|some|all|more|other|only) )*{_NOUNS} (?:from|in|within|of|for|de|da|do|del|en|em|na|no|du) {_VALUE}(?: only| please)*",
        rf"(?:and )?(?:what about |how about )?(?:from|in|for|en|em|na|no|de|da)? ?(?:the )?{_VALUE}(?: only| please)*",
    )
)
"""What narrows only where the value is known: examples from Africa, but not examples of car-free days."""

MOST_WORDS = 4
"""Words of a value; what is longer is a sentence of its own."""


def of_value(text: str) -> Narrow | None:
    """A value that the last answer is to be narrowed to, or that is to be left out; None where none is written."""
    text = bare(text).rstrip(".!?… ")
    plain = unaccented(text)
    if found := _ALSO.fullmatch(plain):
        value = text[slice(*found.span(1 if found[1] else 2))].strip()
        return Narrow(value, also=True) if _short(value) else None
    if (found := _WITHOUT.fullmatch(plain)) and _known(text[slice(*found.span("value"))]):
        return Narrow(text)  # told that it cannot be: an answer is narrowed to, not by
    return _placed(text, plain) or _called(text, plain)


def _placed(text: str, plain: str) -> Narrow | None:
    for pattern in _PLACED:
        if found := pattern.fullmatch(plain):
            value = text[slice(*found.span("value"))].strip()
            if _known(value):
                return Narrow(value)
    return None


def _called(text: str, plain: str) -> Narrow | None:
    for patterns, sure in ((_OF_VALUES, True), (_MAYBE, False)):
        found = next(filter(None, (one.fullmatch(plain) for one in patterns)), None)
        value = text[slice(*found.span("value"))].strip() if found else ""
        if value and _short(value):
            return Narrow(value, sure=sure)
    return None


def _known(value: str) -> bool:
    """Whether it is a country, or of the tables of api/chat/values.py."""
    return called(value) is not None or is_country(value)


def _short(value: str) -> bool:
    return 1 <= len(fold(value).split()) <= MOST_WORDS
