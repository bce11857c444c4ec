"""Fields of closed lists: proposed only with a sentence of the document that says it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.draft import DraftField, Evidence, open_field
from corpus.nouns import Document
from ingest.drafting.proposed import proposed
from ingest.drafting.sentences import Sentence, evidence
from ingest.drafting.years import ON_GOING, WORK

_I = re.IGNORECASE

_SUBJECT = rf"(?:\b{WORK}\b|\b(?:it|lanes?|plant|gardens?|stations?|park|housing|bond)\b)"

CLOSED: dict[str, dict[str, re.Pattern[str]]] = {
    "status": {
        "ended": re.compile(rf"{_SUBJECT}[^.]*\b(?:was|were) (?:\w+ )?(?:closed|abandoned|discontinued|cancelled|terminated|stopped|shut down|given up entirely)\b|\bended the contract\b|\b{WORK} (?:was )?ended\b", _I),
        "completed": re.compile(rf"{_SUBJECT}(?:(?!\d of [\d,]+)[^.])*\b(?:was|were|has been|have been) (?:fully |successfully )?completed\b|\b{WORK} (?:was )?finished\b", _I),
        "under_way": re.compile(rf"{ON_GOING.pattern}|\b(?:is|are) (?:now |currently )(?:being )?(?:built|implemented|under construction|rolled out)\b", _I),
        "planned": re.compile(rf"\b{WORK} (?:is planned|will (?:begin|start|be (?:launched|built|implemented)))\b|\bproposed {WORK}\b[^.]*\bwill\b", _I),
    },
    "outcome": {
        "failure": re.compile(rf"\b(?:{WORK}|it) (?:has |had )?failed\b|\b(?:is|was|were) (?:regarded as |considered |widely seen as )?a failure\b|\b{WORK} (?:was|were) (?:abandoned|scrapped)\b", _I),
        "success": re.compile(r"\b(?:is|was|has been|proved|proven) (?:widely |generally |regarded as |considered |judged )*(?:to be )?(?:a (?:great |clear |major )?success|(?:very |highly )?successful)\b|\b(?:met|reached|exceeded) (?:all |most of )?its (?:targets?|goals?|objectives?)\b", _I),
        "partial": re.compile(r"\b(?:mixed results|mixed success|partial(?:ly)? (?:success\w*|achieved|reached|met)|reached (?:fewer|less|only|half)\b[^.]*\bthan\b|only partly (?:met|reached|achieved|successful)|fell short of (?:its|the) (?:target|goal))", _I),
        "too_early": re.compile(r"\b(?:too early|too soon) to (?:say|tell|judge|assess|evaluate|draw)\b", _I),
    },
    "scale": {
        "metropolitan": re.compile(rf"\b(?:across|throughout|covers?|serves?) the (?:whole |entire )?metropolitan (?:area|region)\b|\bmetropolitan-wide\b|\b{WORK} [^.]*\bin all \w+ municipalities\b", _I),
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

_MADE = r"(?:built|installed|constructed|planted|converted|introduced|placed|put|laid|marked|opened|created|launched|passed|adopted|approved|amended|trained|set up|given|paid|provided|made|distributed|restored|insulated|replaced|connected|extended|required|require[ds]?|financed)"

_SOON = r"(?:(?! and )[^.,;]){0,60}"

KINDS: dict[str, re.Pattern[str]] = {
    "grey": re.compile(rf"\b(?:pipes?|pumps?|drains?|dikes?|dykes?|dams?|sewers?|roads?|stations?|plants? (?:was|were|cost)|the plant|bridges?|bicycles|buses|lanes?|tracks?|pavements?|panels|turbines?|containers?|meters?|kiosks?|benches|towers?|connections?|terminals?|dikes)\b{_SOON}\b{_MADE}\b|\b{_MADE}\b{_SOON}\b(?:pipes?|pumps?|drains?|dikes?|dams?|sewers?|stations?|bridges?|bicycles|bicycle lanes?|buses|panels|turbines?|kiosks?|benches|towers?|connections|new pavement|composting plant|treatment plant)\b", _I),
    "green": re.compile(rf"\b(?:trees?|wetlands?|parks?|rain gardens?|gardens?|green roofs?|mangroves?|forests?|riverbanks?|planting|bioswales?|basins|dunes?|greenway)\b{_SOON}\b{_MADE}\b|\b{_MADE}\b{_SOON}\b(?:trees|wetlands?|rain gardens?|green roofs?|mangroves?|forests?|bioswales?|gardens|greenways?)\b", _I),
    "soft": re.compile(rf"\b(?:by-?laws?|ordinances?|regulations?|tariffs?|subsid\w+|training|campaigns?|committees?|contracts?|fees?|guidelines|funds?|bill|polic(?:y|ies)|vouchers?|programmes? of training)\b{_SOON}\b{_MADE}\b|\b{_MADE}\b{_SOON}\b(?:by-?laws?|ordinances?|regulations?|bill|engineers|training|committees?|contracts?|tariffs?|policy|vouchers?)\b", _I),
}  # fmt: skip

_NOT_YET = re.compile(r"\b(?:will|would|should|plans? to|intends? to|proposed to)\b", _I)


class Shown(NamedTuple):
    """A value and the sentences that say it, the plainest first."""

    value: str
    sentences: tuple[Sentence, ...]


def closed(document: Document, held: Sequence[Sentence], key: str) -> DraftField:
    """Status, outcome or scale where sentences say one value; where they say several, it is asked."""
    shown = list(_shown(held, CLOSED[key]))
    if len(shown) == 1:
        return proposed(key, {"": shown[0].value}, _quoted(document, shown[0]), 0.6)
    if len(shown) > 1:
        if key == "scale":
            count = Counter({one.value: len(one.sentences) for one in shown}).most_common(2)
            if count[0][1] >= 2 * count[1][1]:
                best = next(one for one in shown if one.value == count[0][0])
                return proposed(key, {"": best.value}, _quoted(document, best), 0.5)
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
    quoted = [evidence(document, one.sentences[0]) for one in shown]
    return proposed(key, {"": ", ".join(order)}, quoted, 0.55)


def _shown(held: Sequence[Sentence], signs: dict[str, re.Pattern[str]]) -> Iterator[Shown]:
    for value, pattern in signs.items():
        found = tuple(s for s in held if pattern.search(s.text))
        if found:
            yield Shown(value, found)


def _quoted(document: Document, one: Shown) -> list[Evidence]:
    return [evidence(document, said) for said in one.sentences[:2]]
