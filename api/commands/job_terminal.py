"""Jobs in a terminal: run with a bar, Ctrl-C, questions, and the report."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import typer
from rich.console import Console
from rich.markup import escape

from api.commands.console import say
from api.commands.terminal import covered, progress, report
from corpus.errors import StoreBusy
from corpus.nouns import Document
from index.library import Library
from ingest.coverage import coverage_of
from ingest.incoming import Same
from ingest.jobs.job import Item, Job, Stage, State
from ingest.jobs.jobs import Jobs
from ingest.jobs.run import run
from ingest.pipeline import Result

WAYS = {"k": Same.KEEP, "r": Same.RENAME, "b": Same.BOTH}


def run_here(library: Library, jobs: Jobs, job_id: str, out: Console) -> int:
    """Run a job with a bar, ask what it asks, print its report; the exit code.

    0: everything was taken in; 1: something was refused or is asked; 130: it was stopped.
    """
    job = _run(library, jobs, job_id)
    while job.state is State.ASKING and sys.stdin.isatty():
        jobs.decide(
            job_id, {item.at: _decision(jobs, job_id, item) for item in asking(jobs, job_id)}
        )
        job = _run(library, jobs, job_id)
    show_job(jobs, job_id, out)
    if job.state is State.STOPPED:
        return 130
    rows = [row for _, row in jobs.outcomes(job_id)]
    refused = any(row.result is Result.REFUSED for row in rows)
    return int(job.state is not State.DONE or refused)


def show_job(jobs: Jobs, job_id: str, out: Console) -> None:
    """Print what became of each file, and how the job stands."""
    job = jobs.get(job_id)
    report([row for _, row in jobs.outcomes(job_id)], out)
    if told := _told(job):
        say(told)


def _told(job: Job) -> str:
    done = f"{job.finished} of {job.total} done"
    return {
        State.STOPPED: f"Stopped, {done}; what is taken in is safe. "
        f"'citygraft jobs resume {job.job_id}' goes on, 'citygraft jobs cancel {job.job_id}' ends it.",
        State.ASKING: "Some content is held under another name already, and nothing was changed about it: "
        f"'citygraft jobs resume {job.job_id} --same' with keep, rename or both decides.",
        State.FAILED: f"{job.detail} 'citygraft jobs resume {job.job_id}' goes on.",
        State.CANCELLED: f"Cancelled, {done}. What was taken in stays.",
        State.WAITING: f"Waiting, {done}.",
        State.RUNNING: f"Running, {done}.",
    }.get(job.state, "")


def asking(jobs: Jobs, job_id: str) -> list[Item]:
    """The items of a job that need a decision."""
    return [item for item in jobs.items(job_id) if item.stage is Stage.ASKING]


def show_document(document: Document, out: Console) -> None:
    """Print a document in a line, with its coverage and warnings."""
    found = coverage_of(document.meta)
    about = covered(found) if found else "taken in by an older version"
    out.print(f"[bold]{escape(document.doc_id)}[/]  {escape(document.title)} · {escape(about)}")
    for warning in found.warnings if found else ():
        out.print(f"         [yellow]{escape(warning)}[/]")


def _run(library: Library, jobs: Jobs, job_id: str) -> Job:
    try:
        with library.writing():
            pass
    except StoreBusy:
        say("Another Citygraft process is taking in documents. This one waits for its turn …")
    job = jobs.get(job_id)
    with progress(job.total, "Taking in") as step, _stoppable() as stop:
        step("", job.finished)
        return run(library, jobs, job_id, lambda row: step(row.name), stop.is_set)


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """While this lasts, Ctrl-C sets the event; pressed again, it stops at once."""
    stop = threading.Event()

    def pressed(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say("Stopping …")

    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _decision(jobs: Jobs, job_id: str, item: Item) -> Same:
    held = next((row.detail for at, row in jobs.outcomes(job_id) if at == item.at), "")
    say(f"{item.name}: the same content is held already, {held}.")
    while True:
        given = typer.prompt("[k]eep as it is, [r]ename to the new name, hold [b]oth", err=True)
        if way := WAYS.get(given.strip().lower()[:1]):
            return way
