"""One page's text cut into words, and the names in it that may be places: the longest first, none overlapping."""

import re
from functools import lru_cache

from corpus.gazetteer import fold
from ingest.places.lexicon import Lexicon, lexicon
from ingest.places.sheet import Sheet, Span, Word

LONGEST = 6
"""Words of a name."""

_WORD = re.compile(r"[^\W_]+")
_INSIDE = re.compile(r"[ \u00a0]|[-’'`‘]|\.[ \u00a0]?| ?\n|[-’'`] ?")
_ABBREVIATED = {"st", "ste", "mt", "ft", "sta", "sto", "d", "u", "s", "dr"}
_END = re.compile(
    r"(?<![ .](?:St|Dr|Mr|Ms))(?<!\bMrs)(?<!Prof)[.!?][\"”’)]*\s+|\n\s*\n|\n\s*[•*#-]"
)


@lru_cache(1 << 15)
def _key(word: str) -> str:
    return fold(word).replace(" ", "")


def scan(text: str, index: int) -> Sheet:
    """Find the names on a page."""
    words = []
    for match in _WORD.finditer(text):
        word = match[0]
        capital = word != word.lower()
        words.append(Word(match.start(), match.end(), _key(word) if capital else word, capital))
    ends = [match.end() for match in _END.finditer(text)]
    return Sheet(index, text, words, _spans(text, words), ends)


def _spans(text: str, words: list[Word]) -> list[Span]:
    held, spans, at = lexicon(), [], 0
    while at < len(words):
        word = words[at]
        span = None
        if word.capital and (word.key in held.starts or word.key == "st"):
            span = _longest(text, words, at, held)
        elif not word.capital and word.key in held.peoples:
            span = _span(held, words, at, at, word.key)
        if span:
            spans.append(span)
        at = span.last + 1 if span else at + 1
    return spans


def _longest(text: str, words: list[Word], at: int, held: Lexicon) -> Span | None:
    keys, ends = [words[at].key], [at]
    while len(keys) < LONGEST and ends[-1] + 1 < len(words):
        before, word = words[ends[-1]], words[ends[-1] + 1]
        gap = text[before.end : word.start]
        if not _INSIDE.fullmatch(gap) or (gap[0] == "." and before.key not in _ABBREVIATED):
            break
        keys.append(word.key if word.capital else _key(text[word.start : word.end]))
        ends.append(ends[-1] + 1)
    for size in range(len(keys), 0, -1):
        last = words[ends[size - 1]]
        joined = size > 1 and text[last.start - 1] in "-’'`‘"
        key = " ".join(keys[:size])
        whole = last.capital or joined or key in held.lists["masked"]
        if whole and (found := _span(held, words, at, ends[size - 1], key)):
            return found
    return None


def _span(held: Lexicon, words: list[Word], first: int, last: int, key: str) -> Span | None:
    """The span of these words, if they name anything."""
    if key.startswith("st ") and key not in held.cities:
        key = f"saint {key[3:]}"
    found = Span(
        words[first].start,
        words[last].end,
        first,
        last,
        key,
        held.cities.get(key, ()),
        held.countries.get(key, ""),
        held.peoples.get(key, ""),
        held.regions.get(key, ()),
        key in held.lists["masked"],
    )
    means = found.cities or found.country or found.people or found.regions or found.masked
    return found if means else None
