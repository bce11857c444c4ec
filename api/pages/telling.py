"""What an answer tells of itself, in the same words in the terminal and on the page."""

from assistant.answer import Answer, Reading
from assistant.facets import LANGUAGES

LIKELY, MAYBE = 0.6, 0.3
"""Chances from which an answer is said to be likely to help, and that it may help."""


def chance(relevance: float) -> str:
    """A relevance (0..1) in words, by the figure as it is shown, with two decimals."""
    shown = round(relevance, 2)
    if shown >= LIKELY:
        return "likely helps"
    return "may help" if shown >= MAYBE else "slight chance"


def language(reading: Reading) -> str:
    """The name of the language in which it was asked."""
    return LANGUAGES.get(reading.language, reading.language)


def mended(reading: Reading) -> str:
    """Which words were searched instead of misspelt ones; empty where none were."""
    pairs = [f"'{word.meant}' instead of '{word.written}'" for word in reading.mended]
    told = " and ".join([", ".join(pairs[:-1]), pairs[-1]] if len(pairs) > 1 else pairs)
    return f"Searched for {told}." if told else ""


def balanced(answer: Answer) -> str:
    """That the order is balanced, and what a place may lose by it; empty where it is not."""
    if answer.balance is None or not answer.practices:
        return ""
    return (
        "Balanced between South and North: no practice stands lower than its relevance "
        f"less {answer.balance:g}."
    )
