"""A long document in parts, so that each is a page that opens at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.nouns import Document, Page, Passage

PAGES = 20
"""Pages of a part at the most."""

BYTES = 70_000
"""Bytes of text after which a new part begins, so that no page weighs over 150 kB."""


class Piece(NamedTuple):
    """A page, or as much of it as is in a part, with its passages; one without text has none."""

    page: Page
    passages: Sequence[Passage]


Part = Sequence[Piece]


def parts(document: Document, passages: Iterable[Passage]) -> list[Part]:
    """The parts of a document in reading order; there is at least one."""
    of_page = defaultdict[int, list[Passage]](list)
    for passage in passages:
        of_page[passage.page_index].append(passage)
    done: list[Part] = []
    part: list[Piece] = []
    size = 0
    for index, page in enumerate(document.pages):
        for piece in _pieces(page, of_page[index]):
            weight = sum(len(passage.text.encode()) for passage in piece.passages)
            if part and (len(part) >= PAGES or size + weight > BYTES):
                done.append(part)
                part, size = [], 0
            part.append(piece)
            size += weight
    return [*done, part]


def _pieces(page: Page, passages: Sequence[Passage]) -> Iterator[Piece]:
    """A page whole, or cut between passages where it is longer than a part may be."""
    held: list[Passage] = []
    size = 0
    for passage in passages:
        weight = len(passage.text.encode())
        if held and size + weight > BYTES:
            yield Piece(page, held)
            held, size = [], 0
        held.append(passage)
        size += weight
    yield Piece(page, held)


def part_with(found: Sequence[Part], number: int | None, start: int) -> int:
    """The index of the part that has a place; 0 where none has.

    Args:
        number: of the page, None for a document without pages.
        start: offset in its text.
    """
    return next(
        (
            index
            for index, part in enumerate(found)
            for piece in part
            if piece.page.number == number
            and (not piece.passages or piece.passages[-1].end > start)
        ),
        0,
    )


def name_of(part: Part) -> str:
    """`pages 21 to 40`; empty where there are no pages."""
    numbers = [piece.page.number for piece in part if piece.page.number is not None]
    if not numbers:
        return ""
    return (
        f"pages {numbers[0]} to {numbers[-1]}"
        if numbers[0] != numbers[-1]
        else f"page {numbers[0]}"
    )
