"""The words of an RTF file put together to paragraphs, headings, lists, tables and notes."""

import re

from ingest.office.docx_styles import heading_level, names_title
from ingest.office.lists import raise_digits
from ingest.office.markup import Markup
from ingest.office.rtf_text import Event
from ingest.office.rtf_words import ENDS

MAX_CELL = 1000
"""Characters of a table's cell; a table with more in one is a layout, and is read cell by cell."""

_NUMBER = re.compile(r"[\w(\[]")


class Format:
    """What holds for a paragraph until `pard` sets it back."""

    def __init__(self) -> None:
        self.style = 0
        self.level = -1
        self.depth = 0
        self.in_table = False

    def take(self, word: str, number: int) -> None:
        """The next control word; most say nothing of this."""
        if word == "s":
            self.style = number
        elif word == "outlinelevel":
            self.level = number
        elif word == "ilvl":
            self.depth = min(max(number, 0), 8)
        elif word == "intbl":
            self.in_table = True


class Styles:
    """Paragraph styles by number: their names and outline levels."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._levels: dict[int, int] = {}
        self._number = 0
        self._name = ""

    def take(self, event: Event) -> None:
        """The next word or text of the style sheet."""
        if event.word == "s":
            self._number = event.number or 0
        elif event.word == "outlinelevel":
            self._levels[self._number] = event.number or 0
        self._name += event.text
        if ";" in event.text:
            self._names[self._number] = self._name.partition(";")[0].strip()
            self._number, self._name = 0, ""

    def level(self, form: Format) -> int:
        """A paragraph's heading level from 1 to 9; 0 for other text."""
        stated = form.level if form.level >= 0 else self._levels.get(form.style, -1)
        if 0 <= stated < 9:
            return stated + 1
        return 0 if stated == 9 else heading_level(self._names.get(form.style, ""))

    def is_title(self, form: Format) -> bool:
        """Whether a paragraph is the document's title."""
        return names_title(self._names.get(form.style, ""))


class Table:
    """Cells gathered to rows.

    Attributes:
        cell: paragraphs of the cell that is being read.
    """

    def __init__(self) -> None:
        self.cell: list[str] = []
        self._row: list[list[str]] = []
        self._rows: list[list[list[str]]] = []

    def end_cell(self) -> None:
        """The cell is complete."""
        self._row.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """The row is complete."""
        self._rows.append(self._row)
        self._row = []

    def write(self, markup: Markup) -> None:
        """Put the table down and begin anew."""
        if self.cell:
            self.end_cell()
        rows, self._rows, self._row = [*self._rows, self._row], [], []
        cells = [cell for row in rows for cell in row]
        if all(len(row) < 2 for row in rows) or any(sum(map(len, c)) > MAX_CELL for c in cells):
            for paragraph in (paragraph for cell in cells for paragraph in cell):
                markup.paragraph(paragraph)
        else:
            markup.rows([[" ".join(cell) for cell in row] for row in rows])


class Body:
    """Takes events in order and writes the document down.

    Attributes:
        title: the document's own title; "" if it has none.
        property: the title among the file's properties.
        markup: what was written.
    """

    def __init__(self) -> None:
        self.title = ""
        self.property = ""
        self.markup = Markup()
        self._styles = Styles()
        self._format = Format()
        self._table = Table()
        self._parts: list[str] = []
        self._mark = ""
        self._notes: list[list[str]] = []
        self._count = 0

    def take(self, event: Event) -> None:
        """The next event of the file."""
        place = event.group.place
        if place == "stylesheet":
            self._styles.take(event)
        elif place == "title":
            self.property += event.text
        elif place in {"listtext", "pntext"}:
            self._mark += event.text
        elif place == "footnote":
            self._take_note(event)
        elif place == "":
            self._take(event)

    def finish(self) -> None:
        """Write what lacks its end."""
        self._end_paragraph()
        self._table.write(self.markup)

    def _take(self, event: Event) -> None:
        if event.text:
            _say(self._parts, event)
        elif event.word == "pard":
            self._format = Format()
        elif event.word == "cell":
            self._end_paragraph_in_cell()
            self._table.end_cell()
        elif event.word == "row":
            self._table.end_row()
        elif event.word in ENDS:
            self._end_paragraph()
        else:
            self._format.take(event.word, event.number or 0)

    def _take_note(self, event: Event) -> None:
        if event.word == "footnote":
            self._count += 1
            self._parts.append(f"[{self._count}]")
            self._notes.append([f"[{self._count}] "])
        elif event.text:
            _say(self._notes[-1], event)
        elif event.word in ENDS:
            self._notes[-1].append("\n")

    def _end_paragraph(self) -> None:
        if self._format.in_table:
            self._end_paragraph_in_cell()
            return
        text, mark = self._taken()
        if text:
            self._table.write(self.markup)
            self._write(text, mark)
            self._end_notes()

    def _end_paragraph_in_cell(self) -> None:
        text, mark = self._taken()
        if text:
            self._table.cell.append(f"{mark} {text}".strip())

    def _taken(self) -> tuple[str, str]:
        """The paragraph so far and what stands before it; begins the next."""
        text, mark = _joined(self._parts).strip(), " ".join(self._mark.split())
        self._parts, self._mark = [], ""
        return text, mark if _NUMBER.match(mark) and mark != "o" else "-" if mark else ""

    def _write(self, text: str, mark: str) -> None:
        level = self._styles.level(self._format)
        if level:
            self.markup.heading(level, f"{mark.removeprefix('-')} {text}")
        elif self._styles.is_title(self._format) and not self.markup.headed:
            self.title = " ".join([self.title, *text.split()]).strip()
            self.markup.title(text)
        elif mark:
            self.markup.item(self._format.depth, mark, text)
        else:
            self.markup.paragraph(text)

    def _end_notes(self) -> None:
        for note in self._notes:
            self.markup.paragraph(_joined(note))
        self._notes = []


def _say(parts: list[str], event: Event) -> None:
    raised = event.group.raised and parts
    parts.append(raise_digits(event.text, parts[-1]) if raised else event.text)


def _joined(parts: list[str]) -> str:
    """Text of pieces; characters beyond the first 65,536 come in two halves."""
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
