"""Case studies that name a network, with the sentence in which they do."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.network import Network
from corpus.nouns import Document
from index.base import ReadStore
from ingest.quality.words import sentences_of

BEGINNING = re.compile(r"^(.*?)(?: - | \(|$)")
SHORT = re.compile(r"\(([^\s()]*[A-Z][^\s()]*[A-Z][^\s()]*)\)")


class Mention(NamedTuple):
    """A case study, a sentence of it that names a network, word for word, and the section that it stands in."""

    case: Document
    sentence: str
    section: str


def mentions(store: ReadStore, network: Network) -> list[Mention]:
    """The case studies that name a network, by id; each with the first sentence that does."""
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, called(network)))})(?![\w-])")
    cases = (document for document in store.documents() if document.kind == "case")
    return [found for case in cases if (found := next(_told(case, named), None))]


def called(network: Network) -> list[str]:
    """How texts call it: its name without what is added, and its short name in brackets."""
    begun = BEGINNING.match(network.name)
    assert begun
    return [begun[1], *SHORT.findall(network.name)]


def _told(case: Document, named: re.Pattern[str]) -> Iterator[Mention]:
    held = case.meta["case"]
    texts = [*held["sections"], *(("Lessons", lesson["text"]) for lesson in held["lessons"])]
    for section, text in texts:
        if named.search(text):
            yield from (
                Mention(case, " ".join(said.split()), section)
                for said in sentences_of(text)
                if named.search(said)
            )
