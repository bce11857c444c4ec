"""Running heads, feet and page numbers: what stands at the edge of page after page, and is not read on any of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from ingest.pdf.line import Line

EDGE = 0.15
"""Share of a page's height, above and below, in which heads and feet stand."""

ROWS = 4
"""Rows of them at the most."""

PAGES = 3
"""Pages on which a head stands at the least."""

OFTEN = 0.4
"""Share of pages on which it stands at the least, of those from its first to its last: odd or even ones."""

SHIFT = 6.0
"""Points by which its height on the page varies at the most."""

CELLS = 3
"""Cells of a row that is the head of a table."""

_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)


class _Edge(NamedTuple):
    page: int
    line: Line
    height: float
    number: int | None


def without_heads(pages: Sequence[tuple[Sequence[Line], float]]) -> list[Sequence[Line]]:
    """The lines of each page but for its heads, feet and number; a page with nothing else keeps them.

    Args:
        pages: lines and height in points of each.
    """
    edges = [
        (index, upper, height, _edge_lines(lines, height, upper))
        for index, (lines, height) in enumerate(pages)
        for upper in (True, False)
    ]
    heads, go = set[int](), set[int]()
    for head, goes in _heads(edges, len(pages)):
        heads.add(id(head.line))
        if goes:
            go.add(id(head.line))
    for _, _, _, lines in edges:
        go -= set(map(id, lines)) - set(_outermost(lines, heads))
    return [_rest(lines, go) for lines, _ in pages]


def _rest(lines: Sequence[Line], go: set[int]) -> Sequence[Line]:
    rest = [line for line in lines if id(line) not in go]
    return rest if any(map(_has_word, rest)) else lines


def _outermost(lines: Sequence[Line], heads: set[int]) -> Iterator[int]:
    """Heads with no row between them and the edge that has none."""
    for row in _rows(lines):
        found = [id(line) for line in row if id(line) in heads]
        if not found:
            return
        yield from found


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines, which come from one edge inwards, that stand at the same height."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(line.bottom - rows[-1][0].bottom) <= (line.top - line.bottom) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


_EdgeLines = tuple[int, bool, float, list[Line]]


def _heads(edges: Sequence[_EdgeLines], pages: int) -> Iterator[tuple[_Edge, bool]]:
    """Heads, and whether they go; some stay where they first stand."""
    alike: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for index, upper, height, lines in edges:
        for line in lines:
            away = height - line.bottom if upper else line.bottom
            edge = _Edge(index, line, away, _number(line.text))
            alike[_key(line.text), upper].append(edge)
    for (key, _), same in alike.items():
        if key in {"#", "page #"}:
            yield from ((edge, True) for edge in _page_numbers(same))
        elif len(same) >= PAGES:
            yield from _repeated(key, same, pages)


def _edge_lines(lines: Iterable[Line], height: float, upper: bool) -> list[Line]:
    """Lines in the outermost rows of one edge of a page."""
    at_edge = [
        line
        for line in lines
        if line.top > line.bottom
        and (line.bottom > height * (1 - EDGE) if upper else line.top < height * EDGE)
    ]
    at_edge.sort(key=lambda line: -line.bottom if upper else line.bottom)
    return [line for row in _rows(at_edge)[:ROWS] for line in row]


def _key(text: str) -> str:
    """What is the same in the heads of several pages: all but the numbers."""
    plain = " ".join(text.lower().split())
    if _ROMAN.fullmatch(plain.strip(" -–—|.")):
        return "#"
    key = re.sub(r"\d+", "#", plain)
    return "#" if re.fullmatch(r"\W*#\W*", key) else key


def _number(text: str) -> int | None:
    """The page number that a line may be."""
    found = re.search(r"\d{1,5}", text)
    return int(found[0]) if found else _roman(text)


def _roman(text: str) -> int | None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    digits = [values[char] for char in text.lower() if char in values]
    if not digits:
        return None
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def _page_numbers(edges: list[_Edge]) -> Iterator[_Edge]:
    """Numbers that count on with the pages; other numbers at the edge are of a table or a chart."""
    steps: dict[int, set[int]] = defaultdict(set)
    for edge in edges:
        if edge.number is not None:
            steps[edge.number - edge.page].add(edge.page)
    counted = {step for step, on in steps.items() if len(on) >= PAGES}
    for edge in edges:
        if edge.number is not None and edge.number - edge.page in counted:
            yield edge


def _repeated(key: str, edges: list[_Edge], pages: int) -> Iterator[tuple[_Edge, bool]]:
    """Lines with the same words, at the same height, on every or every other page of a stretch.

    What stands on few pages, or is a row, may be the head of a chapter or of a table: it stays where it first stands.
    """
    usual = median(edge.height for edge in edges)
    same = [edge for edge in edges if abs(edge.height - usual) <= SHIFT]
    on = sorted({edge.page for edge in same})
    if len(on) < PAGES or len(on) / (on[-1] - on[0] + 1) < OFTEN:
        return
    few = len(on) / pages < OFTEN and "#" not in key
    stays = few or len(same[0].line.cells) >= CELLS
    for edge in same:
        yield edge, edge.page > on[0] or not stays


def _has_word(line: Line) -> bool:
    return any(map(str.isalpha, line.text))
