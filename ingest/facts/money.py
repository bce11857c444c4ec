"""Sums of money in a text: a number with the sign, code or name of a currency before or after it."""

import re
from collections.abc import Iterator
from itertools import chain

from ingest.facts.currencies import currencies
from ingest.facts.numbers import Amount

_DOUBTFUL = frozenset([
    "P", "N", "R", "MT", "MK", "LE", "DA", "DT", "FC", "LL", "TL", "KD", "Re", "ALL", "TOP", "TRY", "CUP",
    "MAD", "SDG", "COP", "PEN", "GEL", "LAK", "MOP", "RON", "BAM", "won",
])  # fmt: skip
"""Signs that are words or initials of something else as well: they count from a thousand on."""

_ALWAYS_DOUBTFUL = frozenset(["SDG", "COP", "ALL", "TOP", "TRY", "won"])
"""The same even in the currency's own country: SDG 11, COP 26."""

_SHORT_AFTER = frozenset(["kr", "Rs", "Tk", "Br", "DH", "Dh", "Bs", "Rp"])
"""Signs of two letters that may follow a number."""

_NAMES_BEFORE = frozenset(["euro", "euros", "rupees", "kr", "zł"])
"""Small words that may stand before a number; "won 12" is no money."""

_SHORTENED = frozenset(["mio", "mrd", "mln", "mill", "mn", "bn"])
"""Scales that a full stop may follow within a sum."""

_GAPS = " .\u00a0\u202f\u2009"
_AFTER = re.compile(r"(?P<dot>\.)?[ \u00a0\u202f-]?(?:(?:of|de|di|in) |d['’])?(?=\S)")
_WEIGHT = re.compile(r" (?:of|per|d)\b")

_Candidate = tuple[str, int, int]
"""A sign or name, and the span of the sum."""


def money(text: str, amount: Amount, country: str | None) -> tuple[str, int, int] | None:
    """`(currency code, start, end)` of the sum that the amount is; None where it is no money."""
    for mark, start, end in chain(_before(text, amount), _after(text, amount)):
        code = currencies().code(mark, country)
        if code and not (_is_doubtful(mark, code) and amount.high < 1000):
            return code, start, end
    return None


def _is_doubtful(mark: str, code: str) -> bool:
    doubtful = mark in _DOUBTFUL and not currencies().is_at_home(mark, code)
    return doubtful or mark in _ALWAYS_DOUBTFUL


def _before(text: str, amount: Amount) -> Iterator[_Candidate]:
    """Signs and names that stand before the amount, longest first."""
    held = currencies()
    left = text[max(0, amount.start - held.sizes[0] - 2) : amount.start]
    bare = left.rstrip(_GAPS)
    gap = left[len(bare) :]
    if len(gap) > 2 or bare[-1:] not in held.last:
        return
    end = amount.start - len(gap)
    for mark in held.known(bare[-size:] for size in held.sizes if size <= len(bare)):
        within_word = mark[0].isalpha() and bare[: -len(mark)][-1:].isalpha()
        is_word = mark[0].islower() and mark not in _NAMES_BEFORE
        if not (within_word or is_word or ("." in gap and len(mark) > 4)):
            yield mark, end - len(mark), amount.end


def _after(text: str, amount: Amount) -> Iterator[_Candidate]:
    """Signs and names that stand after the amount, longest first."""
    held, gap = currencies(), _AFTER.match(text, amount.end)
    if not gap or text[gap.end()] not in held.first:
        return
    if gap["dot"] and amount.scale.lower() not in _SHORTENED:
        return
    right = text[gap.end() : gap.end() + held.sizes[0]]
    for mark in held.known(right[:size] for size in held.sizes if size <= len(right)):
        end = gap.end() + len(mark)
        follows = text[end : end + 1]
        within_word = mark[-1].isalpha() and (follows.isalnum() or follows == "_")
        if not (within_word or _is_initials(mark) or _is_weight(mark, text, end)):
            yield mark, amount.start, end


def _is_initials(mark: str) -> bool:
    short = len(mark) < 3 and mark.isascii() and mark.isalpha()
    return short and mark not in _SHORT_AFTER


def _is_weight(mark: str, text: str, end: int) -> bool:
    return mark.lower().startswith("pound") and bool(_WEIGHT.match(text, end))
