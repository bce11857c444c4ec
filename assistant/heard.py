"""The subjects that a question names, as the domain's vocabulary knows them: shown back, each can be taken out."""

import re
from typing import NamedTuple

from corpus.equivalents import others
from corpus.gazetteer import fold
from index.analysis import terms

ALSO = 4
"""Most of the words with the same meaning that are told."""

_WORD = re.compile(r"[\w’'-]+")


class Subject(NamedTuple):
    """A subject of a question.

    Attributes:
        words: as they stand in the question.
        also: other words that are searched for it.
        rest: the question without them; empty where that asks nothing any more.
    """

    words: str
    also: tuple[str, ...]
    rest: str


def subjects(question: str) -> tuple[Subject, ...]:
    """The subjects that the vocabulary knows, in the question's order."""
    spans = list(_WORD.finditer(question))
    found = []
    for term, alternatives in others(question):
        size = len(fold(term).split())
        for at in range(len(spans) - size + 1):
            start, end = spans[at].start(), spans[at + size - 1].end()
            if any(term == known for known, _ in others(question[start:end])):
                rest = _without(question, start, end)
                found.append(Subject(question[start:end], alternatives[:ALSO], rest))
                break
    return tuple(found)


def _without(question: str, start: int, end: int) -> str:
    rest = " ".join(f"{question[:start]} {question[end:]}".split())
    return re.sub(r" (?=[?!.,;:])", "", rest) if terms(rest) else ""
