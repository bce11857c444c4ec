"""The order in which a page is read, where the file's own order goes back and forth over it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.pdf.line import LEFTWARDS, LONG, Box, Line, around, two_texts

NEAR = 2.0
"""Line heights between two lines of one block at the most."""

LEAST = 4.0
"""Points of white space between two columns at the least."""

ROWS = 5
"""Rows of two long cells that make two columns; lines of a column that is read for itself."""

MAX_LINES = 3000
"""A page of more lines, a drawing or a map, keeps the file's order."""


class _Block(NamedTuple):
    lines: list[Line]
    box: Box


_Halves = tuple[list[_Block], list[_Block]]


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Lines as people read them: the file's order unless it is wrong and another is better."""
    apart = _columns_apart(lines)
    if _leftwards(apart):
        apart = [_mirrored(line) for line in apart]
    if len(apart) > MAX_LINES:
        return apart
    if len(apart) > len(lines):
        return [line for block in _cut(_blocks(apart)) for line in block.lines]
    runs = _runs(apart)
    if len(runs) == 1:
        return apart
    return [line for group in _cut(_groups(runs)) for line in group.lines]


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in the file's order, up to where it goes back: to a line above that is not all to the right.

    Short lines are not looked at: they are indices of formulas, labels of a chart, cells.
    """
    runs: list[list[Line]] = [[]]
    mid, right = float("inf"), float("-inf")
    for line in lines:
        if len(line.text) >= LONG and line.top > line.bottom:
            if line.bottom > mid and line.left < right - LEAST:
                runs.append([])
            mid, right = (line.top + line.bottom) / 2, line.right
        runs[-1].append(line)
    return runs


def _groups(runs: list[list[Line]]) -> list[_Block]:
    """Runs that have a part of the page to themselves; those that share one become one, put in order."""
    groups: list[tuple[list[list[Line]], Box]] = []
    for run in runs:
        box = _around(run)
        shared = [group for group in groups if _overlap(box, group[1])]
        groups = [group for group in groups if group not in shared]
        members = [*(member for group in shared for member in group[0]), run]
        box = around([box, *(group[1] for group in shared)])
        groups.append((members, box))
    return [_Block(_sorted(members), box) for members, box in groups]


def _sorted(runs: list[list[Line]]) -> list[Line]:
    lines = [line for run in runs for line in run]
    if len(runs) == 1:
        return lines
    cut = [line for block in _cut(_blocks(lines)) for line in block.lines]
    return cut if len(_runs(cut)) < len(runs) else lines


def _around(lines: Sequence[Line]) -> Box:
    return around([line[1:5] for line in lines if line.top > line.bottom])


def _overlap(a: Box, b: Box) -> bool:
    across = min(a[2], b[2]) - max(a[0], b[0])
    return across > LEAST and min(a[3], b[3]) - max(a[1], b[1]) > LEAST


def _height(line: Line) -> float:
    return line.top - line.bottom


def _leftwards(lines: Sequence[Line]) -> bool:
    """Whether most of a page is written from right to left."""
    text = "".join(line.text for line in lines)
    return not text.isascii() and len(LEFTWARDS.findall(text)) > len(text) / 3


def _mirrored(line: Line) -> Line:
    """Its place on the page seen from behind, where right-to-left columns stand from left to right."""
    return line._replace(left=-line.right, right=-line.left)


def _columns_apart(lines: Sequence[Line]) -> list[Line]:
    """Lines that run across two columns of text in two; rows of a table stay whole."""
    edges = [line.cells[1].left for line in lines if line.cells and two_texts(line)]
    if len(edges) < ROWS:
        return list(lines)
    often = [edge for edge in edges if sum(abs(edge - e) < LEAST for e in edges) >= ROWS]
    apart: list[Line] = []
    for line in lines:
        two = len(line.cells) == 2 and any(abs(line.cells[1].left - e) < LEAST for e in often)
        apart += line.cells if two else (line,)
    return apart


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    """Lines that follow each other in the file and stand right below each other."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _continues(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [_Block(run, around([line[1:5] for line in run])) for run in runs]


def _continues(above: Line, below: Line) -> bool:
    gap = above.bottom - below.top
    beside = below.left < above.right and above.left < below.right
    return beside and -_height(above) / 2 < gap < NEAR * max(_height(above), _height(below))


def _cut(blocks: list[_Block]) -> Iterator[_Block]:
    """Blocks in order: columns where white space runs down between them, else bands."""
    todo = [blocks]
    while todo:
        part = todo.pop()
        halves = _columns(part) or _bands(part)
        if halves:
            todo += reversed(halves)
        else:
            yield from sorted(part, key=lambda block: (-block.box[3], block.box[0]))


def _columns(blocks: list[_Block]) -> _Halves | None:
    """Left and right of the widest white space that runs down all of it, if both have text worth a column."""
    halves = _split(sorted(blocks, key=lambda block: block.box[0]), 0, 2, LEAST)
    if not halves or min(sum(len(block.lines) for block in half) for half in halves) < ROWS:
        return None
    a, b = (around([block.box for block in half]) for half in halves)
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return halves if shared > min(a[3] - a[1], b[3] - b[1]) / 2 else None


def _bands(blocks: list[_Block]) -> _Halves | None:
    """Above and below the widest white space that runs across all of it."""
    upwards = _split(sorted(blocks, key=lambda block: block.box[1]), 1, 3, 0)
    return upwards and (upwards[1], upwards[0])


def _split(blocks: list[_Block], low: int, high: int, least: float) -> _Halves | None:
    """Blocks, sorted by one edge, at the widest space between what came before and what comes."""
    best, cut, edge = least, 0, float("-inf")
    for index, block in enumerate(blocks):
        if index and block.box[low] - edge > best:
            best, cut = block.box[low] - edge, index
        edge = max(edge, block.box[high])
    return (blocks[:cut], blocks[cut:]) if cut else None
