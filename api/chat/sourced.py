"""The sources of an item, as its text numbers them."""

from collections.abc import Iterator

from assistant.compose import case_of
from corpus.nouns import Document

MOST = 12
"""Sources that are listed; the page has all, with links."""


def sources(document: Document) -> Iterator[str]:
    """A line for each source of a case study, or for the file that a document is."""
    if document.kind != "case":
        yield f"Taken in as '{document.title}'; its page shows the original."
        return
    held = case_of(document).sources
    for number, source in enumerate(held[:MOST], 1):
        yield f"(source {number}) {source.title}. {source.publisher}, {source.year}."
    if len(held) > MOST:
        yield f"{len(held)} sources, {MOST} shown; the page of the case study links all."
