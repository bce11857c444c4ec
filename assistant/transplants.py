"""The transplant analysis over one library: what it knows is put together once, until store or model change."""

import threading
from functools import partial
from typing import NamedTuple

from assistant.asking import Asking
from assistant.foretell import shipped
from assistant.knowledge import Encode, Floats, Knowledge, knowledge
from assistant.report import TransplantReport
from assistant.shelf import Shelf
from assistant.subject import asked
from assistant.transplant import report
from corpus.case import CaseStudy
from corpus.network import Network
from index.base import Embedder, Model
from index.seen import Readable


class Held(NamedTuple):
    """What was put together at one revision of the store with one model.

    Attributes:
        revision: the last one at which the case studies were these.
        shelf: the revision of the practices and networks.
        cases: id and digest of each.
        encode: texts to vectors by that model, also after another one came into use.
    """

    revision: int
    shelf: int
    cases: frozenset[tuple[str, str]]
    model: Model
    encode: Encode
    knowledge: Knowledge
    places: Floats
    networks: tuple[Network, ...]


class Transplants:
    """Reports on practices for cities, from what a library holds."""

    def __init__(self, library: Readable, whole: "Transplants | None" = None) -> None:
        """Know nothing yet.

        Args:
            whole: of the same library as others see it; where its case studies are the same, what it
                knows is taken from there.
        """
        self._library, self._whole = library, whole
        self.shelf: Shelf = whole.shelf if whole else Shelf(library.home)
        self._held: Held | None = None
        self._filling = threading.Lock()

    def report(self, what: str, city: Asking) -> TransplantReport:
        """The report on a practice, a case study or a document for an asking city.

        Raises:
            UnknownPractice: nothing is called so, or two practices are.
        """
        held = self.held()
        subject = asked(what, held.knowledge, self._library.store, held.encode)
        return report(
            subject, city.profile, held.knowledge, held.places, shipped(), held.networks, city.said
        )

    def held(self) -> Held:
        """What is known, as the store is now, by the model in use."""
        with self._filling:
            held, embedder = self._held, self._library.embedder
            now = (self._library.store.revision(), self.shelf.revision())
            if held is None or (held.revision, held.shelf, held.model) != (*now, embedder.model):
                held = self._held = self._fill(*now, embedder)
            return held

    def _fill(self, revision: int, shelf: int, embedder: Embedder) -> Held:
        """While documents come in, the case studies mostly stay as they are, and so does what is known."""
        documents = [d for d in self._library.store.documents() if d.kind == "case"]
        cases = frozenset((document.doc_id, document.sha256) for document in documents)
        for before in (self._held, self._whole and self._whole.held()):
            if before and before[1:4] == (shelf, cases, embedder.model):
                return before._replace(revision=revision)
        corpus = self.shelf.all()
        encode = partial(self._library.vectors_by, embedder)
        studies = (CaseStudy.model_validate(document.meta["case"]) for document in documents)
        known = knowledge(corpus.practices, studies, corpus.transfers, encode)
        return Held(
            revision, shelf, cases, embedder.model, encode, known, corpus.places, corpus.networks
        )
