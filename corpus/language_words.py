"""Words by which a question's language is told.

corpus/tables/language_words.tsv has a line for each language: its small words, and common words of
questions on cities; written by the project from general knowledge of the languages. Words of the
glossary come to them. corpus/tables/english_words.txt has the English of the case studies and
practices, corpus/tables/city_words.txt words of cities' names; `corpus.build_words` makes both.
"""

from collections.abc import Mapping
from functools import cache

from corpus.gazetteer import TABLES, fold
from corpus.glossary import WORD, terms

WORDS = TABLES / "language_words.tsv"
ENGLISH = TABLES / "english_words.txt"
CITY_WORDS = TABLES / "city_words.txt"


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """For each language (ISO 639-1) but English: its words, from their folded form to how they are written."""
    known = {
        language: {fold(word): word for word in written}
        for language, written in _lines().items()
        if language != "en"
    }
    loans = {fold(term) for _, term, meant in terms() if term == meant}
    for language, term, _ in terms():
        for word in WORD.findall(term):
            if fold(word) not in loans:  # they say nothing of the language
                known[language].setdefault(fold(word), word)
    return known


@cache
def english() -> frozenset[str]:
    """English words, in lower case; those that are commoner in another language are left out."""
    lines = _lines()
    others = {word for language, written in lines.items() if language != "en" for word in written}
    counted = ENGLISH.read_text(encoding="utf-8").split()
    return frozenset(counted) - others | frozenset(lines["en"])


@cache
def city_words() -> frozenset[str]:
    """Folded words that are hardly ever anything but a part of a large city's name."""
    return frozenset(CITY_WORDS.read_text(encoding="utf-8").split())


def _lines() -> dict[str, list[str]]:
    lines = (line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines())
    return {language: written.split() for language, written in lines}
