"""The sentences of a passage that answer a question best, word for word."""

import re

from corpus.nouns import Passage
from index.analysis import terms

LONGEST = 360
"""Characters of a quote; a longer sentence is cut at a word."""

SHORT = 90
"""A quote shorter than this takes the next sentence along."""

_LEAD = re.compile(r"\s*(?:(?:[-*•▪●◦–]|\d{1,2}[.)])\s+)?")

_BREAK = re.compile(r"\n[ \t]*(?:\n|[-*•▪●◦–]|\d{1,2}[.)])")
"""The end of a paragraph or list item: a quote does not run over it."""


def quote(passage: Passage, question: str) -> str:
    """A slice of the passage's text: its best sentence, with the next one where that is short."""
    asked = set(terms(question))
    spans = [span for span in (_trim(passage.text, s) for s in passage.sentences) if span]
    if not spans:
        return _shorten(passage.text.strip())
    best = max(range(len(spans)), key=lambda i: (_overlap(passage.text, spans[i], asked), -i))
    start, end = spans[best]
    if end - start < SHORT and best + 1 < len(spans):
        following = spans[best + 1][1]
        between = passage.text[end : spans[best + 1][0]]
        if following - start <= LONGEST and not _BREAK.search(between):
            end = following
    return _shorten(passage.text[start:end])


def _trim(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The sentence without white space and list mark around it; None for headings and scraps."""
    start, end = span
    start += len(_LEAD.match(text[start:end])[0])  # type: ignore[index]  # it matches anything
    end = start + len(text[start:end].rstrip())
    scrap = text.startswith("#", start) or len(re.findall(r"\w{2,}", text[start:end])) < 3
    return None if scrap else (start, end)


def _overlap(text: str, span: tuple[int, int], asked: set[str]) -> int:
    return len(asked & set(terms(text[span[0] : span[1]])))


def _shorten(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[: text.rfind(" ", 0, LONGEST) if " " in text[:LONGEST] else LONGEST].rstrip()
