"""Text to what is matched: stemmed words, pairs of neighbouring words, and pieces of words; questions with weights."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from corpus.equivalents import others

MAX_TERMS = 64
"""A question is searched by its first so many words; the rest hardly changes the order."""

MAX_GRAMS = 256
"""The same for pieces of words."""

GRAM = 5
"""Characters of a piece of a word; a word's ends count as characters."""

EQUIVALENT = 0.5
"""Weight of a word that the domain's vocabulary adds to a question, against 1 for one that was asked."""

QUESTION_WORDS = [
    *["how", "what", "which", "who", "whom", "whose", "where", "when", "why"],
    *["do", "does", "did", "done", "can", "could", "should", "would", "may", "might"],
    *["we", "us", "our", "ours", "you", "your", "i", "me", "my", "mine"],
    *["is", "am", "are", "was", "were", "be", "been", "being", "has", "have", "had"],
    *["there", "here", "from", "about", "than", "so", "also", "any", "some", "please"],
    *["keep", "get", "make", "let", "put", "take", "give", "want", "need", "help", "try", "like"],
]
"""Beside the usual stop words: words of questions, and light verbs, that say nothing of their subject."""

Weights = Mapping[str, float]
"""What is searched for, with its weight."""


def _analyzer(*filters: Filter) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(64))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    builder = builder.filter(Filter.stopword("english"))
    for one in (Filter.custom_stopword(QUESTION_WORDS), *filters):
        builder = builder.filter(one)
    return builder.build()


@cache
def _plain() -> TextAnalyzer:
    return _analyzer()


@cache
def _stemming() -> TextAnalyzer:
    return _analyzer(Filter.stemmer("english"))


def words(text: str) -> list[str]:
    """The words as written: lower case, accents off, without stop words."""
    return _plain().analyze(text)


def terms(text: str) -> list[str]:
    """The words that are matched: as `words`, and stemmed."""
    return _stemming().analyze(text)


def pairs(text: str) -> list[str]:
    """Two stemmed words that stand side by side once stop words are out: `wast_picker`."""
    stems = terms(text)
    return [f"{one}_{two}" for one, two in pairwise(stems)]


def grams(text: str) -> list[str]:
    """Every run of GRAM characters in each word: finds `recyling` for recycling, and endings that stemming leaves."""
    marked = (f"_{word}_" for word in words(text))
    return [
        word[at : at + GRAM] for word in marked for at in range(max(1, len(word) - GRAM + 1))
    ]  # fmt: skip


FIELDS: Mapping[str, tuple[Callable[[str], list[str]], float]] = {
    "words": (terms, 1.0),
    "pairs": (pairs, 0.3),
    "grams": (grams, 0.1),
}
"""How each field of the lexical index is read, and its weight in the score: chosen on four collections together
and on the development half of the golden set (docs/evaluation.md)."""


def asked(question: str) -> dict[str, dict[str, float]]:
    """What to look for in each field, with weights; words said twice count twice.

    Words that practitioners use for the same thing are added to the stemmed words.
    """
    body = Counter[str](terms(question)[:MAX_TERMS])
    searched: dict[str, dict[str, float]] = {"words": dict(body)}
    searched["pairs"] = dict(Counter(pairs(question)[:MAX_TERMS]))
    searched["grams"] = dict(Counter(grams(question)[:MAX_GRAMS]))
    for word in equivalents(question):
        searched["words"].setdefault(word, EQUIVALENT)
    return {
        field: {token: weight * FIELDS[field][1] for token, weight in found.items()}
        for field, found in searched.items()
    }


def equivalents(question: str) -> list[str]:
    """Stemmed words of the terms that the domain's vocabulary has for those in the question."""
    found = (term for _, alternatives in others(question) for term in alternatives)
    return list(dict.fromkeys(stem for term in found for stem in terms(term)))[:MAX_TERMS]


def alternatives(question: str) -> dict[str, set[str]]:
    """For each stemmed word of a term that the domain's vocabulary knows, the stemmed words used instead."""
    found: dict[str, set[str]] = {}
    for term, others_ in others(question):
        for word in terms(term):
            found.setdefault(word, set()).update(w for other in others_ for w in terms(other))
    return found


def expanded(question: str) -> str:
    """A question with the two commonest terms that the domain's vocabulary has for each of its own behind it."""
    added = [term for _, terms_ in others(question) for term in terms_[:2]]
    return f"{question} ({', '.join(added)})" if added else question


def tidy(text: str) -> str:
    """A text without characters that no one sees or that turn its direction; white space made single."""
    kept = "".join(c for c in text if c.isprintable() or c.isspace())
    return re.sub(r"\s+", " ", kept).strip()
