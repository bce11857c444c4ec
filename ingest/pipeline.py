"""Files in, passages safely at rest: read, cut, encode, keep; one bad file never stops the others."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import NamedTuple

from corpus.case import CASES
from corpus.collection import BUNDLED, unscoped
from corpus.errors import Cancelled, UnreadableFile
from corpus.nouns import Document, Passage
from index.library import Library
from ingest.coverage import Coverage, coverage
from ingest.expand import expanded
from ingest.incoming import Incoming, Same, files, of_path
from ingest.known import Known
from ingest.language import language_of
from ingest.readers import never, read
from ingest.segment import passages

BATCH = 512
"""Passages encoded together, of several files where these are small."""

READ_VERSION = "5"
"""Raised when reading or cutting changes, so that unchanged files are read again."""

SAMPLE = 3000
"""Characters of a document from which its language is told."""

STOPPED = "Stopped. What was taken in before is kept."


class Result(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    RENAMED = "renamed"
    UNCHANGED = "unchanged"
    HELD = "held already"
    REFUSED = "refused"


class Row(NamedTuple):
    """One line of the report.

    Attributes:
        name: the file's name.
        source: where it came from.
        result: what became of it.
        detail: for a refused file why, for one that is held already under which name.
        doc_id: of the document that it is; empty where it was refused.
        coverage: how much of it can be searched; None where nothing was read.
    """

    name: str
    source: str
    result: Result
    detail: str = ""
    doc_id: str = ""
    coverage: Coverage | None = None


Told = Callable[[Row], None]

Stop = Callable[[], bool]
"""Tells whether a person stopped it."""


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
        rows = take_in(library, map(of_path, files(paths)), told)
        library.publish()
    return rows


def ingest_bundled(
    library: Library, told: Told = lambda _: None, folder: Path = CASES
) -> list[Row]:
    """Bring the bundled case studies up to date: add, replace, and remove what is bundled no more."""
    bundle = [
        of_path(path)._replace(source=f"{BUNDLED}{path.stem}") for path in folder.glob("*.md")
    ]
    sources = {incoming.source for incoming in bundle}
    library.generation()
    with library.writing():
        rows = take_in(library, sorted(bundle), told)
        for document in list(library.store.documents()):
            if document.source.startswith(BUNDLED) and document.source not in sources:
                library.drop(document.doc_id)
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


class _Read(NamedTuple):
    """A file that was read and cut, not stored yet, with the row that tells of it once it is."""

    row: Row
    content: bytes
    document: Document
    passages: list[Passage]


def take_in(
    library: Library,
    incoming: Iterable[Incoming],
    told: Told = lambda _: None,
    stopped: Stop = never,
) -> list[Row]:
    """Read file after file; encode and keep them a batch at a time; call it inside `library.writing()`.

    Args:
        told: called with each row as soon as its document is safe.
        stopped: asked between files and while one is read or encoded.
    Returns:
        the rows in the order of the files; a file of many records has one for each.
    Raises:
        Cancelled: a person stopped it; what was told of is safe, nothing else was kept.
    """
    known = Known(library.store.documents())
    rows: list[Row] = []
    batch: list[_Read | Row] = []
    for file in incoming:
        for entry in _read_all(library, file, known, stopped):
            batch.append(entry)
            if sum(len(read.passages) for read in batch if isinstance(read, _Read)) >= BATCH:
                rows += _keep(library, batch, told, stopped)
                batch.clear()
    return rows + _keep(library, batch, told, stopped)


def _read_all(
    library: Library, file: Incoming, known: Known, stopped: Stop
) -> Iterator[_Read | Row]:
    """A file, or each record in it; records that it has no more are removed."""
    seen = set()
    try:
        for part in expanded(file):
            if stopped():
                raise Cancelled(STOPPED)
            seen.add(part.source)
            yield _safely_read(library, part, known, stopped)
    except UnreadableFile as error:
        yield Row(file.name, file.source, Result.REFUSED, str(error))
        return
    for document in known.parts(file.source):
        if document.source not in seen:
            library.drop(document.doc_id)
            known.remove(document)


def _safely_read(library: Library, file: Incoming, known: Known, stopped: Stop) -> _Read | Row:
    try:
        return _read(library, file, file.content(), known, stopped)
    except UnreadableFile as error:
        return Row(file.name, file.source, Result.REFUSED, str(error))


def _read(
    library: Library, file: Incoming, content: bytes, known: Known, stopped: Stop
) -> _Read | Row:
    digest = hashlib.sha256(content).hexdigest()
    before = known.from_source(file.source)
    row = partial(Row, file.name, file.source)
    if before and before.sha256 == digest and before.meta.get("read_version") == READ_VERSION:
        return row(Result.UNCHANGED, doc_id=before.doc_id)
    twin = known.twin(digest, file)
    if twin and file.same in (Same.ASK, Same.KEEP):
        return row(Result.HELD, f"as '{twin.title}' ({unscoped(twin.source)})", twin.doc_id)
    document = _described(read(content, file.name, stopped), file)
    renamed = twin is not None and file.same is Same.RENAME
    document = document._replace(
        doc_id=twin.doc_id if twin and renamed else known.id_for(document, file)
    )
    cut = list(passages(document, library.embedder.count_pieces))
    covered = coverage(document, cut)
    document.meta["coverage"] = covered._asdict()
    result = Result.RENAMED if renamed else Result.REPLACED if before else Result.ADDED
    known.add(document)
    return _Read(row(result, "", document.doc_id, covered), content, document, cut)


def _described(document: Document, file: Incoming) -> Document:
    """The document with where it came from, and when."""
    warnings = [*file.meta.get("warnings", ()), *document.meta.get("warnings", ())]
    meta = {
        **document.meta,
        **file.meta,
        "warnings": warnings,
        "name": file.name,
        "read_version": READ_VERSION,
        "language": _language(document),
        "taken_in": dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds"),
    }
    return document._replace(source=file.source, meta=meta)


def _keep(library: Library, batch: list[_Read | Row], told: Told, stopped: Stop) -> list[Row]:
    """Encode a batch together, then keep one document after the other and tell each as it is safe."""

    def going_on(_: int) -> None:
        if stopped():
            raise Cancelled(STOPPED)

    read = [entry for entry in batch if isinstance(entry, _Read)]
    library.encode([passage for entry in read for passage in entry.passages], going_on)
    rows = []
    for entry in batch:
        if isinstance(entry, _Read):
            library.put(entry.document, entry.passages, entry.content)
        rows.append(entry.row if isinstance(entry, _Read) else entry)
        told(rows[-1])
    return rows


def _language(document: Document) -> str:
    """The language (ISO 639-1) that its first pages are written in."""
    return language_of(" ".join(page.text for page in document.pages)[:SAMPLE])
