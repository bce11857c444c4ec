"""Two runs compared query by query: is the difference more than chance, and which queries got worse."""

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

from corpus.errors import BadRun
from index.runs import Run
from index.significance import SAME, holm, p_value


class Change(NamedTuple):
    """A query whose value fell from the first run to the second."""

    query_id: str
    text: str
    before: float
    after: float


class Comparison(NamedTuple):
    """One measure on one collection in both runs.

    Attributes:
        collection: its name; both names where the runs give it different ones.
        measure: such as `ndcg@10`.
        queries: how many are compared: those of both runs, with the same id and text.
        left_out: how many only one of the runs has.
        before: mean of the first run over the compared queries.
        after: the same of the second run.
        p: chance of so large a difference, either way, if the runs were alike; see `p_value`.
        p_holm: the same after Holm's correction over all comparisons that were made together.
        better: how many queries rose.
        worse: the queries that fell, worst first.
    """

    collection: str
    measure: str
    queries: int
    left_out: int
    before: float
    after: float
    p: float
    p_holm: float
    better: int
    worse: tuple[Change, ...]


def compare(before: Sequence[Run], after: Sequence[Run]) -> list[Comparison]:
    """Every measure of every collection that both have, in their order.

    One run is compared with one run whatever their collections are called; several are paired by name.

    Raises:
        BadRun: there is no collection, measure or query that both have.
    """
    found = [
        _compared(one, other, measure)
        for one, other in _pairs(before, after)
        for measure in one.measures
        if measure in other.measures
    ]
    if not found:
        raise BadRun("The runs have no measure in common, so there is nothing to compare.")
    adjusted = holm([row.p for row in found])
    return [row._replace(p_holm=p) for row, p in zip(found, adjusted, strict=True)]


def alone(before: Sequence[Run], after: Sequence[Run]) -> list[str]:
    """Collections that `compare` leaves out, as only one side has them."""
    used = _pairs(before, after)
    paired = {run.collection for pair in used for run in pair}
    return sorted({run.collection for run in (*before, *after)} - paired)


def _pairs(before: Sequence[Run], after: Sequence[Run]) -> list[tuple[Run, Run]]:
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    second = {run.collection: run for run in after}
    pairs = [(run, second[run.collection]) for run in before if run.collection in second]
    if not pairs:
        names = [", ".join(run.collection for run in side) for side in (before, after)]
        raise BadRun(f"No collection is on both sides: here {names[0]}, there {names[1]}.")
    return pairs


def _compared(one: Run, other: Run, measure: str) -> Comparison:
    first, second = one.measures[measure], other.measures[measure]
    both = _common(one, other, measure)
    differences = [second[q] - first[q] for q in both]
    fallen = sorted((d, q) for d, q in zip(differences, both, strict=True) if d < -SAME)
    p = p_value(differences)
    return Comparison(
        collection=_names(one, other),
        measure=measure,
        queries=len(both),
        left_out=len(first.keys() | second.keys()) - len(both),
        before=fmean(first[q] for q in both),
        after=fmean(second[q] for q in both),
        p=p,
        p_holm=p,
        better=sum(d > SAME for d in differences),
        worse=tuple(Change(q, one.queries[q], first[q], second[q]) for _, q in fallen),
    )


def _common(one: Run, other: Run, measure: str) -> list[str]:
    """The queries that both have, by id; in this order the drawn patterns meet them."""
    first, second = one.measures[measure], other.measures[measure]
    both = [q for q in sorted(first) if q in second and one.queries[q] == other.queries[q]]
    if not both:
        raise BadRun(
            f"{_names(one, other)}: the runs have no query in common (same id and same text). "
            "Compare runs of the same collection."
        )
    return both


def _names(one: Run, other: Run) -> str:
    return " / ".join(dict.fromkeys((one.collection, other.collection)))
