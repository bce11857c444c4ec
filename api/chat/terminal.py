"""The terminal as a surface of chat: the plain one that the others are held against."""

import textwrap
from collections.abc import Iterator

from api.chat.base import Asked, Item, Reply
from api.chat.inert import plain

NAME = "terminal"


class Terminal:
    """Lines of text in, text out; the person is the one at this machine.

    Attributes:
        width: columns to which lines are wrapped; 0 for none.
    """

    name = NAME

    def __init__(self, base: str, person: str = "", place: str = "here", width: int = 0) -> None:
        """A terminal.

        Args:
            base: the server's address, with which paths become links; empty where none runs.
            person: who sits at it.
            place: what keeps this conversation apart from others.
        """
        self._base, self._person, self._place = base, person, place
        self.width = width

    def question(self, payload: str) -> Asked | None:
        """A line; None for a blank one."""
        text = payload.strip()
        if not text:
            return None
        return Asked(self.name, self._place, "", self._person, text, open=False)

    def render(self, reply: Reply) -> str:
        """The reply as text, with nothing in it that steers a terminal."""
        return "\n".join(self._wrapped(line) for line in self._lines(reply)) + "\n"

    def _lines(self, reply: Reply) -> Iterator[str]:
        yield from map(plain, reply.lines)
        for item in reply.items:
            yield ""
            yield from self._item(item)
        if reply.items and reply.after:
            yield ""
        yield from map(plain, reply.after)
        if reply.page and self._base:
            yield f"All of it: {self._base}{reply.page}"
        if reply.examples:
            yield f"Go on with: {' · '.join(map(plain, reply.examples))}"

    def _item(self, item: Item) -> Iterator[str]:
        yield f"{item.number}. {plain(item.title)}"
        yield f"   {plain(item.about)}"
        if item.why:
            yield f"   {plain(item.why)}"
        for quote in item.quotes:
            yield f"   [{quote.n}] “{plain(quote.quote)}” ({plain(quote.place)})"
        for at, line in enumerate(item.changes):
            yield f"   {'- ' * bool(at)}{plain(line)}"
        if self._base:
            yield f"   {self._base}{item.sheet or item.url}"

    def _wrapped(self, line: str) -> str:
        if not self.width or len(line) <= self.width:
            return line
        indent = " " * (len(line) - len(line.lstrip()))
        return textwrap.fill(
            line.strip(), self.width, initial_indent=indent, subsequent_indent=indent,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
