"""Misspelt words of a question in Spanish, Portuguese or French: the word of the language that was meant."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from assistant.dictionary import dictionary
from assistant.forms import infinitives, nouns
from corpus.gazetteer import fold
from corpus.language_words import words

SHORTEST = 6
"""Letters of a word in which a slip is mended; a missing accent is mended in shorter ones."""

ACCENTED_FROM = 4
"""Letters of a word in which a missing accent is mended."""

_SOUNDS = (
    (re.compile("(?<![cps])h"), ""),
    (re.compile("ph"), "f"),
    (re.compile("v"), "b"),
    (re.compile("z|c(?=[ei])"), "s"),
    (re.compile("qu|k"), "c"),
    (re.compile("j|g(?=[ei])"), "j"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)
"""Letters that are taken for one another, as they sound alike in one of the three languages."""


def meant(word: str, language: str) -> str | None:
    """What an unknown word was meant for; None where nothing is near.

    That is a word that differs by accents alone; else one that sounds alike; else a word of the glossary or of
    the language's list that begins alike and is one slip away: a letter too many, too few, another, or two
    changed round (optimal string alignment).
    """
    low = word.lower()
    folded = fold(low)
    written = _written(language)
    if len(low) >= ACCENTED_FROM and (same := written.get(folded)):
        return None if same == low else same
    if len(low) < SHORTEST:
        return None
    return _sounding(low, language) or _near(folded, words()[language])


@cache
def _written(language: str) -> Mapping[str, str]:
    """All words that are known of a language, from their folded form to how they are written."""
    known = dictionary(language)
    own = words()[language]
    return {fold(word): word for word in (known.words() if known else ())} | own


@cache
def _by_sound(language: str) -> Mapping[str, str]:
    return {_sound(folded): word for folded, word in _written(language).items()}


def _sounding(low: str, language: str) -> str | None:
    forms = (*nouns(low, language), *infinitives(fold(low), language))
    alike = (_by_sound(language).get(_sound(form)) for form in forms if len(form) >= SHORTEST)
    return next(filter(None, alike), None)


def _sound(folded: str) -> str:
    for letters, instead in _SOUNDS:
        folded = letters.sub(instead, folded)
    return folded


def _near(folded: str, known: Mapping[str, str]) -> str | None:
    from rapidfuzz.distance import OSA

    near: Iterable[str] = (
        written
        for other, written in known.items()
        if other[:1] == folded[0] and len(other) >= SHORTEST and abs(len(other) - len(folded)) < 2
        if OSA.distance(folded, other, score_cutoff=1) == 1
    )
    return next(iter(near), None)
