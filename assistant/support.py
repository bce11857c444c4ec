"""Evidence that a flag quotes: conditions and lessons of cases, mined sentences, and what other cities changed."""

from collections.abc import Iterable

from assistant.knowledge import Floats, Knowledge
from assistant.links import quote_url
from assistant.mined import Mined
from assistant.report import Precedent, Support
from corpus.case import CaseStudy
from corpus.gazetteer import country_name, fold
from corpus.practice import Practice
from corpus.vocabulary import Dimension, LessonKind

SAME_PRACTICE = 0.75
"""Nearness, as a weight of transfers, from which a precedent counts as of the same practice."""

MOST_QUOTES = 2
MOST_PRECEDENTS = 3

FIRST_KINDS = (
    LessonKind.BARRIER,
    LessonKind.PITFALL,
    LessonKind.RECOMMENDATION,
    LessonKind.ENABLER,
)


def quotes(
    dimension: Dimension,
    cases: Iterable[CaseStudy],
    practice: Practice | None,
    mined: Iterable[Mined],
    title: str,
) -> tuple[Support, ...]:
    """At most MOST_QUOTES pieces of evidence on a dimension.

    First what was mined from the document asked about, then the cases' lessons and conditions; where no
    case speaks, the practice's typical condition, marked as a judgement.
    """
    found = [_mined(entry, title) for entry in mined if entry.dimension is dimension]
    lessons = [
        (FIRST_KINDS.index(lesson.kind), number, case, lesson.text)
        for number, case in enumerate(cases)
        for lesson in case.lessons
        if dimension in lesson.dimensions
    ]
    for _, _, case, text in sorted(lessons, key=lambda entry: entry[:2]):
        found.append(_from_case("lesson", text, case, "Lessons"))
    for case in cases:
        found += [
            _from_case("condition", condition.requirement, case, "Conditions")
            for condition in case.conditions
            if condition.dimension is dimension
        ]
    if not found and practice:
        found = [
            Support(kind="judgement", text=c.requirement, source=practice.name, reviewed=True)
            for c in practice.conditions
            if c.dimension is dimension
        ]
    return tuple(found[:MOST_QUOTES])


def _mined(entry: Mined, title: str) -> Support:
    passage = entry.passage
    start = passage.start + passage.text.index(entry.text)
    return Support(
        kind="mined",
        text=entry.text,
        source=title,
        page=passage.page,
        section=passage.section or None,
        url=quote_url(passage, start, start + len(entry.text)),
        reviewed=False,
    )


def _from_case(kind: str, text: str, case: CaseStudy, section: str) -> Support:
    return Support(
        kind=kind,
        text=text,
        source=case.title,
        section=section,
        url=f"/cases/{case.id}#{fold(section)}",
    )


def precedents(
    knowledge: Knowledge, near: Floats, likeness: Floats
) -> dict[Dimension, tuple[Precedent, ...]]:
    """What cities changed, or broke on, when they took over this practice: those most like the asking city first.

    Args:
        near: of each practice to what is asked about; likeness: of each transfer's recipient to the asking city.
    """
    found: dict[Dimension, list[Precedent]] = {}
    rows = [
        (float(likeness[at]), transfer)
        for at, transfer in enumerate(knowledge.transfers)
        if near[knowledge.transfer_practice[at]] >= SAME_PRACTICE
    ]
    for like, transfer in sorted(rows, key=lambda row: (-row[0], row[1].id)):
        practice = knowledge.practices[knowledge.positions[transfer.practice]]
        for change in transfer.dimensions:
            found.setdefault(change.dimension, []).append(
                Precedent(
                    city=transfer.recipient.city,
                    country=country_name(transfer.recipient.country),
                    practice=practice.name,
                    year=transfer.year,
                    outcome=transfer.outcome,
                    what=change.what,
                    likeness=round(min(like, 1.0), 3),
                    source=transfer.sources[0].title,
                    url=transfer.sources[0].url,
                )
            )
    return {dimension: tuple(rows[:MOST_PRECEDENTS]) for dimension, rows in found.items()}
