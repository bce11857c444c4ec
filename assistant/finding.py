"""Documents for a question: searched, put together from passages, and each with the chance that it helps."""

import threading
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.calibration import Calibration, shipped
from assistant.understanding import Understood, Words
from corpus.gazetteer import fold
from index.analysis import expanded
from index.collapse import Grouped, collapse
from index.generations import Generation
from index.library import DEPTH, search
from index.search import Signals
from index.seen import Readable

HELPS = 0.1
"""Least chance that a document helps, below which it is not shown: one in ten."""

ALIKE = 0.97
"""Cosine of two passages from which they say the same."""

BEGINNING = 3
"""Passages at the beginning of two documents that are compared, beside the best one of each.

Where all say the same, the better document is shown. The best one counts as reports of two years may begin alike.
"""


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

    def __init__(self, library: Readable, calibration: Calibration | None = None) -> None:
        self._library = library
        self.calibration = calibration or shipped()
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
        groups, signals = _found(index, asked.searched, within)
        if asked.subject != asked.searched:
            about, signals = _found(index, asked.subject, within)
            groups = _of_subject(groups, about)
        if among is not None:
            groups = [group for group in groups if group.doc_id in among]
        sure = self.calibration.sure(in_other_words(index, signals, asked.subject))
        ranked = self._scored(groups, sure)
        shown = [entry for entry in ranked if entry.relevance >= HELPS]
        return Findings(
            sure,
            tuple(_unlike(index, shown)) if sure >= self.calibration.line else (),
            ranked,
        )

    def _scored(self, groups: Sequence[Grouped], sure: float) -> tuple[Scored, ...]:
        return tuple(
            Scored(group.doc_id, sure * self.calibration.helping(group.score), _shares(group))
            for group in groups
        )


def in_other_words(index: Generation, signals: Signals, subject: str) -> Signals:
    """The signals with the better of two cosines: of the subject, and with the words that others use for it."""
    told = expanded(subject)
    if told == subject:
        return signals
    best = index.vectors.search(index.embedder.encode_query(told), 1)
    return signals._replace(cosine=max([signals.cosine, *(hit.score for hit in best)]))


def _found(
    index: Generation, text: str, within: Sequence[int] | None
) -> tuple[list[Grouped], Signals]:
    """Documents for a text, and the signals; those in `within` that all others would crowd out come last.

    What a document is worth does not hang on what else is looked at.
    """
    ranking = search(index, text, DEPTH)
    groups = collapse(ranking.hits, index.table.owner)
    if within is not None:
        inside = collapse(search(index, text, DEPTH, within).hits, index.table.owner)
        held = {group.doc_id for group in groups}
        groups += [group for group in inside if group.doc_id not in held]
    return groups, ranking.signals


def _of_subject(groups: Sequence[Grouped], about: Sequence[Grouped]) -> list[Grouped]:
    """Documents by the lower of two scores: of the whole question, and of its subject without places.

    A place in common is no sign that a document knows the subject.
    """
    subject = {group.doc_id: group.score for group in about}
    both = [
        group._replace(score=min(group.score, subject.get(group.doc_id, 0.0))) for group in groups
    ]
    return sorted(both, key=lambda group: -group.score)


def _shares(group: Grouped) -> tuple[tuple[int, float], ...]:
    best = max(group.hits[0].score, 1e-9)
    return tuple((hit.passage_id, hit.score / best) for hit in group.hits)


def _unlike(index: Generation, found: Sequence[Scored]) -> list[Scored]:
    """The documents without those whose beginning and best passage say the same as a better document's."""
    same = _same(index, found)
    kept: dict[int, Scored] = {}
    for at, entry in enumerate(found):
        twin = next((other for other in kept if same[at, other]), None)
        if twin is None:
            kept[at] = entry
        else:
            kept[twin] = kept[twin]._replace(alike=(*kept[twin].alike, entry.doc_id))
    return list(kept.values())


def _same(index: Generation, found: Sequence[Scored]) -> NDArray[np.bool_]:
    """True where each compared passage of one document says the same as one of the other's, (n, n)."""
    taken = [
        [*index.table.passages(entry.doc_id)[:BEGINNING], entry.passages[0][0]] for entry in found
    ]
    if not taken:
        return np.zeros((0, 0), np.bool_)
    held = index.vectors.vectors([passage_id for ids in taken for passage_id in ids])
    starts = np.cumsum([0, *map(len, taken[:-1])])
    any_of_other = np.logical_or.reduceat(held @ held.T >= ALIKE, starts, axis=1)
    return np.asarray(np.logical_and.reduceat(any_of_other, starts, axis=0))
