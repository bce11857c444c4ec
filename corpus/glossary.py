"""Words of urban practice in Spanish, Portuguese and French, with the English that this corpus uses.

The table is corpus/tables/glossary.tsv: language (ISO 639-1), term, English. It was written by the
project from general knowledge of the languages, not taken from a dictionary; a term is in it where a
general translator does not know it or means something else by it. A term whose English is the same
word (`favela`) is there so that it stays as it is.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.gazetteer import TABLES, fold

GLOSSARY = TABLES / "glossary.tsv"

LONGEST = 7
"""Words of the longest phrase that is looked for."""

WORD = re.compile(r"[^\W\d_]+")

_APART = re.compile(r"[\s’'-]*")
"""What may stand between two words of a phrase."""

_ENDINGS = {
    "es": (("ces", "z"), ("s", "")),
    "pt": (("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ns", "m"), ("s", "")),
    "fr": (("eaux", "eau"), ("aux", "al"), ("s", ""), ("x", "")),
}  # fmt: skip
"""Plural endings without accents and what stands for them."""


class Term(NamedTuple):
    """One row of the table; `language` is "es", "pt" or "fr"."""

    language: str
    term: str
    english: str


class Phrase(NamedTuple):
    """A term that was found: `text[start:end]` means `english`."""

    start: int
    end: int
    english: str


@cache
def terms() -> tuple[Term, ...]:
    """All rows of the table."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(Term(*line.split("\t")) for line in lines)


def singular(word: str, language: str) -> str:
    """A form that a folded word shares with its plural; it need not be a word: `calles`, `calle` → `call`."""
    if len(word) < 4:
        return word
    for ending, instead in _ENDINGS[language]:
        if word.endswith(ending):
            word = word.removesuffix(ending) + instead
            break
    return word if language == "fr" else word.removesuffix("e")


@cache
def _meanings(language: str) -> dict[tuple[str, ...], str]:
    """English by the words of a term, as they are (folded) and in the singular."""
    exact: dict[tuple[str, ...], str] = {}
    alike: dict[tuple[str, ...], str] = {}
    for term in terms():
        if term.language == language:
            words = tuple(fold(term.term).split())
            exact[words] = term.english
            alike.setdefault(tuple(singular(word, language) for word in words), term.english)
    return alike | exact


def meaning(words: tuple[str, ...], language: str) -> str | None:
    """The English of a term given by its folded words, in singular or plural; None where it is not in."""
    known = _meanings(language)
    return known.get(words) or known.get(tuple(singular(word, language) for word in words))


def phrases(text: str, language: str) -> Iterator[Phrase]:
    """Terms in a text, from left to right, the longest first; accents, case and plural do not matter."""
    found = list(WORD.finditer(text))
    words = [fold(match[0]) for match in found]
    at = 0
    while at < len(found):
        size, english = _longest(text, found[at : at + LONGEST], words[at : at + LONGEST], language)
        if english:
            yield Phrase(found[at].start(), found[at + size - 1].end(), english)
        at += size


def without_terms(text: str, language: str) -> str:
    """A text with a full stop for every term."""
    for start, end, _ in reversed([*phrases(text, language)]):
        text = f"{text[:start]}.{text[end:]}"
    return text


def _longest(
    text: str, found: list[re.Match[str]], words: list[str], language: str
) -> tuple[int, str | None]:
    """How many of the words are one term, and its English; 1 and None where none is."""
    joined = 1
    while joined < len(found) and _APART.fullmatch(
        text, found[joined - 1].end(), found[joined].start()
    ):
        joined += 1
    for size in range(joined, 0, -1):
        if english := meaning(tuple(words[:size]), language):
            return size, english
    return 1, None
