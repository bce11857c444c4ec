"""Sentences of a quote; where it is not sure that one ends, it goes on, so that less can be taken out of it."""

import re

_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s)")
_OPENS = re.compile(r"\s+[\"“‘'(\[]*(?=[^\W_])(?P<first>.)")
_SHORT = re.compile(
    r"(?:\b[^\W\d_]|\b(?:mr|mrs|ms|dr|prof|st|ste|no|nr|vs|ca|approx|fig|figs|art|sec|vol|pp|ed|eds|al|etc|inc|ltd|"
    r"co|corp|dept|gov|gen|sen|rep|hon|mt|ft|av|ave|blvd|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e|"
    r"u\.s|u\.k|u\.n|est|min|max|para|ch|op|cit|resp|incl|excl|cf))$",
    re.IGNORECASE,
)
"""What stands before a full stop that does not end a sentence: a single letter, or a word that is cut short."""


def sentences(text: str) -> list[str]:
    """The sentences of a text on one line, each with its full stop."""
    found, start = [], 0
    for end in _END.finditer(text):
        if _is_end(text, end):
            found.append(text[start : end.end()].strip())
            start = end.end()
    return [sentence for sentence in (*found, text[start:].strip()) if sentence]


def _is_end(text: str, end: re.Match[str]) -> bool:
    """Whether a sentence ends there: a capital or a digit follows, and the word before is whole."""
    follows = _OPENS.match(text, end.end())
    first = follows["first"] if follows else ""
    return not first.islower() and not (end[0][0] == "." and _SHORT.search(text[: end.start()]))
