"""Whether a lesson is too vague for another city to act on: stock phrases on one side, particulars on the other."""

import re
from typing import NamedTuple

_I = re.IGNORECASE

STOCK = re.compile(
    r"\b(?:stakeholders?|political (?:will|commitment|support)|(?:raise|raising|awareness)\b.{0,12}\b(?:awareness|raising|campaigns?|education)|awareness|leadership|communication|"
    r"coordination|collaborat\w+|cooperation|co-operation|partnerships?|capacit(?:y|ies)(?: building)?|institutional strengthening|governance structures?|holistic|integrated|"
    r"participat(?:ion|ory)|involve(?:ment|d)?|inclusive\w*|engage(?:ment|d)?|ownership|buy-in|commitment|sustainab\w+|flexib\w+|adequate (?:funding|resources)|"
    r"(?:financial|sufficient|more|additional) (?:resources|funding)|financing mechanisms|best practices?|share (?:knowledge|experiences?)|learn from|lessons learned|planning|"
    r"monitoring|evaluation|roles and responsibilities|trust|local (?:context|conditions|needs)|own needs|work together|openly|right skills|dedicated team|time and resources|complex processes|benefits|clearly|transparen\w+|accountab\w+|innovati\w+|long-term|data|enabling environment|mainstream\w*|synerg\w+|empower\w*)\b", _I
)  # fmt: skip
"""What is said of every project."""

EMPTY = re.compile(
    r"\b(?:(?:is|are|was|were|remains?) (?:a |an |the |very |also |most |of )*(?:important|importance|key|crucial|essential|vital|critical|necessary|needed|required|beneficial|fundamental|"
    r"success factors?|challenge)|key to|(?:should|must|need(?:s)? to) be (?:\w+ )?(?:involved|engaged|ensured|secured|strengthened|promoted|explored|considered|addressed|adapted|in place|carried out|improved|"
    r"encouraged)|there is a need|can be beneficial|leads? to better|better results|made the difference|matter most|make sure|ensures?|strengthens|all (?:levels|partners|parties|relevant|stakeholders|actors)|early and often|each other|with all)\b", _I
)  # fmt: skip
"""Praise and demands without anyone who acts."""

BECAUSE = re.compile(r"\b(?:because|since|so that|otherwise|or (?:\w+ ){1,4}(?:will|would|stands?|die)|as (?:the|they|no|it|tenants|donors|crews|\w+s)\b|until|unless|without|after|before|when|where|instead of|"
                     r"not (?:per|a|by)|but|and (?:the|his|her|after|went|could)|which (?:held|led|made|meant)|so (?:the|that|four|it|\w+ \w+ could))\b|[:;]", _I)  # fmt: skip
"""A reason, a time, a contrast, a consequence."""

HAPPENED = re.compile(
    r"\b(?:lost|stopped|refused|withdrew|left|stood|failed|went|came|paid|bought|sold|built|cut|raised|moved|signed|hired|printed|opened|carried|trusted|parked|ended|read|"
    r"struck|stalled|forbade|became|held|survived|asked|changed|closed|gave|given|published|weigh|died?|burned|broke|blocked|turned away|sent|meant|met|waited|chose|did|works?|nobody|no one|cannot|could not|"
    r"divert|bought|rented|drove|hid|fell|rose|grew)\b|n't\b|(?<!be )(?<!is )(?<!are )(?<!been )(?<!fully )\b(?:complain|object|cancel|demolish|evict|repair|clean|reject|delay|charg|collect|plant|pump|fin|clos|visit|weed|"
    r"stopp|mov|ask|park|count|measur|fill|clogg|dump|smash|retir|resign|su)ed\b", _I
)  # fmt: skip
"""Something that happened to someone."""

_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|twice|first|second|every (?:day|week|month|load)|per \w+)\b", _I)  # fmt: skip
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")

LINE = 0.0
"""Points from which a lesson counts as vague."""


class Vague(NamedTuple):
    """What makes a lesson vague: the stock phrase in it, or an empty text; and how vague it is."""

    phrase: str
    points: float


def vague(text: str) -> Vague | None:
    """Why a lesson is too vague to act on; None where it is concrete.

    Points for stock phrases and empty praise, off for numbers, names, reasons, happenings and length;
    the weights were set on the dev half of corpus/golden/vague_lessons.tsv.
    """
    stock = STOCK.search(text)
    happened = min(2, len(HAPPENED.findall(text)))
    particular = min(2, len(_NUMBER.findall(text))) + 0.7 * bool(_NAME.search(text)) + happened
    # a reason or a time counts little where it says nothing of anyone: "before, during and after"
    reason = 0.8 if particular else 0.3
    points = 0.5 + 1.0 * min(2, len(STOCK.findall(text))) + 1.0 * bool(EMPTY.search(text))
    points -= particular + reason * min(2, len(BECAUSE.findall(text)))
    points -= 0.1 * max(0, len(text.split()) - 14) * (1 if particular else 0.3)
    return Vague(stock[0] if stock else "", round(points, 2)) if points > LINE else None


def prompt(found: Vague) -> str:
    """How to make it concrete."""
    said = (
        f"“{found.phrase}” is said of every project. "
        if found.phrase
        else "This could be said of any project. "
    )
    return f"{said}Who did what, when and how, and what happened where it was not done?"
