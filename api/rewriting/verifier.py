"""Whether a language model's text says nothing but what the quotes say that it cites.

A claim is what stands before a group of citations. It is supported where each quote of the group, on its own,
has a sentence with the same words and signs in the same order, which can stand alone (api.rewriting.alone).
Beside that a claim may leave out the mark of a lesson and `(source 2)`, and have in front a word that joins
it to the one before, and its place or title. One that is from another document than the claim before must
name its own. A text with one claim that is not supported is refused whole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from api.chat.inert import plain
from api.rewriting.claims import MAX_CLAIMS, Claim, claims, unfit
from api.rewriting.hanging import LABEL
from api.rewriting.sentences import sentences
from api.rewriting.sources import Source
from api.rewriting.words import alike, words

MIN_WORDS = 4
"""Words of a claim, its place not counted."""

JOINS = ("and", "while")
"""Words with which a claim may follow another; they add nothing that could be checked."""

_JOINED = re.compile(rf"(?:{'|'.join(JOINS)})\s+", re.IGNORECASE)
_SOURCES = re.compile(r"\s*\(sources? \d+(?:(?:,| and) \d+)*\)")


def fault(text: str, held: Sequence[Source]) -> str:
    """Why a text is not shown, as one says it in a log; empty where every claim is supported."""
    text = plain(text)
    if found := unfit(text):
        return found
    said = claims(text)
    if len(said) > MAX_CLAIMS:
        return f"it has {len(said)} claims; the limit is {MAX_CLAIMS}"
    numbered = {source.n: source for source in held}
    for number, claim in enumerate(said, 1):
        if found := _fault(claim, numbered) or _unnamed(said[: number - 1], claim, numbered):
            return f"claim {number} of {len(said)} {found}"
    return ""


def _fault(claim: Claim, held: Mapping[int, Source]) -> str:
    if not claim.numbers:
        return "has no citation"
    if missing := [n for n in claim.numbers if n not in held]:
        return f"cites {missing[0]}, which is not there"
    if len(sentences(claim.said)) > 1:
        return "has a sentence without a citation"
    wrong = [n for n in claim.numbers if not is_supported(claim.said, held[n])]
    return f"is not what quote {wrong[0]} says" if wrong else ""


def _unnamed(before: Sequence[Claim], claim: Claim, held: Mapping[int, Source]) -> str:
    """Why a reader could not tell which document a claim is from, by the claims before it."""
    last = held[before[-1].numbers[0]].doc_id if before else ""
    docs = {held[one.numbers[0]].name: held[one.numbers[0]].doc_id for one in before}
    for source in (held[n] for n in claim.numbers):
        if source.doc_id != last and not _names(claim.said, source):
            return f"does not say that it is about the place of quote {source.n}"
    first = held[claim.numbers[0]]
    if docs.get(first.name, first.doc_id) != first.doc_id:
        return "is from another document of the same place as a claim before it"
    return ""


def is_supported(said: str, source: Source) -> bool:
    """Whether a quote has the claim, word by word."""
    return any(
        sum(word[0].isalnum() for word in claimed) >= MIN_WORDS and alike(claimed, sentence)
        for claimed in _readings(said, source)
        for held in source.sentences
        for sentence in _bare(held)
    )


def _bare(sentence: str) -> Iterator[list[str]]:
    """The words of a sentence, whole, and without the mark of a lesson and the numbers of sources."""
    for text in (sentence, LABEL.sub("", sentence, count=1)):
        for kept in (text, _SOURCES.sub("", text)):
            yield words(kept.removesuffix("."))


def _readings(said: str, source: Source) -> Iterator[list[str]]:
    """The words of a claim, without what joins it, and without the place or title in front of it."""
    for text in (said, _JOINED.sub("", said, count=1) if _JOINED.match(said) else said):
        yield words(text)
        for lead in map(words, source.leads):
            held = words(text)
            front, comma = held[: len(lead)], held[len(lead) : len(lead) + 1]
            if alike(front, lead) and comma in ([","], [":"]):
                yield held[len(lead) + 1 :]


def _names(said: str, source: Source) -> bool:
    said, *names = (" ".join(words(text)) for text in (said, *source.called))
    return any(re.search(rf"(?<!\S){re.escape(name)}(?!\S)", said) for name in names)
