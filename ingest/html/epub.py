"""E-books (EPUB): chapter after chapter in reading order, as one page of text without a number."""

from collections.abc import Iterator
from pathlib import PurePath
from posixpath import dirname, join
from typing import Any, NamedTuple

from lxml import etree

from corpus.errors import EmptyFile, PasswordProtected, TooLarge, UnreadableFile, WrongKind
from corpus.nouns import Document, Page
from ingest.html.blocks import blocks, write
from ingest.html.reader import stated_encoding
from ingest.html.tree import drop_unseen, parse, texts
from ingest.kinds import Kind
from ingest.office.archive import Archive
from ingest.office.markup import Markup
from ingest.plain.decode import decode
from ingest.plain.markdown import Outline
from ingest.plain.text import document

MAX_CHAPTERS = 5_000
"""Files of text in a book."""

MAX_BYTES = 50_000_000
"""Bytes of all chapters together."""

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to scramble fonts, which hide no text."""

_TEXTS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", ""})


class _Book(NamedTuple):
    """What a book says of itself; `chapters` are paths in the archive, `notes` sentences on what is odd."""

    title: str
    facts: dict[str, str]
    chapters: list[str]
    notes: list[str]


class EpubReader:
    """EPUB 2 and 3 without copy protection."""

    kind = Kind.EPUB

    def read(self, content: bytes, name: str) -> Document:
        """The text of every chapter, in the book's own order; what is packed but not in that order is left out."""
        archive = Archive(content, name)
        _check_open(archive)
        book = _book(archive)
        markup = Markup()
        markup.title(book.title)
        chapters, notes = _chapters(archive, book)
        if not any(chapter.text() for chapter in chapters):
            raise EmptyFile(
                f"{name} holds no text: its pages may be pictures. Nothing was taken in."
            )
        text, outline = _joined([markup, *chapters])
        title = book.title or PurePath(name).stem
        plain = document(
            content, name, title, (Page(None, text),), self.kind, [*book.notes, *notes]
        )
        return plain._replace(outline=outline, meta={**plain.meta, **book.facts})


def _chapters(archive: Archive, book: _Book) -> tuple[list[Markup], list[str]]:
    """The chapters, and a sentence for each that could not be read."""
    chapters: list[Markup] = []
    notes: list[str] = []
    size = 0
    for number, path in enumerate(book.chapters, 1):
        try:
            content = archive.read(path)
            size += len(content)
            chapter, damage = _chapter(content, path)
        except EmptyFile:
            continue  # a cover, a picture
        except WrongKind:
            notes.append(f"Chapter {number} ({path}) is missing or damaged, and was left out.")
            continue
        if size > MAX_BYTES:
            raise TooLarge(
                f"{archive.name} has over {MAX_BYTES // 1_000_000} MB of text, which is the limit. Split it."
            )
        chapters.append(chapter)
        notes += [f"Chapter {number}: {remark}" for remark in damage]
    return chapters, notes


def _chapter(content: bytes, path: str) -> tuple[Markup, list[str]]:
    text, damage = decode(content, path, stated_encoding(content))
    root = parse(text, path)
    drop_unseen(root)
    markup = Markup()
    write(blocks(root), markup)
    return markup, damage


def _joined(chapters: list[Markup]) -> tuple[str, Outline]:
    """Chapters as one text; a chapter without a heading of its own ends the section before it."""
    parts: list[str] = []
    outline: list[tuple[int | None, int, tuple[str, ...]]] = []
    at = 0
    for chapter in chapters:
        text = chapter.text()
        if not text:
            continue
        marks = chapter.outline(None)
        if outline and not (marks and marks[0][1] == 0):
            outline.append((None, at, ()))
        outline += [(None, at + start, path) for _, start, path in marks]
        parts.append(text)
        at += len(text) + 2
    return "\n\n".join(parts), tuple(outline)


def _check_open(archive: Archive) -> None:
    """Refuse a book whose text is encrypted; scrambled fonts do no harm."""
    if "META-INF/encryption.xml" not in archive:
        return
    root = _xml(archive, "META-INF/encryption.xml")
    ways = {way.get("Algorithm", "") for way in root.iter("{*}EncryptionMethod")}
    if not ways <= set(_FONTS):
        raise PasswordProtected(
            f"{archive.name} is protected against copying. Ask its publisher for a copy without protection."
        )


def _book(archive: Archive) -> _Book:
    container = _xml(archive, "META-INF/container.xml")
    roots = [found.get("full-path", "") for found in container.iter("{*}rootfile")]
    if not roots:
        raise _damaged(archive)
    package = _xml(archive, roots[0])
    items = {item.get("id"): item for item in package.iter("{*}item")}
    listed = [items.get(ref.get("idref")) for ref in package.iter("{*}itemref")]
    chapters = list(dict.fromkeys(_paths(roots[0], listed)))
    if len(chapters) > MAX_CHAPTERS:
        raise TooLarge(f"{archive.name} has over {MAX_CHAPTERS:,} chapters, which is the limit.")
    title = next(texts(package, "//*[local-name()='title']"), "")
    names = {"language_stated": "language", "author": "creator", "date": "date"}
    facts = {
        key: next(texts(package, f"//*[local-name()='{name}']"), "") for key, name in names.items()
    }
    lost = listed.count(None)
    notes = [f"{lost} chapter{'s' * (lost > 1)} named in the order of the book: not there."] * bool(
        lost
    )
    return _Book(title, {key: fact for key, fact in facts.items() if fact}, chapters, notes)


def _paths(package: str, listed: list[Any]) -> Iterator[str]:
    """Paths of chapters in the archive; the table of contents is no chapter."""
    for item in listed:
        if item is None or item.get("media-type", "") not in _TEXTS:
            continue
        if "nav" not in item.get("properties", "").split():
            yield join(dirname(package), item.get("href", "").partition("#")[0])


def _xml(archive: Archive, path: str) -> Any:
    """A part's root; entities are not expanded, nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, recover=True
    )
    try:
        root = etree.fromstring(archive.read(path), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(archive) from error
    if root is None:
        raise _damaged(archive)
    return root


def _damaged(archive: Archive) -> UnreadableFile:
    return WrongKind(
        f"{archive.name} is a damaged e-book: its list of chapters cannot be read. Save it again from its source."
    )
