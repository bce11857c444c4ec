"""Answers, reports and progress in a terminal."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from rich.console import Console
from rich.markup import escape

from api.pages.telling import balanced, language, mended
from assistant.answer import Answer, Citation, FacetCount, Reading
from assistant.facets import Facet, name_of
from assistant.report import TransplantReport, Verdict
from assistant.settings import Settings
from corpus.errors import IndexUnusable
from corpus.vocabulary import label
from index.library import Library
from ingest.coverage import Coverage
from ingest.pipeline import Result, Row

SHOWN_FLAGS = 2
"""Most flags of a practice in an answer; 'citygraft transplant' shows all fifteen."""

SHOWN_VALUES = 8
"""Most values of a facet in the terminal; --json has them all."""

WORDS = {
    Verdict.FITS: "fit",
    Verdict.ADAPT: "to adapt",
    Verdict.BLOCKS: "blocked",
    Verdict.UNKNOWN: "unknown",
}


def show(answer: Answer, console: Console) -> None:
    """Print an answer for reading."""
    _asked(answer, console)
    if answer.reason:
        console.print(escape(answer.reason))
    if answer.nearest:
        console.print(f"Topics nearest to it: {', '.join(answer.nearest)}.")
    for number, practice in enumerate(answer.practices, 1):
        console.print(f"[bold green]{number}. {escape(practice.title)}[/]")
        console.print(
            f"   {escape(practice.city)}, {practice.country} · {practice.years} · "
            f"{practice.outcome.replace('_', ' ')} · relevance {practice.relevance:.2f}"
        )
        console.print(f"   {escape(practice.why)}")
        if practice.moved:
            console.print(f"   {escape(practice.moved)}")
        _quotes(practice.citations, practice.alike, console)
        if practice.transplant:
            _transplant(practice.transplant, console)
    if answer.documents:
        console.print("[bold]From your documents[/]")
    for document in answer.documents:
        console.print(f"[bold]{escape(document.title)}[/] · relevance {document.relevance:.2f}")
        _quotes(document.citations, document.alike, console)
    shown = len(answer.practices) + len(answer.documents)
    if answer.found > shown:
        console.print(
            f"[dim]{answer.found} answers, {shown} shown. -k shows more; "
            "--facets shows what they can be narrowed by.[/]"
        )


def _asked(answer: Answer, console: Console) -> None:
    """For whom, how it was read, what was understood, and what is filtered for."""
    told = [*_read(answer.reading)]
    if city := answer.city:
        named = " (named in the question; --city gives another)" if city.from_question else ""
        told.append(f"Asked for {city.name}, {city.country}{named}")
        told += [f"Understood: {sentence}" for sentence in city.understood]
    if chosen := [f"{_name(row)} {row.label}" for row in answer.facets if row.chosen]:
        told.append(f"Narrowed to {'; '.join(chosen)}")
    if balance := balanced(answer):
        told.append(balance)
    for line in told:
        console.print(f"[dim]{escape(line)}[/]")
    if told:
        console.print()


def _read(reading: Reading) -> Iterator[str]:
    """How a question was read, where that is not as it is written."""
    if reading.notice:
        yield reading.notice
    if reading.english:
        yield f"Asked in {language(reading)}, searched as: {reading.english}"
    if told := mended(reading):
        yield f"{told} --as-written searches your words as they are."


def show_facets(facets: Sequence[FacetCount], console: Console) -> None:
    """Print the values of each facet with their counts, those that are filtered for marked."""
    for _, group in groupby(facets, key=lambda row: row.facet):
        rows = sorted(group, key=lambda row: not row.chosen)
        first = [
            f"{'✓ ' if row.chosen else ''}{escape(row.label)} [dim]{row.count}[/]"
            for row in rows[:SHOWN_VALUES]
        ]
        more = [f"[dim]{len(rows) - SHOWN_VALUES} more[/]"] if len(rows) > SHOWN_VALUES else []
        console.print(f"[bold]{_name(rows[0]):<18}[/]{' · '.join([*first, *more])}")


def _name(row: FacetCount) -> str:
    return name_of(Facet(row.facet))


def _transplant(report: TransplantReport, console: Console) -> None:
    """How many flags of each kind, and the heaviest that do not fit."""
    counts = Counter(flag.verdict for flag in report.flags)
    told = ", ".join(f"{counts[verdict]} {WORDS[verdict]}" for verdict in Verdict)
    console.print(f"   In {escape(report.city.split(',')[0])}: {told}")
    changing = [f for f in report.flags if f.verdict in (Verdict.ADAPT, Verdict.BLOCKS)]
    for flag in changing[:SHOWN_FLAGS]:
        console.print(f"   - {label(flag.dimension)}: {escape(flag.sentence)}")
    console.print()


def _quotes(citations: Sequence[Citation], alike: Sequence[str], console: Console) -> None:
    for citation in citations:
        quote = " ".join(citation.quote.split())
        console.print(f"   \\[{citation.n}] “{escape(quote)}” [dim]({escape(citation.place)})[/]")
    if alike:
        console.print(f"   [dim]Says the same: {escape('; '.join(alike))}[/]")
    console.print()


def report(rows: Sequence[Row], console: Console) -> None:
    """Print what became of each file, and the sums."""
    for row in rows:
        if row.result is Result.REFUSED:
            console.print(f"[red]refused[/]  {escape(row.detail)}")
            continue
        console.print(f"{row.result}  {escape(f'{row.name} {row.detail}'.strip())}", end="")
        console.print(f", {covered(row.coverage)}" if row.coverage else "")
        for warning in row.coverage.warnings if row.coverage else ():
            console.print(f"         [yellow]{escape(warning)}[/]")
    counts = {r: sum(row.result is r for row in rows) for r in Result}
    console.print(", ".join(f"{number} {r}" for r, number in counts.items() if number))


def covered(found: Coverage) -> str:
    """How much of a document can be searched, in a line."""
    pages = f"{found.pages_with_text} of {found.pages} pages with text, " if found.pages else ""
    ocr = f"{found.ocr_pages} of them recognised in pictures, " if found.ocr_pages else ""
    return (
        f"{pages}{ocr}{found.characters} characters, {found.passages} passages, "
        f"language {found.language}"
    )


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[..., None]]:
    """A bar on standard error; call what it gives with a name and how many steps were done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task("", total=total)

        def step(name: str = "", done: int = 1) -> None:
            bar.update(task, advance=done, description=escape(name))

        yield step


def show_status(library: Library, settings: Settings, console: Console) -> bool:
    """Print what is held; False where the search index cannot be used."""
    kinds = [document.kind for document in library.store.documents()]
    console.print(f"data folder    {escape(str(settings.home))}")
    console.print(f"model          {library.embedder.model.name}")
    console.print(f"case studies   {kinds.count('case')}")
    console.print(f"documents      {kinds.count('document')}")
    console.print(f"passages       {len(library.store.passage_ids())}")
    try:
        generation = library.generation()
    except IndexUnusable as error:
        console.print(f"search index   [red]{escape(str(error))}[/]")
        return False
    console.print(f"search index   generation {generation.number}, {generation.passages} passages")
    return True
