"""The command line: `citygraft`. Heavy imports wait until a command needs them."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import CitygraftError

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.settings import Settings
    from ingest.pipeline import Row

app = typer.Typer(
    name="citygraft",
    help="Who has already solved it, and what must change before it works in your city.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
evaluate_app = typer.Typer(help="Measure how good the answers are.", no_args_is_help=True)
corpus_app = typer.Typer(help="Look after the bundled case studies.", no_args_is_help=True)
app.add_typer(evaluate_app, name="evaluate")
app.add_typer(corpus_app, name="corpus")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def say(sentence: str) -> None:
    """Tell the person something beside the result."""
    typer.echo(sentence, err=True)


def _settings() -> "Settings":
    from assistant.settings import settings

    return settings()


def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="What your city wants to solve.")],
    city: Annotated[str | None, typer.Option(help="Your city, such as 'Beira'.")] = None,
    k: Annotated[int, typer.Option("-k", "--k", help="Most practices to show, 1 to 50.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Ask a question; the answer quotes case studies and documents, with their place."""
    from assistant.wiring import assistant

    answer = assistant(_settings(), say).ask(question, city, k)
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
        return
    from api.terminal import show

    show(answer, _console())


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: PDF, Markdown, text.")],
) -> None:
    """Take in documents, so that answers can cite them."""
    from api.terminal import progress, report
    from assistant.wiring import library
    from ingest.pipeline import Result, files
    from ingest.pipeline import ingest as take_in

    resolved = [Path(os.path.abspath(path.expanduser())) for path in paths]  # noqa: PTH100 - `..` goes, links stay
    todo = list(files(resolved))
    books = library(_settings(), say)
    with progress(len(todo), "Taking in") as step:
        rows = take_in(books, todo, lambda row: step(row.name))
    report(rows, _console())
    if not rows:
        say("There was no file in it.")
    if not rows or any(row.result is Result.REFUSED for row in rows):
        raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address; by default only this machine.")] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port, 8000 by default.")
    ] = None,
) -> None:
    """Answer in the browser and over HTTP until Ctrl-C."""
    from api.server import run
    from api.terminal import progress
    from assistant.wiring import assistant
    from corpus.case import CASES

    settings = _settings()
    chosen = settings._replace(host=host or settings.host, port=port or settings.port)
    with progress(len(list(CASES.glob("*.md"))), "Case studies") as step:

        def told(row: "Row") -> None:
            step(row.name)
            if row.detail:
                say(f"{row.name}: {row.detail}")

        ready = assistant(chosen, say, told)
    run(ready, chosen, say)


@app.command()
def status() -> None:
    """Show what is held where, and whether the search index is sound."""
    from api.terminal import show_status
    from assistant.wiring import library

    settings = _settings()
    if not show_status(library(settings, say), settings, _console()):
        raise typer.Exit(1)


@app.command()
def prepare() -> None:
    """Make the language model ready (done by itself when it is first needed)."""
    from assistant.wiring import embedder

    model = embedder(_settings(), say).model
    say(f"The language model {model.name} is ready.")


@app.command()
def rebuild() -> None:
    """Make the search index anew from the stored documents."""
    from api.terminal import progress
    from assistant.wiring import library

    books = library(_settings(), say)
    with books.writing(), progress(len(books.store.passage_ids()), "Passages") as step:
        generation = books.rebuild(lambda count: step("", count))
    say(f"The search index is ready: {generation.passages} passages.")


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

    settings = _settings()
    collection = load(folder)
    cache = SqliteVectorCache(settings.home / "cache" / "evaluate.sqlite")
    model = embedder(settings, say)
    with progress(len(collection.texts), "Encoding") as step:
        figures = evaluate(collection, model, cache, lambda count: step("", count))
    show_figures(folder, collection, figures, as_json, _console())


@corpus_app.command()
def check() -> None:
    """Check case studies, practices, transfers and networks; print goal and actual."""
    from corpus.check import check as check_corpus
    from corpus.coverage import coverage
    from corpus.gazetteer import is_known

    found = check_corpus(is_known)
    typer.echo(f"{'':<36}{'goal':>6}{'actual':>8}")
    for row in coverage(found):
        mark = "" if row.actual >= row.goal else "  short"
        typer.echo(f"{row.what:<36}{row.goal:>6}{row.actual:>8}{mark}")
    for name, fault in found.faults:
        say(f"{name}: {fault}")
    say(f"{len(found.faults)} faults." if found.faults else "No faults.")
    if found.faults:
        raise typer.Exit(1)


@corpus_app.command()
def new(
    case_id: Annotated[str, typer.Argument(help="Lower-case words with hyphens; the file's name.")],
    title: Annotated[str, typer.Option(help="What was done, in a line.")],
    city: Annotated[str, typer.Option(help="Where, such as 'Beira, Mozambique'.")],
    folder: Annotated[Path, typer.Option(help="Where the file is written.")] = Path(),
) -> None:
    """Start a case study from the template."""
    from corpus.case import write_template

    say(f"Written: {write_template(case_id, title, city, folder)}. Now fill it in.")


def main() -> None:
    """Run the command line; whatever goes wrong is told in plain English."""
    try:
        app()
    except CitygraftError as error:
        say(f"Citygraft: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:
        say(
            f"Citygraft: {error.strerror} ({error.filename or 'a file'}). Check free space and "
            "rights, then try again. Nothing that was stored is lost."
        )
        sys.exit(1)
    except Exception:  # noqa: BLE001 - no traceback reaches the person; it goes to a file
        sys.exit(_unforeseen())


def _unforeseen() -> int:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="citygraft-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(traceback.format_exc())
    say(
        "Citygraft: something went wrong that was not foreseen. Nothing that was stored is lost. "
        f"The details are in {log.name}; please send them with your report."
    )
    return 70
