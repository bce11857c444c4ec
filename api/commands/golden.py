"""The golden set's and exposure's figures in a terminal, and as plain data."""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from rich.console import Console

from assistant.exposure import Exposure, Point
from assistant.golden import Asked, by_language, declining, measured, risk_coverage, runs_of
from corpus.golden import Golden
from index.exposure import Estimate
from index.library import Library

LANGUAGES = ("en", "es", "pt", "fr")

COVERAGES = (0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Shares of the questions at which the risk is shown."""

Figures = dict[str, Any]
"""What was measured, ready for JSON."""

Ways = dict[str, dict[str, dict[str, float]]]


def golden_values(library: Library, golden: Golden, asked: Sequence[Asked]) -> Ways:
    """Way to measure to question to value, of every answerable question."""
    runs = runs_of(library, asked)
    return {way: measured(run, golden, asked) for way, run in runs.items()}


def golden_figures(values: Ways, golden: Golden, asked: Sequence[Asked]) -> Figures:
    """The figures of one half of the golden set: by way in English, by language, declining, risk and coverage."""
    english = [entry for entry in asked if entry.question.language == "en"]
    return {
        "ways": {
            way: {name: _mean(_of(held, english)) for name, held in rows.items()}
            for way, rows in values.items()
        },
        "languages": {code: _language(values["fused"], asked, code) for code in LANGUAGES},
        "declining": {
            "en": declining(golden, english)._asdict(),
            "all": declining(golden, asked)._asdict(),
        },
        "risk at coverage": _risks(golden, asked),
    }


def _of(values: Mapping[str, float], asked: Sequence[Asked]) -> list[float]:
    return [values[e.question.id] for e in asked if e.question.id in values]


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0


def _language(
    rows: Mapping[str, Mapping[str, float]], asked: Sequence[Asked], code: str
) -> dict[str, float]:
    """Of one language: questions, nDCG and recall, and nDCG over that of English for the same needs."""
    mine = by_language(rows["ndcg@10"], asked, code)
    english = by_language(rows["ndcg@10"], asked, "en")
    same = [need for need in mine if need in english]
    there = _mean([english[need] for need in same])
    return {
        "questions": len(mine),
        "ndcg@10": _mean(list(mine.values())),
        "recall@10": _mean(list(by_language(rows["recall@10"], asked, code).values())),
        "of English": _mean([mine[need] for need in same]) / there if there else 0.0,
    }


def _risks(golden: Golden, asked: Sequence[Asked]) -> dict[str, float]:
    points = risk_coverage(golden, asked)
    return {
        f"{share:.2f}": next(p.risk for p in points if p.coverage >= share - 1e-9)
        for share in COVERAGES
    }


def show_golden(figures: Figures, half: str, console: Console) -> None:
    """Print the figures of one half of the golden set."""
    console.print(f"golden set, {half} half, English questions")
    for way, row in figures["ways"].items():
        console.print(f"  {way:10}" + "".join(f"{name} {v:.4f}   " for name, v in row.items()))
    console.print("by language (as the assistant finds)")
    for code, row in figures["languages"].items():
        console.print(
            f"  {code}  {row['questions']:3} questions   nDCG@10 {row['ndcg@10']:.4f}   "
            f"recall@10 {row['recall@10']:.4f}   of English for the same needs {row['of English']:.3f}"
        )
    for name, row in figures["declining"].items():
        console.print(
            f"declining, {name}: {row['declined']} of {row['unanswerable']} unanswerable declined, "
            f"{row['lost']} of {row['answerable']} answerable lost"
        )
    risks = "   ".join(
        f"{share}: {risk:.3f}" for share, risk in figures["risk at coverage"].items()
    )
    console.print(f"risk at coverage, all languages   {risks}")


def exposure_data(found: Mapping[str, Exposure], curve: Sequence[Point]) -> Figures:
    """The same as plain data, with the figures of every question."""
    return {
        "groupings": {
            name: {
                "queries": row.queries,
                "left out": {
                    "without relevant": row.without_relevant,
                    "unanswered": row.unanswered,
                },
                "groups": [group._asdict() for group in (*row.groups, row.unknown)],
                "south to north": row.ratio,
                "awrf": row.awrf,
                "per query": [query._asdict() for query in row.per_query],
            }
            for name, row in found.items()
        },
        "balancing": [point._asdict() for point in curve],
    }


def show_exposure(found: Mapping[str, Exposure], curve: Sequence[Point], console: Console) -> None:
    """Print shares of exposure by grouping, the ratio South to North, and the loss–gain curve."""
    for name, row in found.items():
        console.print(
            f"[bold]{name}[/]   {row.queries} questions   AWRF {_told(row.awrf)}"
            + (f"   South to North {_told(row.ratio)}" if name == "side" else "")
        )
        for group in (*row.groups, row.unknown):
            console.print(
                f"  {group.group:36}exposure {_told(group.exposure)}   relevance {_told(group.relevance)}"
            )
    console.print("[bold]balancing[/]   epsilon   nDCG@10 lost   AWRF gained   South to North")
    for point in curve:
        console.print(
            f"{'':14}{point.epsilon:7.2f}   {_told(point.ndcg_loss)}   {_told(point.awrf_gain)}   "
            f"{_told(point.ratio)}"
        )


def _told(estimate: Estimate | float | None) -> str:
    if estimate is None:
        return "–"
    if isinstance(estimate, float):
        return f"{estimate:.3f}"
    if estimate.value is None:
        return "–"
    return f"{estimate.value:.3f} ({estimate.low:.3f}–{estimate.high:.3f})"
