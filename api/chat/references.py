"""Which item a follow-up means: a number, an ordinal, a pronoun, or the city that it comes from."""

import re
from collections.abc import Sequence

from api.chat.moves import EACH, LAST
from api.chat.talk import Talk
from corpus.gazetteer import fold

ORDINALS = {
    "first": 1, "1st": 1, "primero": 1, "primera": 1, "primeiro": 1, "primeira": 1, "premier": 1, "premiere": 1,
    "second": 2, "2nd": 2, "segundo": 2, "segunda": 2, "deuxieme": 2,
    "third": 3, "3rd": 3, "tercero": 3, "tercera": 3, "terceiro": 3, "terceira": 3, "troisieme": 3,
    "fourth": 4, "4th": 4, "cuarto": 4, "quarto": 4, "quatrieme": 4,
    "fifth": 5, "5th": 5, "quinto": 5, "cinquieme": 5,
    "sixth": 6, "6th": 6, "sexto": 6, "sixieme": 6,
}  # fmt: skip

CARDINALS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
"""Numbers in words; "one" is a pronoun, but for "number one"."""

_WORDS = {**ORDINALS, **CARDINALS}

_ALL = "each(?: one| of them)?|all(?: of them| of these| three)?|all of those|both(?: of them)?|todos|todas|tous|toutes"
_NOUN = (
    "one|answer|case|practice|example|city|item|result|case study|project|programme|program"
    "|caso|exemplo|ejemplo|proyecto|projeto|cas|exemple|projet"
)
_ONE = (
    "it|its|this|that|they|them|these|those|this one|that one|the project|the programme|the program|the practice"
    f"|(?:this|that) (?:{_NOUN})|eso|esto|isso|isto|ca|cela|el proyecto|o projeto|le projet"
)
_NUMBER = "(?:number|no|nr|item|case|answer|option|practice|example|result|numero|caso|cas)"
NUMBERED = (
    "(?:(?:in|the|el|la|o|a|le|l) )?(?:"
    rf"(?:{_NUMBER} )?[1-9]\d?(?: (?:one|case|project|example|answer))?|(?:{_NUMBER} )?(?:{'|'.join(CARDINALS)})|{_NUMBER} one"
    rf"|(?:one|case|project|example) (?:in|from|of|about) [1-9]\d?"
    rf"|(?:{'|'.join(ORDINALS)})(?: (?:{_NOUN}))?)"
)
"""Folded words that name an item by its number."""

_LAST = (
    rf"the last(?: (?:{_NOUN}))?|(?:el|la|o|a) ultim[oa](?: (?:{_NOUN}))?|le dernier|la derniere"
)

REFERENCE = f"{NUMBERED}|{_LAST}|{_ONE}|{_ALL}"
"""Folded words that name an item, the last one, the one last spoken of, or all of them."""


def number(words: str | None) -> int:
    """The number that folded words mean; 0 for the one last spoken of, EACH for all, LAST for the last."""
    said = (words or "").strip()
    if re.fullmatch(_ALL, said):
        return EACH
    if re.fullmatch(_LAST, said):
        return LAST
    if found := re.search(r"\d+(?!\w)", said):
        return int(found[0])
    if re.fullmatch(rf"(?:the )?{_NUMBER} one", said):
        return 1
    return next((_WORDS[word] for word in said.split() if word in _WORDS), 0)


def pointed(folded: str, places: Sequence[str]) -> str:
    """The folded text with the city of an item that was shown replaced by the item's number.

    `what went wrong in santiago` → `what went wrong in 1`.
    """
    for at, place in enumerate(places, 1):
        name = fold(place)
        if name and re.search(rf"\b{name}\b", folded):
            return re.sub(rf"\b{name}(?: s)?\b", str(at), folded, count=1)
    return folded


def assumed(number: int, talk: Talk) -> tuple[str, ...]:
    """A line that says which item is meant, where none was named or spoken of and there are others.

    Args:
        number: as it was written; 0 for none.
    """
    if number or talk.about or len(talk.shown) < 2:
        return ()
    return ("I take it that you mean 1; name another by its number.",)


def others_of(number: int, text: str, talk: Talk) -> tuple[str, ...]:
    """A line that names the other items of a city by which an item was called."""
    place = talk.places[number - 1] if number <= len(talk.places) else ""
    called = place and re.search(rf"\b{fold(place)}\b", fold(text))
    others = [str(n) for n, one in enumerate(talk.places, 1) if one == place and n != number]
    if not called or not others:
        return ()
    told = "is" if len(others) == 1 else "are"
    return (f"{number} is meant; {', '.join(others)} {told} of {place} too. Ask by the number.",)
