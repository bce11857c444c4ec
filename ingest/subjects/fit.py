"""The model of subjects fitted on the corpus's cases, and how well it tells those of cases that are left out."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from corpus.case import CaseStudy
from ingest.subjects.find import Encode, mean_vector, passages
from ingest.subjects.model import KindModel, Scales, logistic
from ingest.subjects.words import KINDS, Floats, folded, names, said

RIDGE = 0.3
"""Strength of the ridge; the best of 0.1, 0.3, 1 and 3 by F1 of cases left out, which differ by .01 at most."""

SPREAD = 0.3
"""Added to the spread of what cases say, so that a word for a subject of no case does not count boundlessly."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|\n+")


class Figures(NamedTuple):
    """How well left-out cases are told: F1 over all pairs at the best line; first subject right; shares within three.

    `first` and `within` are over the cases that have a subject of the kind: the first told is one of theirs;
    share of theirs among the first three.
    """

    f1: float
    line: float
    first: float
    within: float


class Seen(NamedTuple):
    """What is read of the cases: words `(n, subjects)` and tags of each kind, and vectors `(n, 384)`."""

    words: dict[str, Floats]
    tags: dict[str, Floats]
    vectors: Floats


def see(cases: Sequence[CaseStudy], encode: Encode) -> Seen:
    """Read the cases' texts; their tags are not read from the text."""
    split = [[s for s in _SENTENCE.split(case.text()) if s.strip()] for case in cases]
    runs = [[" ".join(own[i] for i in run) for run in passages(own)] for own in split]
    encoded = encode([text for own in runs for text in own])
    ends = np.cumsum([len(own) for own in runs])[:-1]
    vectors = np.array([mean_vector(v) for v in np.split(np.asarray(encoded, np.float64), ends)])
    texts = [folded(" ".join(own)) for own in split]
    words = {kind: np.array([said(kind, text) for text in texts]) for kind in KINDS}
    return Seen(words, {kind: _tags(kind, cases) for kind in KINDS}, vectors)


def _tags(kind: str, cases: Sequence[CaseStudy]) -> Floats:
    of = {"topic": "topics", "hazard": "hazards", "sdg": "sdgs"}[kind]
    own = [set(map(str, getattr(case, of))) for case in cases]
    return np.array([[float(name in tags) for name in names(kind)] for tags in own])


def fit(kind: str, seen: Seen) -> tuple[KindModel, Figures, Figures]:
    """The model of a kind, and its figures on cases left out: with likeness, and by words alone."""
    tags, words = seen.tags[kind], seen.words[kind]
    directions, offsets, left_out = _ridge(seen.vectors, tags)
    held = tags.sum(axis=0)
    prior = np.log((held + 0.5) / (len(tags) - held + 0.5))
    scales = Scales(words.mean(axis=0), words.std(axis=0) + SPREAD, prior)
    features = scales.features(words)
    both, alone = _weights([left_out, *features], tags), _weights(features, tags)
    told = figures(logistic([left_out, *features], both), tags)
    by_words = figures(logistic(features, alone), tags)
    model = KindModel(
        scales, directions, offsets, both, alone, (round(told.line, 3), round(by_words.line, 3))
    )
    return model, told, by_words


def _ridge(vectors: Floats, tags: Floats) -> tuple[Floats, Floats, Floats]:
    """Directions and offsets, and what each case is told by the others (the hat matrix's shortcut)."""
    count, centre = len(vectors), vectors.mean(axis=0)
    apart = vectors - centre
    inverse = np.linalg.inv(apart @ apart.T + RIDGE * np.eye(count))
    directions = apart.T @ inverse @ tags
    hat = apart @ apart.T @ inverse + 1 / count
    own = np.diag(hat)[:, None]
    left_out = (hat @ tags - own * tags) / (1 - own)
    return directions, tags.mean(axis=0) - centre @ directions, left_out


def _weights(features: list[Floats], tags: Floats) -> Floats:
    """Weights of a logistic regression over all pairs of case and subject, by Newton's method."""
    seen = np.stack([*(f.ravel() for f in features), np.ones(tags.size)], axis=1)
    weights, held = np.zeros(seen.shape[1]), tags.ravel()
    damping = 0.01 * np.eye(len(weights))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (chance - held) + 0.01 * weights
        bend = (seen * (chance * (1 - chance))[:, None]).T @ seen + damping
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def figures(scores: Floats, tags: Floats) -> Figures:
    """How well scores tell the tags, both of shape `(n, subjects)`."""
    order = np.argsort(-scores.ravel(), kind="stable")
    right = np.cumsum(tags.ravel()[order])
    f1 = 2 * right / (np.arange(1, tags.size + 1) + tags.sum())
    best = int(f1.argmax())
    tagged = tags.sum(axis=1) > 0
    first = np.argsort(-scores[tagged], axis=1)[:, :3]
    hits = np.take_along_axis(tags[tagged], first, axis=1)
    within = (hits.sum(axis=1) / tags[tagged].sum(axis=1)).mean()
    line = float(scores.ravel()[order][best])
    return Figures(float(f1[best]), line, float(hits[:, 0].mean()), float(within))


def as_json(model: KindModel) -> dict[str, Any]:
    """The model's numbers as they are kept in ingest/subjects/subjects.json."""
    fields = model._asdict()
    arrays = {**fields.pop("scales")._asdict(), **fields}
    return {name: np.round(np.asarray(values), 4).tolist() for name, values in arrays.items()}
