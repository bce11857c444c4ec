"""What tells that a name is a person's: a title, an age, a family name that follows, a year as of a source."""

import re

from ingest.places.lexicon import lexicon
from ingest.places.sheet import Sheet, Span

_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]\.\s?$")
_ROLE = re.compile(
    r",\s(?:(?:a|an|the|our|its|their)\s)(?:[\w’'-]+\s){0,3}?(\w+)(?=[,.;]|\s(?:of|at|in|for)\b)"
)
_CITED = re.compile(r"(?:\s(?:and|&)\s([A-Z][\w-]+))?,?\s\(?(?:18|19|20)\d\d[a-z]?\b|\set\sal\b")
_AGED = re.compile(r"(?:,\s|\s\()(?:aged\s)?\d{1,2}[,.;)]")
_AGED_SURELY = re.compile(r"(?:,\s|\s\()aged\s\d{1,2}\b|,\s\d\d,\s[a-z]")


def cited(sheet: Sheet, span: Span) -> bool:
    """`Lincoln and Burlington (2017)`: authors, where one of them has a family name."""
    held = lexicon()
    before = sheet.text[max(0, span.start - 40) : span.start]
    match = _CITED.match(sheet.text, span.end)
    beside = re.search(r"([A-Z][\w-]+)\s(?:and|&)\s$", before)
    other = (match and match[1]) or (beside and beside[1])
    if not match or not (other or before.endswith("(") or "et al" in match[0]):
        return False
    return held.has("surname", span.key) or held.has("surname", (other or "").lower())


def titled(sheet: Sheet, span: Span, before: str, after: list[str]) -> bool:
    """A title, an initial or a given name stands before it."""
    held, low = lexicon(), before.lower()
    if _INITIAL.search(sheet.text[max(0, span.start - 4) : span.start]):
        return True
    if held.has("title", low) and low not in {"st", "saint"}:
        return True
    if _AGED_SURELY.match(sheet.text, span.end) or _speaks(after):
        return True
    single = span.first == span.last and low != span.key
    return before[:1].isupper() and held.has("given", low) and single


def _speaks(after: list[str]) -> bool:
    """`Camden Whitfield chairs`: a family name follows that says or thinks something."""
    held = lexicon()
    if len(after) < 2 or not after[0].istitle() or not held.has("speech", after[1]):
        return False
    return not any(held.has(kind, after[0].lower()) for kind in ("municipal", "county"))


def given_name(sheet: Sheet, span: Span, after: list[str]) -> bool:
    """It is a given name, and a family name follows or what the person does."""
    held = lexicon()
    if span.first != span.last or not held.has("given", span.key):
        return False
    if _AGED.match(sheet.text, span.end):
        return True
    if (match := _ROLE.match(sheet.text, span.end)) and held.has("role", match[1]):
        return True
    if not after:
        return False
    low = after[0].lower()
    if low in held.words and not held.has("surname", low):
        return False
    known = ("municipal", "organisation", "treaty", "place_after")
    return after[0].istitle() and not any(held.has(kind, low) for kind in known)
