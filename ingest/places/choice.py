"""Which city a name means, and how sure it is that it means one: sums of a few weighed signs."""

from math import exp, log10
from typing import NamedTuple

from corpus.gazetteer import fold
from ingest.places.evidence import Evidence
from ingest.places.lexicon import lexicon
from ingest.places.links import Link, fits
from ingest.places.rows import Row, row
from ingest.places.sheet import Sheet, Span
from ingest.places.support import support

CLEAR = 1.0
"""By how much the best city must lead those of other countries to tell which country a document is about."""

FAME = 0.3
"""What tenfold names in the world's languages are worth, against tenfold people, which are worth 1."""

PREFERRED = 0.8
"""What it adds to a city that people mean by a name though another of that name has more people."""

_RANKS = {"capital": 0.6, "seat": 0.2, "": 0.0}


class Reading(NamedTuple):
    """A name read as a city.

    Attributes:
        row: the city.
        lead: over the best city of that name in another country.
        score: above 0 where a city is likelier meant than not; `confidence` makes a chance of it.
    """

    row: Row
    lead: float
    score: float


def confidence(score: float) -> float:
    """A score as a number from 0 to 1, by the logistic function."""
    return 1 / (1 + exp(-score))


def read(sheet: Sheet, span: Span, link: Link | None, evidence: Evidence) -> Reading:
    """The likeliest city of that name, in the country that stands beside it if one does."""
    rows = [row(at) for at in span.cities]
    there = [r for r in rows if link and fits(r.at, link.places)]
    if link and link.by is None and not there:
        link = None
    told = sheet.text[span.start : span.end]
    ranked = sorted(
        ((_likely(r, span, told) + evidence.of(r, sheet, span), -r.at, r) for r in there or rows),
        reverse=True,
    )
    score, _, best = ranked[0]
    others = [value for value, _, r in ranked if r.code != best.code]
    lead = score - others[0] if others else 9.0
    sure = 0.0 if not there else (4.0 if link and link.tight else 3.0)
    around = support(sheet, span)
    seen = min(1.0, evidence.of(best, sheet, span)) if around >= 0 else 0.0
    meant = _meant(sheet, span, best, linked=bool(there))
    return Reading(best, lead, sure + seen + meant + around)


def _likely(held: Row, span: Span, told: str) -> float:
    """How well known a city is under that name: 1 for tenfold people."""
    value = log10(max(held.people, 1000)) + _RANKS[held.rank] + FAME * log10(held.names)
    if lexicon().has("preferred", f"{span.key} {held.code.lower()}"):
        value += PREFERRED
    if held.name != span.key:
        value -= 1.2
    if told == held.written:
        return value + 0.3
    return value - (0.3 if fold(told) == held.name and not told.isascii() else 0.0)


def _meant(sheet: Sheet, span: Span, held: Row, *, linked: bool = False) -> float:
    """How likely the name means a city at all, before anything around it is seen."""
    value = 1.2 + 0.6 * (log10(max(held.people, 1000)) - 5)
    if span.first != span.last:
        value += 0.8
    if held.name != span.key:
        value -= 0.2 if held.people >= 1_000_000 else 1.0
    word = _word(sheet, span, held)
    return value + min(word / 2 if linked and word > -5 - 1 else word, _name(sheet, span))


def _word(sheet: Sheet, span: Span, held: Row) -> float:
    """What it costs to be a word of English too: more where any word would have a capital."""
    lists = lexicon()
    if lists.has("demoted", span.key):
        return -5.0
    told = sheet.text[span.start : span.end]
    if not told.isascii() and told == held.written:
        return 0.0
    anyhow = sheet.begins(span.first) or sheet.titled(span.start) or sheet.shouted(span.start)
    if lists.has("semi", span.key):
        return -2.2 if anyhow else -0.6
    plain = span.key not in lists.words and not lists.has("other", span.key)
    if plain or lists.has("proper", span.key):
        return 0.0
    return -2.6 - (1.5 if anyhow else 0.0) - (1.0 if held.people < 100_000 else 0.0)


def _name(sheet: Sheet, span: Span) -> float:
    """What it costs to be a person's name too."""
    lists = lexicon()
    if lists.has("surname", span.key):
        return -1.6 if sheet.begins(span.first) else -1.2
    return -0.8 if lists.has("given", span.key) else 0.0
