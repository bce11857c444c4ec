"""A line of text put together from the inline elements of a page."""

import re

from lxml import etree

from ingest.html.tree import Element

_RAISED = str.maketrans("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
_NUMBER = re.compile(r"[0-9+−–-]{1,4}")


class Line:
    """Text with white space as a browser shows it; `br` ends a line; preformatted text keeps its lines."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._pre = 0

    def start(self, element: Element) -> None:
        """An element begins."""
        match element.tag:
            case "br":
                self._parts.append("\n")
            case "pre":
                self._pre += 1
            case "a" if element.get("href"):
                self._links += 1
            case "sup" if raised := _raised(element):
                self._parts.append(raised)
                element.text = ""
                for inner in element.iter():
                    inner.text = ""
                    inner.tail = inner.tail if inner is element else ""
            case "q":
                self._parts.append("“")
        self.add(element.text)

    def end(self, element: Element) -> None:
        """An element ends; what stands behind it is added by the caller."""
        match element.tag:
            case "pre":
                self._pre -= 1
            case "a" if element.get("href"):
                self._links -= 1
            case "q":
                self._parts.append("”")

    def add(self, text: str | None) -> None:
        """Text of the page."""
        if text:
            self._parts.append(text if self._pre else re.sub(r"[ \t\r\n\f]+", " ", text))
            self._linked += len(text.strip()) if self._links else 0

    def take(self) -> tuple[str, int]:
        """The text so far and how much of it is links; the next line begins."""
        text = "".join(self._parts)
        if not self._pre:
            text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text))
        taken = text.strip("\n") if self._pre else text.strip()
        linked, self._parts, self._linked = self._linked, [], 0
        return (taken if taken.strip() else ""), linked


def _raised(element: Element) -> str:
    """A note's number in brackets, a power in raised digits; empty for other raised text."""
    text = "".join(element.itertext()).strip()
    noted = any((link.get("href") or "").startswith("#") for link in element.iter("a"))
    noted = noted or any(up.get("epub:type") == "noteref" for up in [element, *element.iter("a")])
    parent = element.getparent()
    noted = noted or (parent is not None and parent.tag == "a" and len(text) <= 4)
    if noted and text:
        return text if text.startswith(("[", "(")) else f"[{text}]"
    return text.translate(_RAISED) if _NUMBER.fullmatch(text) else ""


def text_of(element: Element) -> str:
    """An element's text on one line."""
    line = Line()
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            line.add(" " if inner.tag in {"p", "div", "li", "td", "th", "br"} else "")
            line.start(inner)
        else:
            line.end(inner)
            line.add("" if inner is element else inner.tail)
    return " ".join(line.take()[0].split())
