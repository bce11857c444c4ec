"""A second view of vectors: directions in which passages of one document differ from each other count less.

Within-class covariance normalisation (Hatch, Kajarekar and Stolcke, Interspeech 2006), with documents as the
classes: what varies inside a document says little about which document a question means.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.base import Vectors

SHRINK = 2.0
"""Weight of the identity against the covariance, both of trace `dim`: 1 to 4 gave the same on four collections."""

MOST = 20_000
"""Passages from which the covariance is estimated, about; beyond, whole documents are left out evenly."""

CHUNK = 8192


class Table(NamedTuple):
    """What an index knows of its passages beside their vectors.

    Attributes:
        ids: passage ids, rising, shape `(n,)`.
        owners: for each the position of its document in `documents`, shape `(n,)`.
        documents: document ids, shape `(d,)`.
        matrix: symmetric, shape `(dim, dim)`: the inner product in the second view is `a @ matrix @ b`.
        norms: each passage's length in the second view, above 0, shape `(n,)`.
    """

    ids: NDArray[np.int64]
    owners: NDArray[np.int64]
    documents: NDArray[np.str_]
    matrix: NDArray[np.float32]
    norms: NDArray[np.float32]

    def rows(self, ids: Sequence[int]) -> NDArray[np.int64]:
        """The positions of passages that are in the index, in the given order."""
        return np.searchsorted(self.ids, np.asarray(ids, np.int64))

    def passages(self, doc_id: str) -> list[int]:
        """The passages of a document, rising; none where the index does not have it."""
        at = int(np.searchsorted(self.documents, doc_id))
        if at == len(self.documents) or self.documents[at] != doc_id:
            return []
        return [int(i) for i in self.ids[self.owners == at]]

    def owner(self, passage_id: int) -> str:
        """The document of a passage that is in the index."""
        return str(self.documents[self.owners[self.ids.searchsorted(passage_id)]])


def table(ids: Sequence[int], owners: Sequence[str], vectors: Vectors, dim: int) -> Table:
    """The table of an index.

    Args:
        ids: passage ids, rising.
        owners: the document of each.
        vectors: of each, shape `(len(ids), dim)`.
    """
    documents, positions = np.unique(np.asarray(owners, np.str_), return_inverse=True)
    matrix = whitening(vectors, positions, dim)
    norms = [
        np.sqrt(np.einsum("ij,ij->i", part @ matrix, part)) for part in _chunks(vectors, CHUNK)
    ]
    lengths = np.concatenate(norms) if norms else np.zeros(0)
    return Table(np.asarray(ids, np.int64), positions.astype(np.int64), documents, matrix,
                 np.maximum(lengths, 1e-6).astype(np.float32))  # fmt: skip


def whitening(vectors: Vectors, owners: NDArray[np.int64], dim: int) -> NDArray[np.float32]:
    """The inverse of the shrunk covariance of passages around their document's mean, of trace about `dim`.

    The identity where no document has two passages.
    """
    step = -(-len(vectors) // MOST) if len(vectors) else 1
    taken = owners % step == 0
    vectors, owners = vectors[taken], owners[taken]
    counts = np.bincount(owners, minlength=1)
    sums = np.zeros((len(counts), dim))
    np.add.at(sums, owners, vectors)
    off = vectors - (sums / np.maximum(counts, 1)[:, None])[owners]
    off = off[counts[owners] > 1]
    spread = off.T @ off
    trace = np.trace(spread)
    if trace <= 1e-9:
        return np.eye(dim, dtype=np.float32)
    mixed = spread * (dim / trace) + SHRINK * np.eye(dim)
    return np.asarray(np.linalg.inv(mixed) * (1 + SHRINK), np.float32)


def _chunks(vectors: Vectors, size: int) -> list[Vectors]:
    return [vectors[at : at + size] for at in range(0, len(vectors), size)]
