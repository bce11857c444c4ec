"""What a change of model will take: a sample is encoded, and the rest is reckoned from it."""

import math
import sys
import time
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from index.base import Embedder
from index.library import Library
from index.reencode import missing, without

SAMPLE = 16
"""Passages encoded to see how long all will take."""

_ENDING = " tramways, orchards and a zeppelin"


class Plan(NamedTuple):
    """What a change of model still asks for.

    Attributes:
        passages: in the folder; `done` of them have their vector, those of the sample included.
        left: texts still to be encoded, passages and others.
        sampled: passages that were measured, 0 where all were done.
        seconds: until the rest is encoded, as the sample tells.
        reads_all: False where the model stops reading before the end of the longest passage.
        disk: bytes that vectors and index will take beside what is there.
        memory: bytes of this process at the most; 0 where the system does not tell.
    """

    passages: int
    done: int
    left: int
    sampled: int
    seconds: float
    reads_all: bool
    disk: int
    memory: int


def plan(library: Library, also: Sequence[str] = ()) -> Plan:
    """Measure how long a folder takes with a library's model; what is encoded for that is kept.

    Args:
        library: opened with the model that is asked for, not asked anything yet.
        also: further texts that questions need.
    """
    embedder, store = library.embedder, library.store
    dim, passages = embedder.model.dim, len(store.passage_ids())
    todo = sorted((len(p.searchable()), p.passage_id) for p in missing(library, embedder.model))
    others = without(library, embedder.model, also)
    sample = _middle(todo)
    longest = [passage.searchable() for passage in store.passages(i for _, i in todo[-1:]).values()]
    reads_all = all(_reads_all(embedder, text) for text in longest)  # and is warm after that
    start = time.perf_counter()
    library.encode(list(store.passages(i for _, i in sample).values()))
    pace = (time.perf_counter() - start) / max(1, _characters(sample))
    rest = _characters(todo) - _characters(sample) + sum(map(len, others))
    index = 4 * dim * passages
    return Plan(
        passages,
        done=passages - len(todo) + len(sample),
        left=len(todo) - len(sample) + len(others),
        sampled=len(sample),
        seconds=pace * rest,
        reads_all=reads_all,
        disk=(len(todo) + len(others)) * _kept_bytes(dim) + index,
        memory=(taken := _peak()) and taken + 2 * index,
    )


def _characters(texts: list[tuple[int, int]]) -> int:
    return sum(length for length, _ in texts)


def _reads_all(embedder: Embedder, text: str) -> bool:
    """True where a text's vector changes with its last words."""
    kept = max(len(text) * 3 // 4, len(text) - len(_ENDING))
    other = f"{text[:kept]}{_ENDING}"
    one, another = embedder.encode_passages([text, other])
    return bool(one @ another < 1 - 1e-5)


def _middle(missing: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """SAMPLE of `(length, passage id)` around the mean length, which stand for them all."""
    if not missing:
        return []
    mean = sum(length for length, _ in missing) / len(missing)
    at = min(bisect_left(missing, (math.ceil(mean), 0)), len(missing) - SAMPLE // 2)
    return missing[max(0, at - SAMPLE // 2) :][:SAMPLE]


def _kept_bytes(dim: int) -> int:
    """Bytes that the cache takes for a vector: SQLite puts most of it on pages of its own, 4 KB each."""
    return 600 + 4096 * math.ceil(max(0, 4 * dim - 400) / 4092)


def _peak() -> int:
    """Bytes that this process has taken at the most; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return taken if sys.platform == "darwin" else taken * 1024  # Linux counts in KB
