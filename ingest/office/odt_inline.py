"""The text of an OpenDocument paragraph as printed: comments out, note marks in."""

import re
from typing import Any

from ingest.office.lists import raise_digits
from ingest.office.odt_styles import OdtStyles
from ingest.office.ooxml import child, get, local

_SKIPPED = frozenset(
    {"annotation", "annotation-end", "tracked-changes", "ruby-text", "title", "desc", "script"}
    | {"binary-data", "event-listeners", "glue-point", "image-map"}
)
_BOXES = frozenset(
    {"text-box", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "path"}
    | {"connector", "caption", "regular-polygon", "table"}
)


class OdtInline:
    """Reads paragraphs in order; what belongs after a paragraph is left in its lists, to be taken from there.

    Attributes:
        boxes: text boxes and shapes met, as elements that hold paragraphs.
        notes: `(mark, body)` of the notes met.
    """

    def __init__(self, styles: OdtStyles) -> None:
        self.boxes: list[Any] = []
        self.notes: list[tuple[str, Any]] = []
        self._styles = styles

    def text(self, paragraph: Any) -> str:
        """A paragraph's text; lines apart by line feeds, spaces as XML has them (many are one)."""
        out: list[str] = []
        self._gather(paragraph, out, raised=False)
        return "".join(out).strip()

    def _gather(self, parent: Any, out: list[str], *, raised: bool) -> None:
        self._say(parent.text, out, raised=raised)
        for element in parent:
            name = local(element)
            if name in {"s", "tab", "line-break"}:
                out.append("\n" if name == "line-break" else " ")
            elif name == "note":
                self._note(element, out)
            elif name in _BOXES:
                self.boxes.append(element)
            elif name not in _SKIPPED:
                style = get(element, "style-name") if name == "span" else ""
                self._gather(element, out, raised=raised or self._styles.is_raised(style))
            self._say(element.tail, out, raised=raised)

    def _say(self, text: str | None, out: list[str], *, raised: bool) -> None:
        if text:
            plain = re.sub(r"[ \t\r\n]+", " ", text)  # line ends in XML are spaces
            out.append(raise_digits(plain, out[-1]) if raised and out else plain)

    def _note(self, element: Any, out: list[str]) -> None:
        citation, body = child(element, "note-citation"), child(element, "note-body")
        mark = "".join(citation.itertext()).strip() if citation is not None else "*"
        out.append(f"[{mark}]")
        if body is not None:
            self.notes.append((f"[{mark}]", body))
