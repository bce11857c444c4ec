"""What a transplant is asked about: a practice, a case study, or a practice met only in a document."""

from typing import NamedTuple

import numpy as np

from assistant.evidence import Subject
from assistant.knowledge import Encode, Floats, Knowledge
from assistant.mined import Mined, mine, strength
from corpus.case import CaseStudy
from corpus.errors import UnknownDocument, UnknownPractice
from corpus.gazetteer import fold
from corpus.nouns import Passage
from corpus.practice import Practice
from corpus.vocabulary import Topic
from index.base import ReadStore

OPENING = 1200
"""Characters of a document that say what its practice is."""

SHORTEST = 3
"""Letters of the shortest name that is looked for within a longer text: BRT, but not "go"."""


class Asked(NamedTuple):
    """What is asked about.

    Attributes:
        name: as shown.
        practice, case: where the corpus has them.
        mined: conditions read from a document, in reading order; empty for the corpus's own.
        subject: the same for the models.
    """

    name: str
    practice: Practice | None
    case: CaseStudy | None
    mined: tuple[Mined, ...]
    subject: Subject


def asked(what: str, knowledge: Knowledge, store: ReadStore, encode: Encode) -> Asked:
    """What a practice's name, a case study's id or a document's id means.

    Raises:
        UnknownPractice: nothing is called so, or two practices are; `nearest` has what to ask for instead.
    """
    what = what.strip()
    case = next((case for case in knowledge.cases if case.id == what), None)
    if case:
        return _of_practice(knowledge, case.practice, case)
    if practice := _named(what, knowledge):
        return _of_practice(knowledge, practice.id, None)
    try:
        document = store.get(what)
    except UnknownDocument:
        raise _unknown(what, knowledge, encode) from None
    passages = store.passages(store.passage_ids(what)).values()
    return _of_document(document.title, list(passages), knowledge, encode)


def _of_practice(knowledge: Knowledge, practice_id: str, case: CaseStudy | None) -> Asked:
    at = knowledge.positions[practice_id]
    practice = knowledge.practices[at]
    # the practice itself at 1, others as near as their names are to its name
    own = knowledge.names[np.flatnonzero(knowledge.owner == at)[0]]
    near = knowledge.nearness(own)
    near[at] = 1.0
    topics = frozenset(case.topics if case else practice.topics)
    return Asked(practice.name, practice, case, (), Subject(near, topics))


def _of_document(
    title: str, passages: list[Passage], knowledge: Knowledge, encode: Encode
) -> Asked:
    text = " ".join(passage.text for passage in passages)[:OPENING]
    near = knowledge.nearness(encode([f"{title}. {text}"])[0])
    found = mine(passages)
    return Asked(title, None, None, found, Subject(near, _topics(near, knowledge), strength(found)))


def _topics(near: Floats, knowledge: Knowledge) -> frozenset[Topic]:
    """The topics of the three nearest practices that more than one of them has."""
    nearest = [knowledge.practices[at] for at in np.argsort(-near)[:3]]
    topics = [topic for practice in nearest for topic in practice.topics]
    return frozenset(t for t in topics if topics.count(t) > 1) or frozenset(nearest[0].topics)


def _named(what: str, knowledge: Knowledge) -> Practice | None:
    """The practice whose id, name or alias it is, or whose name alone stands in it.

    Raises:
        UnknownPractice: names of two practices stand in it.
    """
    said = fold(what)
    if said in knowledge.called:
        return knowledge.practices[knowledge.called[said]]
    inside = {
        name: knowledge.practices[at]
        for name, at in knowledge.called.items()
        if len(name) >= SHORTEST and f" {name} " in f" {said} "
    }
    # a name within a longer one that was found says nothing of its own
    alone = {p.id: p for n, p in inside.items() if not any(n != m and n in m for m in inside)}
    if len(alone) > 1:
        several = tuple(p.name for p in alone.values())
        raise UnknownPractice(
            f"That names {len(several)} practices: {'; '.join(several)}. Ask for one at a time.",
            several,
        )
    return next(iter(alone.values()), None)


def _unknown(what: str, knowledge: Knowledge, encode: Encode) -> UnknownPractice:
    if not any(map(str.isalnum, what)):
        return UnknownPractice("Name a practice, such as 'bike share', or the id of a case study.")
    near = knowledge.nearness(encode([what[:OPENING]])[0])
    nearest = tuple(knowledge.practices[at].name for at in np.argsort(-near)[:5])
    return UnknownPractice(
        f"No practice, case study or document is called '{what[:80]}'. "
        f"The nearest are: {'; '.join(nearest)}.",
        nearest,
    )
