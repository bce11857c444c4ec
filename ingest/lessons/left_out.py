"""How well lessons are told by wording, by meaning and by both: `python -m ingest.lessons.left_out` prints it, in some minutes.

Styles of writing and cases are left out in turn, so that nothing is told by its own style; then the golden set's test half is told by
what is learned from everything else.
"""

import zlib
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ingest.lessons.examples import WRITTEN, Example, examples, golden
from ingest.lessons.find import KINDS, LINE
from ingest.lessons.fit import fit
from ingest.lessons.fit_lessons import looked_at
from ingest.lessons.model import Floats, Pair
from ingest.lessons.seen import Seen
from ingest.lessons.words import DIMENSIONS

FOLDS = 5
WAYS = ("wording", "meaning", "both")


class Ways(NamedTuple):
    """What a way of telling makes of examples: chances of being a lesson, kinds, and the best two dimensions."""

    lesson: Floats
    kind: Floats
    dimensions: Floats


def tell(learned: Seen, left: Seen, way: str) -> Ways:
    """Fit on some examples and tell others, by wording, by meaning or by both."""
    if way == "meaning":
        learned, left = _blind(learned), _blind(left)
    fitted = fit(learned, np.zeros(0))

    def ask(pair: Pair, wording: Floats) -> Floats:
        if way == "wording":
            return pair.plain(wording)
        return pair.full(wording, left.vectors.astype(np.float32))

    return Ways(
        ask(fitted.lesson, left.signs / fitted.spread)[:, 0],
        ask(fitted.kind, left.tempers).argmax(axis=1),
        np.argsort(-ask(fitted.dimension, left.words), axis=1)[:, :2].astype(float),
    )


def _blind(seen: Seen) -> Seen:
    return seen._replace(signs=0 * seen.signs, tempers=0 * seen.tempers, words=0 * seen.words)


def figures(rows: list[Example], told: Ways) -> tuple[float, float, float]:
    """F1 of "is a lesson", and the shares of lessons whose kind and whose dimensions were told."""
    known = [at for at, row in enumerate(rows) if row.is_lesson is not None]
    lessons = [at for at in known if rows[at].is_lesson]
    given = [at for at in known if told.lesson[at] >= LINE]
    right = len(set(lessons) & set(given))
    kinds = [KINDS[int(told.kind[at])] == rows[at].kind for at in lessons]
    hits = [
        any(DIMENSIONS[int(i)] in rows[at].dimensions for i in told.dimensions[at])
        for at in lessons
    ]
    return 2 * right / (len(lessons) + len(given)), float(np.mean(kinds)), float(np.mean(hits))


def _left_out(seen: Seen, way: str) -> Ways:
    part = np.array([zlib.crc32(row.group.encode()) % FOLDS for row in seen.rows])
    order, parts = [], []
    for fold in range(FOLDS):
        at = np.flatnonzero(part == fold)
        order.append(at)
        parts.append(tell(seen.take(np.flatnonzero(part != fold)), seen.take(at), way))
    back = np.argsort(np.concatenate(order))
    return Ways(*(np.concatenate(column)[back] for column in zip(*parts, strict=True)))


def report(seen: Seen, test: Seen) -> Iterator[str]:
    """A line for each way and each kind of text."""
    for way in WAYS:
        told = _left_out(seen, way)
        for name, mine in (("written", True), ("corpus", False)):
            at = [i for i, row in enumerate(seen.rows) if (row.origin == WRITTEN) == mine]
            part = Ways(*(column[at] for column in told))
            yield _line(way, f"{name}, left out", figures([seen.rows[i] for i in at], part))
        yield _line(way, "test half", figures(list(test.rows), tell(seen, test, way)))


def _line(way: str, name: str, found: tuple[float, float, float]) -> str:
    f1, kind, dimension = found
    return f"{way:8} {name:18} lesson F1 {f1:.3f}   kind {kind:.3f}   dimension@2 {dimension:.3f}"


def main() -> None:
    """Print the figures."""
    seen, _ = looked_at(examples())
    test, _ = looked_at(golden("test"))
    for line in report(seen, test):
        print(line)


if __name__ == "__main__":
    main()
