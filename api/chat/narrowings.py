"""What narrows the last answer, as people write it: outcomes, years, own documents, places and subjects."""

import re

from api.chat.moves import Narrow
from api.chat.narrowing_values import ONLY, of_value
from assistant.facets import Facet
from corpus.collection import OWN

_SHOW = "(?:(?:please )?(?:show|give|list|find|tell)(?: me| us)?(?: the)?|muestrame|muestra|mostre|mostra|montre moi|montrez moi)"
_THING = (
    "(?:the |any |all |some |more |other )*(?:ones?|those|cases?|case studies|examples?|practices?|cities|projects?|answers?"
    "|los|las|os|as|ceux|celles)"
)
_LEAD = rf"(?:(?:{_SHOW}|{ONLY}|what about|how about|are there|were there|is there)(?: {ONLY})? )?"
_THAT = "(?:that |which |who |where it |que |qui )?(?:have |has |ont |a )?"

_FAILED = "(?:failed|fail|did not work|didn t work|do not work|did not succeed|went wrong|flopped|fallaron|fracasaron|falharam|fracassaram|echoue|rate)"
_FAILURES = (
    "(?:failures?|failed(?: ones?| cases?| projects?)?|fracasos|fallidos|fracassos|falhas|echecs)"
)
_WORKED = "(?:worked(?: well)?|work|succeeded|went well|were successful|are successful|was successful|funcionaron|funcionaram|deram certo|marche|reussi)"
_SUCCESSES = "(?:success(?:es)?|success stories|successful(?: ones?| cases?| projects?)?|exitos|sucessos|succes|reussites)"
_PARTLY = (
    "(?:partial(?:ly)?(?: successes| successful| ones)?|mixed(?: results| ones)?|worked in part)"
)
_WHICH = "(?:and )?(?:which|cuales|quais|lesquels|lesquelles|did any|have any|any|some)(?: ones?| of them| of these| of those)?(?: have| has| ont)?"


def _outcome(verb: str, noun: str) -> re.Pattern[str]:
    lead = rf"(?:{_LEAD})(?:{_THING} )"
    nouns = rf"(?:{_SHOW} )?(?:{ONLY} |what about |how about |any |are there (?:any )?|were there (?:any )?)?(?:the |more |all |all the |other |further |los |os |les |mas |mais |plus d |otros |outros |d autres )*{noun}(?: {ONLY})?"
    only = rf"{_LEAD}{_THING} {noun}"
    return re.compile(
        rf"(?:and )?(?:{lead}{_THAT}{verb}|{_WHICH} {verb}|(?:{ONLY}|any) {_THAT}{verb}|{nouns}|{only})"
    )


_OUTCOMES = (
    ("failed", _outcome(_FAILED, _FAILURES)),
    ("worked", _outcome(_WORKED, _SUCCESSES)),
    ("worked in part", _outcome(_PARTLY, _PARTLY)),
)

_YEAR = "(1[89][0-9]{2}|20[0-9]{2}|2100)"
_OF_YEARS = rf"(?:and )?(?:{_LEAD}(?:(?:anything|something|everything|all|more|any) )?(?:{_THING} )?(?:(?:from|that are|done|started|of) )?)"
_YEARS = (
    (rf"(?:since|after|from|newer than|desde|depois de|despues de|depuis|apres) {_YEAR}(?: on| onwards| onward)?", "{}.."),
    (rf"(?:until|up to|till|hasta|ate|jusqu en|jusqu a) {_YEAR}", "..{}"),
    (rf"(?:before|older than|antes de|avant) {_YEAR}", "..<{}"),
    (rf"(?:between|from|entre|de)? ?{_YEAR} (?:and|to|until|y|e|et|a) {_YEAR}", "{}..{}"),
    (rf"(?:in|from|during|en|em)? ?(?:the )?{_YEAR}s", "{}s"),
    (rf"(?:in|of|en|em) {_YEAR}", "{}"),
)  # fmt: skip

_OURS = re.compile(
    rf"(?:and )?{_LEAD}(?:{_THING} )?(?:in |from |of )?(?:our|my|your|the) (?:own )?(?:documents?|reports?|files|uploads)(?: {ONLY})?"
)

RECENT = "2015.."
"""What is recent, as a value of years."""

_RECENT = re.compile(
    r"(?:and )?(?:(?:is there|are there|do you have|have you got|show(?: me| us)?|give(?: me| us)?|what about|how about) )?(?:(?:only|just|any|anything|something|some|ones|examples|cases|a|solo|so|algo|ejemplos|casos|quelque chose de|des cas) )*"
    r"(?:more recent|most recent|recent|newer|newest|latest|mas recientes?|recientes?|mais recentes?|recentes?|plus recents?|recents?)(?: (?:ones?|cases?|examples?|projects?|answers?))?(?: only)?"
)


def narrowing(text: str, said: str) -> Narrow | None:
    """What the last answer is to be narrowed to; None where nothing of the kind is asked.

    Args:
        said: the text, folded.
    """
    for value, pattern in _OUTCOMES:
        if pattern.fullmatch(said):
            return Narrow(value, Facet.OUTCOME)
    for years, form in _YEARS:
        if found := re.fullmatch(rf"{_OF_YEARS}{years}(?: {ONLY})?(?: please)?", said):
            return Narrow(_years(form, *found.groups()), Facet.YEAR)
    if _RECENT.fullmatch(said):
        return Narrow(RECENT, Facet.YEAR)
    return Narrow(OWN, Facet.COLLECTION) if _OURS.fullmatch(said) else of_value(text)


def _years(form: str, *years: str) -> str:
    return f"..{int(years[0]) - 1}" if form == "..<{}" else form.format(*years)
