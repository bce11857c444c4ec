"""What narrows the last answer, as people write it: outcomes, years, own documents, places and subjects."""

import re

from api.chat.moves import Narrow
from assistant.facets import Facet
from corpus.collection import OWN
from corpus.gazetteer import fold

_ONLY = "(?:only|just|solo|solamente|so|somente|apenas|seulement|uniquement)"
_SHOW = "(?:(?:please )?(?:show|give|list|find|tell)(?: me| us)?(?: the)?|muestrame|muestra|mostre|mostra|montre moi|montrez moi)"
_THING = (
    "(?:the |any |all |some )?(?:ones?|those|cases?|case studies|examples?|practices?|cities|projects?|answers?"
    "|los|las|os|as|ceux|celles)"
)
_LEAD = (
    rf"(?:(?:{_SHOW}|{_ONLY}|what about|how about|are there|were there|is there)(?: {_ONLY})? )?"
)
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
    nouns = rf"(?:{_SHOW} )?(?:{_ONLY} |what about |how about |any |the |no )?(?:the |los |os |les )?{noun}(?: {_ONLY})?"
    only = rf"{_LEAD}{_THING} {noun}"
    return re.compile(
        rf"(?:and )?(?:{lead}{_THAT}{verb}|{_WHICH} {verb}|(?:{_ONLY}|any) {_THAT}{verb}|{nouns}|{only})"
    )


_OUTCOMES = (
    ("failed", _outcome(_FAILED, _FAILURES)),
    ("worked", _outcome(_WORKED, _SUCCESSES)),
    ("worked in part", _outcome(_PARTLY, _PARTLY)),
)

_YEAR = "(1[89][0-9]{2}|20[0-9]{2}|2100)"
_OF_YEARS = rf"(?:and )?(?:{_LEAD}(?:{_THING} )?(?:(?:from|that are|done|started|of) )?)"
_YEARS = (
    (rf"(?:since|after|from|newer than|desde|depois de|despues de|depuis|apres) {_YEAR}(?: on| onwards| onward)?", "{}.."),
    (rf"(?:until|up to|till|hasta|ate|jusqu en|jusqu a) {_YEAR}", "..{}"),
    (rf"(?:before|older than|antes de|avant) {_YEAR}", "..<{}"),
    (rf"(?:between|from|entre|de)? ?{_YEAR} (?:and|to|until|y|e|et|a) {_YEAR}", "{}..{}"),
    (rf"(?:in|from|during|en|em)? ?(?:the )?{_YEAR}s", "{}s"),
    (rf"(?:in|of|en|em) {_YEAR}", "{}"),
)  # fmt: skip

_OURS = re.compile(
    rf"(?:and )?{_LEAD}(?:{_THING} )?(?:in |from |of )?(?:our|my|your|the) (?:own )?(?:documents?|reports?|files|uploads)(?: {_ONLY})?"
)

_PART = r"([^\n?!;:]{2,60}?)"
_VALUE = f"(?P<value>{_PART})"
_FROM = "(?:from|in|on|about|with|of|for|de|del|en|em|da|do|na|no|sur|en|au|aux|d[’'])"
_THINGS = "(?:the |any |all |some )?(?:ones|those|cases|case studies|examples|practices|cities|projects|answers)"
_VALUES = (
    rf"(?:and |now )?(?:please )?(?:show (?:me |us )?|give (?:me |us )?)?{_ONLY} (?:{_THINGS} |los |las |os |as |ceux |celles )?(?:{_FROM} )(?:the )?{_VALUE}(?: please)?",
    rf"(?:and |now )?(?:show (?:me |us )?|give (?:me |us )?)(?:the |any )?(?:ones|those|cases|examples) (?:{_FROM} ){_VALUE}(?: {_ONLY})?(?: please)?",
    rf"(?:the )?(?:ones|those|cases|examples) (?:{_FROM} ){_VALUE}(?: {_ONLY})?(?: please)?",
    rf"(?:from|in|en|em) {_VALUE} {_ONLY}(?: please)?",
    rf"(?:narrow|limit|restrict|filter)(?: (?:it|this|that|them|the answer|the list))?(?: down)? (?:to|by|for|on)(?: (?:{_THINGS} )?{_FROM})? {_VALUE}(?: please)?",
)
_ALSO = re.compile(
    rf"(?:and )?also (?:{_FROM} )?{_PART}|and (?:from )?{_PART} (?:too|as well)", re.IGNORECASE
)
_OF_VALUES = tuple(re.compile(one, re.IGNORECASE) for one in _VALUES)
_MAYBE = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (rf"{_ONLY} {_VALUE}(?: please)?", rf"{_VALUE} only(?: please)?")
)

MOST_WORDS = 4
"""Words of a value; what is longer is a sentence of its own."""


def narrowing(text: str, said: str) -> Narrow | None:
    """What the last answer is to be narrowed to; None where nothing of the kind is asked.

    Args:
        said: the text, folded.
    """
    for value, pattern in _OUTCOMES:
        if pattern.fullmatch(said):
            return Narrow(value, Facet.OUTCOME)
    for years, form in _YEARS:
        if found := re.fullmatch(rf"{_OF_YEARS}{years}(?: {_ONLY})?(?: please)?", said):
            return Narrow(_years(form, *found.groups()), Facet.YEAR)
    if _OURS.fullmatch(said):
        return Narrow(OWN, Facet.COLLECTION)
    return _value(text)


def _years(form: str, *years: str) -> str:
    return f"..{int(years[0]) - 1}" if form == "..<{}" else form.format(*years)


def _value(text: str) -> Narrow | None:
    plain = text.strip().rstrip(".!?… ")
    if found := _ALSO.fullmatch(plain):
        value = next(filter(None, found.groups()))
        return Narrow(value.strip(), also=True) if _short(value) else None
    for patterns, sure in ((_OF_VALUES, True), (_MAYBE, False)):
        found = next(filter(None, (one.fullmatch(plain) for one in patterns)), None)
        if found and _short(found["value"]):
            return Narrow(found["value"].strip(), sure=sure)
    return None


def _short(value: str) -> bool:
    return 1 <= len(fold(value).split()) <= MOST_WORDS
