"""The briefing on a city's shortlist as a file: Word, Markdown, JSON, or its comparison as a table for spreadsheets."""

import csv
import io
import json
from collections.abc import Callable

from api.calls.shortlist_models import compared
from api.exports.briefing_paper import Briefing, told_left_out, write
from api.exports.markdown import Markdown
from api.exports.response import Kind
from api.exports.safe import cell
from api.exports.word import Word
from api.pages.shortlist_rows import rows

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's elements."""


def written(briefing: Briefing, kind: Kind) -> bytes:
    """The briefing as a file."""
    return _WAYS[kind](briefing)


class _Pages(Word):
    """A Word document in which each practice begins a page."""

    def __init__(self, title: str, language: str) -> None:
        super().__init__(title, language)
        styles = self._document.styles.element
        for held in styles.findall(f"{W}style[@{W}type='table']"):
            # python-docx walks through all styles for each paragraph; its template has a hundred that no table has
            if held.get(f"{W}styleId") not in ("TableNormal", "TableGrid"):
                styles.remove(held)

    def heading(self, text: str, level: int = 1) -> None:
        super().heading(text, level)
        if level == 1 and text[:1].isdigit():
            self._document.paragraphs[-1].paragraph_format.page_break_before = True


def _docx(briefing: Briefing) -> bytes:
    return write(briefing, _Pages(briefing.title, "en-GB"))


def _md(briefing: Briefing) -> bytes:
    return write(briefing, Markdown(briefing.title, "en"))


def _json(briefing: Briefing) -> bytes:
    held = compared(briefing.city, briefing.sides).model_dump(mode="json")
    about = {"prepared": briefing.day.isoformat(), "by": briefing.who}
    return json.dumps(
        {**about, "left_out": briefing.left_out, **held}, ensure_ascii=False, indent=1
    ).encode()


def _csv(briefing: Briefing) -> bytes:
    """A row for each thing that is compared, a column for each practice; in UTF-8 with a mark, as spreadsheets want it."""
    out = io.StringIO(newline="")
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow(["", "", *(cell(side.case.title) for side in briefing.sides)])
    for row in rows(briefing.sides):
        told = (cell("\n".join(one.lines)) for one in row.cells)
        table.writerow([cell(row.group), cell(row.name), *told])
    if missing := told_left_out(briefing.left_out):
        table.writerow([cell(missing)])
    return out.getvalue().encode("utf-8-sig")


_WAYS: dict[Kind, Callable[[Briefing], bytes]] = {
    "docx": _docx,
    "md": _md,
    "json": _json,
    "csv": _csv,
}
