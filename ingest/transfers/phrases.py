"""Moves told by a usual phrase: "modelled on", "replicated in"."""

import re
from collections.abc import Iterator

from ingest.places.mentions import Mention
from ingest.transfers.cues import (
    CUES,
    NEGATED,
    NO_PLACE_AFTER,
    NOUNS,
    PLACE,
    PLANNED,
    POSSIBLE,
    SMALL,
    Cue,
)
from ingest.transfers.move import Mentioned
from ingest.transfers.practice import practice_of
from ingest.transfers.sentences import Sentence

_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\b[^,]{0,20}$")
_OWN = re.compile(
    r"['’]s (?!(?:[\w-]+ )?(?:data|figures?|census|prices?|markets?|population|numbers|statistics|savings?|money)\b)[a-zA-Z]"
)
_SUBJECT = re.compile(
    rf"[^,]{{0,60}},\s(?!(?:the|our) (?:city|town)\b|we\b|it\b)(?:[\w’'-]+\s){{0,3}}{PLACE}"
)
_NOUN = re.compile(rf"\b{NOUNS}\b", re.IGNORECASE)


def by_phrases(sentence: Sentence, page_index: int) -> Iterator[Mentioned]:
    """What each phrase in the sentence tells; phrases may repeat each other."""
    for cue in CUES:
        for found in cue.pattern.finditer(sentence.masked):
            yield from _told(sentence, cue, found, page_index)


def _told(
    sentence: Sentence, cue: Cue, found: re.Match[str], page_index: int
) -> Iterator[Mentioned]:
    text, outward = sentence.masked, "recipients" in found.groupdict()
    group = "recipients" if outward else "origins"
    before, gap = _clause(text[: found.start()]), found["gap"] or ""
    after = text[text.rindex(PLACE, found.start(group), found.end(group)) + 1 :]
    if not _is_told(cue, text, before, gap, after):
        return
    others = _others(sentence, before, found, after, outward=outward)
    confidence = cue.confidence - (0.3 if PLANNED.search(before) else 0)
    words = practice_of(before, gap, after, moved=cue.moved or bool(_PASSIVE.search(before)))
    for place in _places(sentence, found.start(group), found.end(group)):
        if place.kind == "country" and not _NOUN.search(text):
            continue
        origin, recipient = (others, place) if outward else (place, others)
        yield Mentioned(
            page_index, sentence.start, sentence.end, origin, recipient,
            words.replace(PLACE, ""), cue.degree, round(confidence, 2),
        )  # fmt: skip


def _is_told(cue: Cue, text: str, before: str, gap: str, after: str) -> bool:
    """True where nothing around the phrase takes back what it says."""
    if NEGATED.search(before) or POSSIBLE.search(before) or text.endswith("?"):
        return False
    if NO_PLACE_AFTER.match(after):
        return False
    noun = bool(_NOUN.search(gap))
    words = re.findall(r"[^\W\d_][\w-]*", gap)
    if not noun and not all(word in SMALL or word[0].isupper() for word in words):
        return False
    return noun or not cue.strict or _near_noun(before, after)


def _clause(before: str) -> str:
    """What stands before a phrase in its own clause."""
    return re.split(r"[;:]\s", before)[-1]


def _near_noun(before: str, after: str) -> bool:
    """True where the phrase's subject, or what follows the place, may be taken over."""
    own = re.search(rf"{PLACE}(.*)", before)
    if _OWN.match(after) or (own and _OWN.match(own[1])):
        return True
    follows = re.match(r"(?:['’]s?)?(?:\s[\w-]+){0,6}", after)
    subject = before[-90:]
    return bool(_NOUN.search(subject) or (follows and _NOUN.search(follows[0])))


def _others(
    sentence: Sentence, before: str, found: re.Match[str], after: str, *, outward: bool
) -> Mention | None:
    """The other end: where the phrase itself names it, the last place before it, or the subject after it."""
    if found.groupdict().get("other"):
        return _places(sentence, found.start("other"), found.end("other"))[0]
    if PLACE in before:
        return sentence.places[sentence.masked.count(PLACE, 0, found.start()) - 1]
    if outward or before.strip() or not _SUBJECT.match(after):
        return None
    return sentence.places[-after.count(PLACE)]


def _places(sentence: Sentence, start: int, end: int) -> list[Mention]:
    first = sentence.masked.count(PLACE, 0, start)
    return sentence.places[first : first + sentence.masked.count(PLACE, start, end)]
