"""What the corpus knows of practices, as arrays over the fifteen dimensions, with the vectors of their names."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.case import CaseStudy
from corpus.gazetteer import fold
from corpus.judgements import RECIPIENTS, judgements
from corpus.practice import Practice
from corpus.transfer import Transfer
from corpus.vocabulary import Dimension, Importance, LessonKind
from index.base import Vectors

Floats = NDArray[np.float64]
DIMENSIONS = tuple(Dimension)
AT = {dimension: at for at, dimension in enumerate(DIMENSIONS)}

STRENGTH = {Importance.ESSENTIAL: 1.0, Importance.IMPORTANT: 0.7, Importance.HELPFUL: 0.4}
"""How much a condition of that importance counts."""

STEP_DOWN = 0.06
"""How much less each further condition of a practice counts: they stand in order."""

TELLING = {LessonKind.BARRIER: 1.0, LessonKind.PITFALL: 1.0}
"""Lessons on what went wrong count in full, others half: they tell less of what breaks elsewhere."""

Encode = Callable[[Sequence[str]], Vectors]


class Knowledge(NamedTuple):
    """The corpus, and for each part of it one row per entry and a column per dimension, in 0..1.

    Attributes:
        practices, cases, transfers: the entries that the rows stand for.
        names: vectors of every name and alias of the practices, shape `(names, dim)`.
        owner: the practice, by position, that each name is of.
        typical: the practices' typical conditions.
        judged: the judges' grades for poorer and richer recipients, shape `(2, practices, 15)`; 0 where ungraded.
        failures: share of copies that the judges hold to fail, 0..1, shape `(2, practices)`; nan where ungraded.
        conditions, lessons: of the cases.
        changed: what the transfers changed or broke on; the first dimension counts most.
        case_practice, transfer_practice: the practice, by position, of each case and transfer.
        positions, called: practices, by position, by id and by every name in folded spelling.
    """

    practices: tuple[Practice, ...]
    cases: tuple[CaseStudy, ...]
    transfers: tuple[Transfer, ...]
    names: Vectors
    owner: NDArray[np.int64]
    typical: Floats
    judged: Floats
    failures: Floats
    conditions: Floats
    lessons: Floats
    changed: Floats
    case_practice: NDArray[np.int64]
    transfer_practice: NDArray[np.int64]
    positions: dict[str, int]
    called: dict[str, int]

    def nearness(self, vector: Vectors) -> Floats:
        """How near each practice's best name is to a text, cosine in -1..1, shape `(practices,)`."""
        best = np.full(len(self.practices), -1.0)
        np.maximum.at(best, self.owner, self.names @ vector)
        return best


def knowledge(
    practices: Iterable[Practice],
    cases: Iterable[CaseStudy],
    transfers: Iterable[Transfer],
    encode: Encode,
) -> Knowledge:
    """Put the parts of the corpus together; cases and transfers of a practice without a file are left out."""
    practices = tuple(practices)
    at = {practice.id: number for number, practice in enumerate(practices)}
    cases = tuple(case for case in cases if case.practice in at)
    transfers = tuple(transfer for transfer in transfers if transfer.practice in at)
    named = [(number, name) for number, p in enumerate(practices) for name in names_of(p)]
    vectors = encode([name for _, name in named])
    return Knowledge(
        practices,
        cases,
        transfers,
        names=vectors,
        owner=np.array([number for number, _ in named]),
        typical=_rows([_typical(practice) for practice in practices]),
        judged=np.stack([_rows([_judged(p.id, kind) for p in practices]) for kind in RECIPIENTS]),
        failures=np.array([[_failures(p.id, kind) for p in practices] for kind in RECIPIENTS]),
        conditions=_rows([_conditions(case) for case in cases]),
        lessons=_rows([_lessons(case) for case in cases]),
        changed=_rows([_changed(transfer) for transfer in transfers]),
        case_practice=np.array([at[case.practice] for case in cases], dtype=int),
        transfer_practice=np.array([at[t.practice] for t in transfers], dtype=int),
        positions=at,
        called={
            fold(name): number
            for number, p in reversed(list(enumerate(practices)))
            for name in (*p.aliases, p.name, p.id)
        },
    )


def names_of(practice: Practice) -> list[str]:
    """The practice's name, its aliases and its summary: what a free text is compared with."""
    return [practice.name, *practice.aliases, f"{practice.name}. {practice.summary}"]


def is_in(case: CaseStudy, city: str, country_code: str) -> bool:
    """True where the case is about that city, as its first or as another one."""
    names = {fold(name) for name in (case.city, *case.other_cities)}
    return case.country == country_code and fold(city) in names


def _rows(rows: list[Floats]) -> Floats:
    return np.array(rows).reshape(len(rows), len(DIMENSIONS))


def _typical(practice: Practice) -> Floats:
    row = np.zeros(len(DIMENSIONS))
    for place, condition in enumerate(practice.conditions):
        strength = STRENGTH[condition.importance] * (1 - STEP_DOWN * place)
        row[AT[condition.dimension]] = max(row[AT[condition.dimension]], strength)
    return row


def _judged(practice: str, recipient: str) -> Floats:
    judgement = judgements().get((practice, recipient))
    return np.array(judgement.weights()) if judgement else np.zeros(len(DIMENSIONS))


def _failures(practice: str, recipient: str) -> float:
    judgement = judgements().get((practice, recipient))
    risk = judgement.risk() if judgement else None
    return np.nan if risk is None else risk


def _conditions(case: CaseStudy) -> Floats:
    row = np.zeros(len(DIMENSIONS))
    for condition in case.conditions:
        at = AT[condition.dimension]
        row[at] = max(row[at], STRENGTH[condition.importance])
    return row


def _lessons(case: CaseStudy) -> Floats:
    """The share of the lessons' weight that speaks of each dimension, the largest being 1."""
    row = np.zeros(len(DIMENSIONS))
    for lesson in case.lessons:
        for dimension in lesson.dimensions:
            row[AT[dimension]] += TELLING.get(lesson.kind, 0.5)
    return np.asarray(row / row.max())


def _changed(transfer: Transfer) -> Floats:
    row = np.zeros(len(DIMENSIONS))
    for place, change in enumerate(transfer.dimensions):
        row[AT[change.dimension]] = max(row[AT[change.dimension]], 1 - 0.1 * place)
    return row
