"""How a shortlist and its comparisons speak of a report."""

from assistant.report import TransplantReport, Verdict
from corpus.vocabulary import label

COUNTED = {
    Verdict.FITS: "fit",
    Verdict.ADAPT: "to adapt",
    Verdict.BLOCKS: "blocked",
    Verdict.UNKNOWN: "unknown",
}

SHARES = (
    (0.75, "most"),
    (0.55, "more than half"),
    (0.45, "about half"),
    (0.29, "about a third"),
    (0.2, "about a quarter"),
)
"""Shares of the weight, and how they are called from there on; less is little."""

MUCH = 0.29
"""Share of the weight from which what is unknown is told beside what fits."""


def counted(report: TransplantReport) -> str:
    """`8 fit, 3 to adapt, 1 blocked (land tenure), 3 unknown`."""
    parts = []
    for verdict, words in COUNTED.items():
        names = [label(flag.dimension) for flag in report.flags if flag.verdict is verdict]
        blocked = f" ({', '.join(names)})" if verdict is Verdict.BLOCKS and names else ""
        parts.append(f"{len(names)} {words}{blocked}")
    return ", ".join(parts)


def fit_in_words(report: TransplantReport) -> str:
    """`more than half of what weighs fits`, and how much is unknown where that is much."""
    fits, unknown = (_share(report, verdict) for verdict in (Verdict.FITS, Verdict.UNKNOWN))
    told = f"{_in_words(fits)} of what weighs fits"
    return f"{told}, {_in_words(unknown)} is unknown" if unknown >= MUCH else told


def _share(report: TransplantReport, verdict: Verdict) -> float:
    """The part of the weight, 0..1, on which the flags say so."""
    weight = sum(flag.weight for flag in report.flags)
    said = sum(flag.weight for flag in report.flags if flag.verdict is verdict)
    return said / weight if weight else 0.0


def _in_words(share: float) -> str:
    return next((words for least, words in SHARES if share >= least), "little")
