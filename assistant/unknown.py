"""English for a single word that the translator does not know: from the glossary, a dictionary, or its looks."""

from assistant.dictionary import dictionary
from assistant.forms import english_looks
from corpus.gazetteer import fold
from corpus.glossary import meaning
from corpus.language_words import english

LOOKS_FROM = 5
"""Letters of an English word that a foreign one may be told by."""


def english_for(word: str, language: str) -> str | None:
    """English for a word of a language ("es", "pt" or "fr"); None where nothing is known.

    A word that looks like one that the case studies use is taken for it: `vandalisées` is vandalised.
    """
    folded = fold(word)
    if term := meaning((folded,), language):
        return term
    ours = english()
    if folded in ours:
        return folded
    known = dictionary(language)
    if known and (found := known.meaning(word)):
        return found
    looks = (form for form in english_looks(folded, language) if len(form) >= LOOKS_FROM)
    return next((form for form in looks if form in ours), None)
