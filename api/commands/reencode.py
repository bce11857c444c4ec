"""`citygraft reencode`: another language model, with a guide before, a bar during, and a way back in after Ctrl-C."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape

from assistant.knowledge import names_of
from assistant.settings import Settings
from assistant.wiring import Say, embedder
from corpus.practice import load_practices
from index.base import Model
from index.encode import Progress
from index.estimate import Plan, plan
from index.library import Library, model_in_use
from index.reencode import done, reencode, unfinished

UNASKED = (
    "Nothing was changed, as there is no one here to ask. "
    "Add --yes to go on without being asked, or run it in a terminal."
)


def guided(settings: Settings, name: str, yes: bool, say: Say, console: Console) -> int:
    """Change a data folder's model after showing what it will take; the exit code.

    Raises:
        ModelMissing: that model cannot be loaded; nothing was changed.
        StoreBusy: another process is changing the model.
    """
    before = model_in_use(settings.home)
    library = Library(settings.home, embedder(settings._replace(model=name), say))
    model = library.embedder.model
    if model == before:
        say(f"Questions are answered with {model.name} already. There is nothing to do.")
        return 0
    say("Measuring how long it takes …")
    names = [name for practice in load_practices() for name in names_of(practice)]
    found = plan(library, names)
    _show(found, before, model, shutil.disk_usage(settings.home).free, console)
    if not yes and not sys.stdin.isatty():
        say(UNASKED)
        return 1
    if not yes and not typer.confirm("Go on?", default=True, err=True):
        say(f"Nothing was changed. {_still(before)}")
        return 1
    return _run(library, names, found, before, say)


def show_unfinished(library: Library, console: Console) -> None:
    """Print how far a change of model has come that was begun and not brought to its end."""
    if found := unfinished(library):
        console.print(
            f"unfinished     {escape(found.model.name)}: {found.done:,} of {found.passages:,} "
            f"passages are done; 'citygraft reencode {escape(found.model.name)}' goes on"
        )


def _run(library: Library, names: list[str], found: Plan, before: Model | None, say: Say) -> int:
    model = library.embedder.model
    try:
        with _bar(found) as step:
            made = reencode(library, names, step, lambda: say("Waiting for another process …"))
        say(
            f"Done: {made.passages:,} passages are found with {model.name} from the next question on."
        )
    except KeyboardInterrupt:
        if model_in_use(library.home) == model:
            say(f"Questions are answered with {model.name} from now on.")
            return 0
        reached = f"{done(library, model):,} of {len(library.store.passage_ids()):,}"
        say(f"Stopped; {reached} passages are done. Run it again to go on. {_still(before)}")
        return 130
    return 0


def _show(found: Plan, before: Model | None, model: Model, free: int, console: Console) -> None:
    memory = f"about {_size(found.memory)} while encoding" if found.memory else "not known here"
    pace = f" (by a sample of {found.sampled})" if found.sampled else ""
    rows = {
        "in use": before.name if before else "none: there is no index yet",
        "asked for": f"{model.name}, {model.dim} numbers a passage",
        "passages": f"{found.passages:,}, of which {found.done:,} are done; with names of "
        f"practices {found.left:,} texts are left",
        "time": f"{_time(found.seconds)}{pace}; Ctrl-C stops it, and the same command goes on",
        "disk": f"about {_size(found.disk)}, of {_size(free)} free",
        "memory": memory,
    }
    for name, value in rows.items():
        console.print(f"{name:14} {escape(value)}")
    if found.disk > free:
        console.print("[red]The disk has too little room: free some, or expect it to stop.[/]")
    if not found.reads_all:
        console.print(
            "The longest passages are longer than this model reads: what stands at their ends is "
            "found by its words only."
        )
    console.print(_still(before) + " Documents can be taken in meanwhile.")


def _still(before: Model | None) -> str:
    return f"Questions are answered with {before.name} until it is done." if before else ""


def _size(count: int) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6)):,} MB"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"about {max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"about {minutes} minutes" if minutes < 90 else f"about {minutes / 60:.1f} hours"


@contextmanager
def _bar(found: Plan) -> Iterator[Progress]:
    """A bar on standard error, where a person looks at it."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    # the time left is not shown: names come last and are much shorter than passages
    expected = TextColumn(f"of {_time(found.seconds)}")
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), expected)
    hidden = not sys.stderr.isatty()
    with Bar(*columns, console=Console(stderr=True), transient=True, disable=hidden) as bar:
        task = bar.add_task("", total=found.left)
        yield lambda count: bar.update(task, advance=count)
