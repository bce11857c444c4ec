"""The briefing on a city's shortlist on paper: a cover, the practices in one table, then each on its own pages."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.exports.base import Linked, Paper
from api.pages.shortlist_rows import DIMENSIONS, Row, rows
from api.pages.shortlist_side import Side, cost
from api.pages.shortlist_words import counted, fit_in_words
from api.pages.transplant_words import CAUTION, DEGREES, MARKS, place_of, told_by
from assistant.facets import OUTCOMES
from assistant.report import Flag, TransplantReport, Verdict
from corpus.vocabulary import Outcome, label

COLUMNS = 5
"""Most practices beside each other in the table of dimensions."""

SENTENCES = 4
"""Most sentences on what a practice cost."""

SIGNS = "✓ fits, ~ adapt, ✕ blocks, ? unknown. " + CAUTION


class Briefing(NamedTuple):
    """What a briefing is made from.

    Attributes:
        who: the account that made it; empty for nobody in particular.
        left_out: practices that were asked for, and that are gone or not for this viewer.
    """

    city: str
    sides: tuple[Side, ...]
    day: dt.date
    who: str = ""
    left_out: int = 0

    @property
    def title(self) -> str:
        """The title of the document and of its file."""
        return f"Practices for {self.city}"


def write(briefing: Briefing, paper: Paper) -> bytes:
    """Write the whole briefing below the title of a paper, and give it as a file."""
    _cover(paper, briefing)
    _glance(paper, briefing.sides)
    _beside(paper, briefing.sides)
    for number, side in enumerate(briefing.sides, 1):
        _practice(paper, number, side)
    return paper.bytes()


def told_left_out(number: int) -> str:
    """That practices are missing; empty where none is."""
    if not number:
        return ""
    which = "One practice is" if number == 1 else f"{number} practices are"
    return f"{which} left out: not here any more, or not for you to see."


def _cover(paper: Paper, briefing: Briefing) -> None:
    day = f"{briefing.day.day} {briefing.day:%B %Y}"
    by = f" by {briefing.who}" if briefing.who else ""
    paper.paragraph(f"Prepared for {briefing.city} on {day}{by}, with Citygraft.")
    paper.paragraph(
        "Case studies are compiled from their sources. What is said of this city comes from what it "
        "states of itself and from public figures; unknown is said where nothing is known."
    )
    if missing := told_left_out(briefing.left_out):
        paper.paragraph(missing)


def _glance(paper: Paper, sides: Sequence[Side]) -> None:
    paper.heading("At a glance")
    paper.table(
        ["No.", "Practice", "Outcome", "Suggested", "Fifteen dimensions"],
        [
            [str(n), f"{s.case.title}\n{s.where}", s.outcome, s.report.degree, counted(s.report)]
            for n, s in enumerate(sides, 1)
        ],
        (0.7, 4, 1.3, 1.6, 3),
    )


def _beside(paper: Paper, sides: Sequence[Side]) -> None:
    """The dimensions of all practices, so many beside each other as a page has room for."""
    paper.heading("Dimension by dimension")
    paper.paragraph(SIGNS)
    for start in range(0, len(sides), COLUMNS):
        some = sides[start : start + COLUMNS]
        header = [f"{start + n}. {side.case.city}" for n, side in enumerate(some, 1)]
        lines = [_line(row) for row in rows(some) if row.group == DIMENSIONS]
        paper.table(["Dimension", *header], lines, (2.2, *[1.5] * len(some)))


def _line(row: Row) -> list[str]:
    return [row.name, *(one.lines[0] for one in row.cells)]


def _practice(paper: Paper, number: int, side: Side) -> None:
    report = side.report
    paper.heading(f"{number}. {side.case.title}")
    paper.paragraph(f"{side.where} · {side.outcome}")
    paper.paragraph(side.what)
    if side.note:
        paper.heading("Why it was kept", 2)
        paper.bullets(filter(None, side.note.splitlines()))
    paper.heading(f"Suggested for {side.city}: {report.degree}", 2)
    paper.paragraph(
        f"{DEGREES[report.degree]} {counted(report)}: {fit_in_words(report)}. "
        f"The risk is {report.risk_in_words}."
    )
    for warning in report.warnings:
        paper.paragraph(f"Take care: {warning}")
    paper.table(
        ["Keep", "May change", "Check first"],
        [["\n".join(lines) for lines in (report.keep, report.change, report.check_first)]],
    )
    _flags(paper, side)
    if told := cost(side.case)[:SENTENCES]:
        paper.heading("What it cost", 2)
        paper.paragraph(" ".join(told))
    if report.cities or report.networks:
        paper.heading("Whom to ask", 2)
        paper.bullets(_whom(report))
    _sources(paper, side)


def _flags(paper: Paper, side: Side) -> None:
    """What blocks, then what must be adapted, the heaviest first."""
    flags = side.report.flags
    wanted = [f for v in (Verdict.BLOCKS, Verdict.ADAPT) for f in flags if f.verdict is v]
    if wanted:
        paper.heading("What blocks, and what must be adapted", 2)
        paper.table(
            ["Dimension", "Why, and the next step", "Evidence, and what others did"],
            [
                [
                    f"{MARKS[flag.verdict]} {flag.verdict}\n{label(flag.dimension).capitalize()}",
                    f"{flag.sentence}\nNext: {flag.next_step}",
                    "\n".join(_evidence(flag, side.case.title)) or "No quote speaks of this.",
                ]
                for flag in wanted
            ],
            (1.3, 3.3, 3.7),
        )


def _evidence(flag: Flag, title: str) -> Iterator[str]:
    """The first quote, and the first precedent; where the flag's own sentence tells of it, only its source."""
    for support in flag.evidence[:1]:
        own = support.model_copy(update={"source": "This case study"})
        yield f"“{support.text}” {place_of(own if support.source == title else support)}."
    for told in flag.precedents[:1]:
        what = "" if told.what in flag.sentence else f" {told.what}"
        outcome = OUTCOMES[Outcome(told.outcome)]
        yield f"{told_by(told)} ({outcome}):{what} Source: {told.source}."


def _whom(report: TransplantReport) -> Iterator[str]:
    if report.cities:
        yield f"Cities that have done this: {'; '.join(report.cities)}"
    if report.networks:
        yield f"Networks: {'; '.join(report.networks)}"


def _sources(paper: Paper, side: Side) -> None:
    """Of the case study, then of the precedents that the flags tell of; each once."""
    of_case = [Linked(f"{s.title}. {s.publisher}, {s.year}.", s.url) for s in side.case.sources]
    open_ = [f for f in side.report.flags if f.verdict in (Verdict.BLOCKS, Verdict.ADAPT)]
    before = [Linked(told.source, told.url) for flag in open_ for told in flag.precedents[:1]]
    paper.heading("Sources", 2)
    paper.bullets({line.url: line for line in (*before, *of_case)}.values())
