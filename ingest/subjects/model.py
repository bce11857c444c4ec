"""How likely a text is about a subject: by its words, and by its likeness to the corpus's case studies.

Likeness is a ridge regression on the text's vector, and both are weighed by a logistic regression that all
subjects of a kind share; `bench.understanding fit` fits them on the cases and writes ingest/subjects/subjects.json.
The likeness holds for the vectors of all-MiniLM-L6-v2 alone.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ingest.subjects.words import Floats

MODEL = Path(__file__).with_name("subjects.json")


class Scales(NamedTuple):
    """Means and spreads of what the cases say of each subject, and how common it is, each `(subjects,)`."""

    mean: Floats
    spread: Floats
    prior: Floats

    def features(self, words: Floats) -> list[Floats]:
        """What a text says of each subject, against what is usual, and how usual the subject is."""
        return [(words - self.mean) / self.spread, np.broadcast_to(self.prior, words.shape)]


class KindModel(NamedTuple):
    """The model of one kind of subject.

    Attributes:
        directions, offsets: of the likeness, shapes `(384, subjects)` and `(subjects,)`.
        with_likeness: weights of likeness, words and prior, and a constant.
        words_alone: weights of words and prior, and a constant.
        lines: score from which a subject is told, with likeness and by words alone.
    """

    scales: Scales
    directions: Floats
    offsets: Floats
    with_likeness: Floats
    words_alone: Floats
    lines: tuple[float, float]

    def likeness(self, vectors: Floats) -> Floats:
        """How like the cases on each subject the vectors are, shape `(n, subjects)`; about 0..1."""
        like: Floats = vectors @ self.directions + self.offsets
        return like

    def scores(self, words: Floats, vector: Floats | None) -> tuple[Floats, float]:
        """Each subject's score, 0..1, shape `(subjects,)`, and the line."""
        features = self.scales.features(words)
        if vector is None:
            return logistic(features, self.words_alone), self.lines[1]
        return logistic([self.likeness(vector), *features], self.with_likeness), self.lines[0]


def logistic(features: list[Floats], weights: Floats) -> Floats:
    """The logistic function of the weighed features; the last weight is a constant."""
    weighed = sum((w * f for w, f in zip(weights, features, strict=False)), np.asarray(weights[-1]))
    chance: Floats = 1 / (1 + np.exp(-weighed))
    return chance


@cache
def models() -> dict[str, KindModel]:
    """The fitted models by kind: "topic", "hazard", "sdg"."""
    held = json.loads(MODEL.read_text(encoding="utf-8"))["kinds"]
    return {kind: _model(fields) for kind, fields in held.items()}


def _model(fields: dict[str, list[float]]) -> KindModel:
    arrays = {name: np.asarray(values, np.float64) for name, values in fields.items()}
    scales = Scales(arrays["mean"], arrays["spread"], arrays["prior"])
    return KindModel(
        scales,
        arrays["directions"],
        arrays["offsets"],
        arrays["with_likeness"],
        arrays["words_alone"],
        (fields["lines"][0], fields["lines"][1]),
    )
