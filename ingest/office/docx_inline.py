"""The text of a Word paragraph as printed: tracked deletions, field codes and comments out, note marks in."""

from collections import Counter
from typing import Any

from ingest.office.formula import formula
from ingest.office.lists import ordinal, raise_digits
from ingest.office.ooxml import child, get, local, printed

PAGE_BREAK = "\f"

_SKIPPED = frozenset(
    {
        *("del", "moveFrom", "delText", "instrText", "delInstrText"),  # not printed
        *("pPr", "rPr", "tblPr", "sdtPr", "sdtEndPr", "sectPr", "fldData", "ffData"),  # properties
        *("annotationRef", "footnoteRef", "endnoteRef", "rt"),  # marks; how an ideograph is spoken
        *("docPr", "cNvPr", "txPr", "imagedata", "textpath", "binData"),
    }
)
_PRINTED = {
    "tab": " ",
    "ptab": " ",
    "cr": "\n",
    "noBreakHyphen": "-",
}
_SAYING = frozenset(
    {"t", "oMath", "br", "sym", "fldChar", "footnoteReference", "endnoteReference", *_PRINTED}
)
_SYMBOL = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    0xA3: "≤",
    0xA5: "∞",
    0xAC: "←",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xD6: "√",
    0xE5: "∑",
}
_WINGDINGS = {
    0xFC: "✓",
    0xFB: "✗",
    0xFE: "☑",
    0xFD: "☒",
    0xA8: "☐",
    0x6F: "☐",
    0xE0: "→",
    0xF0: "→",
}


class Inline:
    """Reads paragraphs in order; what belongs after a paragraph is left in its lists, to be taken from there.

    Attributes:
        boxes: text boxes met, as elements that hold paragraphs.
        graphics: ids of links to charts and diagrams met.
        notes: `(mark, kind, id)` of footnotes and endnotes met for the first time.
    """

    def __init__(self) -> None:
        self.boxes: list[Any] = []
        self.graphics: list[str] = []
        self.notes: list[tuple[str, str, str]] = []
        self._marks: dict[tuple[str, str], str] = {}
        self._count = Counter[str]()
        self._fields: list[bool] = []

    def text(self, paragraph: Any) -> str:
        """A paragraph's text; lines apart by line feeds, pages by PAGE_BREAK."""
        out: list[str] = []
        self._gather(paragraph, out)
        self._fields = [
            coded for coded in self._fields if not coded
        ]  # a code ends with its paragraph
        return "".join(out)

    def _gather(self, parent: Any, out: list[str]) -> None:
        for element in parent:
            name = local(element)
            if name in _SKIPPED:
                continue
            if name in _SAYING:
                text = self._said(element, name, out)
                if text and not any(self._fields):
                    out.append(text)
            elif name == "txbxContent":
                self.boxes.append(element)
            elif name in {"chart", "relIds"}:
                self.graphics.append(get(element, "id") or get(element, "dm"))
            elif name == "AlternateContent":
                self._gather(printed(element), out)
            elif name != "sdt" or not is_placeholder(element):
                self._gather(element, out)

    def _said(self, element: Any, name: str, out: list[str]) -> str:
        """What an element without others inside it prints."""
        if name in _PRINTED:
            return _PRINTED[name]
        if name == "t":
            return _raised(element, out)
        if name == "oMath":
            return formula(element)
        if name == "fldChar":
            return self._field(get(element, "fldCharType"))
        if name == "sym":
            return _symbol(get(element, "font"), get(element, "char"))
        return _break(element) if name == "br" else self._noted(element, name)

    def _noted(self, element: Any, name: str) -> str:
        """The mark of a note; the same note has the same mark."""
        kind, key = name.removesuffix("Reference"), get(element, "id")
        if (kind, key) not in self._marks:
            self._count[kind] += 1
            form = "decimal" if kind == "footnote" else "lowerRoman"
            mark = f"[{ordinal(self._count[kind], form)}]"
            self._marks[kind, key] = mark
            self.notes.append((mark, kind, key))
        return self._marks[kind, key]

    def _field(self, step: str) -> str:
        """Between its beginning and its separator a field has code, then what it printed."""
        if step == "begin":
            self._fields.append(True)
        elif self._fields and step == "separate":
            self._fields[-1] = False
        elif self._fields and step == "end":
            self._fields.pop()
        return ""


def _break(element: Any) -> str:
    return PAGE_BREAK if get(element, "type") in {"page", "column"} else "\n"


def is_placeholder(control: Any) -> bool:
    """Whether a content control shows only its prompt ("Click here to enter text")."""
    shown = child(control, "sdtPr", "showingPlcHdr")
    return shown is not None and get(shown, "val", "1") not in {"0", "false"}


def _raised(element: Any, out: list[str]) -> str:
    text = element.text or ""
    raised = get(child(element.getparent(), "rPr", "vertAlign"), "val") == "superscript"
    return raise_digits(text, out[-1]) if raised and out else str(text)


def _symbol(font: str, code: str) -> str:
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    table = _SYMBOL if font == "Symbol" else _WINGDINGS if font.startswith("Wingdings") else {}
    if 0xF000 <= point <= 0xF0FF:
        return table.get(point & 0xFF, "•" if table else "")
    return chr(point) if 0x20 <= point < 0xD800 else ""
