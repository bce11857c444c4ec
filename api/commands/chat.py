"""The command that talks: a conversation in the terminal, or over a pipe, until the input ends."""

import shutil
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.console import say, settings

if TYPE_CHECKING:
    from api.chat.conversations import Conversations

PROMPT = "> "
WIDEST = 100
"""Columns of text in a terminal, however wide it is."""


def chat(
    city: Annotated[str, typer.Option(help="Your city, such as 'Beira'.")] = "",
) -> None:
    """Talk: ask, follow up, narrow; 'help' tells what can be said, Ctrl-D ends."""
    from api.access.opening import access_to
    from api.chat.conversations import Conversations
    from assistant.wiring import assistant

    chosen = settings()
    helper = assistant(chosen, say)
    file = access_to(helper.library.home, single=True).file
    if sys.stdin.isatty():
        say("Ask a question, or write 'help'. Ctrl-D ends.")
    try:
        talk(Conversations(helper, file), chosen.address, city)
    except KeyboardInterrupt:
        say("")


def talk(conversations: "Conversations", address: str, city: str) -> None:
    """Reply to each line; to a city that is given first."""
    import getpass

    from api.access.roles import Role
    from api.access.viewer import Viewer
    from api.chat.terminal import Terminal
    from corpus.collection import EVERYTHING

    person = getpass.getuser()
    viewer = Viewer(person, Role.ADMIN, EVERYTHING, writes=None, single=True)
    terminal = Terminal(address, person, width=_width())
    for line in _lines(city):
        if asked := terminal.question(line):
            typer.echo(terminal.render(conversations.reply_as(asked, viewer)))


def _lines(city: str) -> Iterator[str]:
    """What is said, line by line, until the input ends."""
    if city:
        yield f"city: {city}"
    if not sys.stdin.isatty():
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # a pipe may hold anything
        yield from sys.stdin
        return
    import readline  # noqa: F401 - gives input() its history

    while True:
        try:
            yield input(PROMPT)
        except EOFError:
            say("")
            return


def _width() -> int:
    if not sys.stdout.isatty():
        return 0
    return min(shutil.get_terminal_size().columns, WIDEST)
