"""The plain reference embedder: words hashed to signed buckets; no model, no download, no meaning."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from index.base import Model, Vectors


class HashingEmbedder:
    """Unit vectors of shape `(dim,)` in which texts that share words lie near each other."""

    def __init__(self, dim: int = 256) -> None:
        self.model = Model("hashing", f"hashing-{dim}", dim)

    def encode_query(self, text: str) -> Vectors:
        """The vector of one text; a text without words gets the first axis."""
        vector = np.zeros(self.model.dim, np.float32)
        for word in _words(text):
            digest = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
            vector[digest % self.model.dim] += 1 if digest >> 63 else -1
        if not vector.any():
            vector[0] = 1
        return vector / np.linalg.norm(vector)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, shape `(n, dim)`."""
        return np.stack([self.encode_query(text) for text in texts]) if texts else self._none()

    def _none(self) -> Vectors:
        return np.zeros((0, self.model.dim), np.float32)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Words and marks, counted."""
        return [len(_words(text)) for text in texts]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text.lower())
