"""The commands on accounts and their keys. Heavy imports wait until a command needs them."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.console import AsJson, console, say, settings

if TYPE_CHECKING:
    from enum import StrEnum

    from api.access.tables import AccessFile

accounts_app = typer.Typer(help="Say who may sign in to the server.", no_args_is_help=True)
keys_app = typer.Typer(help="Make and revoke API keys of accounts.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The account's name.")]
RoleName = Annotated[str, typer.Option("--role", help="reader, facilitator or admin.")]


def accounts_file() -> "AccessFile":
    """The file of accounts of the data folder."""
    from api.access.tables import AccessFile

    return AccessFile(settings().home)


def word_of(given: str, kind: "type[StrEnum]", what: str) -> str:
    """One of the words of a kind, whatever its case.

    Raises:
        BadAccount: it is none.
    """
    from corpus.errors import BadAccount

    words = [str(word) for word in kind if str(word) != "visitor"]
    if given.lower() not in words:
        raise BadAccount(f"'{given}' is no {what}. Give one of {', '.join(words)}.")
    return given.lower()


def _password() -> str:
    """Typed unseen and twice, or the first line of what is piped in; never an argument, which others could read."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


@accounts_app.command()
def add(name: Name, role: RoleName = "reader") -> None:
    """Make an account; its password is asked for, or read from standard input."""
    from api.access.accounts import Accounts
    from api.access.deeds import by_terminal
    from api.access.roles import Role

    given, accounts = Role(word_of(role, Role, "role")), Accounts(accounts_file())
    made = accounts.add(by_terminal(), name, given, _password())
    say(f"'{made.name}' may sign in as {made.role}, and chooses a password of their own then.")


@accounts_app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Show the accounts with their roles."""
    from api.access.accounts import Accounts
    from api.access.moments import day

    held = Accounts(accounts_file()).all()
    if as_json:
        rows = [{"name": a.name, "role": a.role, "disabled": a.disabled} for a in held]
        typer.echo(json.dumps(rows, indent=2))
        return
    for account in held:
        off = "  disabled" if account.disabled else ""
        line = f"{account.role:<12} {day(account.created)}  {account.name}{off}"
        console().print(line, markup=False)
    say(
        f"{len(held)} accounts."
        if held
        else "No accounts yet: 'citygraft accounts add NAME' makes one."
    )


@accounts_app.command()
def role(
    name: Name, role: Annotated[str, typer.Argument(help="reader, facilitator or admin.")]
) -> None:
    """Give an account another role; it has to sign in again."""
    from api.access.accounts import Accounts
    from api.access.deeds import by_terminal
    from api.access.roles import Role

    given = Role(word_of(role, Role, "role"))
    Accounts(accounts_file()).set_role(by_terminal(), name, given)
    say(f"'{name}' is {given} now.")


@accounts_app.command()
def disable(name: Name) -> None:
    """Shut an account out, with its sessions and keys."""
    from api.access.accounts import Accounts
    from api.access.deeds import by_terminal

    Accounts(accounts_file()).disable(by_terminal(), name)
    say(f"'{name}' is shut out.")


@accounts_app.command()
def enable(name: Name) -> None:
    """Let an account in again."""
    from api.access.accounts import Accounts
    from api.access.deeds import by_terminal

    Accounts(accounts_file()).enable(by_terminal(), name)
    say(f"'{name}' may sign in again.")


@accounts_app.command()
def remove(name: Name) -> None:
    """Remove an account with its keys; what it did stays in histories and in the log."""
    from api.access.accounts import Accounts
    from api.access.deeds import by_terminal

    Accounts(accounts_file()).remove(by_terminal(), name)
    say(f"'{name}' is removed.")


@accounts_app.command()
def password(name: Name) -> None:
    """Give an account a new password, which has to be changed when it is used."""
    from api.access.accounts import Accounts
    from api.access.deeds import by_terminal

    accounts = Accounts(accounts_file())
    account = accounts.get(name)
    accounts.reset(by_terminal(), account.name, _password())
    say(f"'{account.name}' has a new password, and chooses one of their own when they sign in.")


@keys_app.command("add")
def add_key(
    name: Name,
    purpose: Annotated[str, typer.Option("--for", help="What the key is for, such as 'our chat'.")],
    scope: Annotated[
        str, typer.Option(help="read, edit or admin; never more than the account may.")
    ] = "read",
) -> None:
    """Make an API key of an account; it is shown this once."""
    from api.access.accounts import Accounts
    from api.access.deeds import by_terminal
    from api.access.keys import Keys

    file = accounts_file()
    key, secret = Keys(file).make(by_terminal(), Accounts(file).get(name), purpose, scope)
    typer.echo(secret)
    say(f"This is key {key.key_id}. It is not shown again: only a digest of it is kept.")


@keys_app.command("list")
def list_keys(name: Name) -> None:
    """Show the keys of an account, the newest first."""
    from api.access.accounts import Accounts
    from api.access.keys import Keys
    from api.access.moments import day

    file = accounts_file()
    for key in Keys(file).all(Accounts(file).get(name).account_id):
        used = f"used {day(key.used)}" if key.used else "not used yet"
        state = f"revoked {day(key.revoked)}" if key.revoked else used
        line = f"{key.key_id:>4}  {key.scope:<5}  made {day(key.created)}  {state}  {key.name}"
        console().print(line, markup=False)


@keys_app.command("revoke")
def revoke_key(
    name: Name, key_id: Annotated[int, typer.Argument(help="Its number, as 'list' shows it.")]
) -> None:
    """Make a key count no more, at once."""
    from api.access.accounts import Accounts
    from api.access.deeds import by_terminal
    from api.access.keys import Keys

    file = accounts_file()
    Keys(file).revoke(by_terminal(), Accounts(file).get(name), key_id)
    say(f"Key {key_id} counts no more.")
