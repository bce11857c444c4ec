"""The catalogue: the facet values of every document of a library, read once for each state of the store."""

import datetime as dt
import hashlib
import json
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from assistant import facets, groups
from assistant.facets import Facet, Values, facets_of
from assistant.filters import Chosen, Finds, meets, without
from corpus.gazetteer import TABLES
from corpus.nouns import Document
from index.files import write_bytes
from index.seen import Readable, SeenLibrary

FILE = "facets.json"


class Row(NamedTuple):
    """The values of one document, and a digest of all that they were read from."""

    digest: str
    values: Values


class Catalogue:
    """The facet values of what a library holds.

    To look up 156 cities takes most of a second, so the rows are kept in the library's cache folder;
    losing that file loses nothing.
    """

    def __init__(self, library: Readable) -> None:
        self._store = library.store
        self._path = library.home / "cache" / FILE
        self._held: tuple[int, Mapping[str, Values]] | None = None
        self._filling = threading.Lock()

    def held(self) -> Mapping[str, Values]:
        """The values by document id, as the store is now."""
        with self._filling:
            revision = self._store.revision()
            if self._held is None or self._held[0] != revision:
                self._held = revision, self._fill(revision)
            return self._held[1]

    def matching(self, chosen: Chosen) -> set[str]:
        """Ids of the documents that meet the filters."""
        return {doc_id for doc_id, values in self.held().items() if meets(values, chosen)}

    def finds(self, chosen: Chosen, among: Iterable[str]) -> Finds:
        """Which of these documents meet all filters, and which do without that of each facet."""
        ids = set(among)
        finds: dict[Facet | None, set[str]] = {None: ids & self.matching(chosen)}
        for facet in chosen:
            finds[facet] = ids & self.matching(without(chosen, facet))
        return finds

    def _fill(self, revision: int) -> Mapping[str, Values]:
        mark = _mark()
        kept_at, kept = _read(self._path, mark)
        if kept_at != revision:
            kept = {d.doc_id: _row(d, kept.get(d.doc_id)) for d in self._store.documents()}
            held = {"mark": mark, "revision": revision, "rows": kept}
            write_bytes(self._path, json.dumps(held).encode())
        return {doc_id: row.values for doc_id, row in kept.items()}


def _row(document: Document, before: Row | None) -> Row:
    read_from = repr((document.source, document.kind, document.meta))
    digest = hashlib.sha256(read_from.encode()).hexdigest()
    if before and before.digest == digest:
        return before
    return Row(digest, facets_of(document))


def _read(path: Path, mark: str) -> tuple[int, dict[str, Row]]:
    """The revision and rows of the file; -1 and none where it is not there, damaged, or made otherwise."""
    try:
        held: dict[str, Any] = json.loads(path.read_bytes())
        if held["mark"] != mark:
            return -1, {}
        return int(held["revision"]), {
            doc_id: Row(digest, {facet: tuple(values[facet]) for facet in Facet})
            for doc_id, (digest, values) in held["rows"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return -1, {}


def _mark() -> str:
    """Changes with the tables, with the rules that values follow, and with the year, in which work goes on."""
    files = (*TABLES.iterdir(), Path(facets.__file__), Path(groups.__file__))
    stats = sorted((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return hashlib.sha256(repr((stats, dt.datetime.now(tz=dt.UTC).year)).encode()).hexdigest()


class SeenCatalogue(Catalogue):
    """The values of the documents that an asker may see; see `Catalogue`."""

    def __init__(self, whole: Catalogue, library: SeenLibrary) -> None:
        super().__init__(library)
        self._whole, self._seen = whole, library.store

    def held(self) -> Mapping[str, Values]:
        """The values by document id, as the store is now."""
        rows, hidden = self._whole.held(), self._seen.hidden()
        return {i: values for i, values in rows.items() if i not in hidden} if hidden else rows
