"""Transplant reports, peers, profiles and measures in a terminal."""

import json
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.markup import escape
from rich.prompt import Prompt
from rich.table import Table

from assistant.evaluate import Figure
from assistant.flags import value_shown
from assistant.peers import Peer
from assistant.profile import ContextProfile, Raw, checked
from assistant.questionnaire import QUESTIONS, Question, gaps
from assistant.report import Flag, ShownValue, TransplantReport, Verdict
from corpus.attributes import ATTRIBUTES, Scale
from corpus.errors import BadValue
from corpus.vocabulary import label

MARKS = {
    Verdict.FITS: ("=", "green"),
    Verdict.ADAPT: ("~", "yellow"),
    Verdict.BLOCKS: ("x", "red"),
    Verdict.UNKNOWN: ("?", "blue"),
}
"""A sign and a colour for each verdict, so that neither is needed alone."""


def show_report(report: TransplantReport, explain: bool, console: Console) -> None:
    """Print a report for reading."""
    against = f", compared with {escape(report.origin)}" if report.origin else ""
    console.print(f"[bold]{escape(report.practice)}[/] in {escape(report.city)}{against}")
    console.print(
        f"Suggested: {report.degree} · fit {report.fit:.2f} · risk {report.risk_in_words}"
    )
    for sentence in report.understood:
        console.print(f"[dim]Understood: {escape(sentence)}[/]")
    for warning in report.warnings:
        console.print(f"[red]![/] {escape(warning)}")
    console.print()
    for flag in report.flags:
        _show_flag(flag, explain, console)
    for title, lines in (
        ("Keep", report.keep),
        ("May change", report.change),
        ("Check first", report.check_first),
        ("Whom to ask", (*report.cities, *report.networks)),
    ):
        if lines:
            console.print(f"\n[bold]{title}[/]")
            for line in lines:
                console.print(f"  - {escape(line)}")


def _show_flag(flag: Flag, explain: bool, console: Console) -> None:
    mark, colour = MARKS[flag.verdict]
    console.print(
        f"[{colour}]{mark} {flag.verdict:8}[/] [bold]{label(flag.dimension)}[/] "
        f"[dim]weight {flag.weight:.2f}[/]"
    )
    console.print(f"    {escape(flag.sentence)}")
    if flag.verdict is not Verdict.FITS:
        console.print(f"    [dim]Next:[/] {escape(flag.next_step)}")
    for support in flag.evidence[:1]:
        mined = "" if support.reviewed else ", unreviewed"
        place = f", page {support.page}" if support.page else ""
        console.print(
            f"    [dim]“{escape(' '.join(support.text.split()))}” ({escape(support.source)}{place}{mined})[/]"
        )
    if explain:
        parts = ", ".join(f"{name} {value:+.2f}" for name, value in flag.explain.items())
        console.print(f"    [dim]log-odds: {parts}[/]")


def show_peers(found: Iterable[Peer], console: Console) -> None:
    """Print peer cities with what they can tell about."""
    for peer in found:
        console.print(f"[bold]{escape(peer.city)}[/] · like yours {peer.likeness:.2f}")
        for lesson in peer.teaches:
            console.print(f"    {escape(lesson.title)} ({lesson.outcome.replace('_', ' ')})")
        if peer.differs:
            console.print(f"    [dim]differs much: {escape('; '.join(peer.differs))}[/]")


def profile_rows(profile: ContextProfile) -> list[ShownValue]:
    """Every attribute of a city as it is shown."""
    return [value_shown(about.key, profile.values[about.key]) for about in ATTRIBUTES]


def show_profile(profile: ContextProfile, console: Console) -> None:
    """Print what is known of a city, what is not, and what it might ask."""
    table = Table(title=profile.label, box=None, title_justify="left")
    for name in ("", "value", "from"):
        table.add_column(name)
    for row in profile_rows(profile):
        if row.value is not None:
            year = f", {row.year}" if row.year else ""
            table.add_row(row.label, escape(row.value), f"{row.origin}{year}")
    console.print(table)
    weak, open_ = gaps(profile)
    for gap in weak:
        console.print(
            f"[yellow]~[/] {gap.question.text} {escape(str(gap.value))}. Ask: {gap.question.ask}"
        )
    if open_:
        console.print(f"{len(open_)} questions are open; 'citygraft assess' asks them.")


def interview(console: Console) -> dict[str, Raw]:
    """Ask the questionnaire; an empty answer skips a question."""
    stated: dict[str, Raw] = {}
    for number, question in enumerate(QUESTIONS, 1):
        answer = _asked(f"{number}/{len(QUESTIONS)} {question.text}", question, console)
        if answer is not None:
            stated[question.key] = answer
    return stated


def _asked(text: str, question: Question, console: Console) -> Raw | None:
    about = question.attribute
    hint = " / ".join(about.values) or f"{about.low:g} to {about.high:g} {about.unit}"
    while True:
        given = Prompt.ask(
            f"{text} [dim]({hint})[/]", console=console, default="", show_default=False
        )
        if not given.strip():
            return None
        raw: Raw = given.strip()
        if about.scale is Scale.SETS:
            raw = tuple(part.strip() for part in given.split(","))
        try:
            return checked(question.key, raw)
        except BadValue as error:
            console.print(escape(str(error)))


def show_measures(found: Mapping[str, Mapping[str, Figure]], rows: int, as_json: bool) -> None:
    """Print the measures of an evaluation of transfers, with their 95 % intervals."""
    if as_json:
        ways = {way: {n: f._asdict() for n, f in rows_.items()} for way, rows_ in found.items()}
        print(json.dumps({"transfers": rows, **ways}, indent=2))
        return
    print(f"{rows} transfers; in brackets the 95 % bootstrap interval")
    names = list(next(iter(found.values())))
    print(f"{'':17}" + "".join(f"{name:>27}" for name in names))
    for way, measures in found.items():
        cells = (f"{f.value:.3f} ({f.low:.3f}-{f.high:.3f})" for f in measures.values())
        print(f"{way:17}" + "".join(f"{cell:>27}" for cell in cells))
