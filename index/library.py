"""The library: store, originals, vectors and search index of one data folder, kept in step."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import IndexUnusable, StoreBusy, StoreError
from corpus.nouns import Document, Passage
from index.base import Embedder, Hit, Vectors
from index.encode import Progress, encode, silent
from index.files import sweep
from index.fuse import hybrid
from index.generations import Generation, newest, open_newest, publish
from index.originals import Originals
from index.sqlite import SqliteStore, SqliteVectorCache

DEPTH = 100
"""Passages taken from each of the two indexes for one question."""


class Library:
    """What is put in is kept, and can be found.

    Attributes:
        home: the data folder.
        store: the documents and passages.
        originals: the files as received.
        embedder: the model in use.
    """

    def __init__(self, home: Path, embedder: Embedder) -> None:
        """Open a data folder, making it if needed.

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
        self.embedder = embedder
        self.store = SqliteStore(home / "store.sqlite")
        self.originals = Originals(home / "originals")
        self._cache = SqliteVectorCache(home / "vectors.sqlite")
        self._root = home / "index"
        self._lock = FileLock(home / "write.lock", thread_local=False)
        self._opening = threading.Lock()
        self._generation: Generation | None = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to change this data folder; one process at a time.

        Raises:
            StoreBusy: another process holds it.
        """
        try:
            with self._lock.acquire(timeout=0):
                yield
        except Timeout as error:
            raise StoreBusy(
                "Another Citygraft process is taking in documents in this data folder. "
                "Wait until it is done, then try again."
            ) from error

    def encode(self, passages: Sequence[Passage], progress: Progress = silent) -> None:
        """Have the vectors of passages ready; many at once are faster, as they are padded less."""
        encode(self.embedder, self._cache, [passage.searchable() for passage in passages], progress)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, shape `(len(texts), dim)`; known ones are not encoded again."""
        return encode(self.embedder, self._cache, texts)

    def put(self, document: Document, passages: Sequence[Passage], content: bytes) -> None:
        """Keep a document, its original and its passages; when this returns they are safe.

        They can be found after the next `publish`, or when the folder is opened again.
        """
        self.originals.keep(document.sha256, content)
        self.store.put(document, passages)

    def publish(self, progress: Progress = silent) -> Generation:
        """Bring the search index up to the store; call it inside `writing`."""
        previous = open_newest(self._root, self.embedder.model)
        if previous is None or previous.revision != self.store.revision():
            previous = publish(
                self._root, self.store, self._cache, self.embedder, previous, progress
            )
        self._generation = previous
        return previous

    def rebuild(self, progress: Progress = silent) -> Generation:
        """Make the search index anew from the store, with the model in use; call it inside `writing`."""
        self._generation = publish(
            self._root, self.store, self._cache, self.embedder, None, progress
        )
        return self._generation

    def generation(self) -> Generation:
        """The search index, brought up to the store if no one is writing.

        Raises:
            IndexUnusable: it is damaged or was made with another model; the message says what to do.
        """
        with self._opening:
            held = self._generation
            if held is None or held.number != newest(self._root):
                held = self._generation = self._open()
            if held is None or held.revision != self.store.revision():
                held = self._catch_up(held)
            return held

    def _open(self) -> Generation | None:
        try:
            return open_newest(self._root, self.embedder.model)
        except (IndexUnusable, OSError):
            # a writer may just have retired the generation that was being opened
            return open_newest(self._root, self.embedder.model)

    def _catch_up(self, held: Generation | None) -> Generation:
        try:
            with self.writing():
                sweep(self._root)
                return self.publish()
        except StoreBusy:
            if held is None:
                raise
            return held  # the writer publishes when it is done

    def search(self, question: str, depth: int = DEPTH) -> list[Hit]:
        """Passages for a question by meaning and words, scores in 0..1, best first."""
        generation = self.generation()
        vector = self.embedder.encode_query(question)
        return hybrid(generation.vectors, generation.lexical, vector, question, depth)
