"""Office Open XML (Word, PowerPoint): parts, the links between them, and XML that expands and fetches nothing."""

import re
from collections.abc import Iterable
from posixpath import basename, dirname, join
from typing import Any, NamedTuple

from lxml import etree

from corpus.errors import UnreadableFile, WrongKind
from ingest.office.archive import Archive

_DOCTYPE = re.compile(rb"<\0{0,3}!\0{0,3}D\0{0,3}O\0{0,3}C\0{0,3}T\0{0,3}Y\0{0,3}P\0{0,3}E")


class Link(NamedTuple):
    """A relationship of a part: its kind (the last word of its type) and the part that it leads to."""

    kind: str
    path: str


class Package:
    """The parts of an Office file.

    Attributes:
        name: of the file, for messages.
    """

    def __init__(self, content: bytes, name: str) -> None:
        """Open the file; see Archive for what is refused."""
        self.name = name
        self._archive = Archive(content, name)

    def main(self, usual: str) -> str:
        """The path of the main part: as the file says, else the usual one."""
        links = self.links("").values()
        stated = [link.path for link in links if link.kind == "officeDocument"]
        return next((path for path in stated if path in self._archive), usual)

    def links(self, path: str) -> dict[str, Link]:
        """Links of a part to others inside the file by their id; those that lead outside are not for us."""
        rels = join(dirname(path), "_rels", basename(path) + ".rels")
        found: dict[str, Link] = {}
        for rel in self.find(rels):
            target = rel.get("Target", "")
            if rel.get("TargetMode") != "External" and target:
                kind = rel.get("Type", "").rpartition("/")[2]
                found[rel.get("Id", "")] = Link(kind, join("/", dirname(path), target))
        return found

    def linked(self, path: str, kind: str) -> str:
        """The path of the first part of a kind that a part links to; "" if there is none."""
        return next((link.path for link in self.links(path).values() if link.kind == kind), "")

    def root(self, path: str) -> Any:
        """A part's root element.

        Raises:
            WrongKind: it is missing or damaged.
        UnreadableFile: it has a DOCTYPE.
        """
        return parse(self._archive.read(path), self.name)

    def find(self, path: str) -> Any:
        """A part's root element, or an element without children if there is no such part."""
        return self.root(path) if path and path in self._archive else etree.Element("none")


def parse(content: bytes, name: str) -> Any:
    """XML to its root element: no DOCTYPE, so no entities; no network; comments left out.

    Raises:
        WrongKind: it is damaged, or nested more than 256 deep.
        UnreadableFile: it has a DOCTYPE.
    """
    if _DOCTYPE.search(content):
        raise _doctype(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if "depth" in str(error):
            raise WrongKind(
                f"{name} is nested too deeply to be read. Save it as PDF and take in that."
            ) from error
        raise WrongKind(
            f"{name} is damaged: a part of it is not sound XML. Save it again from its source."
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(name)
    return root


def local(element: Any) -> str:
    """An element's name without its namespace; the same in Strict and Transitional files."""
    return str(element.tag).rpartition("}")[2]


def get(element: Any, attribute: str, default: str = "") -> str:
    """An attribute by its name without namespace; default if the element is None or lacks it."""
    if element is not None:
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == attribute:
                return str(value)
    return default


def child(element: Any, *path: str) -> Any:
    """The first descendant along a path of names without namespace, or None."""
    for name in path:
        element = (
            next((sub for sub in element if local(sub) == name), None)
            if element is not None
            else None
        )
    return element


def within(element: Any, *path: str) -> Iterable[Any]:
    """What stands directly in the descendant along a path; nothing if there is no such."""
    found = child(element, *path)
    return () if found is None else found


def printed(alternatives: Any) -> Iterable[Any]:
    """Of the same content in several forms (AlternateContent) the first, which is the newest."""
    choice = child(alternatives, "Choice")
    return within(alternatives, "Fallback") if choice is None else choice


def number(text: str, default: int = 0) -> int:
    """A whole number as files write them; default where it is none, or absurd."""
    return int(text) if re.fullmatch(r"\s*-?\d{1,15}\s*", text) else default


def core_title(package: Package) -> str:
    """The title among the file's properties, if a person seems to have written it; else ""."""
    title = child(
        package.find(package.linked("", "core-properties") or "docProps/core.xml"), "title"
    )
    return sensible("".join(title.itertext()) if title is not None else "")


def sensible(title: str) -> str:
    """A title that programs did not make up (a file's name, "Microsoft Word - …", a single word), else ""."""
    line = " ".join(title.split())
    odd = re.search(
        r"\.\w{2,4}$|^(untitled|microsoft|copy of|powerpoint pres|pr[ée]sentation power|presentaci[óo]n de power"
        r"|apresenta[çc][ãa]o do power|slide 1$)",
        line,
        re.IGNORECASE,
    )
    return "" if len(line.split()) < 3 or odd else line


def _doctype(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} declares a DOCTYPE, which Office files never have and attacks do. Save it again from its source."
    )
