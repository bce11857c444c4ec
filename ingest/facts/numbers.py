"""Numbers in running text: English, continental and Indian grouping, scale words, ranges, number words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.facts.scales import BARE, CONTINENTAL, FACTORS, WORDS, scale_of

FAR = 50
"""How many times the second number the first may be and still share its scale: from 115 to 50 million."""

_SPACES = " \u00a0\u202f\u2009"


def _number(name: str) -> str:
    """The pattern of one number in digits; each length is bounded, so that no text takes long."""
    return (
        rf"(?:\d{{1,3}}(?P<{name}>[.,'’{_SPACES}])\d{{3}}(?:(?P={name})\d{{3}}){{0,4}}(?:[.,]\d{{1,6}})?"
        r"|\d{1,3}(?:,\d{2}){1,4},\d{3}(?:\.\d{1,6})?"
        r"|\d{1,15}(?:[.,]\d{1,6})?)(?![.,]?\d)"
    )


_SCALE = (
    r"(?:[ \u00a0\u202f-]?(?P<{0}>(?i:lakh crore|hundred (?:thousand|million)|thousand million|"
    r"mil mill(?:ones|ón)|mil milhões|"
    + "|".join(sorted(map(re.escape, FACTORS), key=len, reverse=True))
    + r"))(?![\w²³]))?"
)
_MARK = r"(?:(?:[A-Z]{1,3} ?)?[$€£¥₦₹₱]\s?|[A-Z]{3} ?)?"
_WORD = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?:(?<!\d)(?<!\d[.,])(?P<first>{_number('g')})|(?<![\w’'-])(?P<word>(?i:{_WORD}))(?=[ -]))"
    + _SCALE.replace("{0}", "scale")
    + rf"(?P<rest>\s?(?P<join>[-–—]|to|and|or|a|y|e|o|à|et|bis|und|até)\s?{_MARK}(?P<second>{_number('h')})"
    + _SCALE.replace("{0}", "scale2")
    + ")?"
)
_BETWEEN = re.compile(
    r"(?:between|entre|zwischen)\s(?:[^\W\d]+\s)?\W{0,4}[A-Z$]{0,4}\W{0,3}$", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN = re.compile(r"\b(?:in|since|by|of|en|em)\s$", re.IGNORECASE)
_LIST_WORDS = frozenset(["and", "or", "y", "e", "o", "et", "und"])


class Amount(NamedTuple):
    """A number or a range of numbers: `text[start:end]`.

    Attributes:
        low, high: its values, equal for a single number.
        scale: the scale word as written; empty where there is none.
        digits: as written in digits, or empty for a number word.
        whole: the same where "." or "," before three digits parts thousands, as in a count.
    """

    low: float
    high: float
    start: int
    end: int
    scale: str
    digits: str
    whole: tuple[float, float]


def amounts(text: str, *, continental: bool = False) -> Iterator[Amount]:
    """The numbers of a text in its order; `continental` where it writes 1.234,5 for 1,234.5."""
    at = 0
    while found := _AMOUNT.search(text, at):
        amount, at = _amount(found, text, continental)
        if amount:
            yield amount


def _amount(found: re.Match[str], text: str, continental: bool) -> tuple[Amount | None, int]:
    """The amount that was found, and where to look on."""
    first, scale = found["first"] or found["word"], found["scale"] or ""
    if found["word"] and first.lower() in BARE and not scale:
        return None, found.end("word")
    parts, last, end = [(first, scale)], scale, found.end()
    if found["rest"] and _is_range(found, text):
        last = found["scale2"] or ""
        parts = [(first, scale or last), (found["second"], last)]
    elif found["rest"]:
        end = found.start("rest")
    (low, high), whole = _ends(parts, continental), _ends(parts, continental, whole=True)
    written = found["first"] or ""
    return Amount(low, high, found.start(), end, last or scale, written, whole), end


def _ends(
    parts: list[tuple[str, str]], continental: bool, *, whole: bool = False
) -> tuple[float, float]:
    """The smaller and the larger of one or two numbers as written, each with its scale word."""
    plain, values = [], []
    for written, scale in parts:
        comma = continental or scale.lower() in CONTINENTAL or scale.startswith("mil ")
        plain.append(_value(written, comma, whole=whole))
        values.append(plain[-1] * scale_of(scale))
    if values[0] > FAR * values[-1]:  # 500 to 1 million
        values[0] = plain[0]
    return min(values), max(values)


def _is_range(found: re.Match[str], text: str) -> bool:
    """True where the two numbers are ends of one range, not two of a list, nor a year and a number."""
    if _YEAR.fullmatch(found["first"] or "") and _IN.search(
        text, max(0, found.start() - 7), found.start()
    ):
        return False
    marked = text[found.end("join") : found.start("second")].strip()  # from $80 to $65
    falls = _value(found["first"] or found["word"]) > _value(found["second"])
    if falls and not (marked or found["scale2"]):
        return False
    if found["join"] in _LIST_WORDS:
        return bool(_BETWEEN.search(text[max(0, found.start() - 30) : found.start()]))
    return True


def _value(written: str, comma: bool = False, *, whole: bool = False) -> float:
    """The value of a number as written; with `whole`, a sole "." or "," before three digits parts thousands."""
    if (word := WORDS.get(written.lower())) is not None:
        return word
    plain = re.sub(rf"[{_SPACES}'’]", "", written)
    marks = [c for c in plain if c in ".,"]
    if not marks:
        return float(plain)
    decimal = marks[-1]
    if len(marks) > 1 and len(set(marks)) == 1:
        return float(plain.replace(decimal, ""))
    if len(marks) == 1 and len(plain) - plain.index(decimal) == 4 and not plain.startswith("0"):
        parts_thousands = decimal == "," or comma or whole
        if len(plain.partition(decimal)[0]) <= 3 and parts_thousands:
            return float(plain.replace(decimal, ""))
    grouping = "," if decimal == "." else "."
    return float(plain.replace(grouping, "").replace(decimal, "."))
