"""The commands of `citygraft evaluate`. Heavy imports wait until a command needs them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.console import AsJson, console, say, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.assistant import Assistant
    from assistant.exposure import Exposure, Point
    from assistant.golden import Asked
    from assistant.retrieval import Values
    from corpus.golden import Golden
    from index.base import Model
    from index.runs import RunFile

EPSILONS = (0.0, 0.02, 0.05, 0.1, 0.2)
"""Losses for which the loss–gain curve is shown."""

evaluate_app = typer.Typer(help="Measure how good the answers are.", no_args_is_help=True)

RunArgument = Annotated[
    str,
    typer.Argument(help="A run file or a folder of them, with ':lexical' or ':dense' if meant."),
]


Half = Annotated[
    str,
    typer.Option(
        "--half", help="Half of the golden set: test, or dev on which weights are fitted."
    ),
]
OfHalf = Annotated[
    str | None,
    typer.Option("--half", help="Only lines with this 'half': dev, test, blind or blind2."),
]
Save = Annotated[
    Path | None,
    typer.Option("--save", dir_okay=False, help="Keep every query's values in this file."),
]


@evaluate_app.command()
def retrieval(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder in BEIR's form; without one, the golden set.")
    ] = None,
    to: Save = None,
    half: Half = "test",
    as_json: AsJson = False,
) -> None:
    """Measure search by words, by meaning and fused, on a test collection or on the golden set."""
    if folder is None:
        _golden(half, to, as_json)
    else:
        _collection(folder, to, as_json)


def _collection(folder: Path, to: Path | None, as_json: bool) -> None:
    from api.commands.measured import show_means
    from api.commands.terminal import progress
    from assistant.retrieval import evaluate, means
    from assistant.wiring import embedder
    from index.collection import load
    from index.sqlite import SqliteVectorCache

    given = settings()
    collection = load(folder)
    cache = SqliteVectorCache(given.home / "cache" / "evaluate.sqlite")
    searcher = embedder(given, say)
    with progress(len(collection.texts), "Encoding") as step:
        values = evaluate(collection, searcher, cache, lambda count: step("", count))
    documents = len(collection.texts)
    name = folder.resolve().name
    held = _run_file(name, collection.queries, searcher.model, documents, values)
    _keep(held, to)
    found = {way: means(rows) for way, rows in values.items()}
    if as_json:
        sizes = {"documents": documents, "queries": len(collection.queries)}
        typer.echo(json.dumps({"collection": name, **sizes, **found}, indent=2))
    else:
        show_means(held, found, console())


def _golden(half: str, to: Path | None, as_json: bool) -> None:
    from api.commands.golden import golden_figures, golden_values, show_golden
    from assistant.golden import bundled

    helper, golden, asked = _asked(half)
    values = golden_values(helper.library, golden, asked)
    texts = {entry.question.id: entry.question.text for entry in asked}
    model, documents = helper.library.embedder.model, len(bundled(helper.library))
    _keep(_run_file(f"golden-{half}", texts, model, documents, values), to)
    figures = golden_figures(values, golden, asked)
    if as_json:
        typer.echo(json.dumps({"collection": f"golden-{half}", **figures}, indent=2))
    else:
        show_golden(figures, half, console())


def _asked(half: str) -> "tuple[Assistant, Golden, list[Asked]]":
    """The assistant, the golden set, and what one half of its questions found."""
    from assistant.golden import ask_all
    from assistant.wiring import assistant
    from corpus.errors import BadValue
    from corpus.golden import SPLITS, load_golden

    if half not in SPLITS:
        raise BadValue(f"There is no half '{half}'. Give one of: {', '.join(SPLITS)}.")
    golden, helper = load_golden(), assistant(settings(), say)
    return helper, golden, ask_all(helper.library, helper.finder, golden.part(half))


@evaluate_app.command()
def exposure(half: Half = "test", as_json: AsJson = False) -> None:
    """Measure how much South and North, incomes and regions are seen, against how relevant they are."""
    from api.commands.golden import exposure_data, show_exposure

    _, golden, asked = _asked(half)
    found, curve = _exposed(golden, asked)
    if as_json:
        typer.echo(json.dumps(exposure_data(found, curve), indent=2))
    else:
        show_exposure(found, curve, console())


def _exposed(
    golden: "Golden", asked: "list[Asked]"
) -> "tuple[dict[str, Exposure], tuple[Point, ...]]":
    """Exposure by every grouping, and the loss–gain curve of balancing South and North."""
    from assistant.exposure import curve, exposure_of
    from assistant.groups import GROUPINGS, grouped
    from corpus.case import load_cases

    shown = {e.question.id: [(f.doc_id, f.relevance) for f in e.found.shown] for e in asked}
    runs = {query: [doc for doc, _ in found] for query, found in shown.items()}
    judged = {e.question.id: golden.judged.get(e.question.need, {}) for e in asked}
    cases = list(load_cases())
    found = {name: exposure_of(runs, judged, grouped(cases, of)) for name, of in GROUPINGS.items()}
    return found, curve(shown, judged, grouped(cases), EPSILONS)


def _keep(held: "RunFile", to: Path | None) -> None:
    from index.runs import save

    if to:
        save(to, held)
        say(f"Saved: {to}. 'citygraft evaluate compare' compares it with another.")


def _run_file(
    name: str, queries: "Mapping[str, str]", model: "Model", documents: int, values: "Values"
) -> "RunFile":
    """What was measured, with what it depends on beside the code."""
    from index.fuse import WEIGHT
    from index.library import DEPTH
    from index.runs import RunFile

    made_with = {
        "model": model.name,
        "fingerprint": model.fingerprint,
        "weight of meaning": str(WEIGHT),
        "depth": str(DEPTH),
        "documents": str(documents),
    }
    return RunFile(collection=name, queries=dict(queries), settings=made_with, ways=values)


@evaluate_app.command()
def transfers(
    file: Annotated[Path, typer.Argument(help="Documented transfers as JSON lines.")],
    as_json: AsJson = False,
) -> None:
    """Measure the transplant analysis on documented transfers, beside three baselines."""
    from api.commands.sheet import show_measures
    from assistant.baselines import evaluate
    from assistant.evaluate import load
    from assistant.wiring import assistant

    rows = load(file)
    helper = assistant(settings(), say)
    held = helper.transplants.held()
    show_measures(evaluate(rows, held.knowledge, helper.library.vectors), len(rows), as_json)


@evaluate_app.command()
def places(
    file: Annotated[
        Path, typer.Argument(help="Texts with the cities that they name, as JSON lines.")
    ],
    half: OfHalf = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Print each line with what is missed or false in it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure how well cities are found in text: precision, recall and F1."""
    from api.commands.evaluate_places import places_data, show_places
    from ingest.places.measures import load_texts, measure

    measures, measured = measure(load_texts(file, half))
    wrong = [line for line in measured if line.missed or line.false] if lines else None
    if as_json:
        typer.echo(json.dumps(places_data(measures, wrong), indent=2, ensure_ascii=False))
    else:
        show_places(measures, wrong, console())


@evaluate_app.command()
def lessons(
    file: Annotated[
        Path, typer.Argument(help="Texts with whether they are lessons, as JSON lines.")
    ],
    half: OfHalf = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Print each line that is not all right.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure how well lessons, their kind and their dimensions are found in text."""
    from api.commands.evaluate_lessons import show_lessons, wrong
    from assistant.wiring import embedder
    from ingest.lessons.measures import load_texts, measure

    texts = load_texts(file, half)
    measures, judged = measure(texts, embedder(settings(), say).encode_passages)
    faults = wrong(list(zip(texts, judged, strict=True))) if lines else None
    if as_json:
        listed = {} if faults is None else {"lines": faults}
        typer.echo(json.dumps(measures._asdict() | listed, indent=2, ensure_ascii=False))
    else:
        show_lessons(measures, faults, console())


@evaluate_app.command()
def compare(before: RunArgument, after: RunArgument, as_json: AsJson = False) -> None:
    """Compare two runs query by query: is the difference more than chance, and what got worse."""
    from api.commands.measured import differing, show_comparisons
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
