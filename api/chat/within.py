"""What one source says on something: its own sentences, word for word, each with its place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.answer import Citation
from assistant.assistant import SeenAssistant
from assistant.compose import citation_url, place
from assistant.quote import LONGEST
from corpus.nouns import Document, Passage
from index.analysis import terms
from index.library import search

LOOKED_AT = 30
"""Passages of a document that are looked at where a search has to find the place."""

_LEAD = re.compile(r"\s*(?:(?:[-*•▪●◦–]|\d{1,2}[.)])\s+)?")
_BREAK = re.compile(r"\n[ \t]*(?:\n|[-*•▪●◦–]|\d{1,2}[.)])")
"""The end of a paragraph or list item: a quote does not run over it."""

_WORDS = re.compile(r"\w{2,}")


class Spot(NamedTuple):
    """A slice of a passage: `passage.text[start:end]`."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The slice."""
        return self.passage.text[self.start : self.end]


def of_sections(
    document: Document, sections: Sequence[str], assistant: SeenAssistant
) -> list[Spot]:
    """Everything that stands in these sections of a case study, in quotes, in the order of the sections."""
    store = assistant.library.store
    passages = store.passages(store.passage_ids(document.doc_id)).values()
    held = [spot for passage in passages if passage.section in sections for spot in _spots(passage)]
    return sorted(held, key=lambda spot: sections.index(spot.passage.section))


def of_search(document: Document, words: str, assistant: SeenAssistant) -> list[Spot]:
    """What stands in a document's passages that are nearest to some words, in quotes, the nearest passage first."""
    store = assistant.library.store
    within = store.passage_ids(document.doc_id)
    if not within:
        return []
    ranking = search(assistant.library.generation(), words, LOOKED_AT, within)
    found = store.passages(hit.passage_id for hit in ranking.hits)
    held = (found[hit.passage_id] for hit in ranking.hits if hit.passage_id in found)
    return [
        spot for passage in held if passage.doc_id == document.doc_id for spot in _spots(passage)
    ]


def speaking(spots: Iterable[Spot], cue: re.Pattern[str]) -> list[Spot]:
    """Those in which a cue stands, the ones with most of them first."""
    counted = [(len(set(map(str.lower, cue.findall(spot.text)))), spot) for spot in spots]
    return [spot for count, spot in sorted(counted, key=lambda pair: -pair[0]) if count]


def sharing(spots: Iterable[Spot], words: str) -> list[Spot]:
    """Those that have at least half of some words, the ones with most of them first."""
    wanted = set(terms(words))
    counted = [(len(wanted & set(terms(spot.text))), spot) for spot in spots]
    enough = [(count, spot) for count, spot in counted if count and 2 * count >= len(wanted)]
    return [spot for _, spot in sorted(enough, key=lambda pair: -pair[0])]


def cited(document: Document, spots: Sequence[Spot]) -> tuple[Citation, ...]:
    """The quotes with their place, numbered from 1."""
    return tuple(_citation(document, spot, n) for n, spot in enumerate(spots, 1))


def _citation(document: Document, spot: Spot, n: int) -> Citation:
    passage = spot.passage
    start, end = passage.start + spot.start, passage.start + spot.end
    return Citation(
        n=n,
        doc_id=document.doc_id,
        title=document.title,
        page=passage.page,
        label=passage.label,
        section=passage.section or None,
        place=place(document, passage, spot.start),
        start=start,
        end=end,
        quote=spot.text,
        passage=passage.text,
        url=citation_url(document, passage, start, end),
    )


def _spots(passage: Passage) -> Iterator[Spot]:
    """A passage in quotes of at most LONGEST characters: whole sentences, joined where they follow each other."""
    held: Spot | None = None
    for sentence in passage.sentences:
        spot = _trimmed(passage, sentence)
        if spot is None:
            continue
        between = passage.text[held.end : spot.start] if held else ""
        if held and spot.end - held.start <= LONGEST and not _BREAK.search(between):
            held = held._replace(end=spot.end)
            continue
        if held:
            yield held
        held = spot
    if held:
        yield held


def _trimmed(passage: Passage, span: tuple[int, int]) -> Spot | None:
    """A sentence without white space and list mark around it, cut at a word; None for headings and scraps."""
    start, end = span
    lead = _LEAD.match(passage.text[start:end])
    start += len(lead[0]) if lead else 0
    text = passage.text[start:end].rstrip()
    if passage.text.startswith("#", start) or len(_WORDS.findall(text)) < 3:
        return None
    if len(text) > LONGEST:
        text = text[: text.rfind(" ", 0, LONGEST) if " " in text[:LONGEST] else LONGEST].rstrip()
    return Spot(passage, start, start + len(text))
