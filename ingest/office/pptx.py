"""PowerPoint: every slide is a page with its number; title, shapes in reading order, then the speaker's notes."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

from corpus.errors import EmptyFile, TooLarge, WrongKind
from corpus.nouns import Document, Page
from ingest.kinds import Kind
from ingest.office import graphics
from ingest.office.drawing import flat, paragraphs, write
from ingest.office.markup import Markup
from ingest.office.ooxml import Link, Package, child, core_title, get, local, number, within
from ingest.office.shapes import Inherited, is_title, ordered
from ingest.plain.markdown import Outline
from ingest.plain.text import document

MAX_SLIDES = 5000
"""A presentation of more slides is refused."""

NOTES = "Speaker notes:"
"""The line after which a slide's notes stand."""


class Slide(NamedTuple):
    """A slide's text, its title ("" if it has none), and what a person should know of it."""

    text: str
    title: str
    hidden: bool
    damaged: bool


class PptxReader:
    """PowerPoint files since 2007, with and without macros, which are not run."""

    kind = Kind.PPTX

    def read(self, content: bytes, name: str) -> Document:
        """A page for each slide, empty ones too; the title is the first slide's, else the property, else the name."""
        package = Package(content, name)
        slides = _slides(package, name)
        _refuse_silent(slides, name)
        title = slides[0].title or core_title(package) or PurePath(name).stem
        pages = tuple(Page(at, slide.text) for at, slide in enumerate(slides, 1))
        warnings = _warnings(slides)
        plain = document(content, name, title, pages, self.kind)
        return plain._replace(
            outline=_outline(slides), meta={"warnings": warnings} if warnings else {}
        )


def _refuse_silent(slides: Sequence[Slide], name: str) -> None:
    if any(map(str.isalnum, "".join(slide.text for slide in slides))):
        return
    if damaged := sum(slide.damaged for slide in slides):
        raise WrongKind(
            f"{name} is damaged: {damaged} of its {len(slides)} slides cannot be read, and no other has text. "
            "Save it again from its source."
        )
    raise EmptyFile(
        f"{name} has no text on any slide ({len(slides)} in all); they may be pictures. "
        "Save it as PDF, recognise its text (for instance with ocrmypdf), then take in the result."
    )


def _slides(package: Package, name: str) -> list[Slide]:
    path = package.main("ppt/presentation.xml")
    root, links = package.root(path), package.links(path)
    height = number(get(child(root, "sldSz"), "cy"), 6_858_000)
    keys = [_link_id(entry) for entry in within(root, "sldIdLst")]
    if not keys:
        raise EmptyFile(f"{name} has no slides. Nothing was taken in.")
    if len(keys) > MAX_SLIDES:
        raise TooLarge(
            f"{name} has {len(keys)} slides; the limit is {MAX_SLIDES}. Split it and try again."
        )
    return [_slide(package, links.get(key), height) for key in keys]


def _link_id(entry: Any) -> str:
    """The id of a link, which shares its local name with the slide's own number."""
    return next((str(v) for k, v in entry.attrib.items() if k.endswith("}id")), "")


def _slide(package: Package, link: Link | None, height: int) -> Slide:
    try:
        root = package.root(link.path if link else "")
        writer = _Writer(package, link.path if link else "")
        writer.shapes(root, height)
        writer.notes()
    except WrongKind:
        return Slide(
            "", "", hidden=False, damaged=True
        )  # one broken slide does not lose the others
    hidden = get(root, "show", "1") in {"0", "false"}
    return Slide(writer.markup.text(), writer.title, hidden, damaged=False)


class _Writer:
    """Writes one slide down."""

    def __init__(self, package: Package, path: str) -> None:
        self.title = ""
        self.markup = Markup()
        self._package = package
        self._path = path
        self._links = package.links(path)
        self._inherited = Inherited(package, path)

    def shapes(self, root: Any, height: int) -> None:
        for shape in ordered(within(root, "cSld", "spTree"), self._inherited, height):
            if local(shape) == "graphicFrame":
                self._graphic(child(shape, "graphic", "graphicData"))
            elif is_title(shape) and not self.title:
                self.title = flat(child(shape, "txBody"))
                self.markup.heading(1, self.title)
            else:
                write(child(shape, "txBody"), self._inherited.styles(shape), self.markup)

    def notes(self) -> None:
        path = self._package.linked(self._path, "notesSlide")
        root = self._package.find(path)
        inherited = Inherited(self._package, path)
        bodies = [
            child(shape, "txBody")
            for shape in ordered(within(root, "cSld", "spTree"), inherited, 0)
        ]
        if any(text for body in bodies for _, text in paragraphs(body)):
            self.markup.paragraph(NOTES)
            for body in bodies:
                write(body, (), self.markup)

    def _graphic(self, data: Any) -> None:
        for element in data if data is not None else ():
            name = local(element)
            if name == "tbl":
                self.markup.rows(_row(row) for row in element if local(row) == "tr")
            elif name in {"chart", "relIds"}:
                key = get(element, "id") or get(element, "dm")
                link = self._links.pop(key, None)  # each once, however often it is shown
                graphics.write(self._package.find(link.path if link else ""), self.markup)


def _row(row: Any) -> list[str]:
    """A row's cells; what is merged is said once."""
    cells = [
        cell for cell in row if local(cell) == "tc" and get(cell, "hMerge") not in {"1", "true"}
    ]
    return ["" if get(c, "vMerge") in {"1", "true"} else flat(child(c, "txBody")) for c in cells]


def _outline(slides: Sequence[Slide]) -> Outline:
    """The title of each slide; a slide without one is in no section, not in that of the slide before."""
    return tuple(
        (at, 0, (slide.title,) if slide.title else ())
        for at, slide in enumerate(slides, 1)
        if slide.text
    )


def _warnings(slides: Sequence[Slide]) -> list[str]:
    empty = sum(not slide.text for slide in slides)
    hidden = [str(at) for at, slide in enumerate(slides, 1) if slide.hidden]
    damaged = [str(at) for at, slide in enumerate(slides, 1) if slide.damaged]
    found = []
    if empty:
        found.append(f"No text on {empty} of {len(slides)} slides.")
    if hidden:
        found.append(f"Slides that are hidden when presenting were read too: {', '.join(hidden)}.")
    if damaged:
        found.append(f"Slides that are damaged and could not be read: {', '.join(damaged)}.")
    return found
