"""The words for what moved from place to place, found in the sentence that tells of it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.transfers.cues import NOUNS, PLACE
from ingest.transfers.words import (
    ADOPT,
    FOLLOWS,
    GIVE,
    MATTER,
    MOVE,
    PEOPLE,
    TO_ADOPT,
    VISIT,
)

_STOP = re.compile(
    r"(?<![\w-])(?:is|are|was|were|has|have|had|been|be|being|which|that|who|where|when|while|and|but|in|by|to|from|on|at|"
    r"since|also|later|now|then|would|will|did|does|took|can|with|after|before|as|into|during|because|so|if|up|"
    rf"how|why|saw|seen|first|across|through|had)(?![\w-])|[,.;:()?!{PLACE}]"
)
_STOP_NO_PARTICLES = re.compile(_STOP.pattern.replace("|in|by|to", "|by|to"))
_DETERMINER = re.compile(
    r"^(?:(?:the|an?|its|their|our|his|her|this|that|these|those|both|each|own|new|first|similar|s|['’]s?|one|ones|"
    r"what|how|it|they|he|she|we|some|much|of|in|for)(?:\s+|$))+",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?:experiences?|examples?|models?|approach(?:es)?|lead|success|ideas?|concepts?|peers|work|officials|planners|"
    r"city|town|cities|government|council|councillors|mayor|engineers|residents|delegates|lessons?|advice|training|efforts?|attempts?|help|support|twinning|exchanges?|partnership|visits?|organisation|and|elsewhere|ones?|those|)$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:built|drew up|drew|introduced|launched|opened|set up|started|created|ordered|wrote|planned|adopted|began|"
    r"turned [^.,]{1,30}? into|copied|made|designed|drafted|established|developed|decided on|led to|shaped|informed|"
    r"resulted in|prompted|inspired|produced|strung|banned|voted for|to design|to build|to set up|when it planned)\b\s*"
)
_ASIDE = re.compile(
    r"\s*(?:in|after|since|with|following|inspired|first|pioneered|developed|as|when|while|for|by|on|at|during|which|"
    r"who|now|then|later)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"^\s*(?:with|of|in|on|for)\s+")
_HEAD = re.compile(rf"\b{NOUNS}$", re.IGNORECASE)
_NAMED = re.compile(rf"^(?:['’]s?)?\s*((?:[\w’'-]+ ){{0,6}}?{NOUNS})\b", re.IGNORECASE)


_TAKEN = re.compile(rf"\b(?:{ADOPT}|{TO_ADOPT})\s+", re.IGNORECASE)
_CUT = re.compile(rf"(?:^|\b)(?:{ADOPT}|{GIVE}|{VISIT}|provid\w+|c[ao]me)\b", re.IGNORECASE)
_MATTER = re.compile(MATTER, re.IGNORECASE)
_EDGE = re.compile(
    rf"{_STOP.pattern}|(?<![\w-])(?:{ADOPT}|{GIVE}|{VISIT}|{MOVE}|{FOLLOWS})(?![\w-])",
    re.IGNORECASE,
)
_HEAD_OF_ALL = re.compile(rf"{MATTER}$", re.IGNORECASE)
_WHO = re.compile(rf"^(?:[\w’'-]+ )?{PEOPLE}$", re.IGNORECASE)


def practice_of(before: str, gap: str, after: str, *, moved: bool) -> str:
    """The noun phrase for what moved; empty where none is found.

    Args:
        before: the sentence up to the phrase that tells of the move.
        gap: what stands between that phrase and the place.
        after: what follows the place.
        moved: the phrase's subject is what moved.
    """
    about = re.sub(r"^(?:['’]s?)?\s*(?:experience|example|model|lead)s?\b", "", after)
    topic = _TOPIC.match(about) if about != after else None
    subject = _subject(before)
    tries = [
        _phrase(about[topic.end() :]) if topic else "",
        _after_place(after),
        "" if moved else _phrase(gap),
        *((subject, _object(after)) if moved else (_object(after),)),
        _phrase(gap),
        subject if _HEAD.search(subject) else "",
    ]
    good = [found for found in tries if not _EMPTY.match(found)]
    return good[0] if good else next(filter(None, tries), "")


def practice_in(text: str, at: int) -> str:
    """The noun phrase for what moved in a sentence told in free words, whose source stands at `at`."""
    after = _bare(_CUT.split(_after_place(text[at + 1 :]), maxsplit=1)[0])
    phrases = [(after, 4), *_phrases(text, at)] if after else list(_phrases(text, at))
    return max(phrases, key=lambda it: it[1], default=("", 0))[0]


def _phrases(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The noun phrases of a sentence, and how much speaks for each being what moved."""
    edges = [(0, 0), *(edge.span() for edge in _EDGE.finditer(text)), (len(text), len(text))]
    for (opens, start), (end, _) in pairwise(edges):
        phrase = _phrase(text[start:end])
        if not phrase or _EMPTY.match(phrase) or _WHO.search(phrase):
            continue
        led = bool(_TAKEN.match(text[opens:start].strip() + " "))
        head = bool(_HEAD_OF_ALL.search(phrase))
        near = end < at and text[end:at].strip() in ("in", "of", "at", "from", "that", "")
        yield (
            phrase,
            3 * head + 2 * near + led + (1 if opens == 0 else 0) + bool(_MATTER.search(phrase)),
        )


def _after_place(after: str) -> str:
    """`'s night bus`, or ` land readjustment law`."""
    if named := _NAMED.match(after):
        inner = _STOP.search(named[1])
        if not inner or named[1][inner.start() :].startswith(("in ", "on ", "and ")):
            return _bare(named[1])
    return _phrase(re.sub(r"^['’]s?\s", "", after)) if re.match(r"['’]s\s", after) else ""


def _phrase(text: str) -> str:
    """The noun phrase that a text begins with."""
    start = _DETERMINER.match(text.lstrip())
    bare = text.lstrip()[start.end() if start else 0 :]
    stop = _STOP.search(bare)
    return _bare(bare[: stop.start()] if stop else bare)


def _subject(before: str) -> str:
    """The noun phrase that the sentence, or its main clause, begins with."""
    for clause in before.split(", "):
        if not clause.strip() or _ASIDE.match(clause):
            continue
        own = re.sub(rf"^\s*{PLACE}['’]s?\s", "", clause)
        found = _phrase(own) or _phrase(re.sub(rf"^.*{PLACE}['’]?s?\s*", "", clause))
        if found:
            return found
    return ""


def _object(after: str) -> str:
    verb = _VERB.search(after)
    return _phrase(after[verb.end() :]) if verb else ""


def _bare(text: str) -> str:
    stripped = _DETERMINER.sub("", text.strip())
    return re.sub(r"\s+(?:of|for|in|on|the|a)$", "", stripped.strip(" ,'’\"“”"))
