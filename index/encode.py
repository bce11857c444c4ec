"""Encoding with a memory: only texts that no one encoded before reach the model."""

from collections.abc import Callable, Sequence

import numpy as np

from index.base import Embedder, VectorCache, Vectors

CHUNK = 128
"""Texts encoded between two writes to the cache: a killed run loses at most a second or two."""

Progress = Callable[[int], None]
"""Told how many texts are done since it was last told."""


def silent(_: int) -> None:
    """A progress that tells no one."""


def encode(
    embedder: Embedder, cache: VectorCache, texts: Sequence[str], progress: Progress = silent
) -> Vectors:
    """The vectors of texts in the given order, shape `(len(texts), dim)`, each text encoded once at most."""
    known = cache.get(embedder.model, texts)
    progress(sum(text in known for text in texts))
    # in order of length, so that a chunk's texts are padded little
    missing = sorted({text for text in texts if text not in known}, key=lambda t: (len(t), t))
    for at in range(0, len(missing), CHUNK):
        chunk = missing[at : at + CHUNK]
        vectors = embedder.encode_passages(chunk)
        cache.put(embedder.model, chunk, vectors)
        known.update(zip(chunk, vectors, strict=True))
        progress(len(chunk))
    if not texts:
        return np.zeros((0, embedder.model.dim), np.float32)
    return np.stack([known[text] for text in texts])
