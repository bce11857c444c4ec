"""The commands of `citygraft evaluate`. Heavy imports wait until a command needs them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import AsJson, console, say, settings

if TYPE_CHECKING:
    from index.compare import Comparison
    from index.runs import Run

SHOWN = 20
"""Most queries that got worse, for each measure, in the terminal; JSON has all."""

evaluate_app = typer.Typer(help="Measure how good the answers are.", no_args_is_help=True)

RunArgument = Annotated[
    str,
    typer.Argument(help="A run file or a folder of them, with ':lexical' or ':dense' if meant."),
]


@evaluate_app.command()
def retrieval(
    folder: Annotated[Path, typer.Argument(help="A folder in BEIR's form.")],
    as_json: AsJson = False,
) -> None:
    """Measure search on a test collection: by words, by meaning, and fused."""
    from api.terminal import progress, show_figures
    from assistant.wiring import embedder
    from index.evaluate import evaluate, load
    from index.sqlite import SqliteVectorCache

    given = settings()
    collection = load(folder)
    cache = SqliteVectorCache(given.home / "cache" / "evaluate.sqlite")
    model = embedder(given, say)
    with progress(len(collection.texts), "Encoding") as step:
        figures = evaluate(collection, model, cache, lambda count: step("", count))
    show_figures(folder, collection, figures, as_json, console())


@evaluate_app.command()
def transfers(
    file: Annotated[Path, typer.Argument(help="Documented transfers as JSON lines.")],
    as_json: AsJson = False,
) -> None:
    """Measure the transplant analysis on documented transfers, beside three baselines."""
    from api.sheet import show_measures
    from assistant.baselines import evaluate
    from assistant.evaluate import load
    from assistant.wiring import assistant

    rows = load(file)
    helper = assistant(settings(), say)
    held = helper.transplants.held()
    show_measures(evaluate(rows, held.knowledge, helper.library.vectors), len(rows), as_json)


@evaluate_app.command()
def compare(before: RunArgument, after: RunArgument, as_json: AsJson = False) -> None:
    """Compare two runs query by query: is the difference more than chance, and what got worse."""
    from index.compare import alone
    from index.compare import compare as compared
    from index.runs import load

    one, other = load(before), load(after)
    found = compared(one, other)
    if as_json:
        rows = [row._asdict() | {"worse": [w._asdict() for w in row.worse]} for row in found]
        typer.echo(json.dumps({"before": before, "after": after, "comparisons": rows}, indent=2))
    else:
        _show(found, f"{before} → {after}")
    for name in alone(one, other):
        say(f"{name} is left out: only one side has it.")
    for sentence in _differing(one, other):
        say(sentence)


def _show(found: "Sequence[Comparison]", title: str) -> None:
    from rich.markup import escape

    out = console()
    wide = max(10, *(len(row.collection) for row in found)) + 2
    out.print(escape(title))
    out.print(
        f"{'':{wide}}{'':12}{'before':>8}{'after':>8}{'change':>9}{'p':>8}{'p, Holm':>9}"
        f"{'better':>8}{'worse':>7}{'queries':>9}{'left out':>10}"
    )
    for row in found:
        out.print(
            f"{escape(row.collection):{wide}}{escape(row.measure):12}{row.before:8.4f}{row.after:8.4f}"
            f"{row.after - row.before:+9.4f}{row.p:8.4f}{row.p_holm:9.4f}"
            f"{row.better:8}{len(row.worse):7}{row.queries:9}{row.left_out:10}"
        )
    for row in found:
        if row.worse:
            out.print(f"\n[bold]Worse by {escape(row.measure)} on {escape(row.collection)}[/]")
        for change in row.worse[:SHOWN]:
            text = " ".join(change.text.split())
            out.print(
                f"{change.before:.4f} → {change.after:.4f}  {escape(change.query_id)}  {escape(text)}"
            )
        if len(row.worse) > SHOWN:
            out.print(f"and {len(row.worse) - SHOWN} more; --json lists all")


def _differing(before: "Sequence[Run]", after: "Sequence[Run]") -> list[str]:
    """A sentence for each setting that is not the same in both."""
    one = {key: value for run in before for key, value in run.settings.items()}
    other = {key: value for run in after for key, value in run.settings.items()}
    return [
        f"Setting {key}: {one.get(key, 'not told')} → {other.get(key, 'not told')}."
        for key in sorted(one.keys() | other.keys())
        if one.get(key) != other.get(key)
    ]
