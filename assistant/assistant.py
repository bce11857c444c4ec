"""The assistant: a question and a city in, a cited answer out, or an honest abstention."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import Any

from assistant.answer import Answer, AskingCity, Mended, Reading
from assistant.asking import Asking, asking
from assistant.assessments import Assessments, Unstated
from assistant.balancing import balance as balanced
from assistant.catalogue import Catalogue, SeenCatalogue
from assistant.compose import Found, case_of, documents, found_document, practice
from assistant.counts import counts, why_none
from assistant.facets import UNKNOWN, Facet
from assistant.filter_words import NO_FILTERS, Given, read
from assistant.filters import Chosen, Finds, without
from assistant.finding import Finder, Findings, Scored
from assistant.peers import Peer, peers
from assistant.profile import Raw
from assistant.rank import Ranked, in_order
from assistant.report import TransplantReport
from assistant.topics import topics_of
from assistant.transplants import Transplants
from assistant.understanding import Understood, as_written, understood
from corpus.case import CaseStudy
from corpus.collection import EVERYTHING, Sight
from corpus.errors import (
    AmbiguousCity,
    BadLimit,
    BadQuestion,
    BadValue,
    UnknownCase,
    UnknownDocument,
)
from corpus.gazetteer import country_name
from corpus.vocabulary import Topic, label
from index.balance import checked
from index.library import Library
from index.seen import Readable, SeenLibrary

NO_FACTS: Mapping[str, Raw] = MappingProxyType({})

MAX_RANKED = 12
"""Most relevant cases that are analysed for the asking city; those behind them keep their order."""

MAX_QUESTION = 2000
"""Characters of a question."""

MAX_K = 50
"""Most practices, and most documents, of one answer."""

MAX_SIGHTS = 32
"""Assistants kept ready for askers who see different collections."""

NEAREST = 8
"""Documents from whose topics the nearest ones are told where nothing answers."""

ABSTAINED = (
    "Nothing in this collection answers this question. It knows what cities have tried: "
    "water, heat, waste, mobility, housing, energy, participation and the like. "
    "Try other words, or take in documents on the subject."
)


class SeenAssistant:
    """Answers questions from a library as one asker sees it."""

    def __init__(self, library: Readable) -> None:
        self.library = library
        self.transplants = Transplants(library)
        self.assessments = Assessments(library.home)
        self.catalogue = Catalogue(library)
        self.finder = Finder(library)

    def ask(
        self,
        question: str,
        city: str | None = None,
        k: int = 5,
        facts: Mapping[str, Raw] = NO_FACTS,
        filters: Given = NO_FILTERS,
        literally: bool = False,
        balance: float | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            question: 1..MAX_QUESTION characters, not blank.
            city: the asking city's name, with or without country; None or blank for none.
            k: at most so many practices, and so many documents, 1..MAX_K.
            facts: what the city states of itself beside the question, by attribute.
            filters: values by facet, in any spelling; only what has one of each facet answers.
            literally: search the words as they are written, without translating or mending them.
            balance: the most relevance that a place may lose so that South and North are seen as their
                relevance deserves, 0..1; None for the order of relevance alone.
        Raises:
            BadQuestion, BadLimit, UnknownCity, BadValue: the message says what to change.
            IndexUnusable: the message names the command that mends it.
        """
        question = _checked(question, k)
        if balance is not None:
            checked(balance)
        chosen = self.chosen(filters)
        meant = as_written(question) if literally else understood(question, self.finder.words())
        place = self._asking(city, facts, meant, question)
        findings = self.finder.find(meant, self.catalogue.matching(chosen) if chosen else None)
        finds = self._finds(meant, chosen, findings.shown)
        answer = Answer(
            question=question,
            reading=_reading(meant),
            city=_shown(place, given=bool(city and city.strip())),
            abstained=not findings.shown,
            practices=(),
            documents=(),
            found=len(findings.shown),
            balance=balance,
            facets=counts(finds, chosen, self.catalogue.held()),
        )
        if not findings.shown:
            why = self._why_none(meant, chosen, finds)
            return answer.model_copy(
                update={"reason": why, "nearest": () if chosen else self._nearest(findings)}
            )
        return answer.model_copy(update=self._parts(findings.shown, meant, place, k, balance))

    def _parts(
        self,
        shown: Sequence[Scored],
        meant: Understood,
        place: Asking | None,
        k: int,
        balance: float | None,
    ) -> dict[str, Any]:
        """Practices and documents, cited, with the next numbers."""
        found, numbers, words = documents(self.library.store, shown), count(1), meant.searched
        ranked = self._ranked([f for f in found if f.document.kind == "case"], place)
        if balance is not None:
            ranked = balanced(ranked, balance)
        others = [entry for entry in found if entry.document.kind != "case"][:k]
        return {
            "practices": tuple(
                practice(entry.found, words, numbers).model_copy(
                    update={"moved": entry.moved, "transplant": entry.report}
                )
                for entry in ranked[:k]
            ),
            "documents": tuple(found_document(entry, words, numbers) for entry in others),
        }

    def _asking(
        self, city: str | None, facts: Mapping[str, Raw], meant: Understood, question: str
    ) -> Asking | None:
        """The city that asks: the one that is given, else the one that the question names."""
        name = city if city and city.strip() else meant.city and meant.city.label
        try:
            return self.asking(name, facts, meant.english or question) if name else None
        except AmbiguousCity:
            if city and city.strip():
                raise
            return None

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

    def _finds(self, meant: Understood, chosen: Chosen, shown: Sequence[Scored]) -> Finds:
        """What was found with all filters, and what is found without that of each facet."""
        ids = {entry.doc_id for entry in shown}
        if not chosen:
            return {None: ids}
        wider = [self.catalogue.matching(without(chosen, facet)) for facet in chosen]
        found = self.finder.find(meant, set().union(*wider)).shown
        return self.catalogue.finds(chosen, ids.union(entry.doc_id for entry in found))

    def _why_none(self, meant: Understood, chosen: Chosen, finds: Finds) -> str:
        if not chosen:
            return ABSTAINED
        anyway = {entry.doc_id for entry in self.finder.find(meant).shown}
        holding = len(self.catalogue.matching(chosen))
        counted = {facet: len(ids) for facet, ids in {**finds, None: anyway}.items()}
        return why_none(chosen, holding, counted)

    def _nearest(self, findings: Findings) -> tuple[str, ...]:
        """The topics of what came nearest to a question that nothing answers."""
        ids = [entry.doc_id for entry in findings.ranked[:NEAREST]]
        held = self.catalogue.held()
        topics = Counter(topic for i in ids for topic in held[i][Facet.TOPIC] if topic != UNKNOWN)
        return tuple(label(topic) for topic, _ in topics.most_common(3))


