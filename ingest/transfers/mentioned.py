"""Transfers that a text mentions: a practice that came to a city from elsewhere, or went elsewhere from it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from corpus.nouns import City
from ingest.places.mentions import Mention
from ingest.transfers.cues import PLACE, PLANNED
from ingest.transfers.frames import told_freely
from ingest.transfers.move import Mentioned
from ingest.transfers.phrases import by_phrases
from ingest.transfers.practice import practice_in
from ingest.transfers.sentences import Sentence, continued, sentences_with

__all__ = ["Mentioned", "find_transfers"]


_Ends = tuple[Mention | None, Mention | None]


def find_transfers(
    pages: Sequence[str], mentions: Sequence[Mention], city: City | None = None
) -> tuple[Mentioned, ...]:
    """Every move that a sentence tells, with places among `mentions`, in the document's order.

    Denied moves ("not modelled on") and mere possibilities ("could be copied in") are left out; planned
    ones have less confidence.

    Args:
        city: that the document is about; where it is named itself, the end of a move is None as well.
    """
    by_page: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_page[mention.page_index].append(mention)
    return tuple(
        move
        for index, places in sorted(by_page.items())
        for move in _page(pages[index], index, sorted(places, key=lambda it: it.start), city)
    )


def _page(page: str, index: int, places: list[Mention], city: City | None) -> Iterator[Mentioned]:
    """The moves of each sentence, or of it and the next where only both tell of one."""
    sentences = list(sentences_with(page, places))
    for one, other in zip_longest(sentences, sentences[1:]):
        moves = list(_moves(one, index, city))
        if (
            not moves
            and (both := continued(page, one, other))
            and not list(_moves(other, index, city) if other and other.end == both.end else ())
        ):
            moves = [_less_sure(move) for move in _freely(both, index, city)]
        yield from moves


def _less_sure(move: Mentioned) -> Mentioned:
    return move._replace(confidence=round(move.confidence * 0.8, 2))


def _moves(sentence: Sentence, page_index: int, city: City | None) -> Iterator[Mentioned]:
    """What the sentence tells; where two phrases tell of the same places, the surer one."""
    best: dict[tuple[Mention | None, Mention | None], Mentioned] = {}
    for told in by_phrases(sentence, page_index):
        ends = _abroad(told.origin, city), _abroad(told.recipient, city)
        move = told._replace(origin=ends[0], recipient=ends[1])
        if not _is_one_place(*ends) and (
            ends not in best or best[ends].confidence < move.confidence
        ):
            best[ends] = move
    known = list(best)
    for move in _freely(sentence, page_index, city):
        ends = move.origin, move.recipient
        if ends not in best and not _is_one_place(*ends) and _adds(ends, known):
            best[ends] = move
    yield from _without_parts(list(best.values()))


def _adds(ends: tuple[Mention | None, Mention | None], known: list[_Ends]) -> bool:
    """Whether a move told in free words adds an end to those told by a phrase, or there are none."""
    return not known or any(
        other[0] == ends[0] is not None or (None in other and set(other) - {None} <= set(ends))
        for other in known
    )


def _freely(sentence: Sentence, page_index: int, city: City | None) -> Iterator[Mentioned]:
    """What the parts of the sentence's places tell, whatever the phrases."""
    text = sentence.masked
    ats = [found.start() for found in re.finditer(PLACE, text)]
    for told in told_freely(sentence):
        origin, recipient = (
            None if number is None else _abroad(sentence.places[number], city)
            for number in (told.origin, told.recipient)
        )
        if origin and recipient and recipient.kind == "country":
            recipient = recipient if recipient.country_code != origin.country_code else None
        at = ats[told.recipient or 0] if told.origin is None else ats[told.origin]
        planned = 0.15 if PLANNED.search(text[:at]) else 0
        yield Mentioned(
            page_index, sentence.start, sentence.end, origin, recipient,
            practice_in(text, at), None, round(0.3 + 0.4 * told.weight - planned, 2),
        )  # fmt: skip


def _abroad(place: Mention | None, city: City | None) -> Mention | None:
    """The place, or None where it is the document's own city."""
    own = place and city and place.city and place.city.id == city.id
    return None if own else place


def _is_one_place(one: Mention | None, other: Mention | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.text == other.text or (one.city is not None and one.city == other.city)


def _without_parts(moves: list[Mentioned]) -> Iterator[Mentioned]:
    """The moves without those that a fuller one repeats with one end less, or turned round."""
    for move in moves:
        fuller = any(
            other is not move
            and ((other.origin == move.origin and move.recipient is None)
                 or (other.recipient == move.recipient and move.origin is None)
                 or (move.origin in (other.origin, other.recipient)
                     and move.recipient in (other.origin, other.recipient, None)
                     and other.confidence > move.confidence))
            for other in moves
        )  # fmt: skip
        if not fuller:
            yield move
