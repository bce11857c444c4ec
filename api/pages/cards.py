"""What the page shows of each practice beside the answer itself: why it may suit the city, and its lessons."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.answer import Answer, Practice
from assistant.assistant import SeenAssistant
from assistant.compose import case_of
from assistant.profile import ContextProfile, profile_at
from assistant.taught import Weights, lessons_for, weights
from assistant.why import why_here
from corpus.case import CaseStudy, Lesson
from corpus.forms import Source


class Card(NamedTuple):
    """A practice as the page shows it; lessons with the source that each is from."""

    practice: Practice
    why: str
    lessons: tuple[tuple[Lesson, Source], ...]


def cards(
    assistant: SeenAssistant, answer: Answer, city: ContextProfile | None
) -> tuple[Card, ...]:
    """A card for each practice, in the answer's order.

    Args:
        city: the asking one, None where there is none.
    """
    studies = _studies(assistant, [practice.case_id for practice in answer.practices])
    asked = weights(answer.reading.searched, assistant.finder.words().spelt)
    return tuple(
        _card(practice, studies[practice.case_id], asked, city)
        for practice in answer.practices
        if practice.case_id in studies  # else it was removed meanwhile
    )


def _studies(assistant: SeenAssistant, ids: Sequence[str]) -> Mapping[str, CaseStudy]:
    """The case studies of these ids that are there; those that the analysis holds need not be read again."""
    held = {case.id: case for case in assistant.transplants.held().knowledge.cases}
    others = [doc_id for doc_id in ids if doc_id not in held]
    read = assistant.library.store.documents(others) if others else ()
    return held | {document.doc_id: case_of(document) for document in read}


def _card(practice: Practice, case: CaseStudy, asked: Weights, city: ContextProfile | None) -> Card:
    quotes = [citation.quote for citation in practice.citations]
    lessons = lessons_for(case, asked, quotes)
    why = practice.why
    if city and practice.transplant:
        why = why_here(profile_at(case.city, case.country), city, practice.transplant)
    return Card(practice, why, tuple((one, case.sources[one.source - 1]) for one in lessons))
