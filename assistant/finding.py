"""Documents for a question: searched, put together from passages, and each with the chance that it helps."""

import threading
from collections.abc import Collection, Sequence
from typing import NamedTuple

from assistant.calibration import Calibration, shipped
from assistant.understanding import Understood, Words
from corpus.gazetteer import fold
from index.base import Vectors
from index.collapse import Grouped, collapse
from index.generations import Generation
from index.library import DEPTH, Library, search
from index.search import Ranking

HELPS = 0.1
"""Least chance that a document helps, below which it is not shown: one in ten."""

ALIKE = 0.97
"""Cosine of two passages from which they say the same."""

BEGINNING = 3
"""Passages at the beginning of two documents that are compared: where all say the same, the better one is shown."""

COMPARED = 50
"""Documents that are looked through for others that say the same."""


class Scored(NamedTuple):
    """A document that was found.

    Attributes:
        relevance: the chance that it helps, 0..1.
        passages: ids of its passages, best first, each with its share of the best one's score, 0..1.
        alike: ids of documents that say the same and are left out.
    """

    doc_id: str
    relevance: float
    passages: tuple[tuple[int, float], ...]
    alike: tuple[str, ...] = ()


class Findings(NamedTuple):
    """What was found for a question.

    Attributes:
        sure: the chance that anything here answers, 0..1.
        shown: what is worth showing, best first; none where the chance is below the line.
        ranked: everything, best first, whatever the chance.
    """

    sure: float
    shown: tuple[Scored, ...]
    ranked: tuple[Scored, ...]


class Finder:
    """Finds documents of one library."""

    def __init__(self, library: Library, calibration: Calibration | None = None) -> None:
        self._library = library
        self._calibration = calibration or shipped()
        self._words: tuple[int, Words] | None = None
        self._filling = threading.Lock()

    def words(self) -> Words:
        """What the library knows of words, as its index is now."""
        index = self._library.generation()
        with self._filling:
            if self._words is None or self._words[0] != index.number:
                self._words = index.number, self._read_words(index)
            return self._words[1]

    def _read_words(self, index: Generation) -> Words:
        cases = [d.meta["case"] for d in self._library.store.documents() if d.kind == "case"]
        cities = frozenset(
            fold(name) for case in cases for name in (case["city"], *case["other_cities"])
        )
        embedder = index.embedder
        return Words(
            index.lexical.spelt(), lambda word: embedder.count_pieces([word])[0] == 1, cities
        )

    def find(self, asked: Understood, among: Collection[str] | None = None) -> Findings:
        """Documents for a question.

        Args:
            among: ids of the only documents that are looked at, None for all.
        Raises:
            IndexUnusable: the message names the command that mends it.
        """
        index = self._library.generation()
        within = None if among is None else self._library.store.passage_ids_in(among)
        ranking = search(index, asked.searched, DEPTH, within)
        groups, signals = collapse(ranking.hits, index.table.owner), ranking.signals
        if asked.subject != asked.searched:
            about = search(index, asked.subject, DEPTH, within)
            groups, signals = _of_subject(groups, about, index), about.signals
        sure = self._calibration.sure(signals)
        ranked = self._scored(groups, sure)
        shown = [entry for entry in ranked if entry.relevance >= HELPS]
        return Findings(
            sure,
            tuple(_unlike(index, shown)) if sure >= self._calibration.line else (),
            ranked,
        )

    def _scored(self, groups: Sequence[Grouped], sure: float) -> tuple[Scored, ...]:
        return tuple(
            Scored(group.doc_id, sure * self._calibration.helping(group.score), _shares(group))
            for group in groups
        )


def _of_subject(groups: Sequence[Grouped], about: Ranking, index: Generation) -> list[Grouped]:
    """Documents by the lower of two scores: of the whole question, and of its subject without places.

    A place in common is no sign that a document knows the subject.
    """
    subject = {group.doc_id: group.score for group in collapse(about.hits, index.table.owner)}
    both = [
        group._replace(score=min(group.score, subject.get(group.doc_id, 0.0))) for group in groups
    ]
    return sorted(both, key=lambda group: -group.score)


def _shares(group: Grouped) -> tuple[tuple[int, float], ...]:
    best = max(group.hits[0].score, 1e-9)
    return tuple((hit.passage_id, hit.score / best) for hit in group.hits)


def _unlike(index: Generation, found: Sequence[Scored]) -> list[Scored]:
    """The documents without those whose beginning says the same as a better document's."""
    kept: list[Scored] = []
    begin: list[Vectors] = []
    for entry in found[:COMPARED]:
        ids = index.table.passages(entry.doc_id)[:BEGINNING]
        mine = index.vectors.vectors(ids)
        twin = next((at for at, other in enumerate(begin) if _same(mine, other)), None)
        if twin is None:
            kept.append(entry)
            begin.append(mine)
        else:
            kept[twin] = kept[twin]._replace(alike=(*kept[twin].alike, entry.doc_id))
    return [*kept, *found[COMPARED:]]


def _same(mine: Vectors, other: Vectors) -> bool:
    """True where each passage of one has a passage of the other that says the same."""
    return bool((mine @ other.T).max(axis=1).min() >= ALIKE)
