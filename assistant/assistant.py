"""The assistant: a question and a city in, a cited answer out, or an honest abstention."""

from collections.abc import Collection, Mapping
from itertools import count
from types import MappingProxyType

from assistant.answer import Answer, AskingCity
from assistant.asking import Asking, asking
from assistant.assessments import Assessments
from assistant.catalogue import Catalogue
from assistant.compose import Found, case_of, found_document, practice
from assistant.counts import counts, why_none
from assistant.filter_words import NO_FILTERS, Given, read
from assistant.filters import Chosen, Finds, without
from assistant.peers import Peer, peers
from assistant.profile import Raw
from assistant.rank import Ranked, in_order
from assistant.report import TransplantReport
from assistant.topics import topics_of
from assistant.transplants import Transplants
from corpus.case import CaseStudy
from corpus.errors import BadLimit, BadQuestion, BadValue, UnknownCase, UnknownDocument
from corpus.gazetteer import country_name
from corpus.nouns import Passage
from corpus.vocabulary import Topic, label
from index.base import Hit
from index.library import Library

NO_FACTS: Mapping[str, Raw] = MappingProxyType({})

MAX_RANKED = 12
"""Most relevant cases that are analysed for the asking city; those behind them keep their order."""

MAX_QUESTION = 2000
"""Characters of a question."""

MAX_K = 50
"""Most practices, and most documents, of one answer."""

