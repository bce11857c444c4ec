"""What the words right beside a name say: that a person, or a thing that bears a city's name, is meant."""

import re

from ingest.place_lexicon import lexicon
from ingest.place_sheet import Sheet, Span

PERSON, THING, COUNTY = "person", "thing", "county"

AHEAD = 4
"""Words after a name that are looked at."""

OF = re.compile(r"([^\W_]+)\s(?:of|de|da|do|del|d)\s?[’']?$")
"""The word that leads to a name with "of"."""

_SPACE = re.compile(r"[ \u00a0\n-]|\. ")
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]\.\s?$")
_AFTER = {" ", "\u00a0", "\n"}
_SMALL = {"of", "for", "the", "de", "da", "do", "del", "la"}
_ROLE = re.compile(
    r",\s(?:(?:a|an|the|our|its|their)\s)(?:[\w’'-]+\s){0,3}?(\w+)(?=[,.;]|\s(?:of|at|in|for)\b)"
)
_POSSESSED = re.compile(r"[’']s?\s(\w+)(?:\s(\w+))?")


def not_a_city(sheet: Sheet, span: Span) -> str:
    """PERSON, COUNTY or another THING where the words beside a name say that no city is meant; else empty."""
    before, after = word_before(sheet, span), words_after(sheet, span)
    if span.masked or _acronym(sheet, span) or _government(sheet, span):
        return THING
    if _titled_person(sheet, span, before) or _given_name(sheet, span, after):
        return PERSON
    if after and lexicon().has("county", after[0].lower()):
        return COUNTY
    if _thing_before(sheet, span, before) or _thing_after(sheet, span, after):
        return THING
    return ""


def lead_in(sheet: Sheet, span: Span) -> str:
    """The word before "of" right before a name, in lower case: `mayor` in `the mayor of Quito`."""
    match = OF.search(sheet.text[max(0, span.start - 40) : span.start])
    return match[1].lower() if match else ""


def word_before(sheet: Sheet, span: Span) -> str:
    """The word right before, as written; empty where more than a space or a hyphen parts them."""
    gap = sheet.gap(span.first)
    if not span.first or not _SPACE.fullmatch(gap):
        return ""
    word = sheet.words[span.first - 1]
    ends = "." in gap and not lexicon().has("title", word.key)
    return "" if ends else sheet.text[word.start : word.end]


def words_after(sheet: Sheet, span: Span) -> list[str]:
    """The words that follow with only a space between, as written, up to the first without a capital."""
    found: list[str] = []
    end = span.end
    for word in sheet.words[span.last + 1 : span.last + 1 + AHEAD]:
        if sheet.text[end : word.start] not in _AFTER:
            break
        found.append(sheet.text[word.start : word.end])
        end = word.end
        if not word.capital and word.key not in _SMALL:
            break
    return found


def _acronym(sheet: Sheet, span: Span) -> bool:
    """`CAR`, or `(SOFIA)`, in a line that is not in capitals throughout."""
    text = sheet.text[span.start : span.end]
    if not text.isupper() or span.key == "nyc" or sheet.shouted(span.start):
        return False
    around = sheet.text[max(0, span.start - 1) : span.start], sheet.text[span.end : span.end + 1]
    return len(text) <= 4 or around == ("(", ")")


def _government(sheet: Sheet, span: Span) -> bool:
    """`Washington's policy`: the government that sits there."""
    match = _POSSESSED.match(sheet.text, span.end)
    held = lexicon()
    if not match or not held.has("metonym", span.key):
        return False
    return any(held.has("politics", word or "") for word in match.groups())


def _titled_person(sheet: Sheet, span: Span, before: str) -> bool:
    """A title, an initial or a given name stands before it."""
    held, low = lexicon(), before.lower()
    if _INITIAL.search(sheet.text[max(0, span.start - 4) : span.start]):
        return True
    if held.has("title", low) and low not in {"st", "saint"}:
        return True
    single = span.first == span.last and low != span.key
    return before[:1].isupper() and held.has("given", low) and single


def _given_name(sheet: Sheet, span: Span, after: list[str]) -> bool:
    """It is a given name, and a family name follows or what the person does."""
    held = lexicon()
    if span.first != span.last or not held.has("given", span.key):
        return False
    if (match := _ROLE.match(sheet.text, span.end)) and held.has("role", match[1]):
        return True
    if not after:
        return False
    low = after[0].lower()
    if low in held.words and not held.has("surname", low):
        return False
    known = ("municipal", "organisation", "treaty", "place_after")
    return after[0].istitle() and not any(held.has(kind, low) for kind in known)


def _thing_before(sheet: Sheet, span: Span, before: str) -> bool:
    """`Lake Victoria`, `University of Nairobi`."""
    held = lexicon()
    if before and held.has("before" if before[0].isupper() else "before_lower", before.lower()):
        return True
    lead = lead_in(sheet, span)
    business = (
        lead == "district" and sheet.text[span.start - 20 : span.start] == "usiness District of "
    )
    return held.has("before_of", lead) and not business


def _thing_after(sheet: Sheet, span: Span, after: list[str]) -> bool:
    """`Victoria Street`, `Boston Consulting Group`, `Paris Agreement`; not `Quito Metro Company`."""
    held = lexicon()
    if not after:
        return False
    first = after[0].lower()
    if after[0][0].islower():
        return held.has("place_after_small", first)
    if held.has("place_after", first) or held.has("treaty", first) or "Action" in after[2:3]:
        return True
    capital = [word.lower() for word in after if word[0].isupper()]
    for word in capital[: 1 if sheet.shouted(span.start) else AHEAD]:
        if held.has("municipal", word) and not held.has("municipal_not_alone", word):
            return False
        if held.has("organisation", word) or held.has("treaty", word):
            return True
    return False
