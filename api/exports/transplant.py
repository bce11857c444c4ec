"""The transplant sheet written as a document: the same words on the same paper as on its page."""

from collections.abc import Iterator
from datetime import date

from api.exports.base import Line, Linked, Paper
from api.exports.safe import one_line
from api.pages import transplant_words as words
from assistant.facets import OUTCOMES
from assistant.report import Flag, ShownValue, TransplantReport
from corpus.vocabulary import Outcome, label

WIDTHS = (0.9, 1.2, 1.2, 0.8, 2.2)
"""Of the columns of the table, one to another."""


def title_of(report: TransplantReport) -> str:
    """`Bike share in Beira, Mozambique: what must change`."""
    return f"{report.practice} in {report.city}: what must change"


def write(report: TransplantReport, paper: Paper, day: date, address: str = "") -> None:
    """Write a report below its title.

    Args:
        address: of the server, such as https://citygraft.example.org, so that what is linked can be found from
            elsewhere; empty where only this machine reaches it.
    """
    _head(report, paper, day)
    for title, lines in (
        ("Keep", report.keep),
        ("Change", report.change),
        ("Check first", report.check_first),
    ):
        if lines:
            paper.heading(title)
            paper.bullets(lines)
    paper.heading("Dimension by dimension")
    paper.table(_header(report), (_row(flag, report) for flag in report.flags), WIDTHS)
    paper.heading("Evidence and what others did")
    for flag in report.flags:
        _evidence(flag, paper, address)
    _ask(report, paper)


def _head(report: TransplantReport, paper: Paper, day: date) -> None:
    origin = f"Compared with {report.origin}. " if report.origin else ""
    paper.paragraph(f"{origin}Written by Citygraft on {day:%-d %B %Y}.")
    paper.paragraph(f"Suggested: {report.degree}. {words.DEGREES[report.degree]} {words.CAUTION}")
    paper.paragraph(
        f"Fifteen dimensions: {words.counted(report)}. The risk is {report.risk_in_words}."
    )
    if report.understood:
        paper.paragraph(f"What {report.city} said of itself: {'; '.join(report.understood)}.")
    if report.warnings:
        paper.heading("Take care")
        paper.bullets(report.warnings)


def _header(report: TransplantReport) -> tuple[str, ...]:
    return ("Dimension", report.origin or "Origin", report.city, "Flag", "Why, and what to do next")


def _row(flag: Flag, report: TransplantReport) -> tuple[str, ...]:
    theirs = _values(flag.origin_values) if report.origin else "nothing to compare with"
    return (
        f"{label(flag.dimension).capitalize()}\n{words.weight_in_words(flag.weight)}",
        theirs,
        _values(flag.recipient_values),
        f"{words.MARKS[flag.verdict]} {flag.verdict}",
        f"{flag.sentence}\n{words.next_of(flag)}",
    )


def _values(values: tuple[ShownValue, ...]) -> str:
    told = (
        f"{value.label}: {value.value} ({words.origin_of(value)})"
        if value.value is not None
        else f"{value.label}: not known"
        for value in values
    )
    return "\n".join(told) or "nothing known"


def _evidence(flag: Flag, paper: Paper, address: str) -> None:
    if not (flag.evidence or flag.precedents):
        return
    paper.heading(
        f"{label(flag.dimension).capitalize()}: {words.MARKS[flag.verdict]} {flag.verdict}", 2
    )
    for support in flag.evidence:
        place = words.place_of(support)
        text = support.text if support.kind == "judgement" else f"“{one_line(support.text)}”"
        paper.paragraph(text, quote=_at(place, address, support.url))
    paper.bullets(_precedents(flag))


def _precedents(flag: Flag) -> Iterator[Line]:
    for move in flag.precedents:
        outcome = OUTCOMES[Outcome(move.outcome)]
        told = f"{words.told_by(move)} ({outcome}): {move.what} Source: {move.source}."
        yield Linked(told, move.url)


def _at(place: str, address: str, path: str | None) -> Line:
    """A place on our server with its whole address, where others reach it."""
    return Linked(place, f"{address}{path}") if address and path else place


def _ask(report: TransplantReport, paper: Paper) -> None:
    if report.cities or report.networks:
        paper.heading("Whom to ask")
        paper.bullets(f"{city}, which has done this" for city in report.cities)
        paper.bullets(report.networks)
    paper.heading("How to read this")
    paper.paragraph(words.METHOD)
