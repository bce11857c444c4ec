"""Conditions mined from the text of a document that no one reviewed: sentences that say what a practice needs or broke on.

A sentence counts where it has a word of need or trouble and a word of a dimension. The word lists are the project's own; what is mined is
marked as unreviewed and weighs half.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from assistant.knowledge import AT, DIMENSIONS, Floats
from corpus.nouns import Passage
from corpus.vocabulary import Dimension, Importance

NEED = re.compile(
    r"\b(requir\w+|depend\w* on|needs?|needed|must|essential|necessary|prerequisites?|conditions? for|"
    r"critical|crucial|key to|success factors?|only (?:if|where|when)|without|enabl\w+)\b",
    re.IGNORECASE,
)
TROUBLE = re.compile(
    r"\b(fail\w*|lack\w*|barriers?|obstacles?|challeng\w+|difficult\w*|oppos\w+|resist\w+|delay\w*|insufficient|"
    r"problems?|conflict\w*|unable|limited|shortage|not enough|too (?:few|small|little|expensive)|collapsed|abandoned)\b",
    re.IGNORECASE,
)

WORDS: dict[Dimension, str] = {
    Dimension.GOVERNANCE: r"coordinat\w+|agenc(?:y|ies)|authority|authorities|institution\w*|department\w*|ministr\w+|metropolitan|responsib\w+|mandate\w*|governance",
    Dimension.LEGAL: r"laws?|legal\w*|legislat\w+|regulat\w+|ordinance\w*|by-?laws?|contracts?|permits?|standards?|enforce\w*|court\w*|licen[cs]\w+",
    Dimension.POLITICAL: r"political\w*|mayors?|election\w*|governors?|champion\w*|leadership|council(?:lors?)?|party|term of office",
    Dimension.FINANCE: r"fund(?:s|ing|ed)?|financ\w+|costs?|budget\w*|subsid\w+|tariffs?|revenue\w*|loans?|afford\w*|invest\w+|fees?",
    Dimension.CAPACITY: r"capacit\w+|skills?|skilled|staff\w*|train(?:ed|ing)|engineers?|expertise|maintenance|technical\w*|know-how",
    Dimension.URBAN_FORM: r"density|dense|streets?|roads?|networks?|infrastructure|sewer\w*|drainage|built-up|layout|corridors?",
    Dimension.CLIMATE: r"climat\w+|rain\w*|heat\w*|temperature\w*|slopes?|soils?|coast\w*|flood\w*|humid\w*|topograph\w+|terrain|groundwater|hazards?",
    Dimension.SOCIAL: r"cultur\w+|behaviou?r\w*|habits?|norms?|trust\w*|accept\w+|attitudes?|awareness|stigma\w*|public opinion|language\w*",
    Dimension.EQUITY: r"poor|poverty|low-income|inequalit\w+|equit\w+|vulnerable|livelihoods?|displace\w+|evict\w+|women|marginali[sz]ed|gentrif\w+",
    Dimension.PARTICIPATION: r"participat\w+|consult\w+|communit(?:y|ies)|residents?|stakeholders?|engage\w*|consent|neighbou?rs?",
    Dimension.EVIDENCE: r"data|monitor\w+|evidence|baseline|indicators?|evaluat\w+|measur(?:e|ed|ing|ement)\w*|evidence|surveys?",
    Dimension.TIMING: r"pilot\w*|phas(?:e|ed|ing)|sequenc\w+|timing|timetable|schedule\w*|deadline\w*|window of opportunity|step by step|too (?:early|late|fast)",
    Dimension.MARKET: r"operators?|compan(?:y|ies)|private sector|suppliers?|market\w*|contractors?|firms?|competit\w+|buyers?|monopol\w+",
    Dimension.LAND: r"land|tenure|ownership|plots?|property rights|titles?|expropriat\w+|right of way|parcels?",
    Dimension.SCALE: r"scale\w*|scal(?:e|ing) up|citywide|city-wide|too small|size|coverage|critical mass|replicat\w+",
}  # fmt: skip
_WORDS = {
    dimension: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for dimension, words in WORDS.items()
}

UNREVIEWED = 0.5
"""How much a mined condition weighs, against a reviewed one."""

ENOUGH = 3
"""Sentences on a dimension from which on more of them add nothing."""


class Mined(NamedTuple):
    """One sentence that reads like a condition; `text` stands verbatim in the passage."""

    dimension: Dimension
    importance: Importance
    text: str
    passage: Passage


def mine(passages: Iterable[Passage]) -> tuple[Mined, ...]:
    """The sentences of a document that say what its practice needs or broke on, in reading order."""
    found = []
    for passage in passages:
        for start, end in passage.sentences or ((0, len(passage.text)),):
            sentence = passage.text[start:end].strip()
            found += [Mined(d, i, sentence, passage) for d, i in _read(sentence)]
    return tuple(found)


def strength(found: Iterable[Mined]) -> Floats:
    """How much the mined conditions depend on each dimension, 0..UNREVIEWED, shape `(15,)`."""
    counts = np.zeros(len(DIMENSIONS))
    for mined in found:
        counts[AT[mined.dimension]] += 1
    return np.asarray(UNREVIEWED * np.minimum(counts, ENOUGH) / ENOUGH)


def _read(sentence: str) -> list[tuple[Dimension, Importance]]:
    """The dimensions of a sentence of need or trouble; one that has words of many says nothing clear."""
    if not 40 <= len(sentence) <= 400:
        return []
    trouble, need = TROUBLE.search(sentence), NEED.search(sentence)
    if not (trouble or need):
        return []
    counts = {d: len(words.findall(sentence)) for d, words in _WORDS.items()}
    most = max(counts.values())
    best = [d for d, count in counts.items() if count == most and count]
    importance = Importance.ESSENTIAL if trouble and need else Importance.IMPORTANT
    return [(d, importance) for d in best] if len(best) <= 2 else []
