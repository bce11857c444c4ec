"""Many documents in one file: CSV rows and JSON lines that are case studies or reports of their own."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import ValidationError

from corpus.case import CaseStudy
from corpus.errors import BadCase
from corpus.gazetteer import fold
from corpus.write_case import case_markdown
from ingest.kinds import Kind
from ingest.plain.decode import decode
from ingest.plain.json_lines import Line, json_lines
from ingest.plain.rows import column_name, read_table
from ingest.plain.text import shorten, slug

LONG = 120
"""Characters from which a value is a text of its own, with a heading; shorter ones are listed."""

SAMPLE = 200
"""Rows at the beginning that tell whether they are records."""

_TITLES = (
    "title",
    "name",
    "titre",
    "titulo",
    "titel",
    "nom",
    "nombre",
    "nome",
    "headline",
    "case study",
    "project",
)
_IDS = ("id", "key", "slug", "case id", "identifier")
_CASE = frozenset({"id", "practice", "lessons", "sections"})


class Record(NamedTuple):
    """One document of many.

    Attributes:
        key: tells it from the others of its file, the same each time: its id, else its title, else its line.
        name: a file name for it, ending in .md.
        content: Markdown in UTF-8; empty where there is an error.
        error: a sentence with the line's number on why it cannot be taken in, or empty.
    """

    key: str
    name: str
    content: bytes
    error: str = ""


class _Entry(NamedTuple):
    """A row or an object, before it is written: its line and fields, or what is wrong with it."""

    line: int
    fields: dict[str, str]
    error: str = ""
    case: Line | None = None


def records(content: bytes, name: str, kind: Kind) -> Iterator[Record]:
    """The documents in a CSV or JSON Lines file; none where the file is an ordinary table.

    They are documents where at least half of the first rows are case studies in the corpus's form, as
    `/api/v1/cases/ID` gives them, or have a title or name and a text of LONG characters. A row that
    cannot be one then comes as an error, and stops no other.

    Raises:
        UnreadableFile: the file as a whole is no text, or over a limit; from the first or a later record.
    """
    if kind not in {Kind.CSV, Kind.JSONL}:
        return
    entries = _csv(content, name) if kind is Kind.CSV else _jsonl(content, name)
    first = [entry for _, entry in zip(range(SAMPLE), entries, strict=False)]
    able = [entry for entry in first if not entry.error]
    if not able or sum(map(_is_document, able)) * 2 < len(able):
        return
    yield from _told_apart(_record(entry, name) for part in (first, entries) for entry in part)


def _csv(content: bytes, name: str) -> Iterator[_Entry]:
    table = read_table(decode(content, name).text, name)
    for line, cells in table.rows:
        extra = tuple(column_name(at) for at in range(len(table.columns), len(cells)))
        yield _Entry(line, dict(zip((*table.columns, *extra), cells, strict=False)))


def _jsonl(content: bytes, name: str) -> Iterator[_Entry]:
    for line in json_lines(decode(content, name).text):
        case = line if line.found.keys() >= _CASE else None
        yield _Entry(line.number, {} if case else line.fields, line.error, case)


def _is_document(entry: _Entry) -> bool:
    texts = (value for value in entry.fields.values() if len(value) >= LONG)
    return entry.case is not None or bool(_titled(entry.fields) and next(texts, ""))


def _titled(fields: dict[str, str]) -> str:
    """The field that is the title; empty where there is none."""
    return _field(fields, _TITLES)


def _field(fields: dict[str, str], names: Iterable[str]) -> str:
    folded = {fold(field): field for field in reversed(fields)}
    return next((folded[name] for name in names if name in folded), "")


def _record(entry: _Entry, name: str) -> Record:
    key = f"line-{entry.line}"
    if entry.error:
        return Record(
            key, f"{key}.md", b"", f"Line {entry.line} of {name} cannot be read. {entry.error}"
        )
    if entry.case:
        return _case(entry.case, name)
    titled, known = _titled(entry.fields), _field(entry.fields, _IDS)
    title = shorten(entry.fields.get(titled, ""))
    if not title or not any(
        value for field, value in entry.fields.items() if field not in {titled, known}
    ):
        return Record(
            key,
            f"{key}.md",
            b"",
            f"Line {entry.line} of {name} has no title, or no text beside it.",
        )
    key = slug(entry.fields.get(known, "") or title)
    return Record(key, f"{slug(title)}.md", _markdown(title, titled, entry.fields).encode())


def _case(line: Line, name: str) -> Record:
    key = str(line.found["id"])[:80] or f"line-{line.number}"
    try:
        case = CaseStudy.model_validate(line.found)
        return Record(case.id, f"{case.id}.md", case_markdown(case).encode())
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, e['loc']))}: {e['msg']}"[:200] for e in error.errors()[:5]
        )
    except BadCase as error:
        faults = str(error)
    return Record(
        slug(key), f"{slug(key)}.md", b"", f"Line {line.number} of {name} breaks the form: {faults}"
    )


def _markdown(title: str, titled: str, fields: dict[str, str]) -> str:
    """The title, short values as a list, long ones as sections."""
    others = [(_name(field), value.strip()) for field, value in fields.items() if field != titled]
    listed = "\n".join(
        f"- {field}: {value}" for field, value in others if value and _is_short(value)
    )
    sections = [f"## {field}\n\n{value}" for field, value in others if not _is_short(value)]
    return "\n\n".join(part for part in (f"# {title}", listed, *sections) if part) + "\n"


def _name(field: str) -> str:
    """`what_was_done` → `What was done`."""
    words = re.sub(r"[_\s]+", " ", field).strip()
    return words[:1].upper() + words[1:] if words.islower() else words


def _is_short(value: str) -> bool:
    return len(value) < LONG and "\n" not in value


def _told_apart(found: Iterable[Record]) -> Iterator[Record]:
    """Records with keys that differ: a second one of the same key gets `-2`."""
    times: dict[str, int] = {}
    for record in found:
        times[record.key] = times.get(record.key, 0) + 1
        again = f"-{times[record.key]}" if times[record.key] > 1 else ""
        yield record._replace(key=record.key + again)
