"""The seven sections of a draft, filled with sentences of the document, each in the section that it fits best."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from corpus.draft import DraftField, FieldState, open_field
from corpus.draft_fields import SECTION_KEYS
from corpus.draft_values import flat
from corpus.nouns import Document
from index.base import Vectors
from ingest.drafting.cues import (
    CUES,
    INTENDED,
    LABELLED,
    LEANS,
    MEASURED,
    MONEY,
    OF_THE_TEXT,
    PROMPTS,
    SINGLE_VOICE,
)
from ingest.drafting.headings import headed
from ingest.drafting.sentences import Sentence, evidence

Encode = Callable[[Sequence[str]], Vectors]

MOST_WORDS = 150
"""Words that a section is filled with; the sentences that fit best come first."""

MOST_ENCODED = 400
"""Sentences compared by meaning: those that have most signs."""

UNDER_HEADING = 1.0
UNDER_WORK = 0.55
CUE = 0.22
LIKENESS = 0.9
ENOUGH = 0.42
ENOUGH_BARE = 0.27
"""Points for a heading, and for one on the work, under which steps and sums are told as well; for each of two signs,
for likeness above the mean of all sections, and to be taken in where headings tell, and where they do not."""


INTENTION = 0.6
"""Points off where a sentence says what is to be done."""


class Fit(NamedTuple):
    """How well a sentence fits the section that it fits best."""

    sentence: Sentence
    section: str
    points: float


def fits(held: Sequence[Sentence], encode: Encode) -> list[Fit]:
    """Each sentence with its best section, in reading order; those that fit none are left out."""
    told = [s for s in held if not (OF_THE_TEXT.search(s.text) or LABELLED.search(s.text))]
    heads = headed(held)
    rows = [[_signs(s, key, heads.get(s.number)) for key in SECTION_KEYS] for s in told]
    points = np.array(rows).reshape(len(told), 7)
    most = np.argsort(-points.max(axis=1, initial=0), kind="stable")[:MOST_ENCODED]
    if len(most):
        likeness = encode([told[at].text for at in most]) @ encode(list(PROMPTS.values())).T
        points[most] += LIKENESS * (likeness - likeness.mean(axis=1, keepdims=True))
    keys = list(SECTION_KEYS)
    enough = ENOUGH if 2 * len(heads) > len(held) else ENOUGH_BARE
    # what is only intended is no deed and no result; it may be advice
    intended = np.array([[bool(INTENDED.search(s.text))] for s in told], bool).reshape(len(told), 1)
    points[:, :-1] -= INTENTION * intended
    best = points.argmax(axis=1) if told else []
    return [
        Fit(sentence, keys[at], float(points[number, at]))
        for number, (sentence, at) in enumerate(zip(told, best, strict=True))
        if points[number, at] >= enough
    ]


def sections(document: Document, found: Sequence[Fit]) -> list[DraftField]:
    """The seven fields, each with the best of its sentences in reading order, or left open."""
    return [
        _filled(document, key, _best([fit for fit in found if fit.section == key]))
        for key in SECTION_KEYS
    ]


def fits_headings(held: Sequence[Sentence]) -> list[Fit]:
    """Each sentence with the section that its heading speaks of: all that is known of a text in another language."""
    heads = headed(held)
    told = [s for s in held if s.number in heads and not OF_THE_TEXT.search(s.text)]
    return [Fit(s, heads[s.number], UNDER_WORK) for s in told]


def with_baselines(found: Sequence[Fit], start: int | None) -> list[Fit]:
    """The same, with what was counted only before the work began as the situation before, not as its result."""
    return [
        fit._replace(section="situation-before")
        if start and fit.section == "results" and 0 < latest_year(fit.sentence.text) < start
        else fit
        for fit in found
    ]


def _signs(sentence: Sentence, key: str, head: str | None) -> float:
    """Points for the heading and the words of a sentence."""
    work = key in ("what-was-done", "how-it-was-done")
    points = (UNDER_WORK if work else UNDER_HEADING) if head == key else 0.0
    signs = {match.lower() for match in CUES[key].findall(sentence.text)}
    points += CUE * min(2, len(signs))
    if key == "cost-and-who-paid" and MONEY.search(sentence.text):
        points += CUE
    if key == "results" and not re.search(r"\d|\bno (?:effect|difference)\b", sentence.text):
        points -= CUE
    if key == "results" and not signs and _only_dates(sentence.text):
        points -= UNDER_HEADING
    return points


def _only_dates(text: str) -> bool:
    """True where the only figures of a sentence are years: it tells when, and of no change."""
    return bool(latest_year(text)) and not re.search(r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", text))


def _best(found: list[Fit]) -> list[Fit]:
    """The best that fit in MOST_WORDS, in reading order; a sentence that leans comes with its neighbour or not at all."""
    chosen: list[Fit] = []
    spent = 0
    ranked = sorted(found, key=lambda fit: (-fit.points, fit.sentence.number))
    told: set[str] = set()
    for fit in ranked:
        count = len(fit.sentence.text.split())
        if spent + count <= MOST_WORDS and fit.sentence.text not in told:
            chosen.append(fit)
            told.add(fit.sentence.text)
            spent += count
    numbers = {fit.sentence.number for fit in chosen}
    chosen = [
        fit for fit in chosen
        if not LEANS.match(fit.sentence.text) or fit.sentence.number - 1 in numbers
    ]  # fmt: skip
    return sorted(chosen, key=lambda fit: fit.sentence.number)


def _filled(document: Document, key: str, found: list[Fit]) -> DraftField:
    if not found:
        return open_field(key)
    texts = [cited(fit.sentence.text) for fit in found]
    if key == "results":
        texts = [f"- **{result_label(fit.sentence.text)}.** {text}"
                 for fit, text in zip(found, texts, strict=True)]  # fmt: skip
    return DraftField(
        key=key,
        state=FieldState.PROPOSED,
        parts={"": ("\n" if key == "results" else " ").join(texts)},
        evidence=tuple(evidence(document, fit.sentence) for fit in found),
        confidence=round(min(0.95, float(np.mean([fit.points for fit in found]))), 2),
    )


def cited(text: str, source: int = 1) -> str:
    """A sentence with the number of its source before the full stop; marks of its own are taken out."""
    text = flat(text)
    return f"{text[:-1]} [{source}]." if text.endswith(".") else f"{text} [{source}]"


def result_label(text: str) -> str:
    """`Measured (2019)`: how a result is told, and its year where the sentence names one alone."""
    years = set(re.findall(r"\b(?:19|20)\d\d\b", text))
    how = (
        "Anecdotal"
        if SINGLE_VOICE.search(text)
        else "Measured"
        if MEASURED.search(text)
        else "Reported"
    )
    return f"{how} ({years.pop() if len(years) == 1 else 'no year'})"


def latest_year(text: str) -> int:
    """The last year that a text names; 0 where it names none."""
    return max(map(int, re.findall(r"\b(?:19|20)\d\d\b", text)), default=0)
