"""Whether a sentence names a place, and another one than it is said to be about."""

import re
from functools import cache

from corpus.gazetteer import country_code, fold, table_lines

LARGE = 300_000
"""People from which a city is told by the first word of a sentence: Most and Mobile are cities too."""

_RUN = re.compile(r"[^\W\d_][\w’'-]*")
_AT = frozenset(
    ("in", "at", "from", "to", "near", "around", "across", "outside", "between", "like", "than")
)
_DATES = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"),
        *("sunday", "i"),
    )
)  # fmt: skip
LONGEST = 3
"""Words of a place's name that are looked up."""

SHORTEST = 4
"""Letters of a country's name; of the codes those that people write count."""

CODES = ("US", "USA", "UK", "UAE", "DRC")

_PERSON = re.compile(r"\b(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? (?:[A-Z]\. )*|(?:[A-Z]\. )+)[A-Z][\w’'-]*")


def is_elsewhere(sentence: str, place: str) -> bool:
    """Whether a sentence names a city, a country or what may be a place, but neither part of `City, Country`.

    What may be a place is a word with a capital behind `in`, `from` and their like.
    """
    return not is_there(sentence, place) and _names_a_place(sentence)


def is_there(sentence: str, place: str) -> bool:
    """Whether a sentence has the name of the place or of its country."""
    return any(
        re.search(rf"(?<!\w){re.escape(part)}(?!\w)", sentence)
        for part in (place, *place.split(", "))
        if part
    )


def _names_a_place(sentence: str) -> bool:
    bare = _PERSON.sub("", sentence)
    names = [word[0].removesuffix("'s").removesuffix("’s") for word in _RUN.finditer(bare)]
    return any(_is_place(names, at) for at, word in enumerate(names) if word[0].isupper())


def _is_place(names: list[str], at: int) -> bool:
    if fold(names[at]) in _DATES:
        return False
    if at and names[at - 1].lower() in _AT:
        return True
    runs = [names[at : at + length] for length in range(1, LONGEST + 1)]
    least = [0 if at or len(run) > 1 else LARGE for run in runs]
    return any(map(_is_known, runs, least))


def _is_known(run: list[str], least: int) -> bool:
    name = " ".join(run)
    is_country = (len(name) >= SHORTEST or name in CODES) and country_code(name) is not None
    return is_country or _cities().get(fold(name), -1) >= least


@cache
def _cities() -> dict[str, int]:
    """People of the largest city of each main name, in folded spelling."""
    found: dict[str, int] = {}
    for line in table_lines():
        row = line.split("\t", 8)
        for name in (row[1], row[2]):
            found.setdefault(fold(name), int(row[7]))
    return found
