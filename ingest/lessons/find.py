"""Lessons and conditions in text: which sentences state one, how surely, of which kind, and on which dimensions."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from corpus.vocabulary import Dimension, Importance, LessonKind
from index.base import Vectors
from ingest.lessons.conditions import STATED, condition_signs, importance_of
from ingest.lessons.model import PROBE, Encode, Floats, Model, Pair, Places, model
from ingest.lessons.outcome import tempers
from ingest.lessons.patterns import longest, signs
from ingest.lessons.words import DIMENSIONS, mentions

KINDS = tuple(LessonKind)

LINE = 0.4
"""Confidence from which a text counts as a lesson: below a half, as F1 weighs what is missed as heavily as what is wrong."""

STATES = 0.5
"""The same for a condition."""

GATE = 0.25
"""A text that its wording alone gives less is not encoded: its confidence is that of its wording."""

LONGEST = 60
"""Words of a sentence; what goes on for longer without a stop is a table or a list."""

MOST = 2000
"""Characters of a text that are looked at."""

ADVISED = 0.6
"""The least confidence of a text that gives advice in so many words; the golden set and two sets by other hands have ten such, all lessons."""

_ADVICE = re.compile(
    r"\b(?:we|i|they|evaluators?|authors?|reviewers?|residents|officials)(?: would| strongly| also| therefore)* "
    r"(?:recommend|advise|urge)\b|"
    r"\bit is (?:advisable|wise|best|better|worthwhile|essential|crucial|vital) (?:to|that|for)\b|"
    r"^(?:key |main |general |further )?(?:recommendations?|advice|lessons?(?: learned)?|tip)(?: \d+)?: |"
    r"\b(?:our|my|their) advice\b|"
    r"\b(?:other|future|similar|new|later|all) (?:cities|towns|municipalities|councils|projects|programmes|programs|teams|missions|"
    r"schemes|efforts|designs?|planners|managers) (?:should|must|need to|ought to|would do well|are (?:well )?advised)\b",
    re.IGNORECASE,
)

LEAST = 0.1
"""Share from which a dimension is named beyond the best two."""

Dimensions = tuple[tuple[Dimension, float], ...]


class Judged(NamedTuple):
    """What was made of one text as a lesson.

    Attributes:
        confidence: 0..1, that it states a lesson: from experience or analysis what helped, hindered,
            went wrong, or should be done. Among texts half of which are lessons, some 80 in 100 with
            .8 are; where lessons are rare, as in plans, it is far too high.
        kind: what it says, if it is one.
        dimensions: at least two with their shares, best first; the shares of all fifteen add up to 1.
    """

    confidence: float
    kind: LessonKind
    dimensions: Dimensions

    @property
    def is_lesson(self) -> bool:
        """True from LINE on."""
        return self.confidence >= LINE


class Needed(NamedTuple):
    """What was made of one text as a condition.

    Attributes:
        confidence: 0..1, that it says what a practice depends on.
        importance: how much, by its words.
        dimensions: as in Judged.
    """

    confidence: float
    importance: Importance
    dimensions: Dimensions

    @property
    def is_condition(self) -> bool:
        """True from STATES on."""
        return self.confidence >= STATES


def find_lessons(texts: Sequence[str], encode: Encode) -> tuple[Judged, ...]:
    """Judge sentences, or texts of up to three, in the given order.

    Args:
        encode: of the default model. With another, texts are judged by their wording alone.
    """
    if not texts:
        return ()
    texts, fitted = [_plain(text) for text in texts], model()
    seen = np.stack([signs(text) for text in texts])
    words = np.stack([mentions(text) for text in texts])
    sure = _apart(fitted.lesson.plain(seen / fitted.spread)[:, 0], texts)
    worth = np.flatnonzero(sure >= GATE)
    vectors = _vectors([texts[int(at)] for at in worth], encode, fitted)
    if vectors is not None:
        full = fitted.lesson.full(seen[worth] / fitted.spread, vectors)[:, 0]
        sure[worth] = _apart(full, [texts[int(at)] for at in worth])
    kinds = _asked(fitted.kind, tempers(texts, seen), worth, vectors).argmax(axis=1)
    shares = _asked(fitted.dimension, np.sqrt(words), worth, vectors)
    rows = zip(sure, kinds, shares, strict=True)
    return tuple(Judged(round(float(c), 4), KINDS[kind], _ranked(s)) for c, kind, s in rows)


def find_conditions(texts: Sequence[str], encode: Encode) -> tuple[Needed, ...]:
    """Judge sentences by whether they say what a practice depends on, in the given order.

    Args:
        encode: as in find_lessons; it tells dimensions only.
    """
    if not texts:
        return ()
    texts, fitted = [_plain(text) for text in texts], model()
    seen = np.stack([condition_signs(text) for text in texts])
    states = seen[:, :STATED].any(axis=1) & ~np.array([_unfit(text) for text in texts])
    sure = np.where(states, fitted.condition(seen)[:, 0], 0.0)
    worth = np.flatnonzero(sure >= STATES / 2)
    vectors = _vectors([texts[int(at)] for at in worth], encode, fitted)
    words = np.sqrt(np.stack([mentions(text) for text in texts]))
    shares = _asked(fitted.dimension, words, worth, vectors)
    rows = zip(texts, sure, shares, strict=True)
    return tuple(Needed(round(float(c), 4), importance_of(t), _ranked(s)) for t, c, s in rows)


def _plain(text: str) -> str:
    """The text on one line, as signs of several words may be broken at line ends; cut where it is endless."""
    return " ".join(text[:MOST].split())


def _unfit(text: str) -> bool:
    """True for what cannot say anything: a question, fewer than five words, a row of a table, or a table run together."""
    ends = text.rstrip(' "”’)')
    table = text.count("|") > 1 or longest(text) > LONGEST
    return table or len(ends.split()) < 5 or ends.endswith("?")


def _apart(sure: Floats, texts: Sequence[str]) -> Floats:
    """Confidences, with those of open advice brought up, and those of questions and scraps under the gate."""
    advised = np.array([bool(_ADVICE.search(text)) for text in texts])
    sure = np.where(advised, np.maximum(sure, ADVISED), sure)
    unfit = np.array([_unfit(text) for text in texts], bool)
    return np.where(unfit, np.minimum(sure, GATE / 2), sure)


def _vectors(texts: Sequence[str], encode: Encode, fitted: Model) -> Vectors | None:
    """Vectors of shape `(n, dim)`; None where there is no text, or they are of another model than the weights'."""
    if not texts:
        return None
    vectors = encode([*texts, PROBE])
    return vectors[:-1] if fitted.knows(vectors[-1]) else None


def _asked(pair: Pair, wording: Floats, worth: Places, vectors: Vectors | None) -> Floats:
    """A pair's chances for every text: the full ones where there are vectors, else those of wording alone."""
    told = pair.plain(wording)
    if vectors is not None:
        told[worth] = pair.full(wording[worth], vectors)
    return told


def _ranked(chances: Floats) -> Dimensions:
    shares = chances / chances.sum()
    order = np.argsort(-shares, kind="stable")
    kept = [at for rank, at in enumerate(order) if rank < 2 or shares[at] >= LEAST]
    return tuple((DIMENSIONS[at], round(float(shares[at]), 4)) for at in kept)
