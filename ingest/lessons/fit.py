"""How the weights that tell lessons and conditions are fitted from examples."""

import json
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ingest.lessons.conditions import condition_signs
from ingest.lessons.examples import GOLDEN_CONDITIONS, WRITTEN, Example, golden
from ingest.lessons.find import KINDS
from ingest.lessons.model import Encode, Floats, Head, Model, Pair, Places, logistic
from ingest.lessons.patterns import moods, signs
from ingest.lessons.words import DIMENSIONS, mentions

WEIGHT = {"lesson": 0.12, "section": 0.12, "condition": 0.2, "transfer": 0.12, WRITTEN: 1.0}
"""How much an example counts; the corpus's are many, and all in one style."""

KIND_WEIGHT = {"lesson": 0.1, WRITTEN: 1.0}
"""The same for kinds: a lesson of the corpus often says what went wrong and what to do in one."""

RIDGE = {"lesson": (10.0, 0.6), "kind": (1.0, 0.5), "dimension": (0.4, 0.2)}
"""Penalties on wording and on meaning, chosen by leaving out styles and cases."""

RIDGE_CONDITION = 0.5

OTHERS = 0.15
"""How much a sentence that is no lesson counts against conditions: there are many."""

LIFT = 0.34
"""Chance at which F1 is best on what is left out; confidences are moved so that it reads .5."""


class Seen(NamedTuple):
    """Examples as the models see them, row by row."""

    rows: Sequence[Example]
    signs: Floats
    words: Floats
    vectors: Floats

    def take(self, at: Places) -> "Seen":
        """The rows at these positions."""
        return Seen(
            [self.rows[int(i)] for i in at], self.signs[at], self.words[at], self.vectors[at]
        )


def look(rows: Sequence[Example], encode: Encode) -> Seen:
    """Everything that the models see of examples."""
    texts = [row.text for row in rows]
    return Seen(
        rows,
        np.stack([signs(text) for text in texts]),
        np.sqrt(np.stack([mentions(text) for text in texts])),
        np.asarray(encode(texts), float),
    )


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
    known = [i for i, row in enumerate(seen.rows) if row.is_lesson is not None]
    held = seen.take(np.array(known))
    y = np.array([[float(bool(row.is_lesson))] for row in held.rows])
    weight = np.array([WEIGHT[row.origin] for row in held.rows])
    yes = float(weight @ y[:, 0])
    weight = np.where(y[:, 0] == 1, weight, weight * yes / (weight.sum() - yes))  # as if half were
    pair = _pair(held.signs / spread, held.vectors, y, weight, RIDGE["lesson"])
    lift = np.log((1 - LIFT) / LIFT)
    return Pair(*(head._replace(base=head.base + lift) for head in pair))


def _kind(seen: Seen) -> Pair:
    held = seen.take(np.array([i for i, row in enumerate(seen.rows) if row.kind]))
    y = np.array([[float(row.kind == kind) for kind in KINDS] for row in held.rows])
    weight = np.array([KIND_WEIGHT[row.origin] for row in held.rows])
    return _pair(moods(held.signs), held.vectors, y, weight, RIDGE["kind"])


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
    beta = np.stack([logistic(x, column, weight, penalty) for column in y.T], axis=1)
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
