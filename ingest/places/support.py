"""What the words beside a name add to the chance that it means a city."""

import re

from ingest.places.context import lead_in, word_before, words_after
from ingest.places.lexicon import lexicon
from ingest.places.sheet import Sheet, Span

LED, IN, BEGINS_IN, MUNICIPAL = 3.0, 2.0, 1.5, 2.0
"""What it adds that `city of` leads to a name, or `in`, or `In`; and that `City` or `Municipality` follows it."""

CAPITAL_BEFORE, NAME_BEFORE, CAPITAL_AFTER, SPEAKS = -1.5, -2.5, -1.0, -2.0
"""What it takes away that a word with a capital stands before it, one that is no word of a language and so likely a
given name, one after it, or that a family name speaks."""

POSSESSES, RUNS, NAMED_RUNS, ACTS, IN_TOWN = 0.7, 3.0, 1.0, 0.8, 1.2
"""What it adds that a thing of it is named, that this is a town's (`harbour`, `mayor`),
or that it does what a city does, beside words of towns (`trams`, `canal`) where the name is a word too."""

_POSSESSIVE = re.compile(r"[’']s?(?!\w)(?:\s([a-z]+))?(?:\s([a-z]+))?")
_ACTS = re.compile(
    r"\s(?:has|have|had|is|was|were|will|would|can|could|may|must|and|does|did|now|also|then|still|never|first|[a-z]{2,}ed"
    r"|built|rebuilt|brought|bought|taught|fought|held|left|lent|spread|split|shut|shuts|drew|wrote|won|wants|needs|lacks|sells|buys|opens|closes|lets|lends|trains|turns|gets|gives|takes|makes|has|began|made|gave|took|let|lets|put|set|sets|cut|cuts|lost|won|met|sold|bought|kept|led|ran|runs|went|saw|found"
    r"|grew|rose|paid|pays|chose|spent|taxes|bans|charges|plants|plans|limits|uses|keeps|counts|share|shares)\b"
)


def support(sheet: Sheet, span: Span) -> float:
    """How much the words around a name speak for a city, from -4.5 to 6.5; below 0 against it."""
    held = lexicon()
    person = held.has("surname", span.key) or held.has("given", span.key)
    found = _before(sheet, span) + _after(sheet, span)
    possessed = _POSSESSIVE.match(sheet.text, span.end)
    if possessed and not person:
        found += POSSESSES
    if possessed and any(_runs(word or "") for word in possessed.groups()):
        found += NAMED_RUNS if person else RUNS
    if _ACTS.match(sheet.text, span.end):
        found += ACTS
        if _a_word(span) and any(held.has("local", w) for w in sheet.words_around(span.start)):
            found += IN_TOWN
    return found


def _a_word(span: Span) -> bool:
    """Whether a name is a word of English too, and none of a person."""
    held = lexicon()
    person = held.has("surname", span.key) or held.has("given", span.key)
    return not person and (span.key in held.words or held.has("semi", span.key))


def _runs(word: str) -> bool:
    held = lexicon()
    municipal = held.has("municipal", word) and not held.has("municipal_not_alone", word)
    return municipal or held.has("local", word)


def _before(sheet: Sheet, span: Span) -> float:
    held, before = lexicon(), word_before(sheet, span)
    low = before.lower()
    if held.has("city_of", lead_in(sheet, span)):
        return LED
    if held.has("locative", low):
        return BEGINS_IN if before[0].isupper() else IN
    plain = not before or before[0].islower() or held.has("describing", low)
    if plain:
        return 0.0
    return CAPITAL_BEFORE if low in held.words or span.first != span.last else NAME_BEFORE


def _after(sheet: Sheet, span: Span) -> float:
    held, after = lexicon(), words_after(sheet, span)
    if not after:
        return 0.0
    first = after[0].lower()
    if after[0][0].isupper():
        return MUNICIPAL if held.has("municipal", first) else CAPITAL_AFTER
    return SPEAKS if held.has("speech", first) and held.has("surname", span.key) else 0.0