COUNTED = 1000
"""Passages taken from each of the two indexes: deep enough that all documents above the line are counted."""

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
        self.transplants = Transplants(library)
        self.assessments = Assessments(library.home)
        self.catalogue = Catalogue(library)

    def ask(
        self,
        question: str,
        city: str | None = None,
        k: int = 5,
        facts: Mapping[str, Raw] = NO_FACTS,
        filters: Given = NO_FILTERS,
    ) -> Answer:
        """Answer a question.

        Args:
            question: 1..MAX_QUESTION characters, not blank.
            city: the asking city's name, with or without country; None or blank for none.
            k: at most so many practices, and so many documents, 1..MAX_K.
            facts: what the city states of itself beside the question, by attribute.
            filters: values by facet, in any spelling; only what has one of each facet answers.
        Raises:
            BadQuestion, BadLimit, UnknownCity, BadValue: the message says what to change.
            IndexUnusable: the message names the command that mends it.
        """
        question = _checked(question, k)
        chosen = self.chosen(filters)
        place = self.asking(city, facts, question) if city and city.strip() else None
        found = self._found(question, chosen)
        finds = self._finds(question, chosen, found)
        facets = counts(finds, chosen, self.catalogue.held())
        if not found:
            reason = self._why_none(question, chosen, finds) if chosen else ABSTAINED
            return Answer(question=question, city=_shown(place), abstained=True, reason=reason,
                          practices=(), documents=(), facets=facets)  # fmt: skip
        numbers = count(1)
        ranked = self._ranked([f for f in found if f.document.kind == "case"], place)[:k]
        others = [entry for entry in found if entry.document.kind != "case"][:k]
        return Answer(
            question=question,
            city=_shown(place),
            abstained=False,
            reason=None,
            practices=tuple(
                practice(entry.found, question, numbers).model_copy(
                    update={"moved": entry.moved, "transplant": entry.report}
                )
                for entry in ranked
            ),
            documents=tuple(found_document(entry, question, numbers) for entry in others),
            found=len(found),
            facets=facets,
        )

    def chosen(self, filters: Given) -> Chosen:
        """Filters as understood.

        Raises:
            BadValue: there is no such facet or value; the message names those that exist.
        """
        return read(filters, self.catalogue.held().values()) if filters else {}

    def asking(self, city: str, facts: Mapping[str, Raw] = NO_FACTS, question: str = "") -> Asking:
        """The asking city with all that it stated, now and before.

        Raises:
            UnknownCity, BadValue: the message says what to change.
        """
        return asking(city, facts, question, self.assessments)

    def transplant(
        self, what: str, city: str, facts: Mapping[str, Raw] = NO_FACTS, question: str = ""
    ) -> TransplantReport:
        """What must change before a practice, a case study or a document's practice works in a city.

        Args:
            what: a practice's name or id, or the id of a case study or document.
            question: words in which the city may state facts of itself.
        Raises:
            UnknownPractice, UnknownCity, BadValue: the message says what to change.
        """
        return self.transplants.report(what, self.asking(city, facts, question))

    def peers(self, city: str, topic: str = "", k: int = 10) -> tuple[Peer, ...]:
        """The cities most like this one that have something to teach, on a topic or on any.

        Raises:
            UnknownCity, BadLimit, BadValue: the message says what to change.
        """
        if not 1 <= k <= MAX_K:
            raise BadLimit(f"k is {k}; give a number from 1 to {MAX_K}.")
        topics = topics_of(topic)
        if topic.strip() and not topics:
            known = ", ".join(map(label, Topic))
            raise BadValue(f"'{topic.strip()}' is no topic. Topics are: {known}.")
        return peers(self.asking(city).profile, self.transplants.held().knowledge, topics, k)

    def _ranked(self, found: list[Found], place: Asking | None) -> list[Ranked]:
        """Cases in the order in which they are shown: by relevance, and where a city asks by fit as well."""
        if place is None:
            return [Ranked(entry, None, None) for entry in found]
        reports = [self.transplants.report(f.document.doc_id, place) for f in found[:MAX_RANKED]]
        pairs = list(zip(found, reports, strict=False))
        return in_order(pairs) + [Ranked(entry, None, None) for entry in found[MAX_RANKED:]]

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

    def _finds(self, question: str, chosen: Chosen, found: list[Found]) -> Finds:
        """What was found with all filters, and what is found without that of each facet."""
        ids = {entry.document.doc_id for entry in found}
        if not chosen:
            return {None: ids}
        wider = [self.catalogue.matching(without(chosen, facet)) for facet in chosen]
        return self.catalogue.finds(chosen, ids.union(self._grouped(question, set().union(*wider))))

    def _why_none(self, question: str, chosen: Chosen, finds: Finds) -> str:
        dropped = {**finds, None: self._grouped(question, None)}
        holding = len(self.catalogue.matching(chosen))
        return why_none(chosen, holding, {facet: len(ids) for facet, ids in dropped.items()})

    def _found(self, question: str, chosen: Chosen) -> list[Found]:
        """Documents by their best passage, those below the line left out, best first."""
        grouped = self._grouped(question, self.catalogue.matching(chosen) if chosen else None)
        documents = {d.doc_id: d for d in self.library.store.documents(grouped)}
        return [
            Found(documents[doc_id], scored[0][0], _quotable(scored))
            for doc_id, scored in grouped.items()
            if doc_id in documents
        ]

    def _hits(self, question: str, among: Collection[str] | None) -> list[Hit]:
        """Passages of these documents, None for all; none is crowded out by those of others."""
        if among is None:
            return self.library.search(question, COUNTED)
        within = set(self.library.store.passage_ids_in(among))
        if not within:
            return []
        depth = max(COUNTED, self.library.generation().passages)
        return [hit for hit in self.library.search(question, depth) if hit.passage_id in within]

    def _grouped(
        self, question: str, among: Collection[str] | None
    ) -> dict[str, list[tuple[float, Passage]]]:
        """Passages above the line by the document that they are in, best first."""
        hits = [hit for hit in self._hits(question, among) if hit.score >= ABSTAIN_BELOW]
        passages = self.library.store.passages(hit.passage_id for hit in hits)
        grouped: dict[str, list[tuple[float, Passage]]] = {}
        for hit in hits:
            if passage := passages.get(hit.passage_id):
                grouped.setdefault(passage.doc_id, []).append((hit.score, passage))
        return grouped


def _shown(place: Asking | None) -> AskingCity | None:
    if place is None:
        return None
    profile = place.profile
    return AskingCity(
        id=profile.city.id if profile.city else None,
        name=profile.name,
        country=country_name(profile.country_code),
        understood=tuple(statement.sentence for statement in place.said),
    )


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
