"""Rows of a table in a text file: which character parts the cells, which row names the columns."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import NamedTuple

from corpus.errors import TooLarge

MAX_ROWS = 1_000_000
"""Rows of a table."""

MAX_CELL = 1_000_000
"""Characters of a cell."""

MAX_COLUMNS = 1_000
"""Cells of a row."""

MAX_NAME = 80
"""Longest name of a column, in characters; a longer one is cut."""

SAMPLE = 50
"""Rows at the beginning that tell how a table is made."""

_NO_MARK = "\x1f"  # taken out of every text: the table has one column
_MARKS = (",", ";", "\t", "|")
_YEAR = re.compile(r"(19|20)\d\d")
_NUMBER = re.compile(r"[\s\d.,:/%€$£()+−–-]+")


class Row(NamedTuple):
    """One row: the line of the file that it ends on, from 1, and its cells without outer white space."""

    line: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """A table: what stands above it, the names of its columns, and its rows as an iterator."""

    above: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Iterator[Row]


def read_table(text: str, name: str) -> Table:
    """Take a table apart; its rows are read as they are asked for.

    Raises:
        TooLarge: (also from `rows`) it is over MAX_ROWS, MAX_CELL or MAX_COLUMNS.
    """
    stated = re.match(r"sep=(.)\n", text)
    mark = stated[1] if stated else _mark(text[:100_000])
    every = _rows(text[stated.end() :] if stated else text, mark, name)
    first = [row for _, row in zip(range(SAMPLE), every, strict=False)]
    usual = Counter(len(row.cells) for row in first).most_common(1)[0][0] if first else 0
    pairs = enumerate(pairwise(first[:10]))
    head = next((at for at, (row, below) in pairs if _is_head(row, below, usual)), None)
    columns = _named(first[head].cells if head is not None else ("",) * usual)
    begin = 0 if head is None else head + 1
    above = tuple(" ".join(filter(None, row.cells)) for row in first[: begin - 1 if begin else 0])

    def rows() -> Iterator[Row]:
        yield from first[begin:]
        yield from every

    return Table(above, columns, rows())


def _is_head(row: Row, below: Row, usual: int) -> bool:
    """Names of columns: as many as the rows have, each told apart from the others, none a number.

    Years may be names, unless the row below has one in the same column.
    """
    numbers = [
        cell
        for cell, under in zip_longest(row.cells, below.cells, fillvalue="")
        if _NUMBER.fullmatch(cell) and (not _YEAR.fullmatch(cell) or _YEAR.fullmatch(under))
    ]
    given = [cell for cell in row.cells if cell]
    return (
        len(row.cells) >= usual
        and len(given) >= max(1, 0.6 * usual)
        and len(set(given)) == len(given)
        and not numbers
        and not any(len(cell) > 3 * MAX_NAME for cell in given)
    )


def _named(cells: tuple[str, ...]) -> tuple[str, ...]:
    names = (" ".join(cell.split())[:MAX_NAME] for cell in cells)
    return tuple(name or column_name(at) for at, name in enumerate(names))


def column_name(at: int) -> str:
    """The name of a column that has none; counted from 0."""
    return f"Column {at + 1}"


def _mark(sample: str) -> str:
    """The character at which the first rows come apart most evenly."""

    def evenness(mark: str) -> tuple[float, int]:
        whole = sample.rpartition("\n")[0] or sample
        sizes = [
            len(row) for _, row in zip(range(SAMPLE), _reader(whole, mark), strict=False) if row
        ]
        size, times = Counter(sizes).most_common(1)[0] if sizes else (1, 0)
        return (times / len(sizes), size) if size > 1 else (0.0, 1)

    best = max(_MARKS, key=evenness)
    return best if evenness(best)[0] else _NO_MARK


def _reader(text: str, mark: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
    try:
        yield from reader
    except csv.Error:
        return


def _rows(text: str, mark: str, name: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
    number = 0
    while True:
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            raise TooLarge(
                f"{name} has a cell of over {MAX_CELL:,} characters near line {reader.line_num}, which is the "
                "limit. A quotation mark may be missing there."
            ) from error
        if not any(cells):
            continue
        number += 1
        if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise TooLarge(
                f"{name} has over {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns, which is the limit. Split it."
            )
        yield Row(reader.line_num, cells)
