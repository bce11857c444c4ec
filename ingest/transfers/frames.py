"""Moves told in free words: one place was learned from, another, or the city that is spoken of, took something over."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from ingest.transfers.cues import NO_PLACE_AFTER, PLACE
from ingest.transfers.roles import roles
from ingest.transfers.rules import Role
from ingest.transfers.sentences import Sentence
from ingest.transfers.tokens import Token, tokens
from ingest.transfers.words import DENIED, MATTER, OTHER_MATTER

MOST_PLACES = 12
"""A sentence with more is a list."""

_DENIED = re.compile(DENIED, re.IGNORECASE)
_OTHER = re.compile(OTHER_MATTER, re.IGNORECASE)
_NO_PLACE = re.compile(PLACE + NO_PLACE_AFTER.pattern)
_NONE = (_DENIED, _OTHER, _NO_PLACE)
_MATTER = re.compile(MATTER, re.IGNORECASE)
_OURS = re.compile(r"(?<!in )(?<!to )\b(?:our|ours|us)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:our|ours|us|we|here)\b", re.IGNORECASE)
_IDEA = re.compile(
    r"\b(?:back|home|return\w*)\b[^.;]{0,40}\b(?:with|convinced|determined|resolved)\b[^.;]{0,30}\b(?:ideas?|plans?|designs?|concept|notion|"
    r"blueprints?|conviction|scheme|model|proposals?|drawings|sketch(?:es)?|manual|convinced|determined|resolved|could|should|must)\b",
    re.IGNORECASE,
)
_LINKS = frozenset(("of", "in", "for", "to"))
_HINT, _LEAST, _LIKELY, _FAIR, _GOOD, _STRONG = 0.2, 0.35, 0.4, 0.45, 0.5, 0.65
"""Weights that something is asked of, fitted by hand to the golden sentences other than "final"."""
_JOINS = frozenset(
    [",", "and", "or", "then", "in", "to", "by", "later", "also", "from", "well", "as"]
)


class Told(NamedTuple):
    """A move between two places, or from one to the city that the text is about: by their numbers."""

    origin: int | None
    recipient: int | None
    weight: float


class _Part(NamedTuple):
    """How much speaks for a place as origin and as recipient, 0..1 each."""

    first: int
    origin: float
    recipient: float
    needs: frozenset[str]
    link: str

    def net(self) -> float:
        return self.origin - self.recipient


def told_freely(sentence: Sentence) -> Iterator[Told]:
    """The moves that the parts of its places make likely; none where it denies, asks or speaks of other matter."""
    text = sentence.masked
    if (
        len(sentence.places) > MOST_PLACES
        or text.endswith("?")
        or any(it.search(text) for it in _NONE)
    ):
        return
    words = tokens(text)
    parts = _parts(sentence, words)
    taken = any("ADOPT" in word.families for word in words) or bool(_IDEA.search(text))
    origins = [part for part in parts if part.origin >= _LEAST]
    matter = bool(_MATTER.search(text))
    if origins and (taken or matter):
        best = max(origins, key=_Part.net)
        yield from _from_one(
            best, parts, _is_sure(best, text, taken=taken), matter=matter, taken=taken
        )
    elif not origins and taken and _OURS.search(text):
        for part in parts:
            if part.recipient >= _LIKELY:
                yield Told(None, part.first, part.recipient * 0.8)


def _is_sure(best: _Part, text: str, *, taken: bool) -> bool:
    """Whether the best origin tells of a move even if no second place is known to have taken over."""
    if best.needs & {"", "noun"} or (taken and best.needs != {"taker"}):
        return True
    return "ours" in best.needs and bool(_WE.search(text))


def _from_one(
    best: _Part, parts: list[_Part], sure: bool, *, matter: bool, taken: bool
) -> Iterator[Told]:
    takers, guessed = _takers(best, parts, sure=sure)
    for taker in takers:
        if best.origin < _FAIR and taker.recipient < _GOOD:
            continue
        if sure or guessed or taken or taker.recipient >= _GOOD or best.origin >= _STRONG:
            yield Told(best.first, taker.first, min(best.origin, max(taker.recipient, _LIKELY)))
    if not takers and sure and matter:
        yield Told(best.first, None, best.origin)


def _takers(best: _Part, parts: list[_Part], *, sure: bool) -> tuple[list[_Part], bool]:
    """The places that took over, and whether they are only guessed from where they stand."""
    others = [part for part in parts if part is not best]
    takers = [it for it in others if it.recipient >= _LIKELY and it.net() < best.net()]
    if not takers and sure:
        takers = [it for it in others if it.origin < _LIKELY and it.link in _LINKS]
    if takers or best.origin < _GOOD or best.needs == {"taker"}:
        return takers, False
    first = best.origin >= _STRONG
    return [
        it
        for it in others
        if it.origin <= _LIKELY and (it.recipient >= _HINT or (first and it.first == 0))
    ], True


def _parts(sentence: Sentence, words: list[Token]) -> list[_Part]:
    """One for each name; what is said of a name twice counts together."""
    held: dict[str, _Part] = {}
    number = 0
    for at, end in _chains(words):
        said = list(roles(words, at, end))
        for _ in range(sum(word.text == PLACE for word in words[at:end])):
            name = sentence.places[number].text
            one = _part(number, said, words[at - 1].text if at else "")
            held[name] = _both(held[name], one) if name in held else one
            number += 1
    return list(held.values())


def _part(number: int, said: list[Role], link: str) -> _Part:
    return _Part(
        number,
        _joined(role.weight for role in said if role.origin),
        _joined(role.weight for role in said if not role.origin),
        frozenset(role.needs for role in said if role.origin),
        link,
    )


def _chains(words: list[Token]) -> Iterator[tuple[int, int]]:
    """Where the runs of places, `¤, ¤ and ¤`, start and end among the words."""
    spots = [at for at, word in enumerate(words) if word.text == PLACE]
    start = None
    for one, other in zip_longest(spots, spots[1:]):
        start = one if start is None else start
        between = words[one + 1 : other]
        if (
            other is None
            or not between
            or not {word.text for word in between} <= _JOINS
            or not _is_list(between, more=start != one)
        ):
            yield start, one + 1
            start = None


def _is_list(between: list[Token], *, more: bool) -> bool:
    """Whether words join two places; ", and" begins a new clause unless a list went before."""
    joins = [word.text for word in between]
    return joins[0] in ("and", "or") or (joins[0] == "," and (more or joins[1:2] != ["and"]))


def _both(one: _Part, other: _Part) -> _Part:
    return _Part(
        one.first,
        _joined((one.origin, other.origin)),
        _joined((one.recipient, other.recipient)),
        one.needs | other.needs,
        one.link,
    )


def _joined(weights: Iterable[float]) -> float:
    """That at least one of them is right, if they err independently."""
    left = 1.0
    for weight in weights:
        left *= 1 - weight
    return 1 - left
