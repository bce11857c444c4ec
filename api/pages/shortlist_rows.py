"""Practices side by side as rows: one list for the page, the API and every export."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.pages.shortlist_side import COST, Side, cost, weighty
from api.pages.shortlist_words import counted, fit_in_words
from api.pages.transplant_words import MARKS
from assistant.compose import anchor
from assistant.report import Flag, Verdict
from corpus.vocabulary import Dimension, label

TOLD = 3
"""Sentences of a section that are shown beside others."""

NOTHING = "The case study does not say."


class Cell(NamedTuple):
    """What one practice has in a row.

    Attributes:
        lines: what is told, one or more.
        verdict: on a dimension; None in other rows.
        url: where it can be checked; empty where that is the case study as a whole.
    """

    lines: tuple[str, ...]
    verdict: Verdict | None = None
    url: str = ""


class Row(NamedTuple):
    """One thing that is compared.

    Attributes:
        group: the rows that it stands with.
        differ: whether the practices differ in it; None for what each case tells in words of its own.
        listed: whether its lines are items of a list.
    """

    group: str
    name: str
    cells: tuple[Cell, ...]
    differ: bool | None
    listed: bool = False


WHAT, HERE, DIMENSIONS, TO_DO, TOLD_THERE = (
    "What it is",
    "In your city",
    "The fifteen dimensions",
    "What to do",
    "What the cases tell",
)


def rows(sides: Sequence[Side]) -> tuple[Row, ...]:
    """All rows of a comparison."""
    return (
        *_of_cases(sides),
        *_here(sides),
        *_dimensions(sides),
        *_to_do(sides),
        *_told(sides),
    )


def _of_cases(sides: Sequence[Side]) -> Iterator[Row]:
    yield _row(WHAT, "Where and when", [[side.where] for side in sides], comparable=False)
    yield _row(WHAT, "Outcome", [[side.outcome] for side in sides])
    yield _row(WHAT, "In a sentence", [[side.what] for side in sides], comparable=False)
    if any(side.note for side in sides):
        notes = [[side.note or "No note."] for side in sides]
        yield _row(WHAT, "Why it was kept", notes, comparable=False)


def _here(sides: Sequence[Side]) -> Iterator[Row]:
    yield _row(HERE, "Suggested", [[side.report.degree] for side in sides])
    yield _row(HERE, "Fit", [[fit_in_words(side.report)] for side in sides])
    yield _row(HERE, "Risk", [[side.report.risk_in_words] for side in sides])
    yield _row(HERE, "In numbers", [[counted(side.report)] for side in sides])


def _dimensions(sides: Sequence[Side]) -> Iterator[Row]:
    """The heaviest first, over all practices."""
    flags = [{flag.dimension: flag for flag in side.report.flags} for side in sides]

    def weight(dimension: Dimension) -> float:
        return -sum(of_side[dimension].weight for of_side in flags)

    for dimension in sorted(Dimension, key=weight):
        cells = [
            _flagged(of_side[dimension], f"{side.sheet}#{dimension}")
            for of_side, side in zip(flags, sides, strict=True)
        ]
        differ = len({cell.verdict for cell in cells}) > 1
        yield Row(DIMENSIONS, label(dimension).capitalize(), tuple(cells), differ)


def _flagged(flag: Flag, url: str) -> Cell:
    """A flag; where it blocks, the reason stands with it."""
    word = f"{MARKS[flag.verdict]} {flag.verdict}"
    lines = (word, flag.sentence) if flag.verdict is Verdict.BLOCKS else (word,)
    return Cell(lines, flag.verdict, url)


def _to_do(sides: Sequence[Side]) -> Iterator[Row]:
    yield _row(TO_DO, "Keep", [s.report.keep for s in sides], listed=True)
    yield _row(TO_DO, "May change", [s.report.change for s in sides], listed=True)
    yield _row(TO_DO, "Check first", [s.report.check_first for s in sides], listed=True)


def _told(sides: Sequence[Side]) -> Iterator[Row]:
    costs = [
        Cell(tuple(cost(s.case)[:TOLD]) or (NOTHING,), url=f"/cases/{s.case.id}#{anchor(COST)}")
        for s in sides
    ]
    yield Row(TOLD_THERE, COST, tuple(costs), None)
    lessons = [
        Cell(tuple(_lessons(s)) or (NOTHING,), url=f"/cases/{s.case.id}#lessons") for s in sides
    ]
    yield Row(TOLD_THERE, "Lessons that weigh", tuple(lessons), None, listed=True)


def _lessons(side: Side) -> Iterator[str]:
    for lesson in weighty(side):
        yield f"{lesson.kind.capitalize()} ({', '.join(map(label, lesson.dimensions))}): {lesson.text}"


def _row(
    group: str,
    name: str,
    told: Sequence[Sequence[str]],
    *,
    comparable: bool = True,
    listed: bool = False,
) -> Row:
    cells = tuple(Cell(tuple(lines) or (NOTHING,)) for lines in told)
    differ = len({cell.lines for cell in cells}) > 1 if comparable else None
    return Row(group, name, cells, differ, listed)
