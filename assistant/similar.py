"""Case studies like one, by the meaning of all that they say."""

import numpy as np

from corpus.nouns import Document
from index.collapse import collapse
from index.seen import Readable

NEAR = 150
"""Passages nearest to the middle of a case's own that are looked at."""


def similar(library: Readable, case_id: str, k: int = 5) -> list[Document]:
    """The case studies nearest to one, the nearest first, at most k; none where the index does not have it.

    How near is the inner product of the middle of its passages' vectors with others' passages.

    Raises:
        IndexUnusable, ModelMissing: the message says what to do.
    """
    index = library.generation()
    own = index.table.passages(case_id)
    if not own:
        return []
    middle = index.vectors.vectors(own).mean(axis=0)
    middle /= max(float(np.linalg.norm(middle)), 1e-9)
    groups = collapse(index.vectors.search(middle, NEAR + len(own)), index.table.owner)
    ids = [group.doc_id for group in groups if group.doc_id != case_id]
    held = {d.doc_id: d for d in library.store.documents(ids) if d.kind == "case"}
    return [held[doc_id] for doc_id in ids if doc_id in held][:k]
