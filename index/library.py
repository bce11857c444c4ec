"""The library: store, originals, vectors and search index of one data folder, kept in step."""

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import StoreBusy, StoreError
from corpus.nouns import Document, Passage
from index.base import Embedder, Model, Vectors
from index.encode import Progress, encode, silent
from index.files import sweep
from index.generations import Generation, clear, made_by, newest, publish
from index.made import Made
from index.originals import Originals
from index.search import Ranking, rank
from index.serving import Load, Serving
from index.sqlite import SqliteStore, SqliteVectorCache

DEPTH = 200
"""Passages taken from each of the two indexes for one question."""

BUSY = (
    "Another Citygraft process is taking in documents in this data folder. "
    "Wait until it is done, then try again."
)


def model_in_use(home: Path) -> Model | None:
    """The model of a data folder: the one that made its newest index; None where there is no index yet."""
    return made_by(_indexes(home))


class Library:
    """What is put in is kept, and can be found.

    Attributes:
        home: the data folder.
        store: the documents and passages.
        originals: the files as received.
        cache: the vectors by model and text.
    """

    def __init__(self, home: Path, embedder: Embedder, load: Load | None = None) -> None:
        """Open a data folder, making it if needed.

        Args:
            embedder: of the folder's model, or of the first one where there is no index yet.
            load: loads another model when another process has changed the folder's; without it
                such a change ends in ModelChanged.
        Raises:
            StoreError: it cannot be written to, or a newer version wrote it.
        """
        try:
            home.mkdir(parents=True, exist_ok=True)
            (home / "write.lock").touch()
        except OSError as error:
            raise StoreError(
                f"The data folder {home} cannot be written to ({error.strerror}). "
                "Give yourself the right to write there, or set CITYGRAFT_HOME to another folder."
            ) from error
        self.home = home
        self.store = SqliteStore(home / "store.sqlite")
        self.originals = Originals(home / "originals", Made(home / "cache" / "pages"))
        self.cache = SqliteVectorCache(home / "vectors.sqlite")
        self._root = _indexes(home)
        self._serving = Serving(self._root, embedder, load)
        self._lock = FileLock(home / "write.lock", thread_local=False)
        self._writing = threading.Lock()

    @property
    def embedder(self) -> Embedder:
        """Of the model in use: that of the index that was opened last."""
        return self._serving.embedder

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to change this data folder; one thread of one process at a time.

        Raises:
            StoreBusy: another one holds it.
        """
        # the file's lock is shared by the threads of a process
        if not self._writing.acquire(blocking=False):
            raise StoreBusy(BUSY)
        try:
            with self._lock.acquire(timeout=0):
                yield
        except Timeout as error:
            raise StoreBusy(BUSY) from error
        finally:
            self._writing.release()

    def encode(self, passages: Sequence[Passage], progress: Progress = silent) -> None:
        """Have the vectors of passages ready; many at once are faster, as they are padded less."""
        encode(self.embedder, self.cache, [passage.searchable() for passage in passages], progress)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, shape `(len(texts), dim)`; known ones are not encoded again."""
        return self.vectors_by(self.embedder, texts)

    def vectors_by(self, embedder: Embedder, texts: Sequence[str]) -> Vectors:
        """The same by an embedder that one holds on to, so that vectors of two models never meet."""
        return encode(embedder, self.cache, texts)

    def put(self, document: Document, passages: Sequence[Passage], content: bytes) -> None:
        """Keep a document, its original and its passages; when this returns they are safe.

        They can be found after the next `publish`, or when the folder is opened again.
        """
        self.originals.keep(document.sha256, content)
        before = self.store.passages(self.store.passage_ids(document.doc_id)).values()
        self.store.put(document, passages)
        kept = _encoded(passages)
        self.cache.forget(sorted(_encoded(before) - kept))

    def delete(self, doc_id: str) -> None:
        """Remove a document with all that was made of it; call it inside `writing`.

        When this returns, neither the store nor the originals, the vectors or an index have any of
        it or of its earlier versions.

        Raises:
            UnknownDocument: there is none of that id.
        """
        self.drop(doc_id)
        self.publish()
        clear(self._root, 1)

    def drop(self, doc_id: str) -> None:
        """Remove a document as `delete` does, but for the index, which the next `publish` brings up to date."""
        digests = {version.sha256 for version in self.store.history(doc_id)}
        texts = _encoded(self.store.passages(self.store.passage_ids(doc_id)).values())
        self.store.delete(doc_id)
        self.cache.forget(sorted(texts))
        for digest in digests:
            if not self.store.holds(digest):
                self.originals.remove(digest)

    def publish(self, progress: Progress = silent) -> Generation:
        """Bring the search index up to the store, with the folder's model; call it inside `writing`.

        Raises:
            IndexUnusable, ModelMissing: the message names the command that mends it.
        """
        current = self._serving.opened()
        if current is None or current.revision != self.store.revision():
            embedder = current.embedder if current else self.embedder
            current = publish(self._root, self.store, self.cache, embedder, current, progress)
        self._serving.held = current
        return current

    def rebuild(self, progress: Progress = silent) -> Generation:
        """Make the search index anew from the store, with the model of `embedder`; call it inside `writing`.

        Where that is another than the folder's, it is the folder's from now on.
        """
        made = publish(self._root, self.store, self.cache, self.embedder, None, progress)
        self._serving.held = made
        return made

    def generation(self) -> Generation:
        """The search index, brought up to the store if no one is writing, with the embedder that fits it.

        While one thread opens a newer index, and maybe loads its model, the others go on with the
        one that is open.

        Raises:
            IndexUnusable, ModelMissing: it cannot be used; the message says what to do.
        """
        serving, held = self._serving, self._serving.held
        if not serving.busy.acquire(blocking=held is None):
            assert held is not None
            return held
        try:
            latest = serving.latest()
            if latest and latest.revision == self.store.revision():
                return latest
            return self._catch_up(latest)
        finally:
            serving.busy.release()

    def _catch_up(self, held: Generation | None) -> Generation:
        if held and held.number != newest(self._root):
            return held  # the newest one was passed over, so it cannot be added to either
        try:
            with self.writing():
                sweep(self._root)
                return self.publish()
        except StoreBusy:
            if held is None:
                raise
            return held  # the writer publishes when it is done

    def search(
        self, question: str, depth: int = DEPTH, within: Collection[int] | None = None
    ) -> Ranking:
        """Passages for a question by meaning and words, best first, and what tells how sure that is.

        Args:
            depth: passages that each of the two ways gives.
            within: only these passages are looked at, all where it is None.
        """
        return search(self.generation(), question, depth, within)


def search(
    generation: Generation, question: str, depth: int, within: Collection[int] | None = None
) -> Ranking:
    """Search one generation; see `Library.search`."""
    return rank(
        generation.vectors,
        generation.lexical,
        generation.table,
        generation.embedder.encode_query(question),
        question,
        depth,
        within,
    )


def _encoded(passages: Collection[Passage]) -> set[str]:
    """What may have been encoded of passages: each as a whole, and its sentences."""
    texts = {passage.searchable() for passage in passages}
    return texts | {p.text[start:end].strip() for p in passages for start, end in p.sentences}


def _indexes(home: Path) -> Path:
    return home / "index"
