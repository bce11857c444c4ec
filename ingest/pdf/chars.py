"""The characters of a PDF's page, as pdfium has them, made into lines and the cells of rows."""

import ctypes
import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ingest.pdf.calls import char_box, count_rects, loose_box, pointer, rect
from ingest.pdf.line import LEFTWARDS, LINE_HYPHEN, LONG, Box, Line, two_texts

GAP = 1.5
"""Line heights of white space that part two cells of a row."""

IN_A_ROW = 0.7
"""What that is taken times between the other cells of a row that has such a gap."""

AFTER_A_STOP = 2.0
"""So many times as wide it must be after a stop or a colon, where a line that is spaced out is widest."""

EVEN = 0.97
"""Where the smallest gap of a line is so much of its widest, the line is spaced out to fill its column."""

LEAST_GAP = 12.0
"""Points that part them at the least; a bullet stands nearer to its text."""

MOST = 0.44
"""Usual width of a character, in heights of its line, at the most."""

WIDER = 1.15
"""A line that is so many times wider than usual is looked at for gaps."""

SAMPLED = 6
"""One line of so many is looked at for gaps whatever its width; that finds columns that run into each other."""

_WORD = re.compile(r"\S+")
_LINE = re.compile(f"[^\\s{LINE_HYPHEN}][^\n{LINE_HYPHEN}]*{LINE_HYPHEN}?")


