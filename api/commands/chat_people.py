"""The commands on people of chat tools: who they are here, and what is remembered of them. Heavy imports wait."""

import json
from collections.abc import Collection
from typing import Annotated

import typer

from api.commands.access import accounts_file
from api.commands.console import AsJson, console, say, settings

chats_app = typer.Typer(
    help="Say who people of chat tools are here, and forget them.", no_args_is_help=True
)

Surface = Annotated[str, typer.Argument(help="slack, teams or matrix.")]
Person = Annotated[
    str,
    typer.Argument(help="Their id in the chat tool; the bot tells it when they write 'who am I'."),
]
AccountName = Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account's name.")]


@chats_app.command("list")
def list_chats(as_json: AsJson = False) -> None:
    """Show the people of chat tools who are connected, and to which account."""
    from api.access.identities import Identities
    from api.access.moments import day

    held = Identities(accounts_file()).all()
    if as_json:
        typer.echo(json.dumps([one._asdict() for one in held], indent=2))
        return
    for one in held:
        line = f"{one.surface:<7} {one.person}  {one.account}  since {day(one.since)}"
        console().print(line, markup=False)
    say(f"{len(held)} connected.")


@chats_app.command("connect")
def connect(surface: Surface, person: Person, name: AccountName) -> None:
    """Let a person of a chat tool be an account; make sure that the id is theirs."""
    from api.access.accounts import Accounts
    from api.access.deeds import by_terminal
    from api.access.identities import Identities

    file, surface = accounts_file(), _surface(surface)
    account = Accounts(file).get(name)
    Identities(file).connect(by_terminal(), surface, person, account)
    say(f"{person} is '{account.name}' now, in conversations that nobody else reads.")
    if account.must_change:
        say("It counts once they have signed in and chosen a password of their own.")


@chats_app.command("disconnect")
def disconnect(surface: Surface, person: Person) -> None:
    """Let a person of a chat tool be nobody here; answers to them come from what is public."""
    from api.access.deeds import by_terminal
    from api.access.identities import Identities

    Identities(accounts_file()).disconnect(by_terminal(), _surface(surface), person)
    say(f"{person} is disconnected.")


@chats_app.command("code")
def code(name: AccountName) -> None:
    """Make a code of an account, which the person writes to the bot; the one before counts no more."""
    from api.access.accounts import Accounts
    from api.access.codes import VALID, Codes
    from api.access.deeds import by_terminal

    file = accounts_file()
    account = Accounts(file).get(name)
    made = Codes(file).make(by_terminal(), account)
    typer.echo(made.line)
    say(f"Whoever writes this to the bot alone is '{account.name}'; once, within {VALID // 60} minutes.")  # fmt: skip
    if account.must_change:
        say("It counts only once they have signed in and chosen a password of their own.")


@chats_app.command("forget")
def forget(
    surface: Surface,
    person: Annotated[str, typer.Option(help="What this person said, by their id there.")] = "",
    place: Annotated[str, typer.Option(help="What was said in this channel or room.")] = "",
) -> None:
    """Forget remembered conversations and answers: of a person, of a place, or of a person in a place."""
    from api.access.deeds import by_terminal, log
    from api.chat.surfaces import NAMES
    from api.chat.talks import Talks
    from corpus.errors import BadValue

    if not (person or place):
        raise BadValue("Say whose conversations: --person, --place, or both.")
    surface = _one_of(NAMES, surface)
    forgotten = Talks(settings().home).forget(surface, person, place)
    with accounts_file().changing() as cursor:
        log(
            cursor,
            by_terminal(),
            "chat forgotten",
            " ".join(filter(None, (surface, person, place))),
        )
    say(f"{forgotten} conversations and answers are forgotten.")


def _surface(given: str) -> str:
    """The name of a chat tool that tells who writes, whatever its case.

    Raises:
        BadValue: there is none of that name.
    """
    from api.access.identities import SURFACES

    return _one_of(SURFACES, given)


def _one_of(names: Collection[str], given: str) -> str:
    from corpus.errors import BadValue

    if given.lower() not in names:
        raise BadValue(f"'{given}' is no chat tool. Give one of {', '.join(names)}.")
    return given.lower()
