"""Which sentences of a quote can stand alone: whole, said by the source itself, and of nothing said before."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from api.chat.inert import plain
from api.rewriting.elsewhere import is_elsewhere, is_there
from api.rewriting.hanging import is_alone
from api.rewriting.sentences import spans

DOUBTS = re.compile(
    r"\b(?:claim|alleg|accus|critic|opponent|opposition|rumou?r|myth|false|untrue|true\b|wrong|incorrect|"
    r"mistake|fake|retract|withdr[ae]w|disput|den(?:y|ie)|disprov|refut|contest|contradict|revis|annul|revers|"
    r"overturn|repeal|void\b|hypothe|theor|imagin|suppos|scenario|simulat|on paper|opposite|contrary|disagree|"
    r"doubt|promis|forecast|predict|projected|argu|said\b|says?\b|told\b|wrote\b|writes?\b|assert|believ|"
    r"confirm|not so\b|joke|satir|pretend|in a model|computer model)",
    re.IGNORECASE,
)
"""What a sentence has that may put in doubt, or have somebody else say, the ones beside it."""

_BREAK = re.compile(r"\n[ \t]*(?:\n\s*|(?=(?:[-*•▪●◦–]|\d{1,2}[.)]|#{1,6}) ))")
_MARK = re.compile(r"\s*(?:[-*•▪●◦–]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"\s*#{1,6} [^\n]*(?:\n|$)")
_DONE = re.compile(r"[.!][\"”’')\]»]*$")
_PAIRED = re.compile(
    r"(?P<up>[“„«(\[]|(?<!\w)['‘](?=\w))|(?P<down>[”»)\]]|(?<=[^\s(])['’](?!\w))|\""
)


class _Around(NamedTuple):
    """A quote on one line in its paragraph: the text, where the quote begins and ends, what ends the paragraph."""

    text: str
    start: int
    end: int
    is_whole: bool


def standing(quote: str, passage: str, place: str) -> list[str]:
    """The sentences of a quote that can be shown without the ones beside them.

    Args:
        quote: as it stands in the passage.
        place: that it is about, `City, Country`; empty where that is not known.
    """
    if not quote or passage.count(quote) != 1:
        return []  # what stands beside it is not known
    before, _, behind = passage.partition(quote)
    if _is_led_in(before):
        return []
    around = _around(before, quote, behind)
    found = spans(around.text)
    told = ["", *(around.text[start:end] for start, end in found), ""]
    closed = _closed(around.text, found)
    return [
        told[at]
        for at, (start, end) in enumerate(found, 1)
        if around.start <= start and end <= around.end
        if closed[at - 1] and (_DONE.search(told[at]) or (around.is_whole and at == len(found)))
        if not (DOUBTS.search(told[at - 1]) or DOUBTS.search(told[at + 1]))
        if not (place and _is_of_another(told[at - 1], told[at], place))
        if is_alone(told[at])
    ]


def _is_of_another(before: str, sentence: str, place: str) -> bool:
    """Whether a sentence may be about another place: it names one, or the one before does."""
    return is_elsewhere(sentence, place) or (
        not is_there(sentence, place) and is_elsewhere(before, place)
    )


def _is_led_in(before: str) -> bool:
    """Whether a colon leads in the paragraph, or the list, that a quote stands in."""
    *above, last = _BREAK.split(before)
    is_item = bool(_MARK.match(last))
    for part in filter(str.strip, reversed(above)):
        if not (is_item and _MARK.match(part)):
            return part.rstrip().endswith(":")
    return False


def _around(before: str, quote: str, behind: str) -> _Around:
    head, body = plain(_headless(_BREAK.split(before)[-1])), plain(quote)
    tail, *more = _BREAK.split(behind, maxsplit=1)
    text = " ".join(filter(None, (head, body, plain(tail))))
    start = len(head) + bool(head)
    return _Around(text, start, start + len(body), bool(more))


def _headless(text: str) -> str:
    return _MARK.sub("", _HEADING.sub("", text, count=1), count=1)


def _closed(text: str, found: list[tuple[int, int]]) -> list[bool]:
    """Whether each sentence begins and ends outside of quotation marks and brackets that are open."""
    depths = list(_depths(text))
    return [depths[start] == (0, 0) and depths[end] == (0, 0) for start, end in found]


def _depths(text: str) -> Iterator[tuple[int, int]]:
    """Before each character and at the end: how many marks are open, and whether a straight one is."""
    opened, straight, marks = 0, 0, {mark.start(): mark for mark in _PAIRED.finditer(text)}
    for at in range(len(text)):
        yield opened, straight
        if mark := marks.get(at):
            opened = opened + 1 if mark["up"] else max(opened - 1, 0) if mark["down"] else opened
            straight ^= mark[0] == '"'
    yield opened, straight
