"""The command line: `citygraft`. Heavy imports wait until a command needs them."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.access import accounts_app, keys_app
from api.commands.chat import chat
from api.commands.chat_people import chats_app
from api.commands.collections import audit, collections_app
from api.commands.console import AsJson, say
from api.commands.console import console as _console
from api.commands.console import settings as _settings
from api.commands.documents import documents, history, ingest, remove
from api.commands.draft_views import drafts_app
from api.commands.drafts import draft
from api.commands.evaluations import evaluate_app
from api.commands.feedback import feedback_app
from api.commands.jobs import jobs_app
from api.commands.matrix_login import matrix_login
from api.commands.mcp import mcp
from corpus.errors import CitygraftError

if TYPE_CHECKING:
    from assistant.profile import Raw
    from ingest.pipeline import Row

app = typer.Typer(
    name="citygraft",
    help="Who has already solved it, and what must change before it works in your city.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
corpus_app = typer.Typer(help="Look after the bundled case studies.", no_args_is_help=True)
app.add_typer(evaluate_app, name="evaluate")
app.add_typer(feedback_app, name="feedback")
app.command()(draft)
app.add_typer(drafts_app, name="drafts")
app.add_typer(corpus_app, name="corpus")

Facts = Annotated[
    list[str] | None,
    typer.Option("--fact", help="What your city states of itself, such as sewer=40; repeat it."),
]


Filters = Annotated[
    list[str] | None,
    typer.Option("--filter", help="Only what has it: topic=waste, year=2010..2020; repeat it."),
]


def _facts(facts: "list[str] | None") -> "dict[str, Raw]":
    from assistant.asking import fact

    return dict(map(fact, facts or ()))


def _filters(filters: "list[str] | None") -> dict[str, list[str]]:
    from assistant.filter_words import given

    return given(filters or ())


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="What your city wants to solve.")],
    city: Annotated[str | None, typer.Option(help="Your city, such as 'Beira'.")] = None,
    k: Annotated[int, typer.Option("-k", "--k", help="Most practices to show, 1 to 50.")] = 5,
    facts: Facts = None,
    filters: Filters = None,
    literally: Annotated[
        bool, typer.Option("--as-written", help="Search your words without mending any.")
    ] = False,
    balance: Annotated[
        float | None,
        typer.Option(help="Balance South and North; what a place may lose for it, such as 0.05."),
    ] = None,
    facets: Annotated[
        bool, typer.Option("--facets", help="Show what the answer can be narrowed by.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ask a question; the answer quotes case studies and documents, with their place."""
    from assistant.wiring import assistant

    helper = assistant(_settings(), say)
    stated, narrowed = _facts(facts), _filters(filters)
    answer = helper.ask(question, city, k, stated, narrowed, literally, balance)
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
        return
    from api.commands.terminal import show, show_facets

    show(answer, _console())
    if facets:
        show_facets(answer.facets, _console())


@app.command()
def transplant(
    practice: Annotated[
        str, typer.Argument(help="A practice's name, or the id of a case study or document.")
    ],
    city: Annotated[str, typer.Option(help="Your city, such as 'Beira'.")],
    facts: Facts = None,
    says: Annotated[
        str, typer.Option(help="Facts in words: 'we have no sewers, pop. 400,000'.")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what makes each weight.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tell what must change before a practice works in your city, per dimension and with evidence."""
    from assistant.wiring import assistant

    report = assistant(_settings(), say).transplant(practice, city, _facts(facts), says)
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
        return
    from api.commands.sheet import show_report

    show_report(report, explain, _console())


@app.command()
def peers(
    city: Annotated[str, typer.Argument(help="Your city, such as 'Beira'.")],
    topic: Annotated[str, typer.Option(help="Such as waste or mobility.")] = "",
    k: Annotated[int, typer.Option("-k", "--k", help="Most cities to show, 1 to 50.")] = 10,
    as_json: AsJson = False,
) -> None:
    """List the cities most like yours that have something to teach, and how they differ."""
    from assistant.wiring import assistant

    found = assistant(_settings(), say).peers(city, topic, k)
    if as_json:
        typer.echo(json.dumps([peer.model_dump() for peer in found], indent=2))
        return
    from api.commands.sheet import show_peers

    show_peers(found, _console())


@app.command()
def profile(
    city: Annotated[str, typer.Argument(help="Your city, such as 'Beira'.")],
    facts: Facts = None,
    as_json: AsJson = False,
) -> None:
    """Show what is known of a city and where it comes from; --fact states more, and is saved."""
    from api.commands.sheet import profile_rows, show_profile
    from assistant.wiring import assistant

    helper = assistant(_settings(), say)
    asking = helper.asking(city, _facts(facts))
    if facts:
        saved = helper.assessments.save(asking.profile, _facts(facts))
        say(f"Saved as version {saved.version}.")
    if as_json:
        rows = [row.model_dump() for row in profile_rows(asking.profile)]
        typer.echo(json.dumps({"city": asking.profile.label, "values": rows}, indent=2))
        return
    show_profile(asking.profile, _console())


@app.command()
def assess(
    city: Annotated[str, typer.Argument(help="Your city, such as 'Beira'.")],
) -> None:
    """Answer up to 25 questions about your city; Enter skips one. What you state is saved."""
    from api.commands.sheet import interview, show_profile
    from assistant.wiring import assistant

    helper = assistant(_settings(), say)
    asking = helper.asking(city)
    stated = interview(_console())
    if stated:
        saved = helper.assessments.save(asking.profile, stated)
        say(f"Saved as version {saved.version}.")
    show_profile(helper.asking(city).profile, _console())


for command in (chat, ingest, documents, remove, history, audit, mcp):
    app.command()(command)
app.add_typer(accounts_app, name="accounts")
app.add_typer(keys_app, name="keys")
app.add_typer(collections_app, name="collections")
app.add_typer(chats_app, name="chats")
app.add_typer(jobs_app, name="jobs")
app.command()(matrix_login)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address; by default only this machine.")] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port, 8000 by default.")
    ] = None,
) -> None:
    """Answer in the browser and over HTTP until Ctrl-C."""
    from api.commands.terminal import progress
    from api.server import check_administered, run
    from assistant.wiring import assistant
    from corpus.case import CASES

    settings = _settings()
    chosen = settings._replace(host=host or settings.host, port=port or settings.port)
    check_administered(chosen)  # before what takes minutes at the first start
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
    from api.commands.reencode import show_unfinished
    from api.commands.terminal import show_status
    from assistant.wiring import library

    settings = _settings()
    books = library(settings, say)
    sound = show_status(books, settings, _console())
    show_unfinished(books, _console())
    if not sound:
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
    from api.commands.terminal import progress
    from assistant.wiring import library

    books = library(_settings(), say)
    with books.writing(), progress(len(books.store.passage_ids()), "Passages") as step:
        generation = books.rebuild(lambda count: step("", count))
    say(f"The search index is ready: {generation.passages} passages.")


@app.command()
def reencode(
    model: Annotated[str, typer.Argument(help="A model's name, or the folder that it is in.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before it starts.")] = False,
) -> None:
    """Change the language model while the old one goes on answering; Ctrl-C stops, the same command goes on."""
    from api.commands.reencode import guided

    raise typer.Exit(guided(_settings(), model, yes, say, _console()))


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
