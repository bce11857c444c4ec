"""The commands for documents: take in, list, remove, history. Heavy imports wait until a command needs them."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.console import AsJson, console, say, settings
from corpus.collection import CASES, OWN
from corpus.errors import UnknownAccount, UnknownDocument
from ingest.incoming import Same

if TYPE_CHECKING:
    from index.sqlite import SqliteStore
    from ingest.jobs.job import Item

Id = Annotated[str, typer.Argument(help="Id of the document, as 'citygraft documents' shows it.")]
Twins = Annotated[
    Same,
    typer.Option("--same", help="What to do with content that is held under another name."),
]


def ingest(
    given: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS…",
            help="Files, folders and web addresses: PDF, Word, slides, web pages, text and more.",
        ),
    ],
    same: Twins = Same.ASK,
    collection: Annotated[
        str,
        typer.Option(help="Collection that they go into; 'citygraft collections list' shows them."),
    ] = OWN,
) -> None:
    """Take in documents, so that answers can cite them; Ctrl-C stops, and it can go on later."""
    from api.commands.job_terminal import run_here
    from assistant.wiring import library
    from ingest.apart.pool import POOL
    from ingest.jobs.job import BY_HAND
    from ingest.jobs.jobs import Jobs

    meta = {"collection": _collection(collection)}
    items = [item._replace(same=same, meta={**item.meta, **meta}) for item in _items(given)]
    if not items:
        say("There was no file in it.")
        raise typer.Exit(1)
    POOL.start()
    books = library(settings(), say)
    jobs = Jobs(books.home)
    job = jobs.create(BY_HAND, items)
    raise typer.Exit(run_here(books, jobs, job.job_id, console()))


def _collection(wanted: str) -> str:
    """The collection, where there is one of that name that documents can go into.

    Raises:
        UnknownAccount: there is none.
    """
    from api.access.opening import access_to

    known = [one for one in access_to(settings().home, single=True).collections() if one != CASES]
    if wanted not in known:
        raise UnknownAccount(
            f"There is no collection '{wanted[:80]}' that documents go into. There are: {', '.join(known)}. "
            "'citygraft collections add' makes one."
        )
    return wanted


def _items(given: Sequence[str]) -> "list[Item]":
    """Files, those of folders, and addresses, in the order in which they are given."""
    from ingest.incoming import files
    from ingest.jobs.job import Item
    from ingest.jobs.jobs import addresses

    items: list[Item] = []
    for each in given:
        if each.lower().startswith(("http://", "https://")):
            items += addresses([each])
            continue
        path = Path(os.path.abspath(Path(each).expanduser()))  # noqa: PTH100 - `..` goes, links stay
        items += [Item(_printable(file.name), _printable(str(file))) for file in files([path])]
    return items


def _printable(path: str) -> str:
    """The path as text can hold it; one with bytes that are no text is then not found, and told as such."""
    return path.encode("utf-8", "replace").decode()


def documents(as_json: AsJson = False) -> None:
    """List what was taken in, and how much of it can be searched."""
    from api.calls.document_models import Held
    from api.commands.job_terminal import show_document
    from corpus.collection import BUNDLED

    store = _store()
    held = [d for d in store.documents() if not d.source.startswith(BUNDLED)] if store else []
    if as_json:
        typer.echo(json.dumps([Held.of(d).model_dump(mode="json") for d in held], indent=2))
        return
    out = console()
    for document in held:
        show_document(document, out)
    say(f"{len(held)} documents, beside the case studies that come with Citygraft.")


def remove(
    doc_id: Id,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before.")] = False,
) -> None:
    """Remove a document with its text, vectors, original, versions and the drafts that quote it."""
    from assistant.wiring import library
    from index.drafts import Drafts
    from ingest.writing import remove as take_out

    title = _known().get(doc_id).title
    if not yes:
        say(f"'{title}' goes with its text, its vectors, its original file and its versions.")
        if quoting := [held.draft.id for held in Drafts(settings().home).quoting(doc_id)]:
            say(f"These drafts quote it and go as well: {', '.join(quoting)}.")
        if not sys.stdin.isatty():
            say("Nothing was removed. Say --yes to remove it.")
            raise typer.Exit(1)
        typer.confirm("Remove it?", abort=True, err=True)
    take_out(library(settings(), say), doc_id)
    say(f"Removed: '{title}'. No answer quotes it any more.")


def history(doc_id: Id, as_json: AsJson = False) -> None:
    """Show the versions of a document, oldest first."""
    versions = _known().history(doc_id)
    if as_json:
        shown = [v._asdict() | {"current": v.number == len(versions)} for v in versions]
        typer.echo(json.dumps(shown, indent=2))
        return
    out = console()
    for v in versions:
        current = "  (current)" if v.number == len(versions) else ""
        when = v.taken_in or "when is not known"
        out.print(
            f"{v.number}  {when}  {v.title}  {v.sha256[:12]}  {v.source}{current}", markup=False
        )


def _store() -> "SqliteStore | None":
    """From the store alone, as no model is needed; None where nothing was taken in yet."""
    from index.sqlite import SqliteStore

    path = settings().home / "store.sqlite"
    return SqliteStore(path) if path.exists() else None


def _known() -> "SqliteStore":
    store = _store()
    if store is None:
        raise UnknownDocument("Nothing was taken in yet. 'citygraft ingest FILE' does that.")
    return store
