"""What the words right beside a name say: that a person, or a thing that bears a city's name, is meant."""

import re

from ingest.places.lexicon import lexicon
from ingest.places.metonym import government, team
from ingest.places.persons import cited, given_name, titled
from ingest.places.sheet import Sheet, Span

PERSON, THING, COUNTY = "person", "thing", "county"

AHEAD = 4
"""Words after a name that are looked at."""

OF = re.compile(r"([^\W_]+)\s(?:of|de|da|do|del|d)\s?[’']?$")
"""The word that leads to a name with "of"."""

_SPACE = re.compile(r"[ \u00a0\n-]|\. ")
_AFTER = {" ", "\u00a0", "\n"}
_BEARING = ("place_after", "treaty", "product_title")
_SEAT = re.compile(
    r"\b(?:chief|main|principal|county|market|largest|second)\s(?:town|city|port)\sof\s(?:the\s)?$"
)
_COUNTED = re.compile(r"(?:^|[^\w-])[Aa]n?\s$")
_SMALL = {"of", "for", "the", "de", "da", "do", "del", "la"}


def not_a_city(sheet: Sheet, span: Span) -> str:
    """PERSON, COUNTY or another THING where the words beside a name say that no city is meant; else empty."""
    before, after = word_before(sheet, span), words_after(sheet, span)
    if span.masked or _acronym(sheet, span):
        return THING
    if government(sheet, span) or team(sheet, span) or _river(sheet, span, after):
        return THING
    person = cited(sheet, span) or titled(sheet, span, before, after)
    if person or given_name(sheet, span, after):
        return PERSON
    if after and lexicon().has("county", after[0].lower()):
        return COUNTY
    return THING if _thing_before(sheet, span, before) or _thing_after(sheet, span, after) else ""


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


def _river(sheet: Sheet, span: Span, after: list[str]) -> bool:
    """`along the Hudson`: no city but those of which it is a part has an article."""
    before = sheet.text[max(0, span.start - 5) : span.start]
    if not re.search(r"\b[Tt]he\s$", before) or span.first != span.last:
        return False
    text = sheet.text[span.end : span.end + 1]
    return text in set(".,;:)") or bool(after and lexicon().has("follows_the", after[0]))


def _thing_before(sheet: Sheet, span: Span, before: str) -> bool:
    """`Lake Victoria`, `University of Nairobi`."""
    held = lexicon()
    if before and held.has("before" if before[0].isupper() else "before_lower", before.lower()):
        return True
    if _SEAT.search(sheet.text[max(0, span.start - 40) : span.start]):
        return True
    lead = lead_in(sheet, span)
    business = (
        lead == "district" and sheet.text[span.start - 20 : span.start] == "usiness District of "
    )
    return held.has("before_of", lead) and not business


def _one_of_a_kind(sheet: Sheet, span: Span, after: list[str]) -> bool:
    """`a Leyden jar`, but `a Lima firm`: what follows is nothing that a town has."""
    held, low = lexicon(), [word.lower() for word in after]
    if not _COUNTED.search(sheet.text[max(0, span.start - 9) : span.start]):
        return False
    known = ("of_town", "municipal", "local", "follows_the", "describing", "county", "locative")
    return not any(held.has(kind, word) for kind in known for word in low)


def _thing_after(sheet: Sheet, span: Span, after: list[str]) -> bool:
    """`Victoria Street`, `Portland cement`, `Paris Agreement`; not `Quito Metro Company`."""
    held = lexicon()
    if not after or _one_of_a_kind(sheet, span, after):
        return bool(after)
    first = after[0].lower()
    if after[0][0].islower():
        return held.has("place_after_small", first) or held.has("product", first)
    if "Action" in after[2:3] or any(held.has(kind, first) for kind in _BEARING):
        return True
    capital = [word.lower() for word in after if word[0].isupper()]
    return _organisation(capital[: 1 if sheet.shouted(span.start) else AHEAD])


def _organisation(capital: list[str]) -> bool:
    """`Boston Consulting Group`: one of the words with a capital says so before a town's own does."""
    held = lexicon()
    for word in capital:
        if held.has("municipal", word) and not held.has("municipal_not_alone", word):
            return False
        if held.has("organisation", word) or held.has("treaty", word):
            return True
    return False
