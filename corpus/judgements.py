"""How decisive each dimension is when a practice moves, and how often copies fail, as judges graded it.

A table of the project's own judgement. The judges (language models working apart, see corpus/README.md) saw a practice's name and
summary, nothing of transfers or conditions, and graded for a recipient in a low- or middle-income country and for one in
a high-income country: each dimension from 0 (hardly ever named) to 3 (nearly always among the decisive ones), and of
ten copies how many end as a clear failure.
"""

from functools import cache
from typing import NamedTuple

from corpus.gazetteer import TABLES

JUDGEMENTS = TABLES / "judgements.tsv"

TOP = 3
"""The highest grade."""

NINE = 9
"""The highest count of failures: ten of ten was not offered."""

RECIPIENTS = ("poorer", "richer")
"""The two kinds of recipient that the judges graded for."""


class Judgement(NamedTuple):
    """What the judges said of a practice for one kind of recipient.

    Attributes:
        grades: for each judge fifteen grades 0..TOP in the order of `Dimension`.
        failures: for each judge who was asked, 0..NINE.
    """

    grades: tuple[tuple[int, ...], ...]
    failures: tuple[int, ...]

    def weights(self) -> tuple[float, ...]:
        """The judges' mean grade of each dimension, 0..1."""
        top = TOP * len(self.grades)
        return tuple(sum(column) / top for column in zip(*self.grades, strict=True))

    def risk(self) -> float | None:
        """The judges' mean share of failures, 0..1; None where none was asked."""
        return sum(self.failures) / len(self.failures) / NINE if self.failures else None


@cache
def judgements() -> dict[tuple[str, str], Judgement]:
    """Every judgement by `(practice, kind of recipient)`."""
    found = {}
    for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines()[1:]:
        practice, recipient, grades, failures = line.split("\t")
        found[practice, recipient] = Judgement(
            tuple(tuple(map(int, judge)) for judge in grades.split()),
            tuple(map(int, failures.split())),
        )
    return found
