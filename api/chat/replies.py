"""Answers as replies: the same items, words and citation numbers on every surface."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from api.chat.base import Item, Kind, Reply
from api.chat.examples import of_answer as examples
from api.chat.talk import Talk
from api.pages.telling import language, mended
from assistant.answer import Answer, FoundDocument, Practice
from assistant.facets import Facet, name_of
from assistant.report import TransplantReport, Verdict
from corpus.vocabulary import label

SHOWN = 3
"""Practices, and documents, of a reply: more would be scrolled past; its page has all."""

SHOWN_FLAGS = 2
"""Most flags of a practice in a reply; its sheet shows all fifteen."""

FLAGGED = {
    Verdict.FITS: "fit",
    Verdict.ADAPT: "to adapt",
    Verdict.BLOCKS: "blocked",
    Verdict.UNKNOWN: "unknown",
}

ALL_SHOWN = "That was all that answers your question."


def of_answer(answer: Answer, talk: Talk) -> Reply:
    """An answer, or its abstention, as a reply: the part of it that the conversation is at."""
    shown = tuple(one for one in items(answer, talk.part) if one.number > _before(answer, talk))
    return Reply(
        kind=Kind.ABSTENTION if answer.abstained else Kind.ANSWER,
        lines=tuple(_lines(answer, talk)),
        items=shown,
        after=tuple(_after(answer)),
        examples=examples(answer, talk),
        page=page(talk),
        question=talk.question,
        city=talk.asking,
    )


def items(answer: Answer, part: int = 0) -> tuple[Item, ...]:
    """Practices, then documents, numbered through; those of each part of an answer before those of the next."""
    city = f"{answer.city.name}, {answer.city.country}" if answer.city else ""
    made: list[Item] = []
    for first in range(0, SHOWN * (part + 1), SHOWN):
        # an answer that is shown in one part is shown whole, however long
        span = slice(first, first + SHOWN) if part else slice(None)
        made += [_practice(1, one, city) for one in answer.practices[span]]
        made += [_document(1, one) for one in answer.documents[span]]
    return tuple(one.model_copy(update={"number": at}) for at, one in enumerate(made, 1))


def _before(answer: Answer, talk: Talk) -> int:
    """How many items were shown in earlier parts."""
    first = SHOWN * talk.part
    return len(answer.practices[:first]) + len(answer.documents[:first])


def page(talk: Talk) -> str:
    """Path of the page that shows the same answer whole."""
    narrowed = [f"{facet}:{value}" for facet, values in talk.filters.items() for value in values]
    asked = {"q": talk.question, "city": talk.asking, "f": narrowed}
    return f"/?{urlencode(asked, doseq=True)}"


def _lines(answer: Answer, talk: Talk) -> Iterator[str]:
    if answer.reading.notice:
        yield answer.reading.notice
    if answer.reading.english:
        yield f"Asked in {language(answer.reading)}, searched as: {answer.reading.english}"
    if told := mended(answer.reading):
        yield told
    if city := answer.city:
        yield f"Asked for {city.name}, {city.country}{_once(talk)}."
        yield from (f"Understood: {sentence}" for sentence in city.understood)
    if chosen := [
        f"{name_of(Facet(row.facet))} {row.label}" for row in answer.facets if row.chosen
    ]:
        yield f"Narrowed to {'; '.join(chosen)}."
    if answer.reason:
        yield answer.reason
    if answer.nearest:
        yield f"Topics nearest to it: {', '.join(answer.nearest)}."


def _once(talk: Talk) -> str:
    return f", this once; your city stays {talk.city}" if talk.elsewhere and talk.city else ""


def _after(answer: Answer) -> Iterator[str]:
    shown = len(answer.practices) + len(answer.documents)
    if answer.found > shown:
        yield f"{answer.found} answers, {shown} shown; the page has the others."


def about(found: Practice) -> str:
    """Where, when, and how it turned out, in one line."""
    return f"{found.city}, {found.country} · {found.years} · {found.outcome.replace('_', ' ')}"


def _practice(number: int, found: Practice, city: str) -> Item:
    report = found.transplant
    return Item(
        number=number,
        doc_id=found.case_id,
        title=found.title,
        about=f"{about(found)} · relevance {found.relevance:.2f}",
        why=" ".join(filter(None, (found.why, found.moved))),
        quotes=found.citations,
        changes=changes(report) if report else (),
        url=f"/cases/{found.case_id}",
        sheet=sheet(found.case_id, city) if report else "",
    )


def sheet(what: str, city: str) -> str:
    """Path of the transplant sheet of a case study or document for a city."""
    return f"/transplant?{urlencode({'practice': what, 'city': city})}"


def _document(number: int, found: FoundDocument) -> Item:
    return Item(
        number=number,
        doc_id=found.doc_id,
        title=found.title,
        about=f"your document · relevance {found.relevance:.2f}",
        quotes=found.citations,
        url=f"/documents/{found.doc_id}",
    )


def changes(report: TransplantReport, most: int = SHOWN_FLAGS) -> tuple[str, ...]:
    """How many flags of each kind, and the heaviest that do not fit."""
    counts = Counter(flag.verdict for flag in report.flags)
    told = ", ".join(f"{counts[verdict]} {FLAGGED[verdict]}" for verdict in Verdict)
    changing = [f for f in report.flags if f.verdict in (Verdict.ADAPT, Verdict.BLOCKS)]
    return (
        f"In {report.city.split(',')[0]}: {told}",
        *(f"{label(flag.dimension)}: {flag.sentence}" for flag in changing[:most]),
    )
