"""Which item a follow-up means: a number, an ordinal, a pronoun, or the city that it comes from."""

import re
from collections.abc import Sequence

from api.chat.moves import EACH
from corpus.gazetteer import fold

ORDINALS = {
    "first": 1, "1st": 1, "primero": 1, "primera": 1, "primeiro": 1, "primeira": 1, "premier": 1, "premiere": 1,
    "second": 2, "2nd": 2, "segundo": 2, "segunda": 2, "deuxieme": 2,
    "third": 3, "3rd": 3, "tercero": 3, "tercera": 3, "terceiro": 3, "terceira": 3, "troisieme": 3,
    "fourth": 4, "4th": 4, "cuarto": 4, "quarto": 4, "quatrieme": 4,
    "fifth": 5, "5th": 5, "quinto": 5, "cinquieme": 5,
    "sixth": 6, "6th": 6, "sexto": 6, "sixieme": 6,
}  # fmt: skip

_ALL = "each(?: one| of them)?|all(?: of them| of these| three)?|all of those|both(?: of them)?|todos|todas|tous|toutes"
_NOUN = (
    "one|answer|case|practice|example|city|item|result|case study|caso|exemplo|ejemplo|cas|exemple"
)
_ONE = (
    "it|its|this|that|they|them|these|those|this one|that one|the project|the programme|the program|the practice"
    f"|(?:this|that) (?:{_NOUN}|project|programme|program)|eso|esto|isso|isto|ca|cela|el proyecto|o projeto|le projet"
)
NUMBERED = (
    "(?:(?:in|the|el|la|o|a|le|l) )?(?:"
    rf"(?:(?:number|no|nr|item|case|answer|option|practice|example|result|numero|caso|cas) )?[1-9]\d?"
    rf"|(?:{'|'.join(ORDINALS)})(?: (?:{_NOUN}))?)"
)
"""Folded words that name an item by its number."""

REFERENCE = f"{NUMBERED}|{_ONE}|{_ALL}"
"""Folded words that name an item, the one last spoken of, or all of them."""


def number(words: str | None) -> int:
    """The number that folded words mean; 0 for the one last spoken of, EACH for all."""
    said = (words or "").strip()
    if re.fullmatch(_ALL, said):
        return EACH
    if found := re.search(r"\d+(?!\w)", said):
        return int(found[0])
    return next((ORDINALS[word] for word in said.split() if word in ORDINALS), 0)


def pointed(folded: str, places: Sequence[str]) -> str:
    """The folded text with the city of an item that was shown replaced by the item's number.

    `what went wrong in santiago` → `what went wrong in 1`.
    """
    for at, place in enumerate(places, 1):
        name = fold(place)
        if name and re.search(rf"\b{name}\b", folded):
            return re.sub(rf"\b{name}(?: s)?\b", str(at), folded, count=1)
    return folded
