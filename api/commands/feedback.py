"""The commands of `citygraft feedback`. Heavy imports wait until a command needs them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.console import AsJson, console, say, settings
from corpus.errors import UnknownDocument

if TYPE_CHECKING:
    from assistant.feedback import Feedback
    from assistant.proposal import Proposal
    from corpus.nouns import Document

feedback_app = typer.Typer(
    help="Say which answers help, and decide what others said.", no_args_is_help=True
)

Question = Annotated[str, typer.Argument(help="The question, as it was asked.")]
About = Annotated[str, typer.Argument(help="Id of the case study or document.")]
Comment = Annotated[str, typer.Option(help="Why, in a few words.")]
Quote = Annotated[int | None, typer.Option(help="Number of the quote that it is about.")]
Id = Annotated[str, typer.Argument(help="Id of the feedback, as 'list' shows it.")]
By = Annotated[str, typer.Option(help="Who decides.")]


def _feedback() -> "Feedback":
    from assistant.feedback import Feedback

    return Feedback(settings().home)


@feedback_app.command()
def up(question: Question, doc_id: About, comment: Comment = "", quote: Quote = None) -> None:
    """Say that a case study or document helps with a question."""
    _propose(question, doc_id, "up", quote, comment)


@feedback_app.command()
def down(question: Question, doc_id: About, comment: Comment = "", quote: Quote = None) -> None:
    """Say that a case study or document does not help with a question."""
    _propose(question, doc_id, "down", quote, comment)


def _propose(question: str, doc_id: str, thumbs: str, quote: int | None, comment: str) -> None:
    from assistant.proposal import Thumbs, proposal

    said = proposal(question, _document(doc_id), Thumbs(thumbs), "cli", quote, comment)
    typer.echo(_line(_feedback().propose(said)))
    say("A facilitator looks at it; the order of answers does not change by itself.")


def _document(doc_id: str) -> "Document":
    """From the store alone, as no model is needed."""
    from index.sqlite import SqliteStore

    path = settings().home / "store.sqlite"
    if not path.exists():
        raise UnknownDocument(
            "Nothing was taken in yet, so no answer can be spoken of. Ask a question first."
        )
    return SqliteStore(path).get(doc_id)


@feedback_app.command("list")
def list_(
    every: Annotated[
        bool, typer.Option("--all", help="Those that were decided on as well.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show feedback that waits for a decision, oldest first."""
    from assistant.proposal import State

    held = _feedback().proposals()
    shown = [said for said in held if every or said.state is State.PROPOSED]
    if as_json:
        typer.echo(json.dumps([said.model_dump(mode="json") for said in shown], indent=2))
        return
    out = console()
    for said in shown:
        out.print(_line(said), markup=False)
    say(f"{len(shown)} shown, {len(held)} in all.")


@feedback_app.command()
def accept(
    feedback_id: Id,
    by: By,
    grade: Annotated[int, typer.Option(help="2 it answers, 1 helps with a part, 0 does not.")],
) -> None:
    """Make a judgement of feedback: how well the case study or document answers the question."""
    typer.echo(_line(_feedback().accept(feedback_id, grade, by)))


@feedback_app.command()
def reject(feedback_id: Id, by: By) -> None:
    """Let feedback count for nothing; it stays on file."""
    typer.echo(_line(_feedback().reject(feedback_id, by)))


@feedback_app.command("export")
def export_(
    folder: Annotated[Path, typer.Argument(help="Where the two files are written.")],
) -> None:
    """Write what was accepted as the queries and judgements of a test collection."""
    from assistant.judged import export

    count = export(_feedback().judgements(), folder)
    say(f"Written to {folder}. Questions with judgements: {count}.")


def _line(said: "Proposal") -> str:
    """One proposal in a line, with its comment and decision."""
    decision = said.decision
    parts = [f"{said.id}  {said.when[:10]}  {said.thumbs:4}  {said.doc_id}  “{said.question}”"]
    parts += [f"quote {said.citation}"] if said.citation else []
    parts += [f"comment: {said.comment}"] if said.comment else []
    if decision:
        grade = "" if decision.grade is None else f" with grade {decision.grade}"
        parts.append(f"{decision.state}{grade} by {decision.by}, {decision.when[:10]}")
    return " · ".join(parts)
