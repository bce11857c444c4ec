"""The part of a document that a draft is about, and texts to vectors without leaving traces of it."""

from collections.abc import Sequence

import numpy as np

from corpus.errors import BadDraft
from corpus.gazetteer import fold
from corpus.nouns import Passage
from index.base import Vectors
from index.library import Library
from ingest.drafting.sentences import Sentence

NEAR_ABOUT = 0.18
LEAST_ABOUT = 0.3
MOST_ABOUT = 15
"""A passage belongs to what a draft is about where it is at most so much less like it than the best, and
at least so much like it; so many at most."""

BY_WORDS = 0.1
"""What a passage's likeness gains where it has all words of what a draft is about."""


def near_to(library: Library, passages: Sequence[Passage], every: list[Sentence], about: str
          ) -> list[Sentence]:  # fmt: skip
    """The sentences of the passages that are about something, in reading order."""
    vectors = library.vectors([passage.searchable() for passage in passages])
    likeness = vectors @ library.embedder.encode_query(about)
    said = [word for word in fold(about).split() if len(word) > 3]
    for at, passage in enumerate(passages):  # what has its words is nearer than it seems
        text = fold(passage.text)
        likeness[at] += BY_WORDS * sum(word in text for word in said) / max(1, len(said))
    least = max(LEAST_ABOUT, float(likeness.max()) - NEAR_ABOUT)
    best = [at for at in np.argsort(-likeness)[:MOST_ABOUT] if likeness[at] >= least]
    spans = [(passages[at].page_index, passages[at].start, passages[at].end) for at in best]
    held = [
        s for s in every
        if any(page == s.page_index and first <= s.start < last for page, first, last in spans)
    ]  # fmt: skip
    if not held:
        raise BadDraft(f"Nothing in the document is about '{about}'. Use words that stand in it.")
    return held


class Once:
    """Texts to vectors, each encoded once; names of practices are remembered, a document's sentences are not."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: dict[str, Vectors] = {}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, shape `(len(texts), dim)`."""
        known = self._library.cache.get(self._library.embedder.model, list(dict.fromkeys(texts)))
        self._held |= known
        missing = sorted({t for t in texts if t not in self._held}, key=lambda t: (len(t), t))
        for at in range(0, len(missing), 32):
            chunk = missing[at : at + 32]
            vectors = self._library.embedder.encode_passages(chunk)
            self._held |= dict(zip(chunk, vectors, strict=True))
        if not texts:
            return np.zeros((0, self._library.embedder.model.dim), np.float32)
        return np.stack([self._held[text] for text in texts])
