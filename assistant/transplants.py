"""The transplant analysis over one library: what it knows is put together once and kept until the store changes."""

import threading
from typing import NamedTuple

from assistant.asking import Asking
from assistant.compiled import compiled
from assistant.foretell import shipped
from assistant.knowledge import Floats, Knowledge, knowledge
from assistant.report import TransplantReport
from assistant.subject import asked
from assistant.transplant import report
from corpus.case import CaseStudy
from corpus.network import Network
from index.library import Library


class Held(NamedTuple):
    """What was put together at one revision of the store."""

    revision: int
    knowledge: Knowledge
    places: Floats
    networks: tuple[Network, ...]


class Transplants:
    """Reports on practices for cities, from what a library holds."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: Held | None = None
        self._filling = threading.Lock()

    def report(self, what: str, city: Asking) -> TransplantReport:
        """The report on a practice, a case study or a document for an asking city.

        Raises:
            UnknownPractice: nothing is called so, or two practices are.
        """
        held = self.held()
        subject = asked(what, held.knowledge, self._library.store, self._library.vectors)
        return report(
            subject, city.profile, held.knowledge, held.places, shipped(), held.networks, city.said
        )

    def held(self) -> Held:
        """What is known, as the store is now."""
        with self._filling:
            revision = self._library.store.revision()
            if self._held is None or self._held.revision != revision:
                self._held = self._fill(revision)
            return self._held

    def _fill(self, revision: int) -> Held:
        store = self._library.store
        cases = (
            CaseStudy.model_validate(document.meta["case"])
            for document in store.documents()
            if document.kind == "case"
        )
        corpus = compiled(self._library.home / "cache")
        known = knowledge(corpus.practices, cases, corpus.transfers, self._library.vectors)
        return Held(revision, known, corpus.places, corpus.networks)
