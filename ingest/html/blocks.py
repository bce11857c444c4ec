"""A tree's text as blocks in reading order: headings, paragraphs, list items and tables."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from ingest.html.table import is_data, table_rows
from ingest.html.text import Line
from ingest.html.tree import Element
from ingest.office.markup import Markup

MAX_LIST = 8
"""Levels of lists that are told apart."""

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})


class Block(NamedTuple):
    """A block of text.

    Attributes:
        kind: "heading", "item", "paragraph" or "table".
        text: of it; a table's rows joined, for comparison.
        level: of a heading from 1, of a list item from 0.
        mark: of a list item.
        rows: of a table.
        linked: characters of the text that are links.
    """

    kind: str
    text: str
    level: int = 0
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    linked: int = 0


def blocks(root: Element) -> Iterator[Block]:
    """The blocks of a tree, in order; nothing that is in the tree is left out."""
    walk = _Walk()
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        if event == "start":
            if element.tag == "table" and is_data(element):
                yield from walk.ended()
                yield from _table(element)
                steps.skip_subtree()
                walk.skipped = element
            else:
                yield from walk.start(element)
        elif element is walk.skipped:
            walk.line.add(element.tail if element is not root else "")
        else:
            yield from walk.end(element, outer=element is root)
    yield from walk.ended()


def _table(element: Element) -> Iterator[Block]:
    caption, rows = table_rows(element)
    if caption:
        yield Block("paragraph", caption)
    if rows:
        yield Block("table", " ".join(" ".join(row) for row in rows), rows=tuple(rows))


class _Walk:
    """Where the walk is: the line that is being put together, the lists it is in."""

    def __init__(self) -> None:
        self.line = Line()
        self.skipped: Element = None
        self._lists: list[Iterator[str]] = []
        self._mark = ""
        self._heading = 0

    def start(self, element: Element) -> Iterator[Block]:
        tag = element.tag
        if tag in _BLOCKS:
            yield from self.ended()
        if tag in _LISTS:
            self._lists.append(_marks(element))
        elif tag == "li":
            self._mark = next(self._lists[-1]) if self._lists else "-"
        elif tag in _HEADINGS:
            self._heading = int(tag[1])
        self.line.start(element)

    def end(self, element: Element, *, outer: bool) -> Iterator[Block]:
        tag = element.tag
        if tag in _BLOCKS:
            yield from self.ended()
        self.line.end(element)
        if tag in _HEADINGS:
            self._heading = 0
        elif tag == "li":
            self._mark = ""
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        self.line.add("" if outer else element.tail)

    def ended(self) -> Iterator[Block]:
        """The line so far as a block, if there is anything in it."""
        text, linked = self.line.take()
        if not text:
            return
        if self._heading:
            yield Block("heading", " ".join(text.split()), self._heading, linked=linked)
        elif self._mark:
            level = min(max(len(self._lists) - 1, 0), MAX_LIST)
            yield Block("item", text, level, self._mark, linked=linked)
            self._mark = ""  # a second paragraph of the same item has no mark
        else:
            yield Block("paragraph", text, linked=linked)


def _marks(element: Element) -> Iterator[str]:
    start = element.get("start", "1")
    number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
    while True:
        yield f"{number}." if element.tag == "ol" else "-"
        number += 1


def write(found: Iterable[Block], markup: Markup, shift: int = 0) -> None:
    """Blocks as text; `shift` is added to the levels of headings, and level 0 is the title."""
    for block in found:
        match block.kind:
            case "heading" if block.level + shift < 1:
                markup.title(block.text)
            case "heading":
                markup.heading(block.level + shift, block.text)
            case "item":
                markup.item(block.level, block.mark, block.text)
            case "table":
                markup.rows(block.rows)
            case _:
                markup.paragraph(block.text)
