"""First and last year of the work that a document tells of, each from a wording that says so."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.draft import DraftField, open_field
from corpus.draft_fields import GOES_ON
from corpus.nouns import Document
from ingest.drafting.proposed import proposed
from ingest.drafting.sentences import Sentence, evidence

_I = re.IGNORECASE

WORK = r"(?:project|programme|program|scheme|system|initiative|pilot|service|plan|policy|work|works|line|network|campaign|contract|fund|reform)s?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?:early |late |mid-?|the (?:spring|summer|autumn|end) of |(?:\w+day,? )?(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) )?"

BEGAN = (
    (re.compile(rf"\b(?:began|begun|started|launched|introduced|opened|inaugurated|announced the {WORK}|set up|established|built (?:its|the|our) first) (?:[^.;,]{{0,80}}? )??(?:in|on|from|since) {_MONTH}{_YEAR}", _I), 0.85),
    (re.compile(rf"\b(?:operated|ran|was run|lasted|took place|was carried out)\b[^.;]*? (?:from|between) {_MONTH}{_YEAR} (?:to|until|and)\b"), 0.9),
    (re.compile(rf"\b[Ff]rom {_MONTH}{_YEAR},? (?:the city|to|until|onwards?|on\b)"), 0.75),
    (re.compile(rf"\b[Bb]etween {_MONTH}{_YEAR} and"), 0.65),
    (re.compile(rf"\b[Ss]ince {_MONTH}{_YEAR},? (?:the city|the municipality|it has)"), 0.6),
    (re.compile(rf"\b(?:comenz[óo]|empez[óo]|inici[óo]|lanz[óo]|(?:fue|se) (?:lanzad|inaugurad|cread)\w|começou|iniciou|lançou|foi (?:lançad|inaugurad|criad)\w|(?:a|ont) (?:commencé|démarré|lancé|ouvert|débuté)|(?:a été|fut) (?:lancé|créé|ouvert)e?) (?:[^.;]{{0,60}}? )??(?:en|em) (?:\w+ )?(?:de )?{_YEAR}", _I), 0.8),
    (re.compile(rf"\b[Ii]n {_MONTH}{_YEAR},? [^.]{{0,60}}\b(?:began|started|launched|introduced|opened)\b"), 0.75),
)  # fmt: skip
"""Wordings that tell a first year, and how far each is to be trusted."""

_RAN = (
    r"(?:ran|was run|were run|operated|lasted|took place|(?:was|were) (?:carried out|implemented))"
)
_ASIDE = r"(?: (?!for\b|since\b|began\b|after\b|before\b|when\b|because\b)\w+){0,3}"

ENDED = (
    (re.compile(rf"\b(?:the |this )?(?:{WORK}|it)\b[^.;]{{0,60}}\b(?:ended|closed|completed|finished|concluded|stopped|terminated|abandoned|discontinued){_ASIDE} in {_MONTH}{_YEAR}", _I), 0.85),
    (re.compile(rf"\b(?:terminou|termin[óo]|finaliz[óo]|acab[óo]|(?:s['’]est|est) (?:achevé|terminé)e?|a pris fin) (?:en|em) (?:\w+ )?(?:de )?{_YEAR}", _I), 0.8),
    (re.compile(rf"\bended the contract{_ASIDE} in {_MONTH}{_YEAR}"), 0.85),
    (re.compile(rf"\b{_RAN}\b[^.;]*? between {_MONTH}(?:19|20)\d\d and {_MONTH}{_YEAR}"), 0.7),
    (re.compile(rf"\b{_RAN}\b[^.;]*? from {_MONTH}(?:19|20)\d\d (?:to|until) {_MONTH}{_YEAR}"), 0.75),
)  # fmt: skip
"""Wordings that tell that the work ended; what was counted between two years tells no end."""

_CHANGED = re.compile(
    r"\b(?:fell|rose|grew|dropped|increas\w+|decreas\w+|declin\w+|reduc\w+|improv\w+|doubled|tripled)\b",
    _I,
)
"""A sentence tells a change: the years it names are those of the count."""

ON_GOING = re.compile(rf"\b(?:{WORK} (?:is (?:still )?(?:ongoing|under way|continuing)|continues|goes on|still runs)|continues to operate|is still (?:in operation|running|operated))\b", _I)  # fmt: skip
"""The work goes on, as the document says."""

PLAIN = 0.75
"""Trust from which a beginning is told plainly; of several such the earliest is that of the measure."""


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
    return proposed("years", parts, [evidence(document, s) for s in shown], trust)


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
