"""The page of a document that a field of a draft comes from, with the quotes marked in it."""

import re
from itertools import pairwise
from typing import NamedTuple

from api.pages.quoted import sight
from assistant.links import quote_url
from corpus.draft import Draft, Evidence
from corpus.draft_fields import named
from corpus.errors import UnknownDocument
from corpus.nouns import Document, Passage
from index.seen import Readable
from ingest.pdf.marked import Marks

BEFORE, AFTER = 500, 1_500
"""Characters of a page that are shown before the quote and after it, so that it is seen without scrolling."""

_OF_A_LINE = re.compile(r"(?<!\n)\n(?!\n|[-*•▪●◦–] |\d{1,2}[.)] )")
"""Ends of lines within a paragraph, which a narrower column breaks elsewhere."""


class Piece(NamedTuple):
    """One quote of a field.

    Attributes:
        place: its page or section, in words.
        address: of that place on the page of its document; empty where that is no longer held.
    """

    evidence: Evidence
    place: str
    address: str


class Source(NamedTuple):
    """What a field comes from.

    Attributes:
        pieces: every quote of the field; number: of the one that is looked at, from 0.
        runs: the page's text as `(mark, text)`, mark "" for none, "here" for the quote that is looked at, "also"
            for another one of the field; empty where the document is no longer held.
        cut: whether the page goes on before and after what is shown.
        marks: where the quote is in the page's picture; None where there is no picture.
        picture, picture_page: addresses of that, and of its page; empty where there is none.
    """

    key: str
    label: str
    title: str
    pieces: list[Piece]
    number: int
    runs: list[tuple[str, str]]
    cut: tuple[bool, bool]
    marks: Marks | None = None
    picture: str = ""
    picture_page: str = ""

    @property
    def piece(self) -> Piece:
        """The quote that is looked at."""
        return self.pieces[self.number]


class Places:
    """Finds the places that evidence is taken from; each document is read once."""

    def __init__(self, library: Readable) -> None:
        self._store, self._originals = library.store, library.originals
        self._documents: dict[str, Document | None] = {}
        self._passages: dict[str, list[Passage]] = {}

    def document(self, doc_id: str) -> Document | None:
        """A document with its pages, None where it is no longer held."""
        if doc_id not in self._documents:
            try:
                self._documents[doc_id] = self._store.get(doc_id)
            except UnknownDocument:
                self._documents[doc_id] = None
        return self._documents[doc_id]

    def piece(self, evidence: Evidence) -> Piece:
        """A quote with its place and address."""
        section = evidence.section.split(" › ")[-1]
        place = f"page {evidence.page}" if evidence.page else section or "the document"
        return Piece(evidence, place, self._address(evidence))

    def source(self, held: Draft, key: str, number: int) -> Source | None:
        """What a field comes from, None where it has no quote.

        Args:
            number: of the quote to look at, from 0; one that is not there is the first.
        """
        field = next((field for field in held.fields if field.key == key), None)
        if field is None or not field.evidence:
            return None
        number = number if 0 <= number < len(field.evidence) else 0
        here = field.evidence[number]
        titles = {document.doc_id: document.title for document in held.documents}
        pieces = [self.piece(one) for one in field.evidence]
        shown = self._shown(here, field.evidence)
        source = Source(key, named(key), titles[here.doc_id], pieces, number, *shown)
        return self._pictured(source, here)

    def _shown(
        self, here: Evidence, every: tuple[Evidence, ...]
    ) -> tuple[list[tuple[str, str]], tuple[bool, bool]]:
        document = self.document(here.doc_id)
        if document is None or here.page_index >= len(document.pages):
            return [], (False, False)
        text = _OF_A_LINE.sub(" ", document.pages[here.page_index].text)  # offsets stay
        near = [e for e in every if (e.doc_id, e.page_index) == (here.doc_id, here.page_index)]
        first = _line_before(text, here.start - BEFORE)
        last = _line_after(text, here.end + AFTER)
        return _runs(text, first, last, here, near), (first > 0, last < len(text))

    def _pictured(self, source: Source, here: Evidence) -> Source:
        """With the picture of the page, where it can be drawn."""
        document = self.document(here.doc_id)
        if document is None or here.page is None or here.page_index >= len(document.pages):
            return source
        page = document.pages[here.page_index]
        marks = sight(self._originals, document, page, (here.start, here.end)).marks
        if marks is None:
            return source
        address = f"/documents/{here.doc_id}/pages/{here.page}"
        shown = f"{address}?start={here.start}&end={here.end}"
        return source._replace(marks=marks, picture=f"{address}.png", picture_page=shown)

    def _address(self, evidence: Evidence) -> str:
        for passage in self._passages_of(evidence.doc_id):
            here = passage.page_index == evidence.page_index
            if here and passage.start <= evidence.start < passage.end:
                return quote_url(passage, evidence.start, evidence.end)
        return ""

    def _passages_of(self, doc_id: str) -> list[Passage]:
        if doc_id not in self._passages:
            held = self._store.passage_ids(doc_id) if self.document(doc_id) else []
            self._passages[doc_id] = list(self._store.passages(held).values())
        return self._passages[doc_id]


def _line_before(text: str, place: int) -> int:
    """Where the line begins that a place is in."""
    return text.rfind("\n", 0, place) + 1 if place > 0 else 0


def _line_after(text: str, place: int) -> int:
    """Where the line ends that a place is in."""
    end = text.find("\n", place) if place < len(text) else -1
    return end if end >= 0 else len(text)


def _runs(
    text: str, first: int, last: int, here: Evidence, near: list[Evidence]
) -> list[tuple[str, str]]:
    """The text from first to last in runs of one mark each."""
    edges = {first, last}
    for one in near:
        edges |= {min(max(edge, first), last) for edge in (one.start, one.end)}
    cuts = sorted(edges)
    runs: list[tuple[str, str]] = []
    for start, end in pairwise(cuts):
        mark = "also" if any(e.start <= start < e.end for e in near) else ""
        runs.append(("here" if here.start <= start < here.end else mark, text[start:end]))
    return runs
