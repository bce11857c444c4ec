"""Signs in a sentence's wording that it says what a practice depends on, and how much."""

import re

import numpy as np
from numpy.typing import NDArray

from corpus.vocabulary import Importance
from ingest.lessons.patterns import PLAN, START

CUES: dict[str, str] = {
    "requires": r"(?<!^)(?<![.:•] )\brequires?\b(?! new| all| developers| (?:that )?(?:applicants|contractors|owners))|\bpresuppos\w+|\bpresum\w+|\bcalls for\b|\bit takes\b|\bcannot do without\b",
    "prerequisite": r"\bpre-?requisites?\b|\bpre-?conditions?\b|\bconditions? (?:for|is|are)\b|\bindispensable\b|\bnecessary\b|\bessential\b|\bcrucial\b|\bvital\b|\bcritical\b|\bprovided (?:that|the)\b",
    "depends": r"\bdepend(?:s|ed|ent)? (?:up)?on\b|\bhinges? on\b|\brel(?:y|ies) on\b|\brests? on\b|\bstands? or falls?\b|\bwhether\b",
    "only where": r"\bonly (?:works? )?(?:where|if|when|in|under|with|by|above|below|cities|possible|viable)\b|\bpossible only\b|\bpays? (?:off )?only\b",
    "unless": r"\bunless\b|\bas long as\b|\bfor (?:it|this|the \w+) to work\b|\bto begin with\b",
    "without fails": r"\b(?:without|where there (?:is|are) no|in the absence of|if there (?:is|are) no)\b[^.;]*\b(?:cannot|can not|could not|will|would|fails?|no|not|impossible|stops?|closes?|breaks?)\b|\b(?:no|none|cannot|impossible)\b[^.;]*\bwithout\b",
    "needs": r"(?<!\bthe )(?<!\bin )(?<!\btheir )\bneeds?\b(?! to be (?:cleaned|repaired)| of\b| for\b)|\bis needed\b|\bare needed\b|\bneeded to\b",
    "must have": r"\b(?:must|ha(?:s|ve) to|ought to) (?:have|be|own|hold|share|cover|know|exist)\b|\bthere (?:has|have) to be\b|\bmust be able\b",
    "suited": r"\b(?:not )?(?:suited|suitable|appropriate|viable|feasible|applicable)\b|\bworks? (?:best|well|only)? ?(?:where|if|when|in)\b|\bdoes not (?:pay|work)\b|\bnot possible\b|\bnone of this is possible\b",
    "eases": r"\bmakes? (?:it )?easier\b|\bit helps\b|\b(?:a|an|is|are) (?:\w+ )?(?:advantage|help|helpful|useful)\b|\beasier\b|\bwhere people already\b",
    "if then": r"^(?:if|where|when|unless|without|only|below|above|provided|for)\b",
    "way": r"\b(?:this|such|the|it) ?(?:kind|type|sort|method|model|approach|scheme|system|practice|measure|programme|solution|fund|trial|fee|circuit|committees?|method|change)?\b (?:works?|requires?|needs?|depends?|relies|presupposes|presumes|hinges|stands|is suited|is viable|can)\b",
    "at least": r"\bat least\b|\bmore than\b|\bbelow about\b|\babove some\b|\bminimum\b|\benough\b",
    "rule": r"\bapplicants?\b|\bshall\b|\bpermit\b|\binsurance\b|\bfines?\b|\bcontractors (?:are|must)\b|\bby law\b|\bticket\b|\bowners must\b|\bannual\b|\bapprov\w+\b|\byou have\b|\bmust be accompanied\b",
    "past": r"\b(?:was|were|did|had|fell|rose|began|came|relied|visited|attended|voted|needed|said|ran|opened)\b",
    "plan": r"\bwill\b|\bby 20\d\d\b|\bplan(?:s|ned)?\b|\baims?\b|\bmillion\b|\bgoal\b|\bphase\b",
    "plan opening": rf"{START}(?:{PLAN}|locate|provide|ensure|prohibit|study|make)\b|::|\baction\b|\bgoals?\b",
    "should": r"\bshould\b|\brecommend\w*",
    "number": r"\b\d[\d,.]*\b",
    "city needs": r"\b(?:city|town|county|country|region|river|residents|families|passengers|team)\b (?:will )?needs?\b|\b\w+s need to\b|\bneeded (?:on|along)\b|\bdepends? on the (?:season|size|weather)\b",
}  # fmt: skip
"""Each sign's name and pattern; a sign is there or it is not."""

_COMPILED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in CUES.values())
STATED = tuple(CUES).index("way")
"""Signs before this one state a condition; those from it on only speak for or against one."""

_ESSENTIAL = re.compile(
    r"\b(?:must|cannot|can not|without|unless|only|indispensable|essential|crucial|vital|critical|pre-?requisites?|presuppos\w+|"
    r"requires?|stands? or falls?|not (?:possible|suitable|viable|feasible)|does not|has to be|none|no \w+ can)\b",
    re.IGNORECASE,
)
_HELPFUL = re.compile(
    r"\b(?:helps?|helpful|useful|easier|eases|advantage|favou?rs?|benefits? from|desirable|ideally)\b",
    re.IGNORECASE,
)


def condition_signs(text: str) -> NDArray[np.float64]:
    """The signs of a sentence, shape `(len(CUES),)`, each 0 or 1."""
    return np.array([bool(pattern.search(text)) for pattern in _COMPILED], float)


def importance_of(text: str) -> Importance:
    """How much the practice depends on it, by the words: essential where it fails without, helpful where it is only eased."""
    if _ESSENTIAL.search(text):
        return Importance.ESSENTIAL
    return Importance.HELPFUL if _HELPFUL.search(text) else Importance.IMPORTANT
