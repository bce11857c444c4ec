"""Tables (CSV, TSV, JSON Lines) as readable rows: a paragraph `column: value; column: value` for each."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from corpus.errors import TooLarge
from corpus.nouns import Document, Page
from ingest.kinds import Kind
from ingest.plain.decode import decode
from ingest.plain.json_lines import Line, json_lines
from ingest.plain.rows import Table, column_name, read_table
from ingest.plain.text import document

MAX_CHARACTERS = 50_000_000
"""Characters of a table once each value has its column's name in front."""

TOLD = 5
"""Broken lines that are told one by one; the others are counted."""


class CsvReader:
    """CSV and TSV; cells that look like formulas are text like any other."""

    kind = Kind.CSV

    def read(self, content: bytes, name: str) -> Document:
        """One page without a number, a paragraph for each row; the title is the name."""
        text, warnings = decode(content, name)
        table = read_table(text, name)
        uneven: list[int] = []
        paragraphs = [*table.above, *_paragraphs(table, uneven)]
        if uneven:
            rows = "row has" if len(uneven) == 1 else "rows have"
            warnings.append(
                f"{len(uneven)} {rows} more or fewer cells than the table has columns, the first on line {uneven[0]}."
            )
        return _document(content, name, paragraphs, self.kind, warnings)


class JsonLinesReader:
    """JSON Lines that are no records for bulk: a paragraph for each line's object."""

    kind = Kind.JSONL

    def read(self, content: bytes, name: str) -> Document:
        """One page without a number; the title is the name; lines that are no JSON are told and left out."""
        text, warnings = decode(content, name)
        lines = list(json_lines(text))
        broken = [line for line in lines if line.error]
        warnings += [f"Line {line.number}: {line.error}" for line in broken[:TOLD]]
        if len(broken) > TOLD:
            warnings.append(f"{len(broken) - TOLD} more lines are broken, too.")
        return _document(content, name, map(_object, lines), self.kind, warnings)


def _paragraphs(table: Table, uneven: list[int]) -> Iterator[str]:
    """A paragraph for each row; lines of rows with another number of cells are added to `uneven`."""
    width = len(table.columns)
    for line, cells in table.rows:
        if len(cells) != width:
            uneven.append(line)
        extra = (column_name(at) for at in range(width, len(cells)))
        names = (*table.columns, *extra)
        yield _row(zip(names, cells, strict=False))


def _object(line: Line) -> str:
    return _row(line.fields.items())


def _row(pairs: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name}: {' '.join(value.split())}" for name, value in pairs if value)


def _document(
    content: bytes, name: str, paragraphs: Iterable[str], kind: Kind, warnings: list[str]
) -> Document:
    parts: list[str] = []
    size = 0
    for part in paragraphs:
        size += len(part) + 2
        if size > MAX_CHARACTERS:
            raise TooLarge(
                f"{name} comes to over {MAX_CHARACTERS:,} characters with the names of its columns, which is "
                "the limit. Split it."
            )
        if part:
            parts.append(part)
    page = Page(None, "\n\n".join(parts) + "\n")
    return document(content, name, PurePath(name).stem, (page,), kind, warnings)
