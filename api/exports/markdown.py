"""Exports as Markdown (CommonMark with tables), in which no text can become markup."""

import re
from collections.abc import Iterable, Sequence

from api.exports.base import Line, Linked
from api.exports.safe import lines_of, one_line, web_address

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$@])")
_FIRST = re.compile(r"^(?:([-+=:])|(\d+)([.)]))")
_ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=//|[A-Za-z])|(?<=[Ww]{3})\.")


def inert(text: str) -> str:
    """Text on one line that Markdown shows as it is: no HTML, link, image, heading, list or bare address."""
    text = _SPECIAL.sub(r"\\\1", one_line(text))
    text = _ADDRESS.sub(lambda found: f"\\{found[0]}", text)
    return _FIRST.sub(
        lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text
    )


class Markdown:
    """A document in Markdown; see `api.exports.base.Paper`."""

    def __init__(self, title: str, language: str) -> None:
        """Begin with the title; Markdown has no place for the language."""
        del language
        self._blocks = [f"# {inert(title)}"]

    def heading(self, text: str, level: int = 1) -> None:
        """A heading; `level` is 1 to 3, below the title."""
        self._blocks.append(f"{'#' * (level + 1)} {inert(text)}")

    def paragraph(self, text: str, *, quote: Line = "") -> None:
        """A paragraph, or a quotation with where it is from."""
        if not quote:
            self._blocks.append(inert(text))
            return
        self._blocks.append(f"> {inert(text)}\n>\n> — {_line(quote)}")

    def bullets(self, lines: Iterable[Line]) -> None:
        """A list; nothing for no lines."""
        if items := [f"- {_line(line)}" for line in lines]:
            self._blocks.append("\n".join(items))

    def table(
        self, header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float] = ()
    ) -> None:
        """A table with its header; Markdown has no widths."""
        del widths
        lines = [_row(header), "|" + " --- |" * len(header), *map(_row, rows)]
        self._blocks.append("\n".join(lines))

    def bytes(self) -> bytes:
        """The document as UTF-8."""
        return ("\n\n".join(self._blocks) + "\n").encode()


def _line(line: Line) -> str:
    if not isinstance(line, Linked):
        return inert(line)
    address = web_address(line.url)
    return f"{inert(line.text)} {f'<{address}>' if address else inert(line.url)}"


def _row(cells: Sequence[str]) -> str:
    joined = ("; ".join(inert(line) for line in lines_of(cell)) for cell in cells)
    return f"| {' | '.join(joined)} |"
