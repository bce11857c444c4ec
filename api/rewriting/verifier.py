"""Whether a language model's text says nothing but what the quotes say that it cites.

A claim is what stands before a group of citations. It is supported where each quote of the group, on its own,
has a sentence with the same words in the same order, numbers, names and negations among them: the whole
sentence, or one that was shortened in a way that changes nothing (api.rewriting.cuts). Beside that a claim
may have other articles and endings, a word that joins it to the one before, and its place in front. One that
is about another place than the claim before must name its own. A text with one claim that is not supported
is refused whole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from api.chat.inert import plain
from api.rewriting.claims import MAX_CLAIMS, Claim, claims, unfit
from api.rewriting.cuts import cuts
from api.rewriting.sentences import sentences
from api.rewriting.sources import Source
from api.rewriting.words import alike, words

MIN_WORDS = 4
"""Words of a claim, its place not counted, articles neither."""

JOINS = ("and", "also", "while", "whereas", "meanwhile", "but", "however", "moreover")
"""Words with which a claim may follow another; they add nothing that could be checked."""

_JOINED = re.compile(rf"(?:{'|'.join(JOINS)})\b[\s,]*", re.IGNORECASE)
_POINTS_BACK = frozenset(
    [
        "it",
        "its",
        "they",
        "their",
        "them",
        "this",
        "these",
        "those",
        "that",
        "he",
        "she",
        "his",
        "her",
        "such",
        "here",
        "there",
        "both",
        "another",
        "others",
    ]
)
_STANDS_IN = frozenset(["it", "they", "he", "she", "this", "these", "those"])
NEAR = 4
"""Words at a claim's beginning among which none may stand in for something that is said elsewhere."""


def fault(text: str, held: Sequence[Source]) -> str:
    """Why a text is not shown, as one says it in a log; empty where every claim is supported."""
    text = plain(text)
    if found := unfit(text):
        return found
    said = claims(text)
    if len(said) > MAX_CLAIMS:
        return f"it has {len(said)} claims; the limit is {MAX_CLAIMS}"
    numbered, before = {source.n: source for source in held}, ""
    for number, claim in enumerate(said, 1):
        if found := _fault(claim, numbered, before):
            return f"claim {number} of {len(said)} {found}"
        before = numbered[claim.numbers[0]].name
    return ""


def _fault(claim: Claim, held: Mapping[int, Source], before: str) -> str:
    if not claim.numbers:
        return "has no citation"
    if missing := [n for n in claim.numbers if n not in held]:
        return f"cites {missing[0]}, which is not there"
    if len(sentences(claim.said)) > 1:
        return "has a sentence without a citation"
    for n in claim.numbers:
        if not is_supported(claim.said, held[n]):
            return f"is not what quote {n} says"
        if held[n].name != before and not _names(claim.said, held[n].name):
            return f"does not say that it is about the place of quote {n}"
    return ""


def is_supported(said: str, source: Source) -> bool:
    """Whether a quote has the claim, word by word."""
    return any(
        len(claimed) >= MIN_WORDS and not _hangs(claimed) and _stands_in(claimed, sentence)
        for claimed in _readings(said, source.name)
        for sentence in source.sentences
    )


def _stands_in(claimed: list[str], sentence: str) -> bool:
    if sentence.rstrip("\"”’')]").endswith("?"):
        return False
    return any(alike(claimed, cut) or alike(claimed, _unjoined(cut)) for cut in cuts(sentence))


def _unjoined(held: list[str]) -> list[str]:
    """The words without those at the beginning that join them to what stands before."""
    return held[1:] if held and held[0] in JOINS else held


def _readings(said: str, name: str) -> Iterator[list[str]]:
    """The words of a claim, without what joins it, and without the place in front of it."""
    bare = _JOINED.sub("", said, count=1) if _JOINED.match(said) else said
    yield words(said)
    yield words(bare)
    for place in _names_of(name):
        lead = re.match(rf"(?:in|according to) {re.escape(place)}\s*[,:]?\s+", bare, re.IGNORECASE)
        if lead:
            yield words(bare[lead.end() :])


def _names(said: str, name: str) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(place)}(?!\w)", said, re.IGNORECASE)
        for place in _names_of(name)
    )


def _names_of(name: str) -> tuple[str, ...]:
    """`Dakar, Senegal` and `Dakar`."""
    return (name, name.partition(", ")[0]) if name else ()


def _hangs(claimed: list[str]) -> bool:
    """Whether a claim begins with a word that stands for something which is not in it."""
    first = _unjoined(claimed)
    return first[0] in _POINTS_BACK or not _STANDS_IN.isdisjoint(first[:NEAR])