class Seen(NamedTuple):
    """How a page is seen: its size in points, its lower left corner, its turn clockwise in quarters."""

    width: float
    height: float
    left: float
    bottom: float
    turn: int

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The place on the page as it is seen of a place in the file."""
        left, right = left - self.left, right - self.left
        bottom, top = bottom - self.bottom, top - self.bottom
        if self.turn == 0:
            return left, bottom, right, top
        if self.turn == 1:
            return bottom, self.height - right, top, self.height - left
        if self.turn == 2:
            return self.width - right, self.height - top, self.width - left, self.height - bottom
        return self.width - top, left, self.width - bottom, right


class Chars:
    """The characters of a page with their places."""

    def __init__(self, raw: Any, seen: Seen) -> None:
        self.raw = raw
        self.page = pointer(raw)
        self.seen = seen
        self.upright = (seen.turn, seen.left, seen.bottom) == (0, 0, 0)
        self.loose = pdfium.FS_RECTF()
        self.loosely = ctypes.byref(self.loose)
        self.numbers = (ctypes.c_double * 4)()  # left, bottom, right, top
        left, bottom, right, top = (
            ctypes.byref(ctypes.c_double.from_buffer(self.numbers, 8 * at)) for at in range(4)
        )
        self.run = (left, top, right, bottom)  # the order in which pdfium gives them of a run
        self.char = (left, right, bottom, top)  # and of a character

    def lines(self, text: str, count: int) -> list[Line]:
        """Lines on the page with their cells; a word that is broken ends one."""
        width, height = self.seen.width, self.seen.height
        shifted, seen = count != len(text), []
        for match in _LINE.finditer(text):
            start = self._index(match.start()) if shifted else match.start()
            line = self._line(match[0].rstrip(), start)
            if line[3] >= 0 <= line[4] and line[1] <= width and line[2] <= height:
                seen.append((line, start))
        usual = _usual([line for line, _ in seen])
        lines = [
            self._with_cells(line, start)
            if _is_wide(line, usual) or (at % SAMPLED == 0 and self._has_gap(line, start))
            else line
            for at, (line, start) in enumerate(seen)
        ]
        if any(line.cells and two_texts(line) for line in lines):
            return [line if line.cells else self._with_cells(line, at) for line, at in seen]
        return lines

    def _index(self, at: int) -> int:
        """The character's index where pdfium counts more of them than it gives."""
        return max(0, int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.raw, at)))

    def _line(self, text: str, start: int) -> Line:
        """A line with the box around its first and its last character, as high as their fonts."""
        if not text.isascii() and LEFTWARDS.search(text):
            text = self._ligatures_turned(text, start)
        loose, page = self.loose, self.page
        if not loose_box(page, start, self.loosely):
            return Line(text, 0, 0, 0, 0)
        left, bottom, right, top = loose.left, loose.bottom, loose.right, loose.top
        if loose_box(page, start + len(text) - 1, self.loosely):
            a, b, c, d = loose.left, loose.bottom, loose.right, loose.top
            # min and max would be four calls more for every line
            left, bottom = left if left < a else a, bottom if bottom < b else b  # noqa: FURB136
            right, top = right if right > c else c, top if top > d else d  # noqa: FURB136
        if not self.upright:
            left, bottom, right, top = self.seen.box(left, bottom, right, top)
        return Line(text, left, bottom, right, top)

    def _ligatures_turned(self, text: str, start: int) -> str:
        """Text in which the letters of one sign, such as lam-alef, come in the order in which they are read.

        pdfium turns right-to-left text round letter by letter, these among them, though they need no turning.
        """
        places = [(tuple(self._char(start + at)), char) for at, char in enumerate(text)]
        turned = []
        for _, run in groupby(places, key=lambda place: place[0]):
            letters = [char for _, char in run]
            turned += letters[::-1] if any(map(LEFTWARDS.match, letters)) else letters
        return "".join(turned)

    def _with_cells(self, line: Line, start: int) -> Line:
        cells = self._cells(line, start)
        return line._replace(cells=cells) if cells else line

    def _cells(self, line: Line, start: int) -> tuple[Line, ...]:
        """A line's parts, where white space of some width is between them."""
        words = [match.span() for match in _WORD.finditer(line.text)]
        edges = self._edges(start, words)
        gaps = [
            (b[0] - a[1]) / (AFTER_A_STOP if line.text[end - 1] in ".,:;" else 1)
            for (a, b), (_, end) in zip(pairwise(edges), words, strict=False)
        ]
        wide = _gap(line)
        if not gaps or max(gaps) <= wide or (len(gaps) > 1 and min(gaps) > EVEN * max(gaps)):
            return ()
        cuts = [at for at, gap in enumerate(gaps, 1) if gap > wide * IN_A_ROW]
        return tuple(
            line._replace(
                text=line.text[words[a][0] : words[b - 1][1]],
                left=edges[a][0],
                right=edges[b - 1][1],
            )
            for a, b in pairwise([0, *cuts, len(words)])
        )

    def _edges(self, start: int, words: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
        """Where words of a line begin and end, from the left."""
        if not self.upright:
            return [(self._char(start + a)[0], self._char(start + b - 1)[2]) for a, b in words]
        page, char, numbers, edges = self.page, self.char, self.numbers, []
        for a, b in words:  # written out, as no other lines run so often
            char_box(page, start + a, *char)
            left = numbers[0]
            char_box(page, start + b - 1, *char)
            edges.append((left, numbers[2]))
        return edges

    def _has_gap(self, line: Line, start: int) -> bool:
        """Whether white space parts two runs of letters of a long line; there are fewer runs than words."""
        length = len(line.text)
        if length <= 2 * LONG:
            return False
        wide, edge = _gap(line), float("inf")
        for index in range(count_rects(self.page, start, length)):
            rect(self.page, index, *self.run)
            box = self.numbers if self.upright else self.seen.box(*self.numbers)
            if box[0] - edge > wide:
                return True
            edge = box[2]
        return False

    def _char(self, index: int) -> Box:
        char_box(self.page, index, *self.char)
        return self.numbers[:] if self.upright else self.seen.box(*self.numbers)


def _usual(lines: Sequence[Line]) -> float:
    """The usual width of a character, in heights of its line; as much as there may be where that is not clear."""
    long = [
        (line.right - line.left) / (line.top - line.bottom) / len(line.text)
        for line in lines
        if len(line.text) > LONG and line.top > line.bottom
    ]
    return min(MOST, median(long)) if len(long) >= SAMPLED else MOST


def _is_wide(line: Line, usual: float) -> bool:
    """Whether a line is so much wider than its characters need that it may have a gap."""
    needed = usual * len(line[0]) * (line[4] - line[2])
    width = line[3] - line[1]
    return width > WIDER * needed and width > needed + LEAST_GAP / 2


def _gap(line: Line) -> float:
    """The least white space, in points, that parts cells."""
    return max(LEAST_GAP, GAP * (line.top - line.bottom))
