"""Facts about the asking city that a question states: "we have no sewers", "pop. 400,000", "mostly minibuses"."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.profile import Raw, checked
from corpus.attributes import BY_KEY
from corpus.errors import BadValue

MOSTLY = 75.0
"""Per cent that "most" is taken for, and its rest for "few": shown back, so that it can be corrected."""

FEW = 25.0


class Statement(NamedTuple):
    """One fact that was read: the attribute, its value, and the words that say so."""

    key: str
    value: Raw
    words: str

    @property
    def sentence(self) -> str:
        """`homes connected to a sewer: 0 %`."""
        return f"{BY_KEY[self.key].label}: {shown(self.key, self.value)}"


def shown(key: str, value: Raw) -> str:
    """A value as people read it."""
    about = BY_KEY[key]
    if isinstance(value, tuple):
        return ", ".join(word.replace("_", " ") for word in value)
    if about.unit:
        number = f"{value:,.0f}" if abs(float(value)) >= 100 else f"{value:g}"
        return f"{number} {about.unit}" if about.unit != "people" else number
    if about.words:
        return about.words[about.values.index(str(value))]
    return str(value).replace("_", " ")


Reading = Callable[[re.Match[str]], Raw]


def _number(match: re.Match[str]) -> Raw:
    """`400,000`, `1.2 million`, `400k` as a number."""
    digits, unit = match["n"], (match["unit"] or "").lower()
    plain = re.sub(r"[,\s](?=\d{3}\b)", "", digits).replace(",", ".")
    return float(plain) * {"million": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3}.get(unit, 1)


def _share(match: re.Match[str]) -> Raw:
    return float(match["n"].replace(",", "."))


def _is(value: Raw) -> Reading:
    return lambda _: value


def _election(match: re.Match[str]) -> Raw:
    count = float(match["n"])
    return count if match["unit"].startswith("year") else round(count / 12, 1)


N = r"(?P<n>\d{1,3}(?:[,\s]\d{3})+|\d+(?:[.,]\d+)?)"
P = r"(?P<n>\d+(?:[.,]\d+)?)\s?(?:%|per ?cent|percent)"
MOST = r"(?:most(?:ly)?|nearly all|almost all|the majority(?: of)?|predominantly|mainly)"
NO = r"(?:no|without(?: any| a)?|not? any|lacks?(?: a)?|(?:do|does)(?: not|n't) have(?: any| a)?)"

PATTERNS: tuple[tuple[str, str, Reading], ...] = (
    ("population", rf"\b(?:pop(?:\.|ulation)?(?: of| is|:)?|city of|town of)\s+(?:about |some |around )?{N}\s?(?P<unit>million|thousand|m|k)?\b", _number),
    ("population", rf"\b{N}\s?(?P<unit>million|thousand|m|k)?\s+(?:people|inhabitants|residents|citizens)\b", _number),
    ("sewer", rf"\b{NO} (?:\w+ )?sewer(?:s|age)?(?: network| system)?\b", _is(0.0)),
    ("sewer", rf"{P}[^.;]{{0,40}}\bsewer", _share),
    ("piped_water", rf"\b{NO} piped water\b", _is(0.0)),
    ("piped_water", rf"{P}[^.;]{{0,40}}\bpiped water", _share),
    ("informal_transport", rf"\b{MOST} (?:informal|minibus|paratransit|matatu|trotro|jeepney|danfo)\w*(?: transport| buses| public transport| taxis)?", _is(MOSTLY)),
    ("informal_transport", rf"{P}[^.;]{{0,40}}\b(?:minibus|paratransit|informal transport)", _share),
    ("paved_streets", rf"\b{MOST}(?: of)?(?: our| the)? (?:streets|roads)(?: are)? unpaved\b|\bunpaved (?:streets|roads)\b|\b{MOST} unpaved\b", _is(FEW)),
    ("paved_streets", rf"{P}[^.;]{{0,40}}\bpaved\b", _share),
    ("informal_housing", rf"{P}[^.;]{{0,50}}\b(?:slums?|informal settlements?|favelas?)\b", _share),
    ("informal_housing", rf"\b{MOST}(?: of)?(?: our)? (?:people|residents|households)[^.;]{{0,20}} (?:slums|informal settlements)", _is(MOSTLY)),
    ("informal_work", rf"{P}[^.;]{{0,50}}\binformal(?:ly)? (?:work|jobs|economy|employ)", _share),
    ("terrain", r"\b(?:flat|delta|low-lying) (?:city|town|terrain|land)\b|\b(?:city|town|terrain|we|it|all) (?:is|are) (?:\w+ )?flat\b", _is("flat")),
    ("terrain", r"\b(?:hilly|steep|mountainous)(?: \w+)? (?:city|town|terrain|slopes?)\b|\b(?:city|town|terrain|we|it) (?:is|are) (?:\w+ )?(?:hilly|steep|mountainous)\b|\bsteep hills\b", _is("steep")),
    ("coast_km", r"\b(?:coastal|seaside|port|island) (?:\w+ )?(?:city|town)\b|\bon the coast\b", _is(0.0)),
    ("humid_heat", r"\bhumid\b", _is("yes")),
    ("helmet_law", r"\bno helmet law\b|\bhelmets are (?:not |voluntary|optional)", _is("no")),
    ("helmet_law", r"(?<!no )\bhelmet laws?\b|\bhelmets? (?:is|are) (?:mandatory|compulsory|required)\b|\b(?:mandatory|compulsory) (?:bicycle |bike |cycle )?helmets?\b", _is("yes")),
    ("separate_collection", rf"\b{NO} separate(?:d)? (?:waste )?collection\b|\b(?:do not|don't|nobody|no one) (?:separates?|sorts?)\b|\bwaste is not (?:separated|sorted)\b|\bmixed waste only\b", _is("no")),
    ("separate_collection", r"\bwe (?:already )?(?:separate|sort) (?:our )?waste\b|\bwaste is (?:collected )?separate", _is("yes")),
    ("waste_pickers", r"\bwaste[ -]?pickers\b|\bcatadores\b|\brecicladores\b", _is("yes")),
    ("street_vendors", r"\bstreet (?:vendors|traders|hawkers)\b|\bhawkers\b", _is("yes")),
    ("open_drains", r"\bopen drains?\b", _is("yes")),
    ("years_to_election", r"\belections?(?: are| is)? (?:in|within) (?P<n>\d+) (?P<unit>months?|years?)", _election),
    ("years_to_election", r"\belections? (?:are |is )?next year\b", _is(1.0)),
    ("may_borrow", r"\b(?:cannot|can't|can not|may not|must not|not allowed to) borrow\b", _is("no")),
    ("power_to_charge", r"\b(?:cannot|can't|may not|not allowed to) (?:charge|levy|set (?:fees|charges|taxes))\b", _is("no")),
    ("tenure", rf"\b{NO} (?:clear )?(?:land titles?|title deeds|tenure)\b|\b(?:unclear|insecure|disputed) (?:tenure|land rights|ownership)\b", _is("no")),
    ("monitoring", rf"\b{NO} (?:\w+ )?(?:data|monitoring|measurements)\b", _is("no")),
    ("technical_staff", rf"\b{NO} (?:trained |skilled |own )?(?:engineers|planners|technical staff)\b|\bfew (?:engineers|planners|staff)\b|\bunderstaffed\b", _is("low")),
    ("maintenance", r"\b(?:poorly|badly|not) maintained\b|\bno maintenance\b", _is("low")),
    ("running_cost", r"\b(?:little|not much) money\b|\b(?:tight|small) budget\b", _is("partly")),
    ("running_cost", r"\bno (?:money|budget)\b", _is("no")),
    ("trust", r"\b(?:low|little|no) trust\b|\b(?:do not|don't) trust\b", _is("low")),
    ("champion", r"\bno (?:political )?(?:champion|support from the mayor|political support|political will)\b", _is("no")),
    ("champion", r"\b(?:our|the) mayor (?:supports|backs|leads|champions|wants)\b", _is("yes")),
    ("metropolitan_body", rf"\b{NO} metropolitan (?:body|authority|government)\b|\b(?:many|several|split between) municipalities\b", _is("no")),
    ("address_system", rf"\b{NO} (?:street )?addresses\b", _is("no")),
    ("cycling_habit", r"\b(?:nobody|no one|few people|hardly anyone) cycles?\b", _is("low")),
)  # fmt: skip
"""Attribute, what to look for, and what it says; the first pattern of an attribute that fits a place counts."""

_COMPILED = tuple(
    (key, re.compile(pattern, re.IGNORECASE), read) for key, pattern, read in PATTERNS
)


def statements(text: str) -> tuple[Statement, ...]:
    """What a text states about the asking city, in the order of the table.

    Raises:
        BadValue: it contradicts itself, or a number is out of its range.
    """
    found: dict[str, Statement] = {}
    for statement in _read(text):
        before = found.setdefault(statement.key, statement)
        if before.value != statement.value:
            raise BadValue(
                f"'{before.words}' and '{statement.words}' contradict each other. Keep one of them."
            )
    return tuple(found.values())


def _read(text: str) -> Iterator[Statement]:
    seen: set[tuple[str, int]] = set()
    for key, pattern, read in _COMPILED:
        for match in pattern.finditer(text):
            if (key, match.start() // 12) not in seen:
                seen.add((key, match.start() // 12))
                yield Statement(key, checked(key, read(match)), match[0].strip())
