"""The commands of `citygraft jobs`. Heavy imports wait until a command needs them."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.console import AsJson, console, say, settings
from ingest.incoming import Same

if TYPE_CHECKING:
    from ingest.jobs.jobs import Jobs

jobs_app = typer.Typer(
    help="See how documents are taken in; stop it, go on with it.", no_args_is_help=True
)

Id = Annotated[str, typer.Argument(help="Id of the job, as 'citygraft jobs list' shows it.")]


def _jobs() -> "Jobs":
    from ingest.jobs.jobs import Jobs

    return Jobs(settings().home)


@jobs_app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the jobs that are remembered, the newest first."""
    import json

    jobs = _jobs().all()
    if as_json:
        typer.echo(json.dumps([job._asdict() for job in jobs], indent=2))
        return
    out = console()
    for job in jobs:
        done = f"{job.finished} of {job.total}"
        out.print(f"{job.job_id}  {job.state:9}  {done:>12}  {job.who}", markup=False)
    say(f"{len(jobs)} jobs.")


@jobs_app.command()
def show(job_id: Id, as_json: AsJson = False) -> None:
    """Show how far a job is, and what became of each file."""
    from api.commands.job_terminal import show_job

    jobs = _jobs()
    if as_json:
        from api.calls.job_models import JobInFull

        job = JobInFull.whole(jobs.get(job_id), jobs.items(job_id), jobs.outcomes(job_id))
        typer.echo(job.model_dump_json(indent=2))
        return
    show_job(jobs, job_id, console())


@jobs_app.command()
def resume(
    job_id: Id,
    same: Annotated[
        Same,
        typer.Option("--same", help="What to do with content that is held under another name."),
    ] = Same.ASK,
) -> None:
    """Go on with a job that was stopped, failed, or asks something."""
    from api.commands.job_terminal import asking, run_here
    from assistant.wiring import library
    from ingest.jobs.jobs import Jobs

    books = library(settings(), say)
    jobs = Jobs(books.home)
    if same is not Same.ASK:
        jobs.decide(job_id, dict.fromkeys((item.at for item in asking(jobs, job_id)), same))
    raise typer.Exit(run_here(books, jobs, job_id, console()))


@jobs_app.command()
def cancel(job_id: Id) -> None:
    """Stop a job for good; what it has taken in stays, what it had received is deleted."""
    from ingest.jobs.job import State

    job = _jobs().cancel(job_id)
    if job.state is State.CANCELLED:
        say("Cancelled. What was taken in before stays; 'citygraft remove ID' removes a document.")
    else:
        say(f"The job is {job.state}; one that is running ends within moments.")
