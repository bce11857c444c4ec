"""OpenDocument text (LibreOffice): headings, lists, tables and notes in reading order; no pages."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from corpus.errors import EmptyFile, PasswordProtected, WrongKind
from corpus.nouns import Document, Page
from ingest.kinds import Kind
from ingest.office.archive import Archive
from ingest.office.lists import Level, Numbers
from ingest.office.markup import Markup
from ingest.office.odt_inline import OdtInline
from ingest.office.odt_styles import OdtStyles
from ingest.office.ooxml import child, get, local, number, parse, sensible
from ingest.plain.text import document

MAX_CELL = 1000
"""Characters of a table's cell; a table with more in one is a layout, and is read cell by cell."""

_SKIPPED = frozenset(
    {
        "tracked-changes",
        "forms",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "title",
        "desc",
    }
    | {"annotation", "covered-table-cell", "table-of-content-source", "shapes", "event-listeners"}
)


class OdtReader:
    """OpenDocument texts and their templates, of any version."""

    kind = Kind.ODT

    def read(self, content: bytes, name: str) -> Document:
        """One page without a number; the title is the one set as such, else the property, else the name."""
        archive = Archive(content, name)
        if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            raise PasswordProtected(
                f"{name} is password-protected. Save a copy without a password and take in that."
            )
        root = parse(archive.read("content.xml"), name)
        text_body = child(root, "body", "text")
        if text_body is None:
            raise WrongKind(
                f"{name} is damaged: it has no text body. Save it again from its source."
            )
        styles = _other(archive, "styles.xml")
        body = _Body(OdtStyles(*([] if styles is None else [styles]), root))
        body.blocks(text_body)
        text = body.markup.text()
        if not any(map(str.isalnum, text)):
            raise EmptyFile(f"{name} holds no text. Nothing was taken in.")
        title = body.title or _property(archive) or PurePath(name).stem
        plain = document(content, name, title, (Page(None, text),), self.kind)
        warnings = list(_warnings(root))
        return plain._replace(
            outline=body.markup.outline(None), meta={"warnings": warnings} if warnings else {}
        )


def _other(archive: Archive, path: str) -> Any:
    """The root of a part that a file may lack."""
    return parse(archive.read(path), archive.name) if path in archive else None


def _property(archive: Archive) -> str:
    title = child(_other(archive, "meta.xml"), "meta", "title")
    return sensible("" if title is None else "".join(title.itertext()))


class _Body:
    """Walks blocks in order and writes them down.

    Attributes:
        title: the document's own title; "" if it has none.
        markup: what was written.
    """

    def __init__(self, styles: OdtStyles) -> None:
        self.title = ""
        self.markup = Markup()
        self._styles = styles
        self._inline = OdtInline(styles)
        self._headings = Numbers()
        self._counted: dict[str, Numbers] = {}

    def blocks(self, parent: Any) -> None:
        """Everything below an element that holds paragraphs, lists and tables."""
        for element in parent:
            name = local(element)
            if name == "h":
                self._heading(element)
            elif name == "p":
                self._paragraph(element)
            elif name == "list":
                for depth, mark, item in self._items(element, 0, ""):
                    self._item(depth, mark, item)
            elif name == "table":
                self._table(element)
            elif name not in _SKIPPED:
                self.blocks(element)

    def _heading(self, element: Any) -> None:
        depth = min(max(number(get(element, "outline-level"), 1), 1), 9) - 1
        text = self._inline.text(element)
        if text.strip():
            counted = self._styles.outline and get(element, "is-list-header") != "true"
            mark = self._headings.mark(depth, self._styles.outline) if counted else "-"
            self.markup.heading(depth + 1, f"{mark.removeprefix('-')} {text}")
        self._follow()

    def _paragraph(self, element: Any) -> None:
        text = self._inline.text(element)
        first = not self.markup.headed and text.strip()
        if first and self._styles.is_title(get(element, "style-name")):
            self.title = " ".join([self.title, *text.split()]).strip()
            self.markup.title(text)
        else:
            self.markup.paragraph(text)
        self._follow()

    def _item(self, depth: int, mark: str, element: Any) -> None:
        if local(element) == "h":
            self._heading(element)
        elif local(element) != "p":
            self.blocks([element])
        elif mark:
            self.markup.item(depth, mark, self._inline.text(element))
            self._follow()
        else:
            self.markup.paragraph(self._inline.text(element))
            self._follow()

    def _items(self, element: Any, depth: int, style: str) -> Iterator[tuple[int, str, Any]]:
        """`(depth, mark, block)` of each block of a list; only the first block of an item has a mark."""
        style = get(element, "style-name") or style
        levels = self._styles.levels(style)
        numbers = self._numbers(element, depth, style)
        for item in element:
            mark = ""
            if local(item) == "list-item":
                mark = self._mark(item, depth, levels, numbers)
            for block in item:
                if local(block) == "list":
                    yield from self._items(block, depth + 1, style)
                elif local(block) not in _SKIPPED:
                    yield depth, mark, block
                    mark = ""

    def _mark(self, item: Any, depth: int, levels: Mapping[int, Level], numbers: Numbers) -> str:
        first = next((local(block) for block in item), "")
        return "" if first in {"list", "h", ""} else numbers.mark(depth, levels)

    def _numbers(self, element: Any, depth: int, style: str) -> Numbers:
        """The count that a list begins or goes on with."""
        earlier = get(element, "continue-list")
        goes_on = depth > 0 or get(element, "continue-numbering") == "true"
        key = earlier if earlier in self._counted else style
        numbers = self._counted.get(key) if earlier or goes_on else None
        numbers = numbers or Numbers()
        self._counted[style] = numbers
        if name := get(element, "id"):
            self._counted[name] = numbers
        return numbers

    def _follow(self) -> None:
        """What was met in a paragraph and stands beside or below it: boxes, notes."""
        boxes, self._inline.boxes = self._inline.boxes, []
        for box in boxes:
            self.blocks(box)
        while self._inline.notes:
            mark, note = self._inline.notes.pop(0)
            self.markup.paragraph(f"{mark} {self._flat(note)}")

    def _table(self, table: Any) -> None:
        grid = [[c for c in row if local(c) == "table-cell"] for row in _rows(table)]
        cells = [cell for row in grid for cell in row]
        if all(len(row) < 2 for row in grid) or any(map(_is_page, cells)):
            for cell in cells:
                self.blocks(cell)
        else:
            self.markup.rows([[self._flat(cell) for cell in row] for row in grid])
        self._follow()

    def _flat(self, parent: Any) -> str:
        """Blocks on one line."""
        lines: list[str] = []
        for element in parent:
            if local(element) in {"p", "h"}:
                lines.append(self._inline.text(element))
            elif local(element) == "list":
                for _, mark, block in self._items(element, 0, ""):
                    lines.append(f"{mark} {self._flat([block])}")
            elif local(element) not in _SKIPPED:
                lines.append(self._flat(element))
        return " ".join(" ".join(lines).split())


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in {"table-header-rows", "table-row-group", "table-rows"}:
            yield from _rows(element)


def _is_page(cell: Any) -> bool:
    """Whether a cell holds what only a page does: tables, headings, long text."""
    inside = (local(element) in {"table", "h"} for element in cell.iter())
    return any(inside) or sum(map(len, cell.itertext())) > MAX_CELL


def _warnings(root: Any) -> Iterator[str]:
    names = [local(element) for element in root.iter()]
    if "tracked-changes" in names:
        yield "The document has tracked changes: insertions were read, deletions left out."
    if comments := names.count("annotation"):
        yield f"{comments} comment{'s' * (comments > 1)} left out."
