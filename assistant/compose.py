"""Parts of an answer: what was found becomes a practice or a document with citations and a reason."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.answer import Citation, FoundDocument, Practice
from assistant.finding import Scored
from assistant.links import quote_url
from assistant.quote import quote
from corpus.case import CaseStudy
from corpus.gazetteer import country_name, fold
from corpus.nouns import Document, Passage
from index.analysis import terms
from index.base import ReadStore
from ingest.kinds import Kind
from ingest.plain.markdown import PRACTICE
from ingest.segment import BLANK_LINE

_SAYS_LITTLE = frozenset(
    terms("city cities town urban keep learn make get use want need way help work good best other")
)
"""Words that most passages have; naming them explains nothing."""


QUOTES = 2
"""Most quotes of one practice or document."""

QUOTE_WITHIN = 0.85
"""A further quote comes from a passage of at least this share of the first one's relevance."""

LOOKED_AT = 5
"""Passages of a document among which the quotes are chosen."""


class Found(NamedTuple):
    """A document with its passages that were found, best first, and titles of what says the same."""

    document: Document
    relevance: float
    passages: tuple[Passage, ...]
    alike: tuple[str, ...] = ()


def documents(store: ReadStore, shown: Sequence[Scored]) -> list[Found]:
    """What was found with its documents and the passages that are quoted; what is gone meanwhile is left out."""
    passages = store.passages(i for entry in shown for i, _ in entry.passages[:LOOKED_AT])
    wanted = {i for entry in shown for i in (entry.doc_id, *entry.alike)}
    held = {document.doc_id: document for document in store.documents(wanted)}
    found = (
        (entry, [(passages[i], s) for i, s in entry.passages[:LOOKED_AT] if i in passages])
        for entry in shown
        if entry.doc_id in held
    )
    return [
        Found(
            held[entry.doc_id],
            entry.relevance,
            _quotable(scored),
            tuple(held[i].title for i in entry.alike if i in held),
        )
        for entry, scored in found
        if scored
    ]


def _quotable(scored: Sequence[tuple[Passage, float]]) -> tuple[Passage, ...]:
    """The best passages, as long as they are nearly as good as the best; what a city did before what a practice is."""
    own = [(passage, share) for passage, share in scored if passage.section != PRACTICE] or scored
    line = own[0][1] * QUOTE_WITHIN
    return tuple(passage for passage, share in own[:QUOTES] if share >= line)


def practice(found: Found, question: str, numbers: Iterator[int]) -> Practice:
    """A case study as part of an answer; its citations take the next numbers."""
    case = case_of(found.document)
    return Practice(
        case_id=case.id,
        title=case.title,
        practice=case.practice,
        city=case.city,
        country=country_name(case.country),
        years=str(case.years),
        outcome=case.outcome,
        relevance=round(found.relevance, 4),
        why=_why(found.passages[0], question),
        citations=_citations(found, question, numbers),
        alike=found.alike,
    )


def found_document(found: Found, question: str, numbers: Iterator[int]) -> FoundDocument:
    """A document as part of an answer; its citations take the next numbers."""
    return FoundDocument(
        doc_id=found.document.doc_id,
        title=found.document.title,
        relevance=round(found.relevance, 4),
        citations=_citations(found, question, numbers),
        alike=found.alike,
    )


def _citations(found: Found, question: str, numbers: Iterator[int]) -> tuple[Citation, ...]:
    return tuple(
        _citation(found.document, passage, quote(passage, question), next(numbers))
        for passage in found.passages
    )


def _citation(document: Document, passage: Passage, words: str, n: int) -> Citation:
    at = passage.text.index(words)
    start, end = passage.start + at, passage.start + at + len(words)
    return Citation(
        n=n,
        doc_id=passage.doc_id,
        title=document.title,
        page=passage.page,
        label=passage.label,
        section=passage.section or None,
        place=place(document, passage, at),
        start=start,
        end=end,
        quote=words,
        passage=passage.text,
        url=citation_url(document, passage, start, end),
    )


def place(document: Document, passage: Passage, at: int) -> str:
    """Where a quote that begins `at` characters into a passage stands, as people read it.

    `page 4 (printed iv)`, `slide 4`; where there are no pages `Results, paragraph 3`.
    """
    if passage.page is not None:
        word = "slide" if document.media_type == Kind.PPTX else "page"
        printed = f" (printed {passage.label})" if passage.label else ""
        ocr = (
            ", recognised in a picture"
            if passage.page in document.meta.get("ocr_pages", ())
            else ""
        )
        return f"{word} {passage.page}{printed}{ocr}"
    if document.kind == "case" or not passage.paragraph:
        return passage.section
    number = passage.paragraph + len(BLANK_LINE.findall(passage.text, 0, at))
    counted = passage.section.startswith("Paragraph ")
    return f"paragraph {number}" if counted else f"{passage.section}, paragraph {number}"


def _why(passage: Passage, question: str) -> str:
    """Which of the question's words its best passage speaks of, and where."""
    held = set(terms(passage.searchable()))
    held -= _SAYS_LITTLE
    words = [word for word in re.findall(r"[\w-]+", question) if held.intersection(terms(word))]
    where = f"Its section '{passage.section}'" if passage.section else "It"
    if not words:
        return f"{where} is close to the question in meaning, in other words."
    return f"{where} speaks of {_listed(list(dict.fromkeys(map(str.lower, words))))}."


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def case_of(document: Document) -> CaseStudy:
    """The case study that a document of kind "case" holds."""
    return CaseStudy.model_validate(document.meta["case"])


def citation_url(document: Document, passage: Passage, start: int, end: int) -> str:
    """The path on the server that shows a quote in its place; `start` and `end` are in the text of its page."""
    if document.kind == "case":
        return f"/cases/{document.doc_id}#{anchor(passage.section)}"
    return quote_url(passage, start, end)


def anchor(section: str) -> str:
    """A section's name as the fragment of an address."""
    return fold(section).replace(" ", "-")
