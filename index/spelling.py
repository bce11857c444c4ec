"""Misspelt words of a question, mended by the words that the passages are written in."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

SHORTEST = 6
"""Letters of a word that is looked at; shorter ones are near to too many others."""

LONG = 8
"""Letters from which two slips are mended; below, one."""

SEEN = 2
"""Passages in which a word must stand to be what was meant."""

_ENDINGS = (
    "s",
    "es",
    "d",
    "ed",
    "r",
    "er",
    "rs",
    "ers",
    "ing",
    "ee",
    "ly",
    "ist",
    "ise",
    "ised",
    "ize",
    "ized",
)

_WORD = re.compile(rf"(?<![\w’'-])[A-Za-z]{{{SHORTEST},40}}(?![\w’'])")


class Mended(NamedTuple):
    """A question with its misspelt words mended, and each change as `(as written, as meant)`."""

    text: str
    changes: tuple[tuple[str, str], ...]


def mended(question: str, spelt: Mapping[str, int], is_word: Callable[[str], bool]) -> Mended:
    """Mend words that neither the passages nor the language know and that are near to one that passages have.

    A slip is a letter too many, too few, another, or two changed round (optimal string alignment). A word
    with a capital letter inside a question is a name and stays.

    Args:
        spelt: words of the passages in lower case, with the number of passages.
        is_word: tells whether a word in lower case is one of the language.
    """
    changes: dict[str, str] = {}
    for word in _doubtful(question):
        low = word.lower()
        if low not in spelt and not _formed(low, is_word) and (meant := _nearest(low, spelt)):
            changes[word] = meant
    text = _WORD.sub(lambda match: changes.get(match[0], match[0]), question)
    return Mended(text, tuple(changes.items()))


def _doubtful(question: str) -> Iterator[str]:
    for match in _WORD.finditer(question):
        opens = not re.search(r"\w", question[: match.start()].rpartition(". ")[2])
        if match[0].islower() or (opens and match[0].istitle()):
            yield match[0]


def _formed(word: str, is_word: Callable[[str], bool]) -> bool:
    """True for a word of the language, and for one with a common ending: `masts`, `vandalised`."""
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return is_word(word) or any(is_word(s) or is_word(s + "e") for s in stems if len(s) > 2)


def _nearest(word: str, spelt: Mapping[str, int]) -> str | None:
    """The commonest of the nearest words that begin alike; None where none is near enough."""
    from rapidfuzz.distance import OSA

    slips = 2 if len(word) >= LONG else 1
    near = [
        (distance, -count, other)
        for other, count in spelt.items()
        if count >= SEEN and other[0] == word[0] and abs(len(other) - len(word)) <= slips
        if (distance := OSA.distance(word, other, score_cutoff=slips)) <= slips
    ]
    return min(near)[2] if near else None
