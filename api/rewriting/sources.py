"""What a language model may use: the quotes of an answer, by their numbers, with the place that each speaks of."""

from collections.abc import Iterable
from typing import NamedTuple

from api.chat.base import Item
from api.chat.inert import plain
from api.rewriting.sentences import sentences
from assistant.answer import Citation

_DONE = (".", "!", "…", ".”", '."', ".)", "!”")


class Source(NamedTuple):
    """One quote.

    Attributes:
        n: its number in the answer.
        name: the place, `City, Country`; of a document its title.
        sentences: of the quote, on one line each; one that the quote cuts off is left out.
    """

    n: int
    name: str
    sentences: tuple[str, ...]


def sources(items: Iterable[Item]) -> list[Source]:
    """The quotes of an answer's items."""
    return [
        Source(quote.n, _name(item), tuple(_whole(quote)))
        for item in items
        for quote in item.quotes
    ]


def _name(item: Item) -> str:
    place = item.about.partition(" · ")[0]
    return plain(place if item.url.startswith("/cases/") else item.title)


def _whole(quote: Citation) -> list[str]:
    """The sentences that begin and end within a quote: what stands before or behind may turn the others around."""
    found = sentences(plain(quote.quote))
    if found and _first_letter(found[0]).islower():
        found = found[1:]  # it goes on from the page before
    _, _, behind = quote.passage.partition(quote.quote)
    is_cut = not behind.startswith("\n")
    return found[:-1] if found and is_cut and not found[-1].endswith(_DONE) else found


def _first_letter(text: str) -> str:
    return next(filter(str.isalnum, text), "")
