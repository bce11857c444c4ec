"""Sentences with what is to be found in them, and how much of it is found: corpus/golden/*.jsonl.

All sentences are the project's own. Those of the part "tuned" were read while the rules were made, those
of "apart" written with them and kept apart. Those of "later" to "fresh" were each written when the rules were done,
in freer words on purpose; what they showed mended the rules, so that docs/understanding.md has their first figures.
Those of "final" mended nothing.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from corpus.golden import GOLDEN

PARTS = ("tuned", "apart", "later", "last", "free", "freer", "unseen", "fresh", "final")

Row = dict[str, Any]


class Tally(NamedTuple):
    """How many were found, were to be found, and were found rightly, of each kind."""

    right: Counter[str]
    found: Counter[str]
    wanted: Counter[str]

    def precision(self, kind: str | None = None) -> float:
        """Share of what was found that is right, 0..1; of one kind or of all."""
        return self._share(self.found, kind)

    def recall(self, kind: str | None = None) -> float:
        """Share of what was to be found that was, 0..1; of one kind or of all."""
        return self._share(self.wanted, kind)

    def _share(self, of: Counter[str], kind: str | None) -> float:
        right = self.right.total() if kind is None else self.right[kind]
        return right / max(of.total() if kind is None else of[kind], 1)


def rows(name: str, part: str) -> list[Row]:
    """The sentences of one part of a golden set, `facts` or `mentioned`."""
    lines = (GOLDEN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["part"] == part]


def tally(
    judged: Iterator[tuple[Sequence[Any], Sequence[Any]]],
    same: Callable[[Any, Any], bool],
    kind: Callable[[Any], str],
) -> Tally:
    """What is found against what is to be found, as `(found, wanted)` for each sentence.

    Each that is to be found counts once, however often it was found.
    """
    counts = Tally(Counter(), Counter(), Counter())
    for found, wanted in judged:
        left = list(wanted)
        for one in found:
            counts.found[kind(one)] += 1
            if hit := next((other for other in left if same(one, other)), None):
                left.remove(hit)
                counts.right[kind(hit)] += 1
        for other in wanted:
            counts.wanted[kind(other)] += 1
    return counts
