"""Sentences of a text; where it is not sure that one ends, it goes on, so that less can be taken out of it."""

import re

_END = re.compile(r"[.!?][\"”’')\]»]*(?=\s)")
_OPENS = re.compile(r"\s+[\"“‘'(\[«]*(?=[^\W_])(?P<first>.)")
_SHORT = re.compile(
    r"(?:\b[^\W\d_]|[.…]\s*|\b(?:mr|mrs|ms|dr|prof|st|ste|no|nr|nos|vs|ca|approx|fig|figs|art|sec|vol|pp|ed|eds|al|etc|inc|ltd|"
    r"co|corp|dept|gov|gen|sen|rep|hon|mt|ft|av|ave|blvd|e\.g|i\.e|u\.s|u\.k|u\.n|est|min|max|para|ch|op|cit|"
    r"resp|incl|excl|cf|capt|arch|messrs|bldg|pop|avg|dipl|sept))$",
    re.IGNORECASE,
)
"""What stands before a full stop that does not end a sentence: a letter, dots, what is known to be cut short."""

LONGEST = 20
"""Characters before a full stop that are looked at."""

_CAPITAL = re.compile(r"(?<![^\W_])(?P<first>[^\W\d_])[^\W\d_]{0,3}$")
"""A short word before a full stop; with a capital it may be cut short, as Col. and Ing. are."""


def spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text on one line begin and end, each with its full stop."""
    found, start = [], 0
    for end in _END.finditer(text):
        if _is_end(text, end):
            found.append((start, end.end()))
            start = end.end()
    trimmed = [_trimmed(text, *span) for span in (*found, (start, len(text)))]
    return [(start, end) for start, end in trimmed if start < end]


def sentences(text: str) -> list[str]:
    """The sentences of a text on one line."""
    return [text[start:end] for start, end in spans(text)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _is_end(text: str, end: re.Match[str]) -> bool:
    """Whether a sentence ends there: a capital follows, and the word before is whole."""
    follows = _OPENS.match(text, end.end())
    first = follows["first"] if follows else ""
    return not (
        first.islower()
        or first.isdigit()
        or (end[0][0] == "." and _is_short(text[max(0, end.start() - LONGEST) : end.start()]))
    )


def _is_short(before: str) -> bool:
    short = _CAPITAL.search(before)
    return bool(_SHORT.search(before)) or (short is not None and short["first"].isupper())
