"""Years in a text: single ones, ranges, fiscal years, decades and "since"; other four-digit numbers are told apart."""

import re
from collections.abc import Iterator

from ingest.facts.fact import Fact

_YEAR = r"(?:1[5-9]\d\d|20\d\d|2100)"
_FOUND = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
    "diciembre|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
)
_NEAR = rf"(?:(?:the year|early|late|mid|about|around|circa|{_MONTHS})[ -]|(?:the )?(?:start|end|beginning|middle) of )"
_SINCE = re.compile(
    rf"\b(?:since|desde|depuis|seit)\s{_NEAR}?(?:de |of )?(?:\d\d? )?$", re.IGNORECASE
)
_ONWARDS = re.compile(r"[ -](?:onwards?|on(?=[,.;]| the| and))", re.IGNORECASE)
_TIMES = re.compile(
    rf"(?:\b(?:in|since|by|from|of|until|till|during|after|before|between|through|the|early|late|mid|around|circa|"
    rf"year|years|summer|spring|winter|autumn|fiscal|budget|this|its|their|a|en|de|del|desde|hasta|em|até|depuis|"
    rf"seit|bis|von|im|jahr|année|années|década|agenda|vision|horizon|entre|et|and|to|y|e|a|or|{_MONTHS})"
    rf"|\(|\b(?:mid|pre|post|early|late)-|\bFY ?|©|\d\d? (?:{_MONTHS}),?)\s?$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"\b(?:(?i:in|since|during|until|between|en|em|depuis|desde|seit|im|year|summer|winter|late as|{_MONTHS})\s|By\s"
    r"|(?i:mid|early|late)[ -])$"
)
_SECOND_OF_TWO = re.compile(rf"\b{_YEAR},? (?:and|or|y|e|et|und)\s$")
_RANGE_START = re.compile(
    rf"\b(?:between|from|de|desde|entre|von|zwischen)\s{_NEAR}?$", re.IGNORECASE
)
_NO_YEAR_BEFORE = re.compile(
    r"(?:\b(?:pages?|pp?\.|iso|(?-i:EN)|din|nos?\.?|n[º°]|rooms?|sections?|sec\.|art(?:icle|\.)|fig(?:ure|\.)|tables?|"
    r"resolutions?|stop|bus|train|flight|highway|route|road|line|call|tel\.?|phone|box|zip|code|law|ley|lei|loi|decree|model|act no\.|"
    r"chapter|lot|grade|version|approximately|nearly|almost|roughly|over|than)\s?|[#$€£¥₦₹₱]\s?|\d[.,:]|[^\W\d_]|[/\\=_]|(?<![)\s\d])-)$",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"(?<![\d./-])(?:\d\d?[./-]){1,2}$")
_HYPHENED = re.compile(r"(?:\b(?:mid|pre|post|early|late)-|\bFY)$", re.IGNORECASE)
_NO_YEAR_AFTER = re.compile(
    r"(?:[.,:]\d|\s?(?:%|°|[$€£])|[a-z]{2}|[^\W\d_a-f]|[a-f]\w|_|-[a-zA-Z]|\s?(?:m|km|mm|cm|ha|kg|t|kW|MW|kWh|MWh|GWh|l|ft|acres?|"
    r"hectares?|tons?|tonnes?|met(?:er|re)s?|kilomet(?:er|re)s?|miles?|lit(?:er|re)s?|per ?cent|percent|cubic|square|"
    r"mill[io]\w+|thousand|lakhs?|crores?|dollars?|euros?|hours?|days?|units?)\b)"
)
_UNSURE_AFTER = re.compile(
    r" (?:\d|[A-Z][a-z]+ (?:Street|Road|Avenue|St\b)|(?!in\b|and\b|to\b)\w+ (?:Street|Road|Avenue))"
)
_PLURAL = (
    r"(?!(?:as|was|is|has|its|this|across|thus|towards|plus|versus|his|always|perhaps)\b)"
    r"(?:[a-z-]+(?<!s)s|people|women|men|children)\b"
)
_SMALL = (
    r"(?!(?:to|in|of|and|as|at|by|for|on|or|the|with|when|while|was|were|is|had|has|until|from|but|that|"
    r"among|one|two|three|four|five|many|most|some|all)\b)"
)
_NOUN_AFTER = re.compile(rf" {_SMALL}{_PLURAL}")
_COUNTED_AFTER = re.compile(rf" {_SMALL}(?:[a-z-]+ )?{_PLURAL}")
_DATE_AFTER = re.compile(r"-(?:0\d|1[0-2])-[0-3]\d(?!\d)")
_SECOND = re.compile(
    rf"\s?(?P<join>[-–—/]|to|until|till|through|and|al?|y|e|à|et|bis|und|até|hasta)\s?{_NEAR}?(?P<year>{_YEAR}|\d\d)(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
_DECADE = re.compile(r"['’]?s\b")
_DECADE_BEFORE = re.compile(
    r"(?:(?:\bthe )?\b(?:(?:early|mid|late)[ -])?(?:to )?|\bdécada de |\bannées |\baños |\bthe )$",
    re.IGNORECASE,
)
_OF_DECADE = re.compile(r"\b(?:década de|années|anos|años)\s$", re.IGNORECASE)
_JOINS_YEARS = frozenset("-–—/")
_PAIRS = frozenset(["and", "y", "e", "et", "und"])


def years(text: str) -> Iterator[Fact]:
    """The years that a text names, as facts of the kind "year"."""
    at = 0
    while found := _FOUND.search(text, at):
        fact = _fact(text, found.start(), found.end())
        at = max(found.end(), fact.end if fact else 0)
        if fact:
            yield fact


def is_year(text: str, start: int, end: int) -> bool:
    """True where `text[start:end]` is a year before a noun that it does not count: "in 2015 residents"."""
    written = text[start:end]
    return bool(_FOUND.fullmatch(written)) and _is_when(
        text[max(0, start - 40) : start], int(written), timed=False
    )


def _fact(text: str, start: int, end: int) -> Fact | None:
    year, left = int(text[start:end]), text[max(0, start - 40) : start]
    if decade := _DECADE.match(text, end) or _OF_DECADE.search(left):
        begin = start - len(_last(_DECADE_BEFORE, left))
        stop = decade.end() if decade.re is _DECADE else end
        return _made(year, year + 9, begin, stop) if year % 10 == 0 else None
    day = _DAY_BEFORE.search(left)
    if day:
        return _made(year, year, start - len(day[0]), end)
    if date := _DATE_AFTER.match(text, end):
        return _made(year, year, start, date.end())
    if not _HYPHENED.search(left) and _NO_YEAR_BEFORE.search(left):
        return None
    return _ranged(text, left, start, end) or _single(text, left, start, end)


def _ranged(text: str, left: str, start: int, end: int) -> Fact | None:
    """The range that begins with this year, if one does: `2010–15`, `2012/13`, `between 2003 and 2007`."""
    year, second = int(text[start:end]), _SECOND.match(text, end)
    opening = _last(_RANGE_START, left)
    if not second or (second["join"].lower() in _PAIRS and not opening):
        return None
    written, joined = second["year"], second["join"] in _JOINS_YEARS
    if len(written) == 2 and not joined:
        return None
    last = int(written) if len(written) == 4 else year // 100 * 100 + int(written)
    if len(written) == 2 and last < year and year % 100 == 99:
        last += 100
    if last <= year or _NO_YEAR_AFTER.match(text, second.end()):
        return None
    return _made(year, last, start - len(opening), second.end())


def _single(text: str, left: str, start: int, end: int) -> Fact | None:
    year, since = int(text[start:end]), _last(_SINCE, left)
    if _NO_YEAR_AFTER.match(text, end):
        return None
    timed = bool(_TIMES.search(left))
    if not timed and (not 1900 <= year <= 2060 or _UNSURE_AFTER.match(text, end)):
        return None
    if since:
        return _made(year, None, start - len(since), end)
    if onwards := _ONWARDS.match(text, end):
        return _made(year, None, start, onwards.end())
    counted = _NOUN_AFTER if timed and year % 100 else _COUNTED_AFTER
    if counted.match(text, end) and not _is_when(left, year, timed=timed):
        return None
    return _made(year, year, start, end)


def _is_when(left: str, year: int, *, timed: bool) -> bool:
    """True where a year may stand before a noun: "in 2015 residents", "the 2010 floods"; not "by 2000 people"."""
    if _WHEN.search(left) or _SECOND_OF_TWO.search(left):
        return year % 100 != 0
    return (
        timed
        and bool(re.search(r"\b(?:the|this|its|their|a|of|after|before|[A-Z]\w+)\s$", left))
        and year % 100 != 0
    )


def _last(pattern: re.Pattern[str], left: str) -> str:
    found = pattern.search(left)
    return found[0] if found else ""


def _made(low: int, high: int | None, start: int, end: int) -> Fact:
    return Fact("year", low, high, "year", "", start, end)
