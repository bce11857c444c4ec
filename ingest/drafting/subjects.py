"""Topics, hazards and goals of a draft, each with the sentences that speak of it."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from corpus.draft import DraftField
from corpus.nouns import Document
from index.base import Vectors
from ingest.drafting.proposed import proposed
from ingest.drafting.sentences import Sentence, evidence
from ingest.lessons.model import PROBE, model
from ingest.subjects.find import Subject, find_subjects

Encode = Callable[[Sequence[str]], Vectors]

BESIDE = 0.7
"""A topic or a goal after the first is proposed from this share of the first one's score, and from TWICE sentences."""

TWICE = 2
SURE_HAZARD = 0.75
"""Score from which a hazard is proposed."""

_NAMESAKES = {
    "extreme_heat": re.compile(r"\bheat(?:ing| pumps?| networks?| meters?| and power| suppl\w+| is sold)\b", re.IGNORECASE),
    "storm": re.compile(r"\bstorm ?-?water\b", re.IGNORECASE),
}  # fmt: skip
"""Words by which a sentence speaks of something else than the hazard."""


def subjects(document: Document, held: Sequence[Sentence], encode: Encode) -> list[DraftField]:
    """Topics, hazards and SDGs, each with the sentences that say most of it."""
    known = model().knows(encode([PROBE])[0])  # the weights are those of the default model
    found = find_subjects([s.text for s in held], encode if known else None)
    rows: tuple[tuple[str, Sequence[Subject[Any]], int], ...] = (
        ("topics", found.topics, 3),
        ("hazards", found.hazards, 6),
        ("sdgs", found.sdgs, 6),
    )
    fields = []
    for key, subjects_, most in rows:
        chosen = _near_the_first([one for one in subjects_ if one.evidence])[:most]
        if key == "hazards":
            chosen = [one for one in chosen if one.score >= SURE_HAZARD and _meant(one, held)]
        if not chosen:
            continue
        shown = [evidence(document, held[at]) for one in chosen for at in one.evidence[:2]]
        names = ", ".join(str(one.name) for one in chosen)
        sure = sum(one.score for one in chosen) / len(chosen)
        fields.append(proposed(key, {"": names}, shown, sure))
    return fields


def _meant(one: Subject[Any], held: Sequence[Sentence]) -> bool:
    """True where a sentence speaks of the hazard, and not of what only has its name."""
    other = _NAMESAKES.get(str(one.name))
    return other is None or any(not other.search(held[at].text) for at in one.evidence)


def _near_the_first(found: Sequence[Subject[Any]]) -> list[Subject[Any]]:
    """The first, and those near enough to it of which several sentences speak."""
    return [
        one for at, one in enumerate(found)
        if not at or (one.score >= BESIDE * found[0].score and len(one.evidence) >= TWICE)
    ]  # fmt: skip
