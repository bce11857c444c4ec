"""What is told of one item of the last answer: quotes of its own source, or plainly that the source does not say."""

from collections.abc import Iterator, Sequence

from api.chat.base import Item, Kind, Reply
from api.chat.cues import BRIEF, CUES, Cue
from api.chat.examples import of_item
from api.chat.moves import EACH, About, Aspect
from api.chat.references import assumed, others_of
from api.chat.replies import sheet
from api.chat.sourced import sources
from api.chat.talk import Talk, Turn
from api.chat.whom import whom_to_ask
from api.chat.within import Spot, cited, of_search, of_sections, sharing, speaking
from assistant.assistant import SeenAssistant
from assistant.compose import case_of
from corpus.gazetteer import country_name
from corpus.nouns import Document

NOT_SAID = "The source does not say, as far as a search in it can tell. Open it to be sure."
"""Said wherever a source has no word on what is asked of it."""

_TOLD = {Aspect.COST: "cost", Aspect.PAYER: "cost", Aspect.WRONG: "wrong", Aspect.ASK: "ask"}
"""Aspects that examples name, with a word of the example."""

MOST_ITEMS = 6
"""Items that are told of at once."""


def details(move: About, number: int, text: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    """What the source of an item says.

    Args:
        number: of the item, among those that were shown; EACH for all.
        text: what was written, by which the same can be told once more.
    Raises:
        UnknownDocument: it is gone meanwhile, or never was for this asker.
    """
    numbers = range(1, len(talk.shown) + 1)[:MOST_ITEMS] if number == EACH else [number]
    told = [_item(move, at, talk, assistant, alone=number != EACH) for at in numbers]
    found = any(item.quotes for item in told) or move.aspect is Aspect.SOURCES
    after = talk.model_copy(update={"about": max(number, 0), "follow_up": text})
    reply = Reply(
        kind=Kind.ANSWER if found else Kind.ABSTENTION,
        lines=tuple(_lines(move, number, text, talk, found=found)),
        items=_numbered(told),
        after=tuple(_after(move, number, talk, assistant)),
        examples=of_item(max(number, 1), talk, _TOLD.get(move.aspect, "")),
        question=talk.question,
        city=talk.asking,
    )
    return reply, after


def _lines(move: About, number: int, text: str, talk: Talk, *, found: bool) -> Iterator[str]:
    yield from assumed(move.number, talk)
    yield from others_of(number, text, talk)
    if not found:
        yield NOT_SAID
    elif move.aspect is Aspect.WORDS:
        yield f"On '{move.words}', in the words of the source:"
    elif move.aspect is Aspect.SOURCES:
        yield "Its sources:"
    elif move.aspect in CUES:
        yield f"On {CUES[move.aspect].name}, in the words of the source:"


def _after(move: About, number: int, talk: Talk, assistant: SeenAssistant) -> Iterator[str]:
    if number == EACH:
        return
    document = assistant.library.store.get(talk.shown[number - 1])
    if move.aspect is Aspect.SOURCES:
        yield from sources(document)
    if move.aspect is Aspect.ASK:
        yield from whom_to_ask(document, talk.asking, assistant)


def _item(move: About, number: int, talk: Talk, assistant: SeenAssistant, *, alone: bool) -> Item:
    document = assistant.library.store.get(talk.shown[number - 1])
    spots = _spots(move, document, assistant)
    case = document.kind == "case"
    return Item(
        number=number,
        doc_id=document.doc_id,
        title=document.title,
        about=_about(document),
        quotes=cited(document, spots if alone else spots[:1]),
        why="" if spots or alone or move.aspect is Aspect.SOURCES else NOT_SAID,
        url=f"/{'cases' if case else 'documents'}/{document.doc_id}",
        sheet=sheet(document.doc_id, talk.asking) if case and talk.asking else "",
    )


def _about(document: Document) -> str:
    if document.kind != "case":
        return "your document"
    case = case_of(document)
    outcome = case.outcome.replace("_", " ")
    return f"{case.city}, {country_name(case.country)} · {case.years} · {outcome}"


def _spots(move: About, document: Document, assistant: SeenAssistant) -> list[Spot]:
    if move.aspect is Aspect.SOURCES:
        return []
    if move.aspect is Aspect.WORDS:
        return sharing(of_search(document, move.words, assistant), move.words)[:3]
    if move.aspect is Aspect.ALL:
        return [s for aspect in BRIEF for s in _on(CUES[aspect], document, assistant)[:1]]
    return _on(CUES[move.aspect], document, assistant)


def _on(cue: Cue, document: Document, assistant: SeenAssistant) -> list[Spot]:
    """At most `cue.most` quotes, in the order of the source."""
    if document.kind == "case" and cue.sections:
        spots = of_sections(document, cue.sections, assistant)
        if len(spots) <= cue.most:
            return spots
        chosen = speaking(spots, cue.cue)[: cue.most]
        return [spot for spot in spots if spot in chosen] or spots[: cue.most]
    chosen = speaking(of_search(document, cue.words, assistant), cue.cue)[: cue.most]
    return sorted(chosen, key=lambda spot: (spot.passage.passage_id, spot.start))


def _numbered(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with their quotes numbered through."""
    made, before = [], 0
    for item in items:
        quotes = tuple(q.model_copy(update={"n": before + q.n}) for q in item.quotes)
        made.append(item.model_copy(update={"quotes": quotes}))
        before += len(quotes)
    return tuple(made)
