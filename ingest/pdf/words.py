"""Words that a line end breaks, joined; what the rest of the document writes with a hyphen keeps it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.pdf.line import LINE_HYPHEN

STANDS_ALONE = 3
"""Letters of a word's part that may be a word of its own, as in long-term."""

_AROUND = ".,;:!?()[]{}'\"‘’“”«»–—…*/"
_LEFT = re.compile(r"\w+(?:-\w+)*\Z")
_RIGHT = re.compile(r"\n?(\w+)")
_LONGEST = 60
_PREFIXES = frozenset({"co", "non", "self", "ex", "e"})


def mended(texts: Sequence[str]) -> list[str]:
    """Texts without line hyphens: a broken word is joined, unless the document shows that it has a hyphen."""
    if not any(LINE_HYPHEN in text for text in texts):
        return list(texts)
    pieces = [text.split(LINE_HYPHEN) for text in texts]
    rough = {word for text in pieces for piece in _whole(text) for word in piece.split()}
    words = {word.lower().strip(_AROUND) for word in rough}
    return [_joined(text, words) for text in pieces]


def _whole(pieces: Sequence[str]) -> Iterator[str]:
    """The pieces between line hyphens without the parts of words that these break."""
    for at, piece in enumerate(pieces):
        start = _RIGHT.match(piece) if at else None
        end = _LEFT.search(piece, max(0, len(piece) - _LONGEST)) if at + 1 < len(pieces) else None
        yield piece[start.end() if start else 0 : end.start() if end else None]


def _joined(pieces: Sequence[str], words: set[str]) -> str:
    text = pieces[0]
    for before, piece in pairwise(pieces):
        left = _LEFT.search(before, max(0, len(before) - _LONGEST))
        right = _RIGHT.match(piece)
        if left and right:
            text += ("-" if _hyphened(left[0], right[1], words) else "") + piece.removeprefix("\n")
        else:
            text += "-" + piece
    return text


def _hyphened(left: str, right: str, words: set[str]) -> bool:
    first, second = left.lower(), right.lower()
    if f"{first}-{second}" in words:
        return True
    if first + second in words:
        return False
    if not right[0].islower() or not first[-1].isalpha() or "-" in first:
        return True
    own = min(len(first), len(second)) >= STANDS_ALONE and {first, second} <= words
    return own or first in _PREFIXES
