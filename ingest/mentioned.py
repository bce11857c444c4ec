"""Transfers that a text mentions: a practice that came to a city from elsewhere, or went elsewhere from it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.nouns import City
from corpus.transfer import Degree
from ingest.mentioned_cues import (
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
from ingest.mentioned_practice import practice_of
from ingest.mentioned_sentences import Sentence, sentences_with
from ingest.places import Mention

_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\b[^,]{0,20}$")
_OWN = re.compile(
    r"['’]s (?!(?:[\w-]+ )?(?:data|figures?|census|prices?|markets?|population|numbers|statistics|savings?|money)\b)[a-zA-Z]"
)
_SUBJECT = re.compile(
    rf"[^,]{{0,60}},\s(?!(?:the|our) (?:city|town)\b|we\b|it\b)(?:[\w’'-]+\s){{0,3}}{PLACE}"
)
_NOUN = re.compile(rf"\b{NOUNS}\b", re.IGNORECASE)


class Mentioned(NamedTuple):
    """A move of a practice as one sentence tells it: `pages[page_index][start:end]` is its quote.

    Attributes:
        origin: where the practice came from; None for the city that the document is about.
        recipient: where it went; None for the city that the document is about.
        practice: the words for what moved; empty where none were found.
        degree: how much was taken over, where the words say so.
        confidence: 0..1, that the sentence tells of a move; below .5 it may be a mere likeness.
    """

    page_index: int
    start: int
    end: int
    origin: Mention | None
    recipient: Mention | None
    practice: str
    degree: Degree | None
    confidence: float


def find_transfers(
    pages: Sequence[str], mentions: Sequence[Mention], city: City | None = None
) -> tuple[Mentioned, ...]:
    """Every move that a sentence tells, with places among `mentions`, in the document's order.

    Denied moves ("not modelled on") and mere possibilities ("could be copied in") are left out; planned
    ones have less confidence.

    Args:
        city: that the document is about; where it is named itself, the end of a move is None as well.
    """
    by_page: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_page[mention.page_index].append(mention)
    return tuple(
        move
        for index, places in sorted(by_page.items())
        for sentence in sentences_with(pages[index], sorted(places, key=lambda place: place.start))
        for move in _moves(sentence, index, city)
    )


def _moves(sentence: Sentence, page_index: int, city: City | None) -> Iterator[Mentioned]:
    """What the sentence tells; where two phrases tell of the same places, the surer one."""
    best: dict[tuple[Mention | None, Mention | None], Mentioned] = {}
    for cue in CUES:
        for found in cue.pattern.finditer(sentence.masked):
            for told in _told(sentence, cue, found, page_index):
                ends = _abroad(told.origin, city), _abroad(told.recipient, city)
                move = told._replace(origin=ends[0], recipient=ends[1])
                if _is_one_place(*ends):
                    continue
                if ends not in best or best[ends].confidence < move.confidence:
                    best[ends] = move
    yield from _without_parts(list(best.values()))


def _abroad(place: Mention | None, city: City | None) -> Mention | None:
    """The place, or None where it is the document's own city."""
    own = place and city and place.city and place.city.id == city.id
    return None if own else place


def _is_one_place(one: Mention | None, other: Mention | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.text == other.text or (one.city is not None and one.city == other.city)


def _without_parts(moves: list[Mentioned]) -> Iterator[Mentioned]:
    """The moves without those that a fuller one repeats with one end less, or turned round."""
    for move in moves:
        fuller = any(
            other is not move
            and ((other.origin == move.origin and move.recipient is None)
                 or (other.recipient == move.recipient and move.origin is None)
                 or (move.origin in (other.origin, other.recipient)
                     and move.recipient in (other.origin, other.recipient, None)
                     and other.confidence > move.confidence))
            for other in moves
        )  # fmt: skip
        if not fuller:
            yield move


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
