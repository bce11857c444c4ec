"""Fields of closed lists, and years: proposed only with a sentence of the document that says it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.draft import DraftField, FieldState, open_field
from corpus.draft_fields import GOES_ON
from corpus.nouns import Document
from ingest.drafting.sentences import Sentence, evidence

_I = re.IGNORECASE

_WORK = r"(?:project|programme|program|scheme|system|initiative|pilot|service|plan|policy|work|works|line|network|campaign|contract|fund|reform)s?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?:early |late |mid-?|the (?:spring|summer|autumn|end) of |(?:\w+day,? )?(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) )?"

BEGAN = (
    (re.compile(rf"\b(?:began|begun|started|launched|introduced|opened|inaugurated|announced the {_WORK}|set up|established|built (?:its|the|our) first) (?:[^.;,]{{0,80}}? )?(?:in|on|from|since) {_MONTH}{_YEAR}", _I), 0.85),
    (re.compile(rf"\b(?:operated|ran|was run|lasted|took place|was carried out)\b[^.;]*? (?:from|between) {_MONTH}{_YEAR} (?:to|until|and)\b"), 0.9),
    (re.compile(rf"\b[Ff]rom {_MONTH}{_YEAR},? (?:the city|to|until|onwards?|on\b)"), 0.75),
    (re.compile(rf"\b[Bb]etween {_MONTH}{_YEAR} and"), 0.65),
    (re.compile(rf"\b[Ss]ince {_MONTH}{_YEAR},? (?:the city|the municipality|it has)"), 0.6),
    (re.compile(rf"\b(?:comenz[óo]|empez[óo]|inici[óo]|lanz[óo]|(?:fue|se) (?:lanzad|inaugurad|cread)\w|começou|iniciou|lançou|foi (?:lançad|inaugurad|criad)\w|(?:a|ont) (?:commencé|démarré|lancé|ouvert|débuté)|(?:a été|fut) (?:lancé|créé|ouvert)e?) (?:[^.;]{{0,60}}? )?(?:en|em) (?:\w+ )?(?:de )?{_YEAR}", _I), 0.8),
    (re.compile(rf"\b[Ii]n {_MONTH}{_YEAR},? [^.]{{0,60}}\b(?:began|started|launched|introduced|opened)\b"), 0.75),
)  # fmt: skip
"""Wordings that tell a first year, and how far each is to be trusted."""

_RAN = r"(?:ran|was run|were run|operated|lasted|took place|(?:was|were) (?:carried out|implemented))"
_ASIDE = r"(?: (?!for\b|since\b|began\b|after\b|before\b|when\b|because\b)\w+){0,3}"

ENDED = (
    (re.compile(rf"\b(?:the |this )?(?:{_WORK}|it)\b[^.;]{{0,60}}\b(?:ended|closed|completed|finished|concluded|stopped|terminated|abandoned|discontinued){_ASIDE} in {_MONTH}{_YEAR}", _I), 0.85),
    (re.compile(rf"\bended the contract{_ASIDE} in {_MONTH}{_YEAR}"), 0.85),
    (re.compile(rf"\b{_RAN}\b[^.;]*? between {_MONTH}(?:19|20)\d\d and {_MONTH}{_YEAR}"), 0.7),
    (re.compile(rf"\b{_RAN}\b[^.;]*? from {_MONTH}(?:19|20)\d\d (?:to|until) {_MONTH}{_YEAR}"), 0.75),
)  # fmt: skip
"""Wordings that tell that the work ended; what was counted between two years tells no end."""

_CHANGED = re.compile(r"\b(?:fell|rose|grew|dropped|increas\w+|decreas\w+|declin\w+|reduc\w+|improv\w+|doubled|tripled)\b", _I)
"""A sentence tells a change: the years it names are those of the count."""

ON_GOING = re.compile(rf"\b(?:{_WORK} (?:is (?:still )?(?:ongoing|under way|continuing)|continues|goes on|still runs)|continues to operate|is still (?:in operation|running|operated))\b", _I)  # fmt: skip
"""The work goes on, as the document says."""

_SUBJECT = rf"(?:\b{_WORK}\b|\b(?:it|lanes?|plant|gardens?|stations?|park|housing|bond)\b)"

CLOSED: dict[str, dict[str, re.Pattern[str]]] = {
    "status": {
        "ended": re.compile(rf"{_SUBJECT}[^.]*\b(?:was|were) (?:\w+ )?(?:closed|abandoned|discontinued|cancelled|terminated|stopped|shut down|given up entirely)\b|\bended the contract\b|\b{_WORK} (?:was )?ended\b", _I),
        "completed": re.compile(rf"{_SUBJECT}(?:(?!\d of [\d,]+)[^.])*\b(?:was|were|has been|have been) (?:fully |successfully )?completed\b|\b{_WORK} (?:was )?finished\b", _I),
        "under_way": re.compile(rf"{ON_GOING.pattern}|\b(?:is|are) (?:now |currently )(?:being )?(?:built|implemented|under construction|rolled out)\b", _I),
        "planned": re.compile(rf"\b{_WORK} (?:is planned|will (?:begin|start|be (?:launched|built|implemented)))\b|\bproposed {_WORK}\b[^.]*\bwill\b", _I),
    },
    "outcome": {
        "failure": re.compile(rf"\b(?:{_WORK}|it) (?:has |had )?failed\b|\b(?:is|was|were) (?:regarded as |considered |widely seen as )?a failure\b|\b{_WORK} (?:was|were) (?:abandoned|scrapped)\b", _I),
        "success": re.compile(r"\b(?:is|was|has been|proved|proven) (?:widely |generally |regarded as |considered |judged )*(?:to be )?(?:a (?:great |clear |major )?success|(?:very |highly )?successful)\b|\b(?:met|reached|exceeded) (?:all |most of )?its (?:targets?|goals?|objectives?)\b", _I),
        "partial": re.compile(r"\b(?:mixed results|mixed success|partial(?:ly)? (?:success\w*|achieved|reached|met)|reached (?:fewer|less|only|half)\b[^.]*\bthan\b|only partly (?:met|reached|achieved|successful)|fell short of (?:its|the) (?:target|goal))", _I),
        "too_early": re.compile(r"\b(?:too early|too soon) to (?:say|tell|judge|assess|evaluate|draw)\b", _I),
    },
    "scale": {
        "metropolitan": re.compile(rf"\b(?:across|throughout|covers?|serves?) the (?:whole |entire )?metropolitan (?:area|region)\b|\bmetropolitan-wide\b|\b{_WORK} [^.]*\bin all \w+ municipalities\b", _I),
        "city": re.compile(r"\b(?:city-?wide|across the (?:whole |entire )?city|throughout the (?:whole |entire )?city|in the (?:whole|entire) city|all (?:districts|wards|neighbourhoods|neighborhoods) of the city)\b", _I),
        "district": re.compile(r"\b(?:in|across|of) (?:the )?(?:\w+ ){0,3}(?:two|three|four|five|six|several)? ?(?:districts|sub-metros|boroughs|wards)\b|\bin [A-Z]\w+ (?:and [A-Z]\w+ )?districts?\b", _I),
        "neighbourhood": re.compile(r"\bin (?:the |a |one |two |three |several )?(?:\w+ )?(?:neighbou?rhoods?|settlements?|barrios?|favelas?|kampungs?)\b", _I),
        "site": re.compile(r"\bon (?:a|one|the) (?:single )?(?:site|plot|street)\b|\bat (?:a|one) (?:single )?(?:site|plot|location)\b", _I),
    },
}  # fmt: skip
"""What a sentence says where a value is proposed for it."""

_ACTED = (
    r"(?:approved|adopted|passed|amended|financed?|funded|funds|paid|pays?|provided|provides|decided|announced|led|leads|managed|manages|ran|runs|signed|"
    r"maintain(?:ed|s)?|converted|introduced|created|set up|started|began|launched|refused|supported|gave|chose|required|invested|trained|built|put|met|"
    r"contributed|cleaned|owns|owned|has spent|spent|visited|ended)\b"
)

LEVELS: dict[str, re.Pattern[str]] = {
    "community": re.compile(rf"\b(?:residents?’? ?(?:associations?|groups?|committees?)|neighbou?rhood (?:associations?|committees?|councils?)|community (?:groups?|organi[sz]ations?|based|committees?|members)|cooperatives?|women['’]s groups)\b[^.]*\b{_ACTED}", _I),
    "municipal": re.compile(rf"\b(?:city council|the city|municipality|municipal (?:council|government|authority|corporation|department)|county governor|bureau|alderm\w+|city government|mayor|county assembly|the county|county government|the assembly|metropolitan assembly|town council|the department|common council)\b[^.]*\b{_ACTED}", _I),
    "metropolitan": re.compile(rf"\bmetropolitan (?:authority|council|government|agency|district|planning)\b[^.]*\b{_ACTED}", _I),
    "regional": re.compile(rf"\b(?:provincial government|province|state government|regional (?:government|council|authority)|prefecture|governor)\b[^.]*\b{_ACTED}", _I),
    "national": re.compile(rf"\b(?:ministry|ministries|national (?:government|road authority|authority|agency|assembly)|central government|federal (?:government|agency)|parliament|congress)\b[^.]*\b{_ACTED}", _I),
    "international": re.compile(rf"\b(?:World Bank|(?:African|Asian|Inter-American|European|Islamic) (?:Development|Investment) Bank|United Nations|UN-Habitat|UNDP|UNEP|European (?:Union|Commission)|EU|USAID|GIZ|AFD|JICA|DFID|Global Environment Facility|Green Climate Fund|(?:Rockefeller|Gates|Bloomberg) \w+)\b[^.]*\b{_ACTED}|\b{_ACTED}[^.]*\b(?:World Bank|(?:African|Asian|Inter-American) Development Bank|United Nations|UN-Habitat|European Union|USAID|GIZ|AFD|JICA)\b"),
}  # fmt: skip

_MADE = r"(?:built|installed|constructed|planted|converted|introduced|placed|put|laid|marked|opened|created|launched|passed|adopted|approved|amended|trained|set up|given|paid|provided|made|distributed|restored|required|require[ds]?|financed)"

_SOON = r"(?:(?! and )[^.,;]){0,60}"

KINDS: dict[str, re.Pattern[str]] = {
    "grey": re.compile(rf"\b(?:pipes?|pumps?|drains?|dikes?|dykes?|dams?|sewers?|roads?|stations?|plants? (?:was|were|cost)|the plant|bridges?|bicycles|buses|lanes?|tracks?|pavements?|panels|turbines?|containers?|meters?|dikes)\b{_SOON}\b{_MADE}\b|\b{_MADE}\b{_SOON}\b(?:pipes?|pumps?|drains?|dikes?|dams?|sewers?|stations?|bridges?|bicycles|bicycle lanes?|buses|panels|turbines?|composting plant|treatment plant)\b", _I),
    "green": re.compile(rf"\b(?:trees?|wetlands?|parks?|rain gardens?|gardens?|green roofs?|mangroves?|forests?|riverbanks?|planting|bioswales?|basins|dunes?|greenway)\b{_SOON}\b{_MADE}\b|\b{_MADE}\b{_SOON}\b(?:trees|wetlands?|rain gardens?|green roofs?|mangroves?|forests?|bioswales?|gardens|greenways?)\b", _I),
    "soft": re.compile(rf"\b(?:by-?laws?|ordinances?|regulations?|tariffs?|subsid\w+|training|campaigns?|committees?|contracts?|fees?|guidelines|funds?|bill|polic(?:y|ies)|vouchers?|programmes? of training)\b{_SOON}\b{_MADE}\b|\b{_MADE}\b{_SOON}\b(?:by-?laws?|ordinances?|regulations?|bill|engineers|training|committees?|contracts?|tariffs?|policy|vouchers?)\b", _I),
}  # fmt: skip

_NOT_YET = re.compile(r"\b(?:will|would|should|plans? to|intends? to|proposed to)\b", _I)


PLAIN = 0.75
"""Trust from which a beginning is told plainly; of several such the earliest is that of the measure."""


class Shown(NamedTuple):
    """A value and the sentences that say it, the plainest first."""

    value: str
    sentences: tuple[Sentence, ...]


def years(document: Document, held: Sequence[Sentence]) -> DraftField:
    """First and last year, each with the sentence that tells it; open where no sentence tells the first."""
    told = [row for row in _dated(held, BEGAN) if not _CHANGED.search(row.said.text)]
    first = _earliest(told)
    if first is None:
        return open_field("years")
    year, trust, said = first
    last = max(_dated(held, ENDED), key=lambda row: (row.trust, row.year), default=None)
    going = next((s for s in held if ON_GOING.search(s.text)), None)
    end, shown = "", [said]
    if last and int(last.year) >= int(year) and not going:
        end, trust = last.year, (trust + last.trust) / 2
        shown.append(last.said)
    elif going and not last:
        end = GOES_ON
        shown.append(going)
    parts = {"start": year, "end": end} if end else {"start": year}
    return _proposed(document, "years", parts, shown, trust)


def closed(document: Document, held: Sequence[Sentence], key: str) -> DraftField:
    """Status, outcome or scale where sentences say one value; where they say several, it is asked."""
    shown = list(_shown(held, CLOSED[key]))
    if len(shown) == 1:
        return _proposed(document, key, {"": shown[0].value}, shown[0].sentences[:2], 0.6)
    if len(shown) > 1:
        if key == "scale":
            count = Counter({one.value: len(one.sentences) for one in shown}).most_common(2)
            if count[0][1] >= 2 * count[1][1]:
                best = next(one for one in shown if one.value == count[0][0])
                return _proposed(document, key, {"": best.value}, best.sentences[:2], 0.5)
        said = " and ".join(
            f"“{one.sentences[0].text[:120]}” ({one.value.replace('_', ' ')})" for one in shown[:2]
        )
        return open_field(key, f"{open_field(key).question} The document says both {said}.")
    return open_field(key)


def several(document: Document, held: Sequence[Sentence], key: str,
            signs: dict[str, re.Pattern[str]]) -> DraftField:  # fmt: skip
    """Levels of government that acted, or kinds of measure, each with a sentence that tells the deed."""
    done = [s for s in held if not _NOT_YET.search(s.text)]
    shown = [one for one in _shown(done, signs) if one.sentences]
    if not shown:
        return open_field(key)
    order = [value for value in signs if value in {one.value for one in shown}]
    quoted = [one.sentences[0] for one in shown]
    return _proposed(document, key, {"": ", ".join(order)}, quoted, 0.55)


def _shown(held: Sequence[Sentence], signs: dict[str, re.Pattern[str]]) -> Iterator[Shown]:
    for value, pattern in signs.items():
        found = tuple(s for s in held if pattern.search(s.text))
        if found:
            yield Shown(value, found)


class _Dated(NamedTuple):
    """A year, how far the wording that tells it is to be trusted, and its sentence."""

    year: str
    trust: float
    said: Sentence


def _dated(held: Sequence[Sentence], wordings: Sequence[tuple[re.Pattern[str], float]]
           ) -> list[_Dated]:  # fmt: skip
    return [
        _Dated(match["year"], trust, s)
        for s in held
        for wording, trust in wordings
        if (match := wording.search(s.text))
    ]


def _earliest(told: Sequence[_Dated]) -> _Dated | None:
    """The earliest beginning among those that are told plainly, or else the one that is told best."""
    least = min(PLAIN, max((row.trust for row in told), default=0))
    return min((row for row in told if row.trust >= least), key=lambda row: row.year, default=None)


def _proposed(document: Document, key: str, parts: dict[str, str], said: Sequence[Sentence],
              confidence: float) -> DraftField:  # fmt: skip
    unique = {s.number: s for s in said}.values()
    return DraftField(
        key=key,
        state=FieldState.PROPOSED,
        parts=parts,
        evidence=tuple(evidence(document, s) for s in unique),
        confidence=round(confidence, 2),
    )
