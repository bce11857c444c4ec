"""Word: headings, lists, tables and notes in reading order; no pages, for a Word file has none until it is printed."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from corpus.errors import EmptyFile, WrongKind
from corpus.nouns import Document, Page
from ingest.kinds import Kind
from ingest.office import graphics
from ingest.office.docx_inline import PAGE_BREAK, Inline, is_placeholder
from ingest.office.docx_styles import Lists, Styles
from ingest.office.markup import Markup
from ingest.office.ooxml import Package, child, core_title, get, local, printed
from ingest.plain.text import document

MAX_CELL = 1000
"""Characters of a table's cell; a table with more in one is a layout, and is read cell by cell."""

_THROUGH = {"ins", "moveTo", "sdtContent", "customXml", "smartTag", "body", "Choice", "Fallback"}


class DocxReader:
    """Word files since 2007, Transitional and Strict, with and without macros, which are not run."""

    kind = Kind.DOCX

    def read(self, content: bytes, name: str) -> Document:
        """One page without a number; the title is the one set as such, else the property, else the name."""
        package = Package(content, name)
        path = package.main("word/document.xml")
        root = package.root(path)
        if child(root, "body") is None:
            raise WrongKind(f"{name} is damaged: it has no body. Save it again from its source.")
        body = _Body(package, path)
        body.blocks(child(root, "body"))
        text = body.markup.text()
        if not any(map(str.isalnum, text)):
            raise EmptyFile(f"{name} holds no text. Nothing was taken in.")
        title = body.title or core_title(package) or body.only_chapter() or PurePath(name).stem
        plain = document(content, name, title, (Page(None, text),), self.kind)
        warnings = list(_warnings(root))
        return plain._replace(
            outline=body.markup.outline(None), meta={"warnings": warnings} if warnings else {}
        )


class _Body:
    """Walks blocks in order and writes them down.

    Attributes:
        title: the document's own title; "" if it has none.
        markup: what was written.
    """

    def __init__(self, package: Package, path: str) -> None:
        self.title = ""
        self.markup = Markup()
        self._package = package
        self._links = package.links(path)
        self._styles = Styles(package.find(package.linked(path, "styles")))
        self._lists = Lists(package.find(package.linked(path, "numbering")))
        self._notes = {
            (local(note), get(note, "id")): note
            for kind in ("footnotes", "endnotes")
            for note in package.find(package.linked(path, kind))
        }
        self._inline = Inline()

    def blocks(self, parent: Any) -> None:
        """Everything below an element that holds paragraphs and tables."""
        for element in _blocks(parent):
            if local(element) == "p":
                self._paragraph(element)
            else:
                self._table(element)

    def only_chapter(self) -> str:
        """The heading that all others are under, if the document begins with it."""
        outline = self.markup.outline(None)
        paths = [path for _, _, path in outline]
        alone = bool(outline) and outline[0][1] == 0 and all(p[0] == paths[0][0] for p in paths)
        return paths[0][0] if alone and len(paths[0]) == 1 else ""

    def _paragraph(self, paragraph: Any) -> None:
        properties = child(paragraph, "pPr")
        text = self._inline.text(paragraph).strip(" ")
        level = self._styles.level(properties)
        mark, depth = self._mark(properties, text)
        if not self.markup.headed and text.strip() and self._styles.is_title(properties):
            self.title = " ".join([self.title, *text.split()]).strip()
            self.markup.title(text)
        elif level:
            self.markup.heading(level, f"{mark.removeprefix('-')} {text}" if text.strip() else "")
        elif mark:
            self.markup.item(depth, mark, text)
        else:
            for part in text.split(PAGE_BREAK):
                self.markup.paragraph(part)
        self._follow()

    def _mark(self, properties: Any, text: str) -> tuple[str, int]:
        list_id, depth = self._styles.list_of(properties)
        return (self._lists.mark(list_id, depth) if list_id and text.strip() else ""), depth

    def _follow(self) -> None:
        """What was met in a paragraph and stands beside or below it: boxes, graphics, notes."""
        inline = self._inline
        boxes, inline.boxes = inline.boxes, []
        for box in boxes:
            self.blocks(box)
        keys, inline.graphics = inline.graphics, []
        for key in keys:
            link = self._links.pop(key, None)  # each once, however often it is shown
            graphics.write(self._package.find(link.path if link else ""), self.markup)
        while inline.notes:
            mark, kind, key = inline.notes.pop(0)
            body = self._flat(self._notes.get((kind, key), ()))
            self.markup.paragraph(f"{mark} {body}" if body else "")

    def _table(self, table: Any) -> None:
        rows = [row for row in _rows(table) if child(row, "trPr", "del") is None]
        grid = [
            [cell for cell in _cells(row) if child(cell, "tcPr", "cellDel") is None] for row in rows
        ]
        if self._is_layout(grid):
            for cell in (cell for row in grid for cell in row):
                self.blocks(cell)
        else:
            self.markup.rows([[self._flat(cell) for cell in row] for row in grid])
        self._follow()

    def _is_layout(self, grid: list[list[Any]]) -> bool:
        """Whether a table only places text: one column, tables or headings inside, or whole pages in a cell."""
        return all(len(row) < 2 for row in grid) or any(
            sum(len(e.text or "") for e in cell.iter() if local(e) == "t") > MAX_CELL
            or any(local(e) == "tbl" or self._is_heading(e) for e in cell.iter())
            for row in grid
            for cell in row
        )

    def _is_heading(self, element: Any) -> bool:
        return local(element) == "p" and self._styles.level(child(element, "pPr")) > 0

    def _flat(self, parent: Any) -> str:
        """Paragraphs on one line."""
        lines = []
        for element in _blocks(parent):
            if local(element) == "p":
                text = self._inline.text(element)
                lines.append(f"{self._mark(child(element, 'pPr'), text)[0]} {text}")
            else:
                lines += [self._flat(cell) for row in _rows(element) for cell in _cells(row)]
        return " ".join(" ".join(lines).split())


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, whatever they are wrapped in."""
    return _unwrapped(parent, {"p", "tbl"})


def _rows(table: Any) -> Iterator[Any]:
    return _unwrapped(table, {"tr"})


def _cells(row: Any) -> Iterator[Any]:
    return _unwrapped(row, {"tc"})


def _unwrapped(parent: Any, names: set[str]) -> Iterator[Any]:
    for element in parent:
        name = local(element)
        if name in names:
            yield element
        elif name == "AlternateContent":
            yield from _unwrapped(printed(element), names)
        elif name in _THROUGH or (name == "sdt" and not is_placeholder(element)):
            yield from _unwrapped(element, names)


def _warnings(root: Any) -> Iterator[str]:
    met = Counter(local(element) for element in root.iter())
    if met["del"] + met["moveFrom"] + met["ins"]:
        yield "The document has tracked changes: insertions were read, deletions left out."
    if comments := met["commentReference"]:
        yield f"{comments} comment{'s' * (comments > 1)} left out."
    if met["altChunk"] + met["subDoc"]:
        yield "Another document is embedded in this one and was not read. Take it in on its own."
