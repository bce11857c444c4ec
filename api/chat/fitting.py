"""What must change before an item works in a city, in brief; its transplant sheet has all fifteen dimensions."""

from collections.abc import Iterator

from api.chat.base import Item, Kind, Reply
from api.chat.examples import of_item
from api.chat.replies import changes, sheet
from api.chat.talk import Talk, Turn
from assistant.answer import Citation
from assistant.assistant import SeenAssistant
from assistant.report import Flag, Support, TransplantReport, Verdict
from corpus.errors import UnknownPractice

SHOWN_FLAGS = 4
"""Most flags that are told; the sheet shows all fifteen."""

QUOTED = 3
"""Most pieces of evidence that are quoted."""

CHECKS = 3
"""Things to find out first that are told."""

NAMED = 4
"""Cities, and networks, that are named."""


def fitting(number: int, city: str, text: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    """The transplant sheet of an item in brief.

    Args:
        number: of the item, among those that were shown.
        city: for which; its name as it was given.
        text: what was written, by which the same can be told once more.
    Raises:
        UnknownDocument, UnknownCity: the message says what to do.
    """
    document = assistant.library.store.get(talk.shown[number - 1])
    after = talk.model_copy(update={"about": number, "follow_up": text})
    try:
        report = assistant.transplant(document.doc_id, city)
    except UnknownPractice as error:
        return Reply(kind=Kind.ABSTENTION, lines=(str(error),), city=talk.asking), after
    kind = "cases" if document.kind == "case" else "documents"
    item = Item(
        number=number,
        doc_id=document.doc_id,
        title=document.title,
        about=_about(report),
        quotes=tuple(_quotes(document.doc_id, report)),
        changes=changes(report, SHOWN_FLAGS),
        url=f"/{kind}/{document.doc_id}",
        sheet=sheet(document.doc_id, report.city),
    )
    reply = Reply(
        kind=Kind.ANSWER,
        lines=tuple(_lines(report)),
        items=(item,),
        after=tuple(_after(report)),
        examples=of_item(number, talk, "work here"),
        question=talk.question,
        city=report.city,
    )
    return reply, after


def _about(report: TransplantReport) -> str:
    against = f" · compared with {report.origin}" if report.origin else ""
    return (
        f"suggested: {report.degree} · fit {report.fit:.2f} · risk {report.risk_in_words}{against}"
    )


def _lines(report: TransplantReport) -> Iterator[str]:
    yield f"What must change before it works in {report.city}:"
    yield from report.warnings


def _after(report: TransplantReport) -> Iterator[str]:
    if report.keep:
        yield f"Keep: {' '.join(report.keep[:CHECKS])}"
    if report.check_first:
        first = (line.removeprefix("Find out: ") for line in report.check_first[:CHECKS])
        yield f"Check first: {' '.join(first)}"
    if report.cities:
        yield f"Whom to ask: {'; '.join(report.cities[:NAMED])}."
    if report.networks:
        yield f"Networks: {'; '.join(report.networks[:NAMED])}."


def _quotes(doc_id: str, report: TransplantReport) -> Iterator[Citation]:
    """The first piece of evidence of each of the heaviest flags that do not fit, each piece once."""
    heavy = sorted(report.flags, key=lambda flag: flag.verdict is Verdict.UNKNOWN)
    found: dict[str, Support] = {}
    for flag in heavy:
        if support := _linked(flag):
            found.setdefault(support.text, support)
    for n, support in enumerate(list(found.values())[:QUOTED], 1):
        yield _citation(n, doc_id, support)


def _linked(flag: Flag) -> Support | None:
    """What can be opened of a flag's evidence, where it does not fit."""
    if flag.verdict is Verdict.FITS:
        return None
    return next((support for support in flag.evidence if support.url), None)


def _citation(n: int, doc_id: str, support: Support) -> Citation:
    where = f"page {support.page}" if support.page else support.section or ""
    unreviewed = "" if support.reviewed else ", unreviewed"
    return Citation(
        n=n,
        doc_id=doc_id,
        title=support.source,
        page=support.page,
        label=None,
        section=support.section,
        place=f"{where} of '{support.source}'{unreviewed}",
        quote=support.text,
        passage=support.text,
        url=support.url or "",
    )
