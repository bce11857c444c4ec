"""Vectors by number: FAISS, which ships, and a plain exact index in NumPy, its reference."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.base import Hit, Vectors


class FaissIndex:
    """Exact inner product in FAISS: 0.7 ms for 10,000 vectors of 384; ids can be removed."""

    def __init__(self, dim: int) -> None:
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dim))

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, shape `(n, dim)`, under new ids."""
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(ids, np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        """Remove these ids; those that are not there are passed over."""
        if len(ids):
            self._index.remove_ids(np.asarray(ids, np.int64))

    def search(self, vector: Vectors, k: int, within: Collection[int] | None = None) -> list[Hit]:
        """The k nearest to a vector of shape `(dim,)`, among these ids if given; equal scores by rising id."""
        k = min(k, self._index.ntotal if within is None else len(within))
        if k < 1:
            return []
        _one_thread()
        scores, ids = self._index.search(vector.reshape(1, -1), k, params=_only(within))
        found = zip(ids[0], scores[0], strict=True)
        hits = [Hit(int(i), float(s)) for i, s in found if i >= 0]  # -1 where fewer are allowed
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of these ids, which are in the index, in the given order, shape `(len(ids), dim)`."""
        if not len(ids):
            return np.zeros((0, self._index.d), np.float32)
        return np.asarray(self._index.reconstruct_batch(np.asarray(ids, np.int64)), np.float32)

    def ids(self) -> set[int]:
        """The ids in the index."""
        return set(faiss.vector_to_array(self._index.id_map).tolist())

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> "FaissIndex":
        """Read an index that `save` wrote. A foreign file can corrupt memory: check its hash first."""
        index = cls.__new__(cls)
        index._index = faiss.read_index(str(path))  # noqa: SLF001 - its own class
        return index


def _only(within: Collection[int] | None) -> Any:
    """FAISS's way of looking at some ids only; None for all."""
    if within is None:
        return None
    ids = np.fromiter(within, np.int64, len(within))
    make: Any = faiss.SearchParameters  # its stub does not know what its wrapper takes
    return make(sel=faiss.IDSelectorBatch(ids))


def _one_thread() -> None:
    """One thread a query: FAISS's waiting threads and those of the model took each other's cores.

    A question in a running process took 20 ms with two and takes 9 ms with one. OpenMP keeps the number for the
    thread that sets it, and a server asks in many, so it is set anew for each search.
    """
    faiss.omp_set_num_threads(1)


class ExactIndex:
    """The reference: a matrix and a product."""

    def __init__(self, dim: int) -> None:
        self._ids: list[int] = []
        self._vectors = np.zeros((0, dim), np.float32)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, shape `(n, dim)`, under new ids."""
        self._ids += list(ids)
        self._vectors = np.concatenate([self._vectors, vectors])

    def remove(self, ids: Sequence[int]) -> None:
        """Remove these ids; those that are not there are passed over."""
        keep = [row for row, i in enumerate(self._ids) if i not in set(ids)]
        self._ids = [self._ids[row] for row in keep]
        self._vectors = self._vectors[keep]

    def search(self, vector: Vectors, k: int, within: Collection[int] | None = None) -> list[Hit]:
        """The k nearest to a vector of shape `(dim,)`, among these ids if given; equal scores by rising id."""
        scores = np.einsum("ij,j->i", self._vectors, vector)  # equal rows get equal scores
        hits = [Hit(i, float(s)) for i, s in zip(self._ids, scores, strict=True)]
        if within is not None:
            allowed = set(within)
            hits = [hit for hit in hits if hit.passage_id in allowed]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[: max(k, 0)]

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of these ids, which are in the index, in the given order, shape `(len(ids), dim)`."""
        return self._vectors[[self._ids.index(i) for i in ids]]

    def ids(self) -> set[int]:
        """The ids in the index."""
        return set(self._ids)
