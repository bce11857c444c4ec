"""The plain reference store and vector cache: dictionaries."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from corpus.errors import UnknownDocument
from corpus.nouns import Document, Passage
from index.base import Model, Vectors, Version, check_unit, history


class MemoryStore:
    """The store in dictionaries; see `index.base.Store`."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._passages: dict[int, Passage] = {}
        self._versions: dict[str, tuple[Version, ...]] = {}
        self._numbers = count(1)
        self._revision = 0

    def put(self, document: Document, passages: Sequence[Passage]) -> None:
        """Keep a document with its passages."""
        same = [d.doc_id for d in self._documents.values() if d.source == document.source]
        before: list[Version] = []
        for doc_id in {*same, document.doc_id}:
            if doc_id in self._documents:
                before += self._versions[doc_id]
                self.delete(doc_id)
        before.sort(key=lambda version: (version.taken_in, version.number))
        self._revision += 1
        self._versions[document.doc_id] = history(before, document)
        self._documents[document.doc_id] = document
        for passage in passages:
            number = next(self._numbers)
            self._passages[number] = passage._replace(passage_id=number)

    def get(self, doc_id: str) -> Document:
        """The document of that id."""
        if doc_id not in self._documents:
            raise UnknownDocument(f"There is no document '{doc_id}'.")
        return self._documents[doc_id]

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[Document]:
        """Every document, or those of these ids, without their pages, by id."""
        for doc_id in sorted(self._documents.keys() if ids is None else set(ids)):
            if doc_id in self._documents:
                yield self._documents[doc_id]._replace(pages=())

    def history(self, doc_id: str) -> tuple[Version, ...]:
        """The versions of a document, oldest first; the last one is current."""
        self.get(doc_id)
        return self._versions[doc_id]

    def holds(self, sha256: str) -> bool:
        """True where a version of some document has these bytes."""
        return any(sha256 == v.sha256 for held in self._versions.values() for v in held)

    def delete(self, doc_id: str) -> None:
        """Remove a document with its passages and versions; an id that is not there is passed over."""
        self._documents.pop(doc_id, None)
        self._versions.pop(doc_id, None)
        self._passages = {i: p for i, p in self._passages.items() if p.doc_id != doc_id}
        self._revision += 1

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages of these ids; ids that are not there are left out."""
        return {i: self._passages[i] for i in ids if i in self._passages}

    def passage_ids(self, doc_id: str | None = None) -> list[int]:
        """The ids of all passages, or of one document's in reading order; rising."""
        return [i for i, p in self._passages.items() if doc_id in (None, p.doc_id)]

    def passage_ids_in(self, doc_ids: Iterable[str]) -> list[int]:
        """The ids of all passages of these documents, rising; ids that are not there are passed over."""
        wanted = set(doc_ids)
        return [i for i, p in self._passages.items() if p.doc_id in wanted]

    def owners(self) -> dict[int, str]:
        """The document of every passage, by passage id, rising."""
        return {i: passage.doc_id for i, passage in self._passages.items()}

    def revision(self) -> int:
        """A number that rises with every change."""
        return self._revision


class MemoryVectorCache:
    """Vectors in a dictionary; see `index.base.VectorCache`."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, str], Vectors] = {}

    def get(self, model: Model, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors that are known, by text; the others are left out."""
        keys = {text: (model.fingerprint, text) for text in texts}
        return {text: self._vectors[key] for text, key in keys.items() if key in self._vectors}

    def forget(self, texts: Sequence[str]) -> None:
        """Delete the vectors of texts, of every model; texts that are not known are passed over."""
        gone = set(texts)
        self._vectors = {key: v for key, v in self._vectors.items() if key[1] not in gone}

    def put(self, model: Model, texts: Sequence[str], vectors: Vectors) -> None:
        """Remember the vectors of texts, shape `(len(texts), dim)`."""
        check_unit(vectors)
        for text, vector in zip(texts, vectors, strict=True):
            self._vectors[model.fingerprint, text] = vector.copy()
