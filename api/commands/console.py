"""What every command needs: the settings, a terminal to print to, and a way to say something."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def say(sentence: str) -> None:
    """Tell the person something beside the result."""
    typer.echo(sentence, err=True)


def settings() -> "Settings":
    """The settings of this process."""
    from assistant.settings import settings as read

    return read()


def console() -> "Console":
    """Standard output; lines are wrapped only where a person reads them."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())
