"""What the parts of a draft's fields may hold, and whether quotes say what a value says."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from corpus.draft_fields import GOES_ON, Holds, Part
from corpus.forms import SLUG

_MARK = re.compile(r"\s*\[\d+\]")
_LABEL = re.compile(
    r"^\s*-\s+\*\*(?:Measured|Reported|Anecdotal) \([^)\n]*\)\.\*\*\s*", re.MULTILINE
)


def words(text: str) -> list[str]:
    """`a, b` → `["a", "b"]`."""
    return [word.strip() for word in text.split(",") if word.strip()]


def flat(text: str) -> str:
    """A text without marks of sources, labels of results and line breaks: what two texts are compared by."""
    text = _MARK.sub("", _LABEL.sub("", text))
    kept = (
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) != "Cc"
    )
    return re.sub(r"\s+(?=[.,;:!?])", "", " ".join("".join(kept).split()))


def told_by(part: Part, value: str, quotes: Sequence[str]) -> bool:
    """True where quotes say a value, as far as letters can show.

    Free text is made of the quotes' own words, in any case of letters: it stands in one quote, or is all of
    them one after the other; years and names of publishers stand in a quote. A word of a closed list,
    a city's or a practice's name is a reading of its quotes, which a person judges.
    """
    if not value:
        return True
    inside = [flat(quote) for quote in quotes]
    if part.holds is Holds.TEXT:
        inside = [quote.casefold() for quote in inside]
        said = flat(value).casefold()
        return any(said in quote for quote in inside) or said == " ".join(inside)
    if part.holds in (Holds.YEAR, Holds.LAST_YEAR) and value != GOES_ON:
        return any(value in quote for quote in inside)
    if part.name == "publisher":
        return any(flat(value) in quote for quote in inside)
    return True


def fault_of(part: Part, value: str) -> str | None:
    """What is wrong with a part's value, as the end of a sentence; None where nothing is."""
    return _FAULTS.get(part.holds, _pattern_fault)(part, value) if value else None


def _name_fault(_: Part, value: str) -> str | None:
    is_long = len(value) > 200 or "\n" in value
    return "it is one line of at most 200 characters" if is_long else None


def _text_fault(_: Part, value: str) -> str | None:
    if re.search(r"^## ", value, re.MULTILINE):
        return "a line may not begin with '## ', which begins the next section"
    if "<!--" in value:
        return "it may not hold '<!--', which begins a note"
    return None


def _choice_fault(part: Part, value: str) -> str | None:
    chosen = words(value) if part.holds is Holds.WORDS else [value]
    for word in chosen:
        if word not in part.choices:
            return f"'{word}' is not one of {', '.join(part.choices)}"
    if len(set(chosen)) < len(chosen):
        return "a word is there twice"
    return None


def _numbers_fault(_: Part, value: str) -> str | None:
    for word in words(value):
        if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 17):
            return f"'{word}' is not a number from 1 to 17"
    return None


def _year_fault(part: Part, value: str) -> str | None:
    if part.holds is Holds.LAST_YEAR and value == GOES_ON:
        return None
    if not re.fullmatch(r"(18|19|20)[0-9]{2}", value):
        also = f", or '{GOES_ON}'" if part.holds is Holds.LAST_YEAR else ""
        return f"'{value}' is not a year such as 2016{also}"
    return None


def _day_fault(_: Part, value: str) -> str | None:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return f"'{value}' is not a day such as 2026-05-30"
    return None


_PATTERNS = {
    Holds.SLUG: (SLUG, "lower-case words with hyphens"),
    Holds.COUNTRY: (r"[A-Z]{2}", "a country's code of two capital letters, such as MZ"),
    Holds.SOURCE: (r"[1-9][0-9]?", "the number of a source, from 1"),
    Holds.ADDRESS: (r"https?://\S+", "a web address that begins with http:// or https://"),
}


def _pattern_fault(part: Part, value: str) -> str | None:
    pattern, meant = _PATTERNS[part.holds]
    return None if re.fullmatch(pattern, value) else f"'{value}' is not {meant}"


_FAULTS = {
    Holds.TEXT: _text_fault,
    Holds.NAME: _name_fault,
    Holds.NAMES: _name_fault,
    Holds.WORD: _choice_fault,
    Holds.WORDS: _choice_fault,
    Holds.NUMBERS: _numbers_fault,
    Holds.YEAR: _year_fault,
    Holds.LAST_YEAR: _year_fault,
    Holds.DAY: _day_fault,
}
