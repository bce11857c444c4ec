"""Words that speak for topics, hazards and Sustainable Development Goals, and how much a text says them.

The table is corpus/tables/subject_words.tsv, the project's own: `kind`, `subject`, and words in lower case
without accents; `flood*` stands for every word that begins so.
"""

import math
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpus.gazetteer import TABLES, fold

SUBJECT_WORDS = TABLES / "subject_words.tsv"

KINDS = ("topic", "hazard", "sdg")

Floats = NDArray[np.float64]

_GOALS = re.compile(
    r"(?<= )(?:sdgs?|ods|sustainable development goals?)(?: (?:no|number|goals?))? ((?:\d{1,2}(?: and| y| et| e)?(?: |$)){1,17})"
)


@cache
def subject_words() -> dict[str, dict[str, tuple[str, ...]]]:
    """Words by kind and subject, each with a space before it, and one after it where it is whole."""
    held: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in KINDS}
    for line in SUBJECT_WORDS.read_text(encoding="utf-8").splitlines()[1:]:
        kind, subject, words = line.split("\t")
        held[kind][subject] = tuple(
            f" {fold(word)}" + ("" if word.endswith("*") else " ") for word in words.split("; ")
        )
    return held


def names(kind: str) -> tuple[str, ...]:
    """The subjects of a kind in the table's order."""
    return tuple(subject_words()[kind])


def folded(text: str) -> str:
    """The text as words are looked for in it."""
    return f" {fold(text)} "


def said(kind: str, text: str) -> Floats:
    """How much a folded text says of each subject, shape `(subjects,)`, 0 for nothing.

    The sum over the subject's words of ln(1 + times per 1,000 words): one word said often counts for less
    than several words.
    """
    length = max(text.count(" ") - 1, 1)
    return np.array(
        [
            sum(math.log1p(1000 * text.count(word) / length) for word in words)
            for words in subject_words()[kind].values()
        ]
    )


def speaking(kind: str, subject: str, sentences: Sequence[str]) -> list[int]:
    """How many of the subject's words each folded sentence has."""
    words = subject_words()[kind][subject]
    return [sum(word in sentence for word in words) for sentence in sentences]


def goals(sentence: str) -> frozenset[str]:
    """The goals that a folded sentence names by number: `sdgs 6 and 11`."""
    found = (re.findall(r"\d+", goal[1]) for goal in _GOALS.finditer(sentence))
    return frozenset(number for numbers in found for number in numbers if 1 <= int(number) <= 17)
