"""A library as one asker may see it: what is in other collections is not there, whatever is asked."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.collection import Sight, collection_of
from corpus.errors import UnknownDocument
from corpus.nouns import Document, Passage
from index.base import Embedder, ReadStore, Vectors, Version
from index.generations import Generation
from index.library import DEPTH, Library, search
from index.search import Ranking
from index.seen_index import seen_index


class SeenStore:
    """A store's documents of the collections that an asker may see."""

    def __init__(self, store: ReadStore, sight: Sight) -> None:
        self._store, self._sight = store, sight
        self._held: tuple[int, frozenset[str], frozenset[str]] | None = None
        self._filling = threading.Lock()

    def ids(self) -> frozenset[str]:
        """The ids of the documents that are seen."""
        return self._sorted()[1]

    def hidden(self) -> frozenset[str]:
        """The ids of the documents that are not."""
        return self._sorted()[2]

    def _sorted(self) -> tuple[int, frozenset[str], frozenset[str]]:
        with self._filling:
            revision = self._store.revision()
            if self._held is None or self._held[0] != revision:
                sees: dict[bool, set[str]] = {True: set(), False: set()}
                for document in self._store.documents():
                    sees[self._sees(document)].add(document.doc_id)
                self._held = revision, frozenset(sees[True]), frozenset(sees[False])
            return self._held

    def _sees(self, document: Document) -> bool:
        return self._sight.has(collection_of(document.source, document.meta))

    def get(self, doc_id: str) -> Document:
        """The document of that id.

        Raises:
            UnknownDocument: there is none, or it is not for the asker, which is told in the same words.
        """
        try:
            found = self._store.get(doc_id)
        except UnknownDocument:
            found = None
        if found is None or not self._sees(found):
            raise UnknownDocument(f"There is no document '{doc_id}'.") from None
        return found

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[Document]:
        """Every document, or those of these ids, without their pages, by id."""
        return filter(self._sees, self._store.documents(ids))

    def history(self, doc_id: str) -> tuple[Version, ...]:
        """The versions of a document, oldest first; the last one is current.

        Raises:
            UnknownDocument: there is none.
        """
        self.get(doc_id)
        return self._store.history(doc_id)

    def holds(self, sha256: str) -> bool:
        """True where a version of some document that is seen has these bytes."""
        return any(v.sha256 == sha256 for doc_id in self.ids() for v in self._store.history(doc_id))

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages of these ids; ids that are not there are left out."""
        hidden = self.hidden()
        found = self._store.passages(ids)
        return {number: one for number, one in found.items() if one.doc_id not in hidden}

    def passage_ids(self, doc_id: str | None = None) -> list[int]:
        """The ids of all passages, or of one document's in reading order; rising."""
        if doc_id is None:
            return self._store.passage_ids_in(self.ids())
        return [] if doc_id in self.hidden() else self._store.passage_ids(doc_id)

    def passage_ids_in(self, doc_ids: Iterable[str]) -> list[int]:
        """The ids of all passages of these documents, rising; ids that are not there are passed over."""
        hidden = self.hidden()
        return self._store.passage_ids_in(i for i in doc_ids if i not in hidden)

    def owners(self) -> dict[int, str]:
        """The document of every passage, by passage id, rising."""
        hidden = self.hidden()
        return {n: owner for n, owner in self._store.owners().items() if owner not in hidden}

    def revision(self) -> int:
        """A number that rises with every change."""
        return self._store.revision()


class SeenLibrary:
    """A library to ask, not to change; see `Library`."""

    def __init__(self, library: Library, sight: Sight) -> None:
        self._library = library
        self.store = SeenStore(library.store, sight)
        self.originals = library.originals
        self._held: tuple[int, int, Generation] | None = None
        self._filling = threading.Lock()

    @property
    def home(self) -> Path:
        """The data folder."""
        return self._library.home

    @property
    def embedder(self) -> Embedder:
        """Of the model in use."""
        return self._library.embedder

    def generation(self) -> Generation:
        """The search index with the passages that are seen.

        Raises:
            IndexUnusable, ModelMissing: it cannot be used; the message says what to do.
        """
        whole = self._library.generation()
        if not self.store.hidden():
            return whole
        with self._filling:
            now = whole.number, self.store.revision()
            if self._held is None or self._held[:2] != now:
                passages = self.store.passages(self.store.passage_ids()).values()
                self._held = *now, seen_index(whole, passages)
            return self._held[2]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, shape `(len(texts), dim)`; known ones are not encoded again."""
        return self._library.vectors(texts)

    def search(self, question: str, depth: int = DEPTH) -> Ranking:
        """Passages for a question by meaning and words, best first."""
        return search(self.generation(), question, depth)

    def vectors_by(self, embedder: Embedder, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, shape `(len(texts), dim)`."""
        return self._library.vectors_by(embedder, texts)


Readable = Library | SeenLibrary
"""What questions are answered from."""
