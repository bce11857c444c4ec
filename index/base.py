"""The seams of the index floor: what a store, an embedder and an index must do."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.nouns import Document, Passage

Vectors = NDArray[np.float32]
"""Embeddings of unit length, shape `(n, dim)`."""


class Hit(NamedTuple):
    """A passage that was found; higher scores are better, lists of hits are best first."""

    passage_id: int
    score: float


class Model(NamedTuple):
    """Which model made a vector: vectors of two models are never compared.

    Attributes:
        name: as the settings give it.
        fingerprint: hexadecimal digest of weights, tokenizer and backend.
        dim: length of a vector.
    """

    name: str
    fingerprint: str
    dim: int


class Version(NamedTuple):
    """One state of a document's file.

    Attributes:
        number: from 1; the highest is the current one.
        title, source, sha256: of the document as it was.
        taken_in: when, UTC in ISO 8601; empty where it is not known.
    """

    number: int
    title: str
    source: str
    sha256: str
    taken_in: str


def history(before: Sequence[Version], document: Document) -> tuple[Version, ...]:
    """The versions of a document that comes after others, oldest first.

    The same bytes again are no new version; they may have a new title or source.
    """
    past = list(before)
    if past and past[-1].sha256 == document.sha256:
        past.pop()
    past.append(
        Version(0, document.title, document.source, document.sha256,
                document.meta.get("taken_in", ""))
    )  # fmt: skip
    return tuple(version._replace(number=at) for at, version in enumerate(past, 1))


class Embedder(Protocol):
    """Text to vectors of unit length.

    Raises:
        ModelMissing: on making one, where its model cannot be loaded.
    """

    model: Model

    def encode_query(self, text: str) -> Vectors:
        """The vector of one question, shape `(dim,)`."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of passages in the given order, shape `(n, dim)`."""
        ...

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """How many word pieces each text has, special tokens left out."""
        ...


class ReadVectors(Protocol):
    """What a vector index tells."""

    def search(self, vector: Vectors, k: int, within: Collection[int] | None = None) -> list[Hit]:
        """The k nearest to a vector of shape `(dim,)`, among these ids if given; equal scores by rising id."""
        ...

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of these ids, which are in the index, in the given order, shape `(len(ids), dim)`."""
        ...

    def ids(self) -> set[int]:
        """The ids that are in the index."""
        ...


class VectorIndex(ReadVectors, Protocol):
    """Exact or approximate neighbours by inner product."""

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, shape `(n, dim)`, under ids that are not in the index yet."""
        ...

    def remove(self, ids: Sequence[int]) -> None:
        """Remove the vectors of these ids; ids that are not there are passed over."""
        ...


class ReadWords(Protocol):
    """What a lexical index tells: BM25 with k1 = 1.2 and b = 0.75 over the fields of `index.analysis`."""

    def search(self, query: str, k: int, within: Collection[int] | None = None) -> list[Hit]:
        """The k best passages that share a word with the query, among these ids if given; equal scores by rising id."""
        ...

    def ceiling(self, query: str) -> float:
        """The score that no passage can exceed: that of one made of the query's words only."""
        ...

    def covered(self, query: str, ids: Sequence[int]) -> float:
        """The share of the query's words, by idf, that these passages have between them, 0..1; 0 for no words.

        A word is there as well where a term is that the domain's vocabulary has for it.
        """
        ...

    def spelt(self) -> dict[str, int]:
        """Every word as it is spelt in the passages, with the number of passages that have it."""
        ...


class LexicalIndex(ReadWords, Protocol):
    """Words to passages, scored by BM25 with k1 = 1.2 and b = 0.75 over the fields of `index.analysis`.

    There is no `remove`: an index that counts removed passages in its statistics would score
    differently from one that never held them, so it is built anew from the store instead.
    """

    def add(self, items: Iterable[tuple[int, str]]) -> None:
        """Add `(passage id, text)` pairs."""
        ...


class ReadStore(Protocol):
    """What a store tells: documents with their pages and passages."""

    def get(self, doc_id: str) -> Document:
        """The document of that id.

        Raises:
            UnknownDocument: there is none.
        """
        ...

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[Document]:
        """Every document, or those of these ids, without their pages, by id."""
        ...

    def history(self, doc_id: str) -> tuple[Version, ...]:
        """The versions of a document, oldest first; the last one is current.

        Raises:
            UnknownDocument: there is none.
        """
        ...

    def holds(self, sha256: str) -> bool:
        """True where a version of some document has these bytes."""
        ...

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """The passages of these ids; ids that are not there are left out."""
        ...

    def passage_ids(self, doc_id: str | None = None) -> list[int]:
        """The ids of all passages, or of one document's in reading order; rising."""
        ...

    def passage_ids_in(self, doc_ids: Iterable[str]) -> list[int]:
        """The ids of all passages of these documents, rising; ids that are not there are passed over."""
        ...

    def owners(self) -> dict[int, str]:
        """The document of every passage, by passage id, rising."""
        ...

    def revision(self) -> int:
        """A number that rises with every change, so that an index can tell whether it is behind."""
        ...


class Store(ReadStore, Protocol):
    """The truth: documents with their pages and passages."""

    def put(self, document: Document, passages: Sequence[Passage]) -> None:
        """Keep a document with its passages; all or nothing.

        A document of the same id, or from the same source, is replaced, and stays in its history;
        every passage gets a new number. When this returns, the document is safe.
        """
        ...

    def delete(self, doc_id: str) -> None:
        """Remove a document with its passages and versions; an id that is not there is passed over."""
        ...


class VectorCache(Protocol):
    """Vectors by model and text, so that nothing is encoded twice; losing it loses only time."""

    def get(self, model: Model, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors, shape `(dim,)`, that are known, by text; the others are left out."""
        ...

    def forget(self, texts: Sequence[str]) -> None:
        """Delete the vectors of texts, of every model; texts that are not known are passed over."""
        ...

    def put(self, model: Model, texts: Sequence[str], vectors: Vectors) -> None:
        """Remember the vectors of texts, shape `(len(texts), dim)`.

        Raises:
            ValueError: a vector is not finite or not of unit length.
        """
        ...


def check_unit(vectors: Vectors) -> None:
    """Refuse vectors that are not finite or not of unit length.

    Raises:
        ValueError: with the number of the first bad row.
    """
    lengths = np.linalg.norm(vectors, axis=1)
    bad = np.flatnonzero(~(np.abs(lengths - 1) < 1e-3))
    if len(bad):
        raise ValueError(f"vector {bad[0]} has length {lengths[bad[0]]}, not 1")
