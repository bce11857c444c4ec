"""Lessons, conditions and subjects of a draft, each with the sentence that states it."""

import re
from collections.abc import Callable, Mapping, Sequence

from corpus.draft import DraftField
from corpus.draft_values import flat
from corpus.nouns import Document
from corpus.vocabulary import Importance, LessonKind
from index.base import Vectors
from ingest.drafting.cues import COUNTED, LEANS, MONEY, OF_THE_TEXT, POINTS_BACK
from ingest.drafting.proposed import proposed
from ingest.drafting.sentences import Sentence, evidence, joined
from ingest.lessons.find import LINE, find_conditions, find_lessons

Encode = Callable[[Sequence[str]], Vectors]

MOST_LESSONS = 8
MOST_CONDITIONS = 4

MOVED = "moved"
"""In place of a section: the sentence tells where the practice came from or went."""

ELSEWHERE = {
    "situation-before": 0.5,
    "what-was-done": 0.55,
    "how-it-was-done": 0.6,
    "results": 0.6,
    "cost-and-who-paid": 0.6,
    "": 0.7,
    MOVED: 0.4,
}
"""What is left of the confidence of a lesson where its sentence fits such a section: there, facts are told that
read like lessons."""

TOLD_AS_ONE = frozenset(["what-went-wrong", "what-others-should-know-before-copying"])
SURE = 0.5
"""Confidence from which a lesson is proposed, unless it stands where lessons and troubles are told: there from LINE."""

PLAIN = 0.5
"""What is left where a sentence names a sum or a count, and neither a reason nor what should be done."""

SHARE = 0.25
"""Share from which a lesson's second dimension is proposed."""

_WHY = re.compile(
    r"(?:\bbecause (?!of\b)|, (?:as|since) (?!for\b|well\b|of\b|a\b|an\b|in\b|\d)|\botherwise )(?P<why>.{15,})$"
)
_ADVISES = re.compile(
    r"\b(?:because|otherwise|since (?!\d)|should|must|need(?:s|ed)? to|cannot|could not|only (?:after|where|if|when)|unless|would not|too (?:few|late|small|narrow|expensive)|"
    r"never|nobody|no one|not|without|instead|lost|failed|refused|broke|delayed|stood still)\b", re.IGNORECASE
)  # fmt: skip
_SUM = re.compile(r"\b\d[\d,.]*\b(?<!\b(?:19|20)\d\d)")
_ENABLES = re.compile(
    r"\b(?:help(?:ed|s)|because|thanks to|enabl\w+|allow\w+|made (?:it )?(?:possible|easier)|kept|success\w*|persuad\w+|convinc\w+|won|trust\w*|accept\w+|surviv\w+|"
    r"willing\w*|worked|so that|key to|decisive|crucial|as (?:the|they|it|crews|no))\b", re.IGNORECASE
)  # fmt: skip
_IMPORTANCE = (
    (Importance.ESSENTIAL, re.compile(r"\b(?:essential|crucial|vital|critical|prerequisite|indispensable|must|cannot|would not work|only (?:where|if|when))\b", re.IGNORECASE)),
    (Importance.IMPORTANT, re.compile(r"\bimportant\b", re.IGNORECASE)),
    (Importance.HELPFUL, re.compile(r"\b(?:helpful|useful|helps)\b", re.IGNORECASE)),
)  # fmt: skip


def lessons(document: Document, held: Sequence[Sentence], section: Mapping[int, str],
            encode: Encode) -> list[DraftField]:  # fmt: skip
    """The sentences that state a lesson most surely, the surest first, with kind and dimensions.

    Args:
        section: the section that each sentence fits, or MOVED, by its number; the others fit none.
    """
    wanted = [s for s in held if len(s.text) >= 40 and not _unfit(s)]
    judged = find_lessons([s.text for s in wanted], encode)
    rated = [
        (s, j, j.confidence * ELSEWHERE.get(section.get(s.number, ""), 1.0) * _plain(s))
        for s, j in zip(wanted, judged, strict=True)
    ]
    surest = sorted(
        (row for row in rated if row[2] >= _least(row[0], section)), key=lambda row: -row[2]
    )
    fields: list[DraftField] = []
    told: set[str] = set()
    for sentence, one, sure in surest[:MOST_LESSONS]:
        whole = _standing(document, held, sentence)
        if not 40 <= len(whole.text) <= 600 or whole.text in told:
            continue
        told.add(whole.text)
        words = [
            str(d) for at, (d, share) in enumerate(one.dimensions[:2]) if share >= SHARE or not at
        ]
        parts = {"text": _alone(whole.text), "dimensions": ", ".join(words), "source": "1"}
        if one.kind is not LessonKind.ENABLER or _ENABLES.search(whole.text):
            parts["kind"] = str(
                one.kind
            )  # an enabler is what is guessed where nothing speaks for the others
        fields.append(
            proposed(f"lesson-{len(fields) + 1}", parts, [evidence(document, whole)], sure)
        )
    return fields


def _least(sentence: Sentence, section: Mapping[int, str]) -> float:
    return LINE if section.get(sentence.number) in TOLD_AS_ONE else max(LINE, SURE)


def _plain(sentence: Sentence) -> float:
    """What is left of the confidence of a sentence by its being a plain fact, 0..1."""
    fact = MONEY.search(sentence.text) or _SUM.search(sentence.text)
    return PLAIN if fact and not _ADVISES.search(sentence.text) else 1.0


def _unfit(sentence: Sentence) -> bool:
    return bool(OF_THE_TEXT.search(sentence.text) or POINTS_BACK.search(sentence.text))


def _alone(text: str) -> str:
    """A sentence without "Second, " before it and without marks of its own sources."""
    text = COUNTED.sub("", flat(text))
    return text[:1].upper() + text[1:]


def conditions(document: Document, held: Sequence[Sentence], encode: Encode) -> list[DraftField]:
    """The sentences that say what the practice depends on; what to do where it is absent is asked."""
    wanted = [
        s for s in held if 40 <= len(s.text) <= 500 and not _unfit(s) and not LEANS.match(s.text)
    ]
    judged = find_conditions([s.text for s in wanted], encode)
    rows = sorted(zip(wanted, judged, strict=True), key=lambda row: -row[1].confidence)
    chosen = [(s, j) for s, j in rows if j.is_condition and j.dimensions][:MOST_CONDITIONS]
    fields: list[DraftField] = []
    for sentence, one in sorted(chosen, key=lambda row: row[0].number):
        parts = {
            "requirement": flat(sentence.text),
            "dimension": str(one.dimensions[0][0]),
            "source": "1",
        }
        if important := next((i for i, words in _IMPORTANCE if words.search(sentence.text)), None):
            parts["importance"] = str(important)
        if (why := _WHY.search(sentence.text)) and "?" not in why["why"]:
            parts["why"] = why["why"]
        fields.append(
            proposed(
                f"condition-{len(fields) + 1}",
                parts,
                [evidence(document, sentence)],
                one.confidence,
            )
        )
    return fields


def _standing(document: Document, held: Sequence[Sentence], sentence: Sentence) -> Sentence:
    """The sentence, with the one before it where it leans on that."""
    at = sentence.number - held[0].number if held else 0
    before = held[at - 1] if 0 < at < len(held) and held[at] is sentence else None
    if before and LEANS.match(sentence.text) and before.page_index == sentence.page_index \
            and not sentence.opens and sentence.start - before.end < 3:  # fmt: skip
        return joined(document, before, sentence)
    return sentence
