"""The commands of `citygraft evaluate`. Heavy imports wait until a command needs them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import AsJson, console, say, settings

if TYPE_CHECKING:
    from index.base import Model
    from index.collection import Collection

evaluate_app = typer.Typer(help="Measure how good the answers are.", no_args_is_help=True)

RunArgument = Annotated[
    str,
    typer.Argument(help="A run file or a folder of them, with ':lexical' or ':dense' if meant."),
]


@evaluate_app.command()
def retrieval(
    folder: Annotated[Path, typer.Argument(help="A folder in BEIR's form.")],
    to: Annotated[
        Path | None,
        typer.Option("--save", dir_okay=False, help="Keep every query's values in this file."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure search on a test collection: by words, by meaning, and fused."""
    from api.measured import show_means
    from api.terminal import progress
    from assistant.retrieval import evaluate, means
    from assistant.wiring import embedder
    from index.collection import load
    from index.runs import RunFile, save
    from index.sqlite import SqliteVectorCache

    given = settings()
    collection = load(folder)
    cache = SqliteVectorCache(given.home / "cache" / "evaluate.sqlite")
    searcher = embedder(given, say)
    with progress(len(collection.texts), "Encoding") as step:
        values = evaluate(collection, searcher, cache, lambda count: step("", count))
    held = RunFile(
        collection=folder.resolve().name,
        queries=collection.queries,
        settings=_made_with(searcher.model, collection),
        ways=values,
    )
    if to:
        save(to, held)
        say(f"Saved: {to}. 'citygraft evaluate compare' compares it with another.")
    found = {way: means(rows) for way, rows in values.items()}
    if as_json:
        sizes = {"documents": len(collection.texts), "queries": len(collection.queries)}
        typer.echo(json.dumps({"collection": held.collection, **sizes, **found}, indent=2))
    else:
        show_means(held, found, console())


def _made_with(model: "Model", collection: "Collection") -> dict[str, str]:
    """What a run depends on beside the code."""
    from index.fuse import WEIGHT
    from index.library import DEPTH

    return {
        "model": model.name,
        "fingerprint": model.fingerprint,
        "weight of meaning": str(WEIGHT),
        "depth": str(DEPTH),
        "documents": str(len(collection.texts)),
    }


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
    from api.measured import differing, show_comparisons
    from index.compare import alone
    from index.compare import compare as compared
    from index.runs import load

    one, other = load(before), load(after)
    found = compared(one, other)
    if as_json:
        rows = [row._asdict() | {"worse": [w._asdict() for w in row.worse]} for row in found]
        typer.echo(json.dumps({"before": before, "after": after, "comparisons": rows}, indent=2))
        return
    typer.echo(f"{before} → {after}")
    show_comparisons(found, console())
    for name in alone(one, other):
        say(f"{name} is left out: only one side has it.")
    for sentence in differing(one, other):
        say(sentence)
