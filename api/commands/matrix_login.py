"""The command that gets the Matrix bot its access token. Heavy imports wait until it runs."""

import sys
from typing import Annotated

import typer

from api.commands.console import say

Homeserver = Annotated[
    str, typer.Argument(help="The homeserver's address, such as https://matrix.example.org.")
]
User = Annotated[str, typer.Argument(help="The bot's user id, such as @citygraft:example.org.")]


def matrix_login(homeserver: Homeserver, user: User) -> None:
    """Sign the Matrix bot in with its password, and print the settings that connect it."""
    import asyncio
    import shlex

    from api.matrix.wire import check_installed
    from assistant.connections import connections

    check_installed()
    given = {"MATRIX_HOMESERVER": homeserver, "MATRIX_USER": user, "MATRIX_TOKEN": "wanted"}
    account = connections(given.get).matrix
    assert account  # all three are given
    from api.matrix.login import token_of

    token = asyncio.run(token_of(account.homeserver, account.user, _password(user)))
    held = {"HOMESERVER": account.homeserver, "USER": account.user, "TOKEN": token}
    for name, value in held.items():
        typer.echo(f"export CITYGRAFT_MATRIX_{name}={shlex.quote(value)}")
    say(
        "Set these three where the server is started, and start it. Whoever has the token can write as the bot."
    )


def _password(user: str) -> str:
    """Typed unseen, or the first line of what is piped in; never an argument, which others could read."""
    if sys.stdin.isatty():
        return str(typer.prompt(f"Password of {user}", hide_input=True))
    return sys.stdin.readline().rstrip("\r\n")
