"""The assistant: a question and a city in, a cited answer out, or an honest abstention."""

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from assistant.answer import Answer, AskingCity, Citation, FoundDocument, Practice
from assistant.quote import quote
from corpus.case import CaseStudy
from corpus.errors import BadLimit, BadQuestion, UnknownCase, UnknownDocument
from corpus.gazetteer import country_name, fold, resolve
from corpus.nouns import Document, Passage
from index.lexical import terms
from index.library import Library

MAX_QUESTION = 2000
"""Characters of a question."""

MAX_K = 50
"""Most practices, and most documents, of one answer."""

QUOTES = 2
"""Most quotes of one practice or document."""

QUOTE_WITHIN = 0.85
"""A further quote comes from a passage of at least this share of the best one's relevance."""

ABSTAIN_BELOW = 0.25
"""Least relevance of what is shown; where nothing reaches it, nothing is answered. See docs/evaluation.md."""

ABSTAINED = (
    "Nothing in this collection answers this question. It knows what cities have tried: "
    "water, heat, waste, mobility, housing, energy, participation and the like. "
    "Try other words, or take in documents on the subject."
)


_SAYS_LITTLE = frozenset(
    terms("city cities town urban keep learn make get use want need way help work good best other")
)
"""Words that most passages have; naming them explains nothing."""


class _Found(NamedTuple):
    """A document with its passages that were found, best first."""

    document: Document
    relevance: float
    passages: tuple[Passage, ...]


class Assistant:
    """Answers questions from a library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def ask(self, question: str, city: str | None = None, k: int = 5) -> Answer:
        """Answer a question.

        Args:
            question: 1..MAX_QUESTION characters, not blank.
            city: the asking city's name, with or without country; None or blank for none.
            k: at most so many practices, and so many documents, 1..MAX_K.
        Raises:
            BadQuestion, BadLimit, UnknownCity: the message says what to change.
            IndexUnusable: the message names the command that mends it.
        """
        question = _checked(question, k)
        place = resolve(city.strip()) if city and city.strip() else None
        asking = AskingCity(id=place.id, name=place.name, country=place.country) if place else None
        found = self._found(question)
        if not found:
            return Answer(question=question, city=asking, abstained=True, reason=ABSTAINED,
                          practices=(), documents=())  # fmt: skip
        numbers = count(1)
        cases = [entry for entry in found if entry.document.kind == "case"][:k]
        others = [entry for entry in found if entry.document.kind != "case"][:k]
        return Answer(
            question=question,
            city=asking,
            abstained=False,
            reason=None,
            practices=tuple(_practice(entry, question, numbers) for entry in cases),
            documents=tuple(_document(entry, question, numbers) for entry in others),
        )

    def case(self, case_id: str) -> CaseStudy:
        """A case study by id.

        Raises:
            UnknownCase: there is none.
        """
        try:
            document = self.library.store.get(case_id)
        except UnknownDocument as error:
            raise UnknownCase(f"There is no case study '{case_id}'.") from error
        if document.kind != "case":
            raise UnknownCase(f"'{case_id}' is a document, not a case study.")
        return case_of(document)

    def _found(self, question: str) -> list[_Found]:
        """Documents by their best passage, those below the line left out, best first."""
        hits = [hit for hit in self.library.search(question) if hit.score >= ABSTAIN_BELOW]
        passages = self.library.store.passages(hit.passage_id for hit in hits)
        grouped: dict[str, list[tuple[float, Passage]]] = {}
        for hit in hits:
            if passage := passages.get(hit.passage_id):
                grouped.setdefault(passage.doc_id, []).append((hit.score, passage))
        documents = {d.doc_id: d for d in self.library.store.documents(grouped)}
        return [
            _Found(documents[doc_id], scored[0][0], _quotable(scored))
            for doc_id, scored in grouped.items()
            if doc_id in documents
        ]


def _quotable(scored: list[tuple[float, Passage]]) -> tuple[Passage, ...]:
    """The best passages of a document, as long as they are nearly as good as its best."""
    line = scored[0][0] * QUOTE_WITHIN
    return tuple(passage for score, passage in scored[:QUOTES] if score >= line)


def _checked(question: str, k: int) -> str:
    question = question.strip()
    if not any(map(str.isalnum, question)):
        raise BadQuestion(
            "The question is empty. Ask in a few words what your city wants to solve."
        )
    if len(question) > MAX_QUESTION:
        raise BadQuestion(
            f"The question has {len(question)} characters; the limit is {MAX_QUESTION}. Shorten it."
        )
    if not 1 <= k <= MAX_K:
        raise BadLimit(f"k is {k}; give a number from 1 to {MAX_K}.")
    return question


def _practice(found: _Found, question: str, numbers: Iterator[int]) -> Practice:
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
    )


def _document(found: _Found, question: str, numbers: Iterator[int]) -> FoundDocument:
    return FoundDocument(
        doc_id=found.document.doc_id,
        title=found.document.title,
        relevance=round(found.relevance, 4),
        citations=_citations(found, question, numbers),
    )


def _citations(found: _Found, question: str, numbers: Iterator[int]) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            n=next(numbers),
            doc_id=passage.doc_id,
            title=found.document.title,
            page=passage.page,
            section=passage.section or None,
            quote=quote(passage, question),
            url=citation_url(found.document, passage),
        )
        for passage in found.passages
    )


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


def citation_url(document: Document, passage: Passage) -> str:
    """The path on the server that opens a passage's source at its place."""
    if document.kind == "case":
        return f"/cases/{document.doc_id}#{anchor(passage.section)}"
    if passage.page is not None:
        return f"/documents/{document.doc_id}/file#page={passage.page}"
    return f"/documents/{document.doc_id}#at-{passage.start}"


def anchor(section: str) -> str:
    """A section's name as the fragment of an address."""
    return fold(section).replace(" ", "-")
