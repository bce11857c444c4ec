"""Files in, passages safely at rest: read, cut, encode, keep; one bad file never stops the others."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from corpus.case import CASES
from corpus.errors import TooLarge, UnreadableFile
from corpus.nouns import Document, Passage
from index.library import Library
from ingest.language import language_of
from ingest.readers import read
from ingest.segment import passages

MAX_BYTES = 200_000_000
"""A larger file is refused."""

BATCH = 512
"""Passages encoded together, of several files where these are small."""

READ_VERSION = "4"
"""Raised when reading or cutting changes, so that unchanged files are read again."""

SAMPLE = 3000
"""Characters of a document from which its language is told."""

BUNDLED = "corpus:"
"""How the source of a bundled case study begins."""


class Result(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    HELD = "held already"
    REFUSED = "refused"


class Row(NamedTuple):
    """One line of the report.

    Attributes:
        name: the file's name.
        result: what became of it.
        detail: for a refused file why, for one that is held already under which name.
        doc_id: empty where it was refused.
        pages: physical pages; 0 where the format has none.
        pages_with_text: how many of them have text.
        passages: how many it was cut into.
    """

    name: str
    result: Result
    detail: str = ""
    doc_id: str = ""
    pages: int = 0
    pages_with_text: int = 0
    passages: int = 0


Told = Callable[[Row], None]


def ingest(library: Library, paths: Iterable[Path], told: Told = lambda _: None) -> list[Row]:
    """Take in files and the files of folders, then publish; call it with resolved paths.

    Args:
        told: called with each row as soon as its document is safe.
    Raises:
        StoreBusy: another process is writing.
        IndexUnusable: the index must be mended first; nothing was taken in.
    """
    library.generation()
    with library.writing():
        rows = _take_in(library, ((path, str(path)) for path in files(paths)), told)
        library.publish()
    return rows


def ingest_bundled(
    library: Library, told: Told = lambda _: None, folder: Path = CASES
) -> list[Row]:
    """Bring the bundled case studies up to date: add, replace, and remove what is bundled no more."""
    sources = {f"{BUNDLED}{path.stem}": path for path in sorted(folder.glob("*.md"))}
    library.generation()
    with library.writing():
        rows = _take_in(library, ((path, source) for source, path in sources.items()), told)
        for document in list(library.store.documents()):
            if document.source.startswith(BUNDLED) and document.source not in sources:
                library.store.delete(document.doc_id)
        library.publish()
    return rows


def bundle_is_current(library: Library, folder: Path = CASES) -> bool:
    """True where the store holds exactly the bundled case studies as they are now."""
    wanted = {
        (f"{BUNDLED}{path.stem}", hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.glob("*.md")
    }
    documents = library.store.documents()
    return wanted == {
        (d.source, d.sha256)
        for d in documents
        if d.source.startswith(BUNDLED) and d.meta.get("read_version") == READ_VERSION
    }


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, hidden ones left out, in order of names.

    A folder that may not be read comes as if it were a file, so that the report has it.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        closed: list[OSError] = []
        for folder, folders, names in os.walk(path, onerror=closed.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder) / n for n in sorted(names) if not n.startswith("."))
        yield from (Path(error.filename) for error in closed)


class _Read(NamedTuple):
    """A file that was read and cut, not stored yet; `replaces` tells whether its source was held."""

    name: str
    content: bytes
    document: Document
    passages: list[Passage]
    replaces: bool


def _take_in(library: Library, paths: Iterable[tuple[Path, str]], told: Told) -> list[Row]:
    """Read file after file; encode and keep them a batch at a time; rows in the order of the files."""
    known = {document.source: document for document in library.store.documents()}
    rows: list[Row] = []
    batch: list[_Read | Row] = []
    for path, source in paths:
        batch.append(_safely_read(library, path, source, known))
        if sum(len(read.passages) for read in batch if isinstance(read, _Read)) >= BATCH:
            rows += _keep(library, batch, told)
            batch.clear()
    return rows + _keep(library, batch, told)


def _safely_read(
    library: Library, path: Path, source: str, known: dict[str, Document]
) -> _Read | Row:
    try:
        return _read(library, path, source, known)
    except UnreadableFile as error:
        return Row(path.name, Result.REFUSED, str(error))


def _read(library: Library, path: Path, source: str, known: dict[str, Document]) -> _Read | Row:
    content = _bytes(path)
    digest = hashlib.sha256(content).hexdigest()
    before = known.get(source)
    if before and before.sha256 == digest and before.meta.get("read_version") == READ_VERSION:
        return Row(path.name, Result.UNCHANGED, doc_id=before.doc_id)
    for twin in known.values():
        if twin.sha256 == digest and twin.source != source:
            return Row(path.name, Result.HELD, f"as '{twin.title}'", twin.doc_id)
    document = read(content, path.name)
    document = document._replace(
        source=source,
        doc_id=_doc_id(document, source, known),
        meta={**document.meta, "read_version": READ_VERSION, "language": _language(document)},
    )
    cut = list(passages(document, library.embedder.count_pieces))
    known[source] = document._replace(pages=())
    return _Read(path.name, content, document, cut, before is not None)


def _keep(library: Library, batch: list[_Read | Row], told: Told) -> list[Row]:
    """Encode a batch together, then keep one document after the other and tell each as it is safe."""
    read = [entry for entry in batch if isinstance(entry, _Read)]
    library.encode([passage for entry in read for passage in entry.passages])
    rows = []
    for entry in batch:
        rows.append(entry if isinstance(entry, Row) else _kept(library, entry))
        told(rows[-1])
    return rows


def _kept(library: Library, read: _Read) -> Row:
    library.put(read.document, read.passages, read.content)
    numbered = [page for page in read.document.pages if page.number is not None]
    return Row(
        read.name,
        Result.REPLACED if read.replaces else Result.ADDED,
        doc_id=read.document.doc_id,
        pages=len(numbered),
        pages_with_text=sum(bool(page.text.strip()) for page in numbered),
        passages=len(read.passages),
    )


def _bytes(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableFile(
                f"{path.name} is no file that can be read, or a folder that you may not look into."
            )
        if about.st_size > MAX_BYTES:
            raise TooLarge(
                f"{path.name} has over {MAX_BYTES // 1_000_000} MB, which is the limit. Split it."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"There is no file or folder '{path}'. Check the path.") from error
    except OSError as error:
        raise UnreadableFile(
            f"{path.name} cannot be opened ({error.strerror}). Check that you may read it."
        ) from error


def _language(document: Document) -> str:
    """The language (ISO 639-1) that its first pages are written in."""
    return language_of(" ".join(page.text for page in document.pages)[:SAMPLE])


def _doc_id(document: Document, source: str, known: dict[str, Document]) -> str:
    """The document's own id; where another source has taken it, with a mark made from the source."""
    holder = next((d for d in known.values() if d.doc_id == document.doc_id), None)
    if holder is None or holder.source == source:
        return document.doc_id
    if document.kind == "case":
        raise UnreadableFile(
            f"{document.source} has the id '{document.doc_id}', which another case study has. "
            "Give it another id."
        )
    return f"{document.doc_id}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"
