"""Labelled texts, one JSON object a line: what `citygraft evaluate places` and `lessons` measure on."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from corpus.errors import BadCollection


class Labelled(Protocol):
    """A line of the file; `half` as the line has it."""

    @property
    def half(self) -> str | None:
        """The half of the set that it belongs to."""
        ...


Line = TypeVar("Line", bound=Labelled)


def load_lines(file: Path, half: str | None, of: Callable[[Path, int, str], Line]) -> list[Line]:
    """The lines of a file; empty ones are passed over.

    Args:
        half: only lines whose "half" is this; None for all.
        of: makes one of the file, the line's number from 1, and its text.
    Raises:
        BadCollection: the file cannot be read or has no such lines; what `of` raises is passed on.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadCollection(
            f"{file} cannot be read as text: {error}. Give a JSON lines file."
        ) from error
    every = [of(file, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    wanted = [line for line in every if half in {None, line.half}]
    if not wanted:
        which = f" of the half '{half}'" if half else ""
        raise BadCollection(f"{file} holds no texts{which}. Give one JSON object a line.")
    return wanted