class Assistant(SeenAssistant):
    """Answers questions from all of a library, or from what an asker may see of it."""

    library: Library

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._seen: OrderedDict[Sight, SeenAssistant] = OrderedDict()
        self._seeing = threading.Lock()

    def seen_by(self, sight: Sight) -> SeenAssistant:
        """The assistant for an asker of that sight: what is not seen is in no answer, count, peer or report."""
        if sight == EVERYTHING:
            return self
        with self._seeing:
            if sight not in self._seen:
                self._seen[sight] = self._over(SeenLibrary(self.library, sight), sight)
            self._seen.move_to_end(sight)
            while len(self._seen) > MAX_SIGHTS:
                self._seen.popitem(last=False)
            return self._seen[sight]

    def _over(self, library: SeenLibrary, sight: Sight) -> SeenAssistant:
        seen = SeenAssistant(library)
        seen.transplants = Transplants(library, self.transplants)
        seen.catalogue = SeenCatalogue(self.catalogue, library)
        seen.finder = Finder(library, self.finder.calibration)
        if not sight.statements:
            seen.assessments = Unstated(library.home)
        return seen


def _reading(meant: Understood) -> Reading:
    return Reading(
        language=meant.language,
        english=meant.english,
        notice=meant.notice,
        mended=tuple(Mended(written=old, meant=new) for old, new in meant.changes),
        searched=meant.searched,
    )


def _shown(place: Asking | None, *, given: bool) -> AskingCity | None:
    if place is None:
        return None
    profile = place.profile
    return AskingCity(
        id=profile.city.id if profile.city else None,
        name=profile.name,
        country=country_name(profile.country_code),
        understood=tuple(statement.sentence for statement in place.said),
        from_question=not given,
    )


def _checked(question: str, k: int) -> str:
    # JSON can hold halves of surrogate pairs, which nothing can print
    question = question.encode("utf-8", "ignore").decode().strip()
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
