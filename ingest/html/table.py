"""Tables of a page: which hold data, and their rows."""

import re
from collections.abc import Iterator

from ingest.html.text import text_of
from ingest.html.tree import Element

MAX_SPAN = 100
"""Columns or rows that one cell may fill."""

MAX_COLUMNS = 200
"""Columns of a row up to which cells fill more than one."""

LONG_CELL = 1500
"""Characters; a table with a longer cell is there for the layout, and its cells are read as text."""

_CELLS = frozenset({"td", "th"})
_LAYOUT = frozenset({"table", "h1", "h2", "h3", "article", "section", "form"})


def is_data(table: Element) -> bool:
    """True for a table of rows and columns; others only put text in place."""
    if table.get("role") in {"presentation", "none"}:
        return False
    inner = (element for element in table.iter() if element is not table)
    if any(element.tag in _LAYOUT for element in inner):
        return False
    rows = list(_rows(table))
    if max((len(row) for row in rows), default=0) < 2:
        return False
    return all(sum(map(len, cell.itertext())) <= LONG_CELL for row in rows for cell in row)


def table_rows(table: Element) -> tuple[str, list[tuple[str, ...]]]:
    """A table's caption and its rows; a cell over several rows stands in each, one over several columns in the first."""
    caption = " ".join(text_of(element) for element in table.iter("caption"))
    spanned: dict[int, tuple[int, str]] = {}
    rows = [_row(cells, spanned) for cells in _rows(table)]
    return caption, [row for row in rows if any(row)]


def _rows(table: Element) -> Iterator[list[Element]]:
    for row in table.iter("tr"):
        yield [cell for cell in row if cell.tag in _CELLS]


def _row(cells: list[Element], spanned: dict[int, tuple[int, str]]) -> tuple[str, ...]:
    """One row; `spanned` has for a column how many rows its cell still fills, and that cell's text."""
    row: list[str] = []
    for cell in cells:
        _carry(row, spanned)
        text = text_of(cell)
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        if len(row) + width > MAX_COLUMNS:
            width = height = 1
        for at in range(width):
            if height > 1:
                spanned[len(row)] = (height - 1, "" if at else text)
            row.append("" if at else text)
    _carry(row, spanned)
    return tuple(row)


def _carry(row: list[str], spanned: dict[int, tuple[int, str]]) -> None:
    while len(row) in spanned:
        left, text = spanned.pop(len(row))
        if left > 1:
            spanned[len(row)] = (left - 1, text)
        row.append(text)


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if re.fullmatch(r"\d{1,9}", value) else 1
