"""What a language model may use: the quotes of an answer, by their numbers, with the place that each speaks of."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from api.chat.base import Item
from api.chat.inert import plain
from api.rewriting.alone import standing
from api.rewriting.sentences import sentences
from assistant.answer import Citation

MAX_TITLE = 120
"""Characters of a title that may stand in front of a sentence."""


class Source(NamedTuple):
    """One quote.

    Attributes:
        n: its number in the answer.
        doc_id: of the case study or document that it is from.
        name: the place, `City, Country`; of a document its title.
        called: what a claim has in it that tells its reader that it is from here.
        leads: what may stand in front of a sentence, each without the comma behind it.
        sentences: of the quote, on one line each; none that cannot stand alone.
    """

    n: int
    doc_id: str
    name: str
    called: tuple[str, ...]
    leads: tuple[str, ...]
    sentences: tuple[str, ...]


def sources(items: Iterable[Item]) -> list[Source]:
    """The quotes of an answer's items."""
    return [_source(item, quote) for item in items for quote in item.quotes]


def _source(item: Item, quote: Citation) -> Source:
    place = plain(item.about.partition(" · ")[0]) if item.url.startswith("/cases/") else ""
    held = standing(quote.quote, quote.passage, place)
    name = place or plain(item.title)
    leads = _of_place(place) if place else _of_title(name)
    titled = tuple(lead.removeprefix("According ") for lead in leads)
    called = (place, place.partition(", ")[0]) if place else titled
    return Source(quote.n, item.doc_id, name, called, leads, tuple(held))


def _of_place(place: str) -> tuple[str, ...]:
    """`In Dakar, Senegal` and `In Dakar`."""
    return (f"In {place}", f"In {place.partition(', ')[0]}")


def _of_title(title: str) -> tuple[str, ...]:
    """`According to “Trees: a plan”`, and without the marks where it has words only; none where it could leave them."""
    if len(title) > MAX_TITLE or set(title) & set('"“”„«»[]') or len(sentences(title)) > 1:
        return ()
    bare = (f"According to {title}",) if re.fullmatch(r"[\w -]+", title) else ()
    return (f"According to “{title}”", *bare)
