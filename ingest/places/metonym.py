"""Capitals that stand for a government, and teams called like cities: `Brussels has proposed limits for member states`."""

import re

from ingest.places.lexicon import lexicon
from ingest.places.rows import row
from ingest.places.sheet import Sheet, Span

ENOUGH = 2.0
"""Signs of a government from which one is meant; a capital that papers use so is one sign, a verb one or two."""

WELL_KNOWN, SAYS, VOWS, RELATED, LINKED, EACH, MOST, LOCAL = 1.0, 1.0, 1.5, 1.0, 0.5, 1.0, 2.0, -1.5

_VERB = re.compile(
    r"(?:\s(?:and|or|nor)\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)?"
    r"(?:\s(?:has|have|had|would|will|may|did|does|is|was|were|are|also|again|now|still|at|since|not|never|yet|then|to|failed|tried|decided|both|each)){0,4}"
    r"\s([a-z]+)"
)
_POSSESSED = re.compile(r"[’']s?\s(\w+)(?:\s(\w+))?(?:\s(\w+))?")
_RELATIONS = re.compile(
    r"\b(?:between|with|against|tells?|told|urged?|lobby(?:ing|ied)?|accused?)\s(?:[A-Z]\w+\sand\s)?$"
)
_PLACED = re.compile(r"\b(?:in|at|near|across|around|of|for|outside|inside|within)\s$")
_LINKED = re.compile(r"\b(?:from|by|to|and|let|if|that|while|until|whatever|after|as|when)\s$")
_SCORE = re.compile(r"\b\d{1,2}\s?[-–]\s?\d{1,2}\b")
_PLAYS = re.compile(
    r"(?:\s(?:have|has|had|were|was|then|also|narrowly))?\s"
    r"(?:won|win|wins|beat|beats|lost|lose|drew|draw|scored|defeated|thrashed|played|play|signed|equalised|kicked)\b"
)


def government(sheet: Sheet, span: Span) -> bool:
    """Whether a capital stands for the government, parliament or union that sits in it."""
    held = lexicon()
    known = held.has("metonym", span.key)
    if not known and not any(row(city).rank == "capital" for city in span.cities[:3]):
        return False
    if possessed := _POSSESSED.match(sheet.text, span.end):
        said = [word.lower() for word in possessed.groups() if word]
        if known and any(held.has("politics", word) for word in said[:2]):
            return True
        return any(held.has("diplomacy", word) for word in said)
    verb = _said(sheet, span)
    return verb > 0 and WELL_KNOWN * known + verb + _around(sheet, span) >= ENOUGH


def team(sheet: Sheet, span: Span) -> bool:
    """Whether a team that bears the city's name is meant: it wins or loses, and the sentence speaks of sport."""
    before = sheet.text[max(0, span.start - 12) : span.start]
    beaten = re.search(r"\b(?:beat|beats|defeated|against|thrashed|to)\s$", before)
    plays = _PLAYS.match(sheet.text, span.end)
    if not (plays or beaten):
        return False
    sport = any(lexicon().has("sport", word) for word in sheet.words_around(span.start))
    return sport or bool(_SCORE.search(sheet.sentence_around(span.start)))


def _said(sheet: Sheet, span: Span) -> float:
    """What the verb that follows a name tells, or a word of relations before it."""
    before = sheet.text[max(0, span.start - 30) : span.start]
    match = None if _PLACED.search(before) else _VERB.match(sheet.text, span.end)
    verb = match[1] if match else ""
    if lexicon().has("vows", verb):
        return VOWS
    if lexicon().has("says", verb):
        return SAYS
    if _RELATIONS.search(before):
        return RELATED
    return LINKED if _LINKED.search(before) else 0.0


def _around(sheet: Sheet, span: Span) -> float:
    """What the other words of the sentence tell: those of states and diplomacy for, those of a town against."""
    words = sheet.words_around(span.start)
    held = lexicon()
    far = sum(held.has("diplomacy", word) for word in words)
    return min(MOST, EACH * far) + LOCAL * any(held.has("local", word) for word in words)
