"""The commands `citygraft draft` and `citygraft drafts`. Heavy imports wait until a command needs them."""

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.console import AsJson, say, settings
from corpus.errors import BadDraft

if TYPE_CHECKING:
    from corpus.draft import Draft
    from ingest.drafting.desk import Change, Desk

drafts_app = typer.Typer(help="Review case study drafts, and publish them.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="Id of the draft, as 'list' shows it.")]
Who = Annotated[str, typer.Option(help="Who does it; your login name by default.")]
On = Annotated[
    int | None,
    typer.Option("--on", help="The revision that you looked at; refused if there is a newer one."),
]
About = Annotated[str, typer.Option(help="Words for one measure, where the document has several.")]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="File to write instead of printing.")]
Key = Annotated[str, typer.Argument(help="A field such as 'years' or 'condition-1.if_absent'.")]
Comment = Annotated[str, typer.Option(help="Why, in a few words.")]


def desk() -> "Desk":
    """The desk of the settings' data folder."""
    from assistant.wiring import library
    from ingest.drafting.desk import Desk

    return Desk(library(settings(), say))


def me(who: str) -> str:
    """The name given, or that of the operating system's user."""
    return who or getpass.getuser()


def draft(
    file: Annotated[Path | None, typer.Argument(help="A report: PDF, Word, slides, text.")] = None,
    document: Annotated[str, typer.Option(help="Id of a document that is held already.")] = "",
    about: About = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep it, to review and publish it.")
    ] = False,
    out: Out = None,
    who: Who = "",
    as_json: AsJson = False,
) -> None:
    """Propose a case study from a document: every field with its quote, or the question to ask the city."""
    if (file is None) == (not document):
        raise BadDraft("Name a file, or a document that is held with --document ID; not both.")
    books = desk()
    _with_names(books)
    doc_id = document or (_taken_in(books, file) if keep and file else "")
    if keep:
        made = books.create(doc_id, about, me(who))
        say(f"Kept as draft '{made.id}'. 'citygraft drafts show {made.id}' shows it.")
    else:
        made = _made(books, doc_id, file, about)
    printed(made, out, as_json=as_json)


def _with_names(books: "Desk") -> None:
    """Have the practices' names encoded, and say so where it takes a while."""
    from ingest.drafting.practice import name_vectors, names_known

    if not names_known(books.library):
        say("Learning the names of the known practices (once, about half a minute) …")
        name_vectors(books.library)


def _taken_in(books: "Desk", file: Path) -> str:
    """The id of a file's document, taken in where it is not held yet."""
    from ingest.pipeline import ingest

    (row,) = ingest(books.library, [Path(os.path.abspath(file.expanduser()))])  # noqa: PTH100 - `..` goes, links stay
    if not row.doc_id:
        raise BadDraft(row.detail)
    return row.doc_id


def _made(held_at: "Desk", doc_id: str, file: Path | None, about: str) -> "Draft":
    """A draft of which nothing is stored."""
    from ingest.drafting.drafting import draft as make
    from ingest.incoming import read_bytes
    from ingest.readers import read
    from ingest.segment import passages

    books = held_at.library
    if doc_id:
        found = books.store.get(doc_id)
        cut = list(books.store.passages(books.store.passage_ids(doc_id)).values())
    else:
        assert file
        found = read(read_bytes(file.expanduser()), file.name)
        cut = list(passages(found, books.embedder.count_pieces))
    return make(books, found, cut, about, (held.doc_id for held in books.store.documents()))


def printed(made: "Draft", out: Path | None, *, as_json: bool) -> None:
    """Print a draft as Markdown or JSON, or write it to a file."""
    from corpus.draft_markdown import draft_markdown

    text = f"{made.model_dump_json(indent=2)}\n" if as_json else draft_markdown(made)
    if out:
        out.write_text(text, encoding="utf-8")
        say(f"Written: {out}.")
        return
    typer.echo(text, nl=False)


@drafts_app.command("set")
def set_(
    draft_id: Id,
    key: Key,
    value: Annotated[str, typer.Argument(help="What it says; '' takes it out.")],
    who: Who = "",
    on: On = None,
) -> None:
    """Say a field in your own words: 'set ID years 2012-2018', 'set ID lesson-2.kind pitfall'."""
    from corpus.draft_edit import edited

    name, _, part = key.partition(".")
    _changed(draft_id, on, lambda held: edited(held, name, {part: value}, me(who)), who)


@drafts_app.command()
def accept(
    draft_id: Id,
    keys: Annotated[list[str], typer.Argument(help="The fields that are right as proposed.")],
    who: Who = "",
    on: On = None,
) -> None:
    """Accept proposed fields: you have read their quotes, and they say it."""
    from corpus.draft_edit import accepted

    def all_(held: "Draft") -> "Draft":
        for key in keys:
            held = accepted(held, key, me(who))
        return held

    _changed(draft_id, on, all_, who)


@drafts_app.command("open")
def open_(
    draft_id: Id,
    key: Key,
    question: Annotated[str, typer.Option(help="What to ask the city instead of the usual.")] = "",
    who: Who = "",
    on: On = None,
) -> None:
    """Leave a field open: its value goes, and the question stands there."""
    from corpus.draft_edit import left_open

    _changed(draft_id, on, lambda held: left_open(held, key, question), who)


def _changed(draft_id: str, on: int | None, change: "Change", who: str) -> None:
    kept = desk().change(draft_id, on, change, me(who))
    say(f"'{kept.id}' is at revision {kept.revision} now, {kept.state}.")


@drafts_app.command()
def submit(draft_id: Id, comment: Comment = "", who: Who = "", on: On = None) -> None:
    """Give a draft to review."""
    _move(draft_id, "submitted", comment, who, on)


@drafts_app.command("return")
def return_(draft_id: Id, comment: Annotated[str, typer.Option(help="What has to change.")],
            who: Who = "", on: On = None) -> None:  # fmt: skip
    """Give a draft in review back to be worked on."""
    _move(draft_id, "returned", comment, who, on)


@drafts_app.command()
def publish(draft_id: Id, comment: Comment = "", who: Who = "", on: On = None) -> None:
    """Publish a reviewed draft: it becomes a case study that questions find."""
    _move(draft_id, "published", comment, who, on)


@drafts_app.command()
def withdraw(draft_id: Id, comment: Comment = "", who: Who = "", on: On = None) -> None:
    """Take a published case study out of every answer; the draft stays."""
    _move(draft_id, "withdrawn", comment, who, on)


@drafts_app.command()
def reopen(draft_id: Id, comment: Comment = "", who: Who = "", on: On = None) -> None:
    """Work on a withdrawn draft again."""
    _move(draft_id, "reopened", comment, who, on)


def _move(draft_id: str, deed: str, comment: str, who: str, on: int | None) -> None:
    import time

    from corpus.draft_edit import Deed

    books = desk()
    start = time.perf_counter()
    kept = books.move(draft_id, on, Deed(deed), me(who), comment)
    say(f"'{kept.id}' is {kept.state} now, revision {kept.revision}.")
    if deed == "published":
        say(
            f"It can be found as of {time.perf_counter() - start:.1f} s after you asked: /cases/{kept.id}"
        )
