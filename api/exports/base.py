"""What a document that is exported is written with: the same calls make Word and Markdown."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol


class Linked(NamedTuple):
    """Text with the web address that it is found at, which is shown behind it and can be followed.

    An address that is not plain http(s) is shown and leads nowhere.
    """

    text: str
    url: str


Line = str | Linked


class Paper(Protocol):
    """A document that is written from top to bottom; its title stands on it from the start.

    All text is taken as it is: none of it is read as markup, and what cannot be seen or printed is left out.
    """

    def heading(self, text: str, level: int = 1) -> None:
        """A heading; `level` is 1 to 3, below the title."""
        ...

    def paragraph(self, text: str, *, quote: Line = "") -> None:
        """A paragraph.

        Args:
            quote: where the text is quoted from, such as "Report, page 3": it then stands as a quotation with that
                below. Empty for words of our own.
        """
        ...

    def bullets(self, lines: Iterable[Line]) -> None:
        """A list; nothing for no lines."""
        ...

    def table(
        self, header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float] = ()
    ) -> None:
        """A table with its header; a line feed within a cell begins a new line there.

        Args:
            widths: of the columns in any unit, where the kind has widths; empty for equal ones.
        """
        ...

    def bytes(self) -> bytes:
        """The document as a file."""
        ...
