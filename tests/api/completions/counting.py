"""An embedder that counts the questions that it is asked, and can be made to wait."""

import threading
from collections.abc import Sequence

import numpy as np

from index.base import Vectors
from index.hashing import HashingEmbedder

PATIENCE = 30.0
"""Seconds after which it waits no longer."""


class Counting(HashingEmbedder):
    """The reference embedder with a gate before questions.

    Attributes:
        questions: how many came to the gate.
        gate: open where it is set.
    """

    def __init__(self) -> None:
        super().__init__()
        self.questions = 0
        self.gate = threading.Event()
        self.gate.set()

    def encode_query(self, text: str) -> Vectors:
        """The vector of one question, once the gate is open."""
        self.questions += 1
        assert self.gate.wait(PATIENCE)
        return super().encode_query(text)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, shape `(n, dim)`, without waiting."""
        return np.stack([super(Counting, self).encode_query(text) for text in texts])
