"""The commands on collections and on the log of what was done. Heavy imports wait until a command needs them."""

import json
from typing import Annotated

import typer

from api.commands.access import accounts_file, word_of
from api.commands.console import AsJson, console, say

collections_app = typer.Typer(help="Say who may see which documents.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="The collection's name, such as 'harbour-plans'.")]
Seen = Annotated[
    str, typer.Option("--visibility", help="public, members (all accounts) or private.")
]


@collections_app.command("list")
def list_collections(as_json: AsJson = False) -> None:
    """Show the collections, who may see them, and who was added to them."""
    from api.access.collections import Collections

    held = Collections(accounts_file())
    rows = [(c.collection_id, c.visibility, held.members(c.collection_id)) for c in held.all()]
    if as_json:
        named = [{"id": i, "visibility": v, "members": m} for i, v, m in rows]
        typer.echo(json.dumps(named, indent=2))
        return
    for collection_id, visibility, members in rows:
        line = f"{visibility:<8} {collection_id}" + (f"  ({', '.join(members)})" if members else "")
        console().print(line, markup=False)


@collections_app.command("add")
def add_collection(collection: Id, visibility: Seen = "private") -> None:
    """Make a collection of documents."""
    from api.access.collections import Collections
    from api.access.deeds import by_terminal
    from corpus.collection import Visibility

    seen = Visibility(word_of(visibility, Visibility, "visibility"))
    Collections(accounts_file()).add(by_terminal(), collection, seen)
    say(f"The collection '{collection}' is {seen}.")


@collections_app.command("set")
def set_collection(collection: Id, visibility: Seen) -> None:
    """Change who may see a collection."""
    from api.access.collections import Collections
    from api.access.deeds import by_terminal
    from corpus.collection import Visibility

    seen = Visibility(word_of(visibility, Visibility, "visibility"))
    Collections(accounts_file()).show_to(by_terminal(), collection, seen)
    say(f"The collection '{collection}' is {seen}.")


@collections_app.command("members")
def members(
    collection: Id,
    add: Annotated[list[str] | None, typer.Option(help="Add an account; repeat it.")] = None,
    remove: Annotated[list[str] | None, typer.Option(help="Take one out; repeat it.")] = None,
) -> None:
    """Show who was added to a collection; add accounts, or take them out."""
    from api.access.accounts import Accounts
    from api.access.collections import Collections
    from api.access.deeds import by_terminal

    file = accounts_file()
    held, accounts = Collections(file), Accounts(file)
    for name in add or ():
        held.join(by_terminal(), collection, accounts.get(name))
    for name in remove or ():
        held.leave(by_terminal(), collection, accounts.get(name))
    for name in held.members(collection):
        console().print(name, markup=False)


def audit(
    k: Annotated[int, typer.Option("-k", "--k", min=1, help="At most so many lines.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show who did what on the server and its accounts, newest first."""
    from api.access.deeds import deeds
    from corpus.collection import EVERYTHING

    total, shown = deeds(accounts_file(), EVERYTHING, 0, k)
    if as_json:
        typer.echo(json.dumps([deed._asdict() for deed in shown], indent=2))
        return
    for deed in shown:
        parts = [deed.when, deed.who or "(visitor)", deed.deed, deed.about, deed.address]
        console().print("  ".join(filter(None, parts)), markup=False)
    say(f"{len(shown)} shown, {total} in all.")
