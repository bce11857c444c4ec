"""Exposure over a set of questions: how much groups of case studies are seen, against how relevant they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from assistant.groups import NORTH, SOUTH
from corpus.errors import BadCollection
from index.balance import Scored, balanced, by_score, merit
from index.exposure import (
    UNKNOWN,
    Estimate,
    Floats,
    Groups,
    awrf,
    estimate,
    exposure,
    quotient,
    ratio,
    relevance,
)
from index.measures import Judgements, ndcg


class OfGroup(NamedTuple):
    """One group over the questions, each of which counts alike.

    Attributes:
        exposure: its mean share of the attention, 0..1.
        relevance: its mean share of the judged relevance, 0..1.
        per_relevance: the one over the other; 1 is parity, None where the group has no relevance.
    """

    group: str
    exposure: Estimate
    relevance: float
    per_relevance: Estimate


class OfQuery(NamedTuple):
    """One question: shares by group, the ratio of South to North (None where undefined), and AWRF."""

    query: str
    exposure: dict[str, float]
    relevance: dict[str, float]
    ratio: float | None
    awrf: float


class Exposure(NamedTuple):
    """What the set of questions shows.

    Attributes:
        queries: that were measured.
        without_relevant: that were left out, since no relevant case is judged for them.
        unanswered: that were left out, since nothing was shown for them.
        groups: those known, by name; their shares and those of `unknown` sum to 1.
        unknown: the share of cases whose group is not known.
        ratio: exposure per relevance of South over that of North; 1 is parity. None where the groups are
            others, or one has no relevance. Of means over the questions, not the mean of ratios.
        awrf: mean over the questions, 0..1.
    """

    queries: int
    without_relevant: int
    unanswered: int
    groups: tuple[OfGroup, ...]
    unknown: OfGroup
    ratio: Estimate
    awrf: Estimate
    per_query: tuple[OfQuery, ...]


class Point(NamedTuple):
    """What balancing within epsilon costs and brings, against the same lists in score order.

    Attributes:
        ndcg_loss: mean loss of nDCG@10; below 0 where balance brought relevant cases up.
        awrf_gain: mean gain of AWRF; below 0 where exposure is further from judged relevance than before.
        ratio: of South to North, as balanced.
    """

    epsilon: float
    ndcg_loss: Estimate
    awrf_gain: Estimate
    ratio: Estimate


def exposure_of(
    runs: Mapping[str, Sequence[str]], judged: Mapping[str, Judgements], groups: Groups
) -> Exposure:
    """Exposure of groups in the first ten cases shown for each question.

    Args:
        runs: query id to case ids, each once, best first; as many as are shown, empty for no answer.
        judged: query id to case id to grade; above 0 is relevant, and the grade is its weight.
        groups: case id to group; a case that is missing is unknown.
    Raises:
        BadCollection: no question has both a relevant case and an answer.
    """
    relevant = [q for q, grades in sorted(judged.items()) if relevance(grades, groups)]
    shown = [_of_query(q, runs[q], judged[q], groups) for q in relevant if runs.get(q)]
    if not shown:
        raise BadCollection(
            "No question has both a case that is judged relevant and an answer, so there is nothing "
            "to measure. The ids of the questions and cases must be the same in the judgements."
        )
    names = {name for each in shown for name in (*each.exposure, *each.relevance)} - {UNKNOWN}
    return Exposure(
        queries=len(shown),
        without_relevant=len({*runs, *judged}) - len(relevant),
        unanswered=len(relevant) - len(shown),
        groups=tuple(_of_group(name, shown) for name in sorted(names)),
        unknown=_of_group(UNKNOWN, shown),
        ratio=estimate(_rows(shown, SOUTH, NORTH), lambda m: ratio(m[..., :2], m[..., 2:])),
        awrf=_mean([each.awrf for each in shown]),
        per_query=tuple(shown),
    )


def _of_query(query: str, ranking: Sequence[str], judged: Judgements, groups: Groups) -> OfQuery:
    exposed, relevant = exposure(ranking, groups), relevance(judged, groups)
    sides = [[each.get(name, 0.0) for name in (SOUTH, NORTH)] for each in (exposed, relevant)]
    found = float(ratio(*np.array(sides)))
    fair = awrf(exposed, relevant)
    assert fair is not None  # both have something in them
    return OfQuery(query, exposed, relevant, None if np.isnan(found) else found, fair)


def _of_group(name: str, shown: Sequence[OfQuery]) -> OfGroup:
    rows = _rows(shown, name)
    return OfGroup(
        group=name,
        exposure=estimate(rows, lambda m: m[..., 0]),
        relevance=float(rows[:, 1].mean()),
        per_relevance=estimate(rows, lambda m: quotient(m[..., 0], m[..., 1])),
    )


def _rows(shown: Sequence[OfQuery], *names: str) -> Floats:
    """Shares of exposure, then of relevance, of the groups, shape `(queries, 2 * names)`."""
    return np.array(
        [[q.get(name, 0.0) for q in (each.exposure, each.relevance) for name in names] for each in shown]
    )  # fmt: skip


def _mean(values: Iterable[float]) -> Estimate:
    return estimate(np.array(list(values))[:, None], lambda m: m[..., 0])


def curve(
    scored_runs: Mapping[str, Scored],
    judged: Mapping[str, Judgements],
    groups: Groups,
    epsilons: Iterable[float],
) -> tuple[Point, ...]:
    """Loss and gain of balance, a point for each epsilon, in the order given; intervals are of paired differences.

    Args:
        scored_runs: query id to case ids with calibrated scores, 0..1, those below the line left out.
        judged, groups: as for `exposure_of`.
        epsilons: each 0..1.
    Raises:
        BadLimit: an epsilon is out of range or not a number.
        BadCollection: no question has both a relevant case and an answer.
    """
    plain = {q: [doc for doc, _ in by_score(scored)] for q, scored in scored_runs.items()}
    before = exposure_of(plain, judged, groups)
    points = []
    for epsilon in epsilons:
        runs = {
            q: [each.doc_id for each in balanced(scored, groups, merit(scored, groups), epsilon)]
            for q, scored in scored_runs.items()
        }
        after = exposure_of(runs, judged, groups)
        asked = [each.query for each in before.per_query]
        loss = [ndcg(plain[q], judged[q]) - ndcg(runs[q], judged[q]) for q in asked]
        pairs = zip(after.per_query, before.per_query, strict=True)
        gain = [now.awrf - then.awrf for now, then in pairs]
        points.append(Point(epsilon, _mean(loss), _mean(gain), after.ratio))
    return tuple(points)
