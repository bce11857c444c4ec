"""How the weights that tell lessons and conditions are fitted from examples."""

import json
import zlib
from collections.abc import Sequence

import numpy as np

from index.logistic import logistic
from ingest.lessons.conditions import condition_signs
from ingest.lessons.examples import GOLDEN_CONDITIONS, WRITTEN, Example, golden
from ingest.lessons.find import KINDS
from ingest.lessons.model import Floats, Head, Model, Pair
from ingest.lessons.seen import Seen
from ingest.lessons.words import DIMENSIONS

WEIGHT = {"lesson": 0.12, "section": 0.12, "condition": 0.2, "transfer": 0.12, WRITTEN: 1.0}
"""How much an example counts; the corpus's are many, and all in one style."""

LESSON_WEIGHT = WEIGHT | {"lesson": 0.2, "section": 0.2}
"""The same for what is a lesson at all, where the corpus is nearer to real documents than what was written."""

KIND_WEIGHT = {"lesson": 0.1, WRITTEN: 1.0}
"""The same for kinds: a lesson of the corpus often says what went wrong and what to do in one."""

LIGHT = 0.05
"""A sentence told flatly counts so much where lessons are told from other texts, as it looks like a mere fact: it teaches kinds and dimensions."""

FLAT = tuple(
    f"{WRITTEN} for this set, in the style of: {style}"
    for style in ("told flatly, without words of cause", "the point and not the object")
)

NEAR = 1e-4
"""A fit ends where no coefficient moves by more: with hundreds of columns closer is only slower."""

RIDGE = {"lesson": (10.0, 0.6), "kind": (3.0, 0.3), "dimension": (0.4, 0.2)}
"""Penalties on wording and on meaning, chosen by leaving out styles and cases."""

RIDGE_CONDITION = 0.5

OTHERS = 0.15
"""How much a sentence that is no lesson counts against conditions: there are many."""

FOLDS = 5
"""Parts by which styles and cases are left out in turn, for confidences that say how often they are right."""


def fit(seen: Seen, probe: Floats) -> Model:
    """Fit every head."""
    return Model(
        probe,
        spread := seen.signs.std(axis=0) + 0.1,
        _lesson(seen, spread),
        _kind(seen),
        _dimension(seen),
        condition(),
    )


def _lesson(seen: Seen, spread: Floats) -> Pair:
    """The pair that tells lessons, with confidences as they hold for styles and cases that were left out."""
    held = seen.take(np.array([i for i, row in enumerate(seen.rows) if row.is_lesson is not None]))
    part = np.array([zlib.crc32(row.group.encode()) % FOLDS for row in held.rows])
    scores = np.zeros((2, len(held.rows)))
    for fold in range(FOLDS):
        left = held.take(np.flatnonzero(part == fold))
        pair = _untold(held.take(np.flatnonzero(part != fold)), spread)
        wording = left.signs / spread
        told = pair.plain(wording), pair.full(wording, left.vectors.astype(np.float32))
        scores[:, part == fold] = [np.log(p / (1 - p))[:, 0] for p in told]
    pair = _untold(held, spread)
    return Pair(*(_honest(head, s, held.rows) for head, s in zip(pair, scores, strict=True)))


def _untold(held: Seen, spread: Floats) -> Pair:
    """The pair before its confidences are set."""
    y, weight = _balanced(held.rows)
    return _pair(held.signs / spread, held.vectors, y[:, None], weight, RIDGE["lesson"])


def _honest(head: Head, scores: Floats, rows: Sequence[Example]) -> Head:
    """The head with its scores stretched and moved (Platt 1999) so that, of what was left out, p in 100 with confidence p are lessons."""
    x = np.column_stack([np.ones(len(scores)), scores])
    y, weight = _balanced(rows)
    move, stretch = logistic(x, y, np.full(2, 0.01), weight, NEAR)
    return Head(move + stretch * head.base, stretch * head.wording, stretch * head.meaning)


def _balanced(rows: Sequence[Example]) -> tuple[Floats, Floats]:
    """1 for a lesson and 0 for none, and weights, both of shape `(n,)`, as if half were lessons."""
    y = np.array([float(bool(row.is_lesson)) for row in rows])
    weight = np.array(
        [LESSON_WEIGHT[row.origin] * (LIGHT if row.group in FLAT else 1.0) for row in rows]
    )
    yes = float(weight @ y)
    return y, np.where(y == 1, weight, weight * yes / (weight.sum() - yes))


def _kind(seen: Seen) -> Pair:
    held = seen.take(np.array([i for i, row in enumerate(seen.rows) if row.kind]))
    y = np.array([[float(row.kind == kind) for kind in KINDS] for row in held.rows])
    weight = np.array([KIND_WEIGHT[row.origin] for row in held.rows])
    return _pair(held.tempers, held.vectors, y, weight, RIDGE["kind"])


def _dimension(seen: Seen) -> Pair:
    held = seen.take(np.array([i for i, row in enumerate(seen.rows) if row.dimensions]))
    y = np.array([[float(d in row.dimensions) for d in DIMENSIONS] for row in held.rows])
    weight = np.array([WEIGHT[row.origin] for row in held.rows])
    return _pair(held.words, held.vectors, y, weight, RIDGE["dimension"])


def _pair(
    wording: Floats, vectors: Floats, y: Floats, weight: Floats, ridge: tuple[float, float]
) -> Pair:
    return Pair(
        _head(wording, vectors[:, :0], y, weight, ridge),
        _head(wording, vectors, y, weight, ridge),
    )


def _head(
    wording: Floats, vectors: Floats, y: Floats, weight: Floats, ridge: tuple[float, float]
) -> Head:
    """One logistic model for each column of y."""
    one, width = np.ones((len(wording), 1)), wording.shape[1]
    x = np.hstack([one, wording, vectors])
    penalty = np.repeat([0.01, *ridge], [1, width, vectors.shape[1]])
    beta = np.stack([logistic(x, column, penalty, weight, NEAR) for column in y.T], axis=1)
    return Head(beta[0], beta[1 : width + 1], beta[width + 1 :])


def condition() -> Head:
    """Fit the conditions' head on the dev half of their golden set; what was written as no lesson states no condition either."""
    rows = [json.loads(line) for line in GOLDEN_CONDITIONS.read_text("utf-8").splitlines()]
    own = [(row["text"], row["is_condition"], 1.0) for row in rows if row["half"] == "dev"]
    others = [
        (row.text, False, OTHERS)
        for row in golden("dev")
        if row.origin == WRITTEN and not row.is_lesson
    ]
    texts, told, weights = zip(*own, *others, strict=True)
    x = np.stack([condition_signs(text) for text in texts])
    y = np.array(told, float)[:, None]
    return _head(x, x[:, :0], y, np.array(weights), (RIDGE_CONDITION, 1.0))
