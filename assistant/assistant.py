"""The assistant: a question and a city in, a cited answer out, or an honest abstention."""

from itertools import count

from assistant.answer import Answer, AskingCity
from assistant.compose import Found, case_of, found_document, practice
from corpus.case import CaseStudy
from corpus.errors import BadLimit, BadQuestion, UnknownCase, UnknownDocument
from corpus.gazetteer import resolve
from corpus.nouns import Passage
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
            practices=tuple(practice(entry, question, numbers) for entry in cases),
            documents=tuple(found_document(entry, question, numbers) for entry in others),
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

    def _found(self, question: str) -> list[Found]:
        """Documents by their best passage, those below the line left out, best first."""
        hits = [hit for hit in self.library.search(question) if hit.score >= ABSTAIN_BELOW]
        passages = self.library.store.passages(hit.passage_id for hit in hits)
        grouped: dict[str, list[tuple[float, Passage]]] = {}
        for hit in hits:
            if passage := passages.get(hit.passage_id):
                grouped.setdefault(passage.doc_id, []).append((hit.score, passage))
        documents = {d.doc_id: d for d in self.library.store.documents(grouped)}
        return [
            Found(documents[doc_id], scored[0][0], _quotable(scored))
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
