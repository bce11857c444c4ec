"""Where a text's letters stand among those of a PDF's page, whatever the spaces, hyphens, ligatures and order."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

CONTEXT = 200
"""Letters before and after, by which the right one of several equal places is told."""

SURE = 12
"""Letters of a run that counts wherever it stands; a shorter one must be near such a one."""

NEAR = 80
"""Letters between the two at the most."""

LEAST = 3
"""Letters of a run, unless it is the rest of the quote."""


class Letters(NamedTuple):
    """Letters and digits without case, accents and ligatures.

    Attributes:
        text: them, one after the other.
        places: of each, the index of the character that it comes from; rising.
        starts: indices in `text` at which a word begins.
    """

    text: str
    places: tuple[int, ...]
    starts: frozenset[int]


class Run(NamedTuple):
    """Letters that follow each other in both, from `first` on in the page."""

    first: int
    length: int


def letters(characters: Iterable[tuple[int, str]]) -> Letters:
    """The letters of characters, each with its index."""
    text: list[str] = []
    places: list[int] = []
    starts = set[int]()
    within = False
    for index, character in characters:
        plain = _plain(character)
        if plain and not within:
            starts.add(len(text))
        within = bool(plain) or (within and unicodedata.category(character)[0] == "M")
        text += plain
        places += [index] * len(plain)
    return Letters("".join(text), tuple(places), frozenset(starts))


@cache
def _plain(character: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", character).casefold()))


def located(page: Letters, text: Letters, first: int, last: int) -> list[Run]:
    """The runs of a page's letters that are the letters `first` to `last` of a text of that page."""
    runs = list(_runs(page, text, first, last))
    sure = [run for run in runs if run.length >= min(SURE, last - first)]
    return [run for run in runs if run in sure or any(_near(run, other) for other in sure)]


def _near(run: Run, other: Run) -> bool:
    return (
        other.first - NEAR <= run.first + run.length
        and run.first <= other.first + other.length + NEAR
    )


def _runs(page: Letters, text: Letters, first: int, last: int) -> Iterator[Run]:
    at, before = first, 0
    starts = sorted(start for start in text.starts if first < start < last)
    while at < last:
        run = _best(page, text, at, last, before)
        if run:
            yield run
            at, before = at + run.length, run.first + run.length
        else:
            at = next((start for start in starts if start > at), last)


def _best(page: Letters, text: Letters, at: int, last: int, before: int) -> Run | None:
    """The run from a letter of the text on that has most of what stands around it; then the one that comes next."""
    end = next((i for i in range(at + 1, last) if i in text.starts), last)
    least = min(LEAST, last - at)
    found = []
    for start in _occurrences(page, text.text[at:end]):
        ahead = _same(page.text[start:], text.text[at : last + CONTEXT])
        behind = _same(page.text[:start][::-1][:CONTEXT], text.text[:at][::-1][:CONTEXT])
        distance = abs(start - before)
        found.append((ahead + behind, -distance, Run(start, min(ahead, last - at))))
    best = max(found, default=None)
    return best[2] if best and best[2].length >= least else None


def _occurrences(page: Letters, word: str) -> Iterator[int]:
    at = page.text.find(word)
    while at >= 0:
        if at in page.starts:
            yield at
        at = page.text.find(word, at + 1)


def _same(a: str, b: str) -> int:
    """How many characters two texts have in common from their beginnings on."""
    most = min(len(a), len(b))
    if a[:most] == b[:most]:
        return most
    return next(i for i in range(most) if a[i] != b[i])
