"""The lessons of a case study that answer a question, word for word, the most telling first."""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from corpus.case import CaseStudy, Lesson
from index.analysis import EQUIVALENT, equivalents, terms, words

MOST = 2
"""Most lessons that are shown with one answer."""

SHARE = 0.5
"""A further lesson says at least this share of what the first one says of the question."""

SAME = 60
"""Characters of a lesson that a quote has when it quotes just that lesson."""

Weights = Mapping[str, float]
"""Stemmed words with what they say."""


def weights(question: str, spelt: Mapping[str, int]) -> Weights:
    """How much each word of a question says: the rarer in the collection the more; its equivalents half of the mean.

    Args:
        spelt: words of the collection in lower case, with the number of passages that have them.
    """
    most = max(spelt.values(), default=1)
    found: dict[str, float] = {}
    for word in words(question):
        said = math.log1p(most / max(spelt.get(word, 1), 1))
        for stem in terms(word):
            found[stem] = max(found.get(stem, 0.0), said)
    mean = sum(found.values()) / len(found) if found else 0.0
    added = dict.fromkeys(equivalents(question), EQUIVALENT * mean)
    return added | found


def lessons_for(case: CaseStudy, asked: Weights, quoted: Iterable[str] = ()) -> tuple[Lesson, ...]:
    """At most MOST lessons; where none has a word of the question, the case's first one.

    Args:
        quoted: quotes that stand beside them; a lesson that is one of them is not told twice.
    """
    shown = [" ".join(quote.split()) for quote in quoted]
    lessons = [one for one in case.lessons if not any(one.text[:SAME] in quote for quote in shown)]
    said = [sum(asked.get(stem, 0.0) for stem in _stems(one.text)) for one in lessons]
    order = sorted(range(len(lessons)), key=lambda at: (-said[at], at))
    line = SHARE * max(said, default=0.0)
    best = [lessons[at] for at in order if said[at] >= line and said[at] > 0]
    return tuple(best[:MOST] or lessons[:1])


@lru_cache(4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(terms(text))
