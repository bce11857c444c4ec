"""Answers as replies: the same items, words and citation numbers on every surface."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from api.chat.base import Item, Kind, Reply
from api.chat.talk import Talk
from api.pages.telling import language, mended
from assistant.answer import Answer, FoundDocument, Practice
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


def of_answer(answer: Answer, talk: Talk) -> Reply:
    """An answer, or its abstention, as a reply."""
    return Reply(
        kind=Kind.ABSTENTION if answer.abstained else Kind.ANSWER,
        lines=tuple(_lines(answer)),
        items=items(answer),
        after=tuple(_after(answer)),
        page=page(talk),
        question=talk.question,
        city=talk.city,
    )


def items(answer: Answer) -> tuple[Item, ...]:
    """Practices, then documents, numbered through."""
    city = f"{answer.city.name}, {answer.city.country}" if answer.city else ""
    practices = [_practice(n, one, city) for n, one in enumerate(answer.practices, 1)]
    found = enumerate(answer.documents, len(practices) + 1)
    return (*practices, *(_document(n, one) for n, one in found))


def page(talk: Talk) -> str:
    """Path of the page that shows the same answer whole."""
    narrowed = [f"{facet}:{value}" for facet, values in talk.filters.items() for value in values]
    asked = {"q": talk.question, "city": talk.city, "f": narrowed}
    return f"/?{urlencode(asked, doseq=True)}"


def _lines(answer: Answer) -> Iterator[str]:
    if answer.reading.notice:
        yield answer.reading.notice
    if answer.reading.english:
        yield f"Asked in {language(answer.reading)}, searched as: {answer.reading.english}"
    if told := mended(answer.reading):
        yield told
    if city := answer.city:
        yield f"Asked for {city.name}, {city.country}."
        yield from (f"Understood: {sentence}" for sentence in city.understood)
    if answer.reason:
        yield answer.reason
    if answer.nearest:
        yield f"Topics nearest to it: {', '.join(answer.nearest)}."


def _after(answer: Answer) -> Iterator[str]:
    shown = len(answer.practices) + len(answer.documents)
    if answer.found > shown:
        yield f"{answer.found} answers, {shown} shown; the page has the others."


def _practice(number: int, found: Practice, city: str) -> Item:
    outcome = found.outcome.replace("_", " ")
    place = f"{found.city}, {found.country} · {found.years} · {outcome}"
    report = found.transplant
    sheet = f"/transplant?{urlencode({'practice': found.case_id, 'city': city})}"
    return Item(
        number=number,
        doc_id=found.case_id,
        title=found.title,
        about=f"{place} · relevance {found.relevance:.2f}",
        why=" ".join(filter(None, (found.why, found.moved))),
        quotes=found.citations,
        changes=changes(report) if report else (),
        url=f"/cases/{found.case_id}",
        sheet=sheet if report else "",
    )


def _document(number: int, found: FoundDocument) -> Item:
    return Item(
        number=number,
        doc_id=found.doc_id,
        title=found.title,
        about=f"your document · relevance {found.relevance:.2f}",
        quotes=found.citations,
        url=f"/documents/{found.doc_id}",
    )


def changes(report: TransplantReport) -> tuple[str, ...]:
    """How many flags of each kind, and the heaviest that do not fit."""
    counts = Counter(flag.verdict for flag in report.flags)
    told = ", ".join(f"{counts[verdict]} {FLAGGED[verdict]}" for verdict in Verdict)
    changing = [f for f in report.flags if f.verdict in (Verdict.ADAPT, Verdict.BLOCKS)]
    return (
        f"In {report.city.split(',')[0]}: {told}",
        *(f"{label(flag.dimension)}: {flag.sentence}" for flag in changing[:SHOWN_FLAGS]),
    )
