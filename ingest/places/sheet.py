"""A page as places are looked for in it: its words, and the names that may be places."""

import re
from bisect import bisect_right
from typing import NamedTuple

from ingest.places.lexicon import lexicon
from ingest.places.rows import Where

AROUND = 150
"""Characters to each side of a name in which its line is looked at; a paragraph may be one line."""

_WORDS = re.compile(r"[^\W\d_]+")
_LONG = re.compile(r"[^\W\d_]{4,}")
_BREAK = re.compile(r"[.!?:;•|/#*\[\]\"“”()]|\n\s*\n|(?:^|\s)[-–—]\s")


class Word(NamedTuple):
    """A run of letters and digits, `text[start:end]`; `key` is folded, `capital` where it has a capital letter."""

    start: int
    end: int
    key: str
    capital: bool


class Span(NamedTuple):
    """A name that may be a place.

    Attributes:
        start, end: offsets in the page's text; first, last: positions of its words.
        key: folded.
        cities: positions in the table of cities, larger first; country, people: codes; regions: so called.
        masked: it is a phrase that only looks like a place.
    """

    start: int
    end: int
    first: int
    last: int
    key: str
    cities: tuple[int, ...]
    country: str
    people: str
    regions: tuple[Where, ...]
    masked: bool

    @property
    def town(self) -> bool:
        """Whether a city may be meant even where nothing else says so."""
        return bool(self.cities) and (not self.country or lexicon().has("city_state", self.key))

    @property
    def qualifies(self) -> tuple[Where, ...]:
        """The country or the regions that it names."""
        return (Where(self.country),) if self.country else self.regions


class Sheet(NamedTuple):
    """A page with its position, words and names; `ends` are the offsets at which sentences end."""

    page: int
    text: str
    words: list[Word]
    spans: list[Span]
    ends: list[int]

    def sentence(self, at: int) -> int:
        """The number of the sentence that an offset lies in."""
        return bisect_right(self.ends, at)

    def sentence_around(self, at: int) -> str:
        """The sentence that an offset lies in, 200 characters to each side at most."""
        number = self.sentence(at)
        start = self.ends[number - 1] if number else 0
        end = self.ends[number] if number < len(self.ends) else len(self.text)
        return self.text[max(start, at - 200) : min(end, at + 200)]

    def words_around(self, at: int) -> set[str]:
        """The words of that sentence, in lower case."""
        return {word.lower() for word in _WORDS.findall(self.sentence_around(at))}

    def gap(self, word: int) -> str:
        """What stands in front of a word, back to the one before it or to the page's start."""
        before = self.words[word - 1].end if word else 0
        return self.text[before : self.words[word].start]

    def _line(self, at: int) -> str:
        """The line that an offset lies in, as far as AROUND to both sides."""
        low, high = max(0, at - AROUND), min(len(self.text), at + AROUND)
        start, end = self.text.rfind("\n", low, at) + 1, self.text.find("\n", at, high)
        return self.text[max(start, low) : end if end >= 0 else high]

    def shouted(self, at: int) -> bool:
        """Whether the line at an offset is in capitals throughout."""
        line = self._line(at)
        return line.isupper() and len(line.split()) > 1

    def titled(self, at: int) -> bool:
        """Whether most long words of the line at an offset have a capital, so that one says nothing."""
        long = _LONG.findall(self._line(at))
        return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)

    def begins(self, word: int) -> bool:
        """Whether a sentence, a quotation, a list's item or a page begins with the word."""
        return word == 0 or bool(_BREAK.search(self.gap(word)))
