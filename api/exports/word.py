"""Exports as Word documents: A4, with Word's own styles, so that the reader's template and tools work on them."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from api.exports.base import Line, Linked
from api.exports.safe import lines_of, one_line, web_address
from api.exports.word_look import add_link, dress, page_numbers, set_widths, shade

if TYPE_CHECKING:
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph


class Word:
    """A Word document; see `api.exports.base.Paper`."""

    def __init__(self, title: str, language: str) -> None:
        """Begin with the title; `language` is as in BCP 47, such as "en-GB"."""
        from docx import Document

        self._document = Document()
        dress(self._document, language)
        self._ids = {str(style.name): style.style_id for style in self._document.styles}
        self._name(title, language)
        page_numbers(self._document)
        self._add(title, "Title")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading; `level` is 1 to 3, below the title."""
        self._add(text, f"Heading {level}")

    def paragraph(self, text: str, *, quote: Line = "") -> None:
        """A paragraph, or a quotation with where it is from."""
        if not quote:
            self._add(text, "Normal")
            return
        self._add(text, "Quote").paragraph_format.keep_with_next = True
        self._line(quote, "Caption")

    def bullets(self, lines: Iterable[Line]) -> None:
        """A list; nothing for no lines."""
        for line in lines:
            self._line(line, "List Bullet")

    def table(
        self, header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float] = ()
    ) -> None:
        """A table whose header stands again on each page; no row is torn apart by the end of a page."""
        table = self._document.add_table(0, len(header), "Table Grid")
        head = table.add_row()
        _mark(head, "w:tblHeader")
        for place, text in zip(head.cells, header, strict=True):
            self._fill(place, text, bold=True)
            shade(place)
        for row in rows:
            line = table.add_row()
            for place, text in zip(line.cells, row, strict=True):
                self._fill(place, text, bold=False)
            _mark(line, "w:cantSplit")
        set_widths(table, widths or [1.0] * len(header))
        self._document.add_paragraph()

    def bytes(self) -> bytes:
        """The document as a file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _add(self, text: str, style: str) -> "Paragraph":
        return self._styled(self._document.add_paragraph(one_line(text)), style)

    def _styled(self, paragraph: "Paragraph", style: str) -> "Paragraph":
        # by its id: python-docx goes through all styles for each name
        paragraph._p.style = self._ids[style]  # noqa: SLF001
        return paragraph

    def _fill(self, place: "_Cell", text: str, *, bold: bool) -> None:
        paragraph = place.paragraphs[0]
        for number, line in enumerate(lines_of(text) or [""]):
            if number:
                paragraph = place.add_paragraph()
            self._styled(paragraph, "Table Text").add_run(line).bold = bold or None

    def _line(self, line: Line, style: str) -> None:
        if not isinstance(line, Linked):
            self._add(line, style)
            return
        paragraph = self._add(line.text, style)
        paragraph.add_run(" ")
        if address := web_address(line.url):
            add_link(paragraph, address)
        else:
            paragraph.add_run(one_line(line.url))

    def _name(self, title: str, language: str) -> None:
        about: Any = self._document.core_properties
        about.title = one_line(title)[:255]
        about.language = language
        about.author = about.last_modified_by = about.comments = ""
        about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)


def _mark(row: "_Row", what: str) -> None:
    from docx.oxml.parser import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(what))  # noqa: SLF001 - python-docx has no call for it
