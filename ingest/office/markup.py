"""A document's text put together block by block, with Markdown's marks for headings and lists; it knows its outline."""

import re
from collections.abc import Iterable

from ingest.plain.clean import clean
from ingest.plain.markdown import Outline
from ingest.plain.text import shorten


class Markup:
    """Blocks in reading order, a blank line between them, list items and table rows on neighbouring lines.

    Each block is cleaned on its own (NFC, no control characters), so that offsets hold.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._close = False
        self._marks: list[tuple[int, tuple[str, ...]]] = []
        self._path: list[tuple[int, str]] = []

    def heading(self, level: int, text: str) -> None:
        """A heading that opens a section; level from 1 (a chapter) to 9."""
        line = " ".join(clean(text).split())
        if line:
            self._path = [(up, name) for up, name in self._path if up < level]
            self._path.append((level, shorten(line)))
            at = self._put(f"{'#' * min(level + 1, 6)} {line}", close=False)
            self._marks.append((at, tuple(name for _, name in self._path)))

    def title(self, text: str) -> None:
        """The document's own title, on a line of level 1; no section."""
        self.paragraph("# " + " ".join(text.split()) if text.strip() else "")

    def paragraph(self, text: str) -> None:
        """A block of its own; lines in it stay lines."""
        self._put(text, close=False)

    def item(self, depth: int, mark: str, text: str) -> None:
        """A list item; depth from 0, mark as shown ("-", "1.", "(a)")."""
        if text.strip():
            lines = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
            self._put(f"{mark} {lines}", close=True, indent="  " * min(depth, 8))

    def rows(self, rows: Iterable[Iterable[str]]) -> None:
        """A table: a line for each row that says something, ` | ` between cells."""
        lines = []
        for row in rows:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                lines.append(" | ".join(cells).rstrip(" |").lstrip())
        self._put("\n".join(lines), close=False)

    @property
    def headed(self) -> bool:
        """Whether a heading was written."""
        return bool(self._marks)

    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)

    def outline(self, number: int | None) -> Outline:
        """The headings with their places, for a page of that number (None where the format has no pages)."""
        return tuple((number, at, path) for at, path in self._marks)

    def _put(self, text: str, *, close: bool, indent: str = "") -> int:
        """Append a block; its offset."""
        block = re.sub(r"[ \t]{2,}|\t", " ", clean(text)).strip()
        if not block:
            return self._at
        if self._parts:
            self._add("\n" if close and self._close else "\n\n")
        at = self._at
        self._add(indent + block)
        self._close = close
        return at

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)
