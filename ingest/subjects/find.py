"""What a document is about: its topics, hazards and Sustainable Development Goals, with the sentences that say so."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from corpus.vocabulary import Hazard, Topic
from index.base import Vectors
from ingest.subjects.model import models
from ingest.subjects.words import Floats, folded, goals, names, said, speaking

PASSAGE = 900
"""Characters of the passages that are encoded: about as many as the model reads."""

MOST = 160
"""Passages that are encoded of one document, spread evenly over it; a plan of 100 pages has some 300."""

EVIDENCE = 3
"""Sentences at most that are given for a subject."""

NAMED = 0.95
"""Score at least of a goal that is named by its number."""

Encode = Callable[[Sequence[str]], Vectors]

T = TypeVar("T")


class Subject(NamedTuple, Generic[T]):
    """One subject; `score` 0..1 is the chance that a person would tag the document with it.

    `evidence` has positions of up to three sentences in order of how much they say of it.
    """

    name: T
    score: float
    evidence: tuple[int, ...]


class Subjects(NamedTuple):
    """What a document is about, each list best first; goals by their number, 1 to 17."""

    topics: tuple[Subject[Topic], ...]
    hazards: tuple[Subject[Hazard], ...]
    sdgs: tuple[Subject[int], ...]


class _Read(NamedTuple):
    """The sentences folded, the passages as positions of their sentences, and the passages' vectors."""

    sentences: list[str]
    passages: list[range]
    vectors: Floats | None


def find_subjects(sentences: Sequence[str], encode: Encode | None) -> Subjects:
    """The subjects that a document is about, by its words and its likeness to the corpus's cases.

    Args:
        encode: of the default model, texts → unit vectors of shape `(n, 384)`; None with any other model,
            then words alone decide.
    """
    if not any(map(str.strip, sentences)):
        return Subjects((), (), ())
    read = _read(sentences, encode)
    return Subjects(
        tuple(
            Subject(Topic(name), score, evidence) for name, score, evidence in _found("topic", read)
        ),
        tuple(
            Subject(Hazard(name), score, evidence)
            for name, score, evidence in _found("hazard", read)
        ),
        tuple(Subject(int(name), score, evidence) for name, score, evidence in _found("sdg", read)),
    )


def passages(sentences: Sequence[str]) -> list[range]:
    """Runs of sentences of about `PASSAGE` characters, as their positions."""
    runs, start, size = [], 0, 0
    for at, sentence in enumerate(sentences):
        if at > start and size + len(sentence) > PASSAGE:
            runs.append(range(start, at))
            start, size = at, 0
        size += len(sentence) + 1
    return [*runs, range(start, len(sentences))] if sentences else []


def mean_vector(vectors: Floats) -> Floats:
    """The mean of vectors, of unit length."""
    mean = vectors.mean(axis=0)
    scaled: Floats = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return scaled


def _read(sentences: Sequence[str], encode: Encode | None) -> _Read:
    runs = passages(sentences)
    if len(runs) > MOST:
        runs = [runs[at] for at in np.linspace(0, len(runs) - 1, MOST).round().astype(int)]
    vectors = None
    if encode and runs:
        texts = [" ".join(sentences[at] for at in run) for run in runs]
        vectors = np.asarray(encode(texts), np.float64)
    return _Read([folded(sentence) for sentence in sentences], runs, vectors)


def _found(kind: str, read: _Read) -> list[tuple[str, float, tuple[int, ...]]]:
    """`(name, score, evidence)` of the subjects at or over the line, best first."""
    model = models()[kind]
    words = said(kind, "".join(read.sentences).replace("  ", " "))
    vector = None if read.vectors is None else mean_vector(read.vectors)
    scores, line = model.scores(words, vector)
    numbered = [goals(sentence) for sentence in read.sentences] if kind == "sdg" else []
    likeness = None if read.vectors is None else model.likeness(read.vectors)
    found = []
    for at, name in enumerate(names(kind)):
        by_number = [i for i, named in enumerate(numbered) if name in named]
        score = max(float(scores[at]), NAMED if by_number else 0.0)
        if score >= line:
            like = None if likeness is None else likeness[:, at]
            evidence = (*by_number, *_evidence(kind, name, read, like))
            found.append((name, round(score, 3), tuple(dict.fromkeys(evidence))[:EVIDENCE]))
    return sorted(found, key=lambda one: -one[1])


def _evidence(kind: str, name: str, read: _Read, likeness: Floats | None) -> list[int]:
    """Sentences with the most of the subject's words, those in the passages most like it first among equals."""
    number = np.array(speaking(kind, name, read.sentences), np.float64)
    weight = np.zeros(len(number))
    if likeness is not None:
        for run, like in zip(read.passages, likeness, strict=True):
            weight[run.start : run.stop] = np.clip(like, 0, 1)
    order = np.argsort(-(number + weight), kind="stable")[:EVIDENCE]
    return [int(at) for at in order if number[at]]
