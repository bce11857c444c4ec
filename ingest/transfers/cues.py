"""Phrases that tell of a practice's move from place to place; in their patterns ¤ stands for a place that is named."""

import re
from typing import NamedTuple

from corpus.transfer import Degree

PLACE = "\ue000"
"""What a place's name is masked by before the patterns look at a sentence."""

NOUNS = (
    r"(?:approach|system|programme|program|scheme|model|method|practice|policy|project|plan|experience|example|"
    r"initiative|idea|concept|strategy|experiment|pilot|framework|law|ordinance|rule|tariff|tax|charge|fee|budget|"
    r"bylaw|by-law|code|standard|template|formula|network|service|corridor|superblock|cooperative|work|effort|"
    r"metro-?bus|busway|tramway|cycle lane|park|library|garden|market|roof|register|platform|shelter|fund|bond|trust|"
    r"zone|charter|warning|franchise|quota|rental|pact|patrol|school meal|kitchen|plaza|cloudburst|measure|technique|solution|innovation|arrangement|process|BRT|cable car|lane|tool|(?:waste|time|land|food) bank)"
    r"(?:e?s|ies)?"
)
"""What may be taken over, as against shoes, a virus or a name."""

_LIKE = r"(?:one|ones|that|those|what|how)"
_IN = r"(?:then |later |also )?(?:in |by |to |from )?"
_LIST = rf"(?:¤(?:(?:['’]s)?(?:, {_IN}¤){{0,9}}(?:['’]s)?,? (?:and|or) {_IN}¤)?)"
_GAP = r"(?P<gap>[^.;:()¤]{0,70}?)"
_AUX = r"(?:is|are|was|were|been|be|being)"
_LATER = r"(?=.{0,120}?\b(?:led to|resulted in|gave rise to|brought|produced|shaped|inspired|informed|prompted|helped)\b)"
_DONE = (
    r"(?=.{0,140}?(?:\b(?:before|and|then|after which)\b|,).{0,60}?\b(?:drew|copied|built|adopted|introduced|set up|"
    r"started|launched|wrote|ordered|opened|decided|began|created|adapted|planned|drafted|designed|took|brought)\b)"
)


class Cue(NamedTuple):
    """A phrase that tells of a move.

    Attributes:
        pattern: groups `origins` or `recipients` match the places, `gap` the words before them.
        degree: how much was taken over, where the phrase says so.
        confidence: 0..1 that such a phrase tells of a move.
        strict: it tells of one only where something that may be taken over is spoken of.
        moved: its subject is what moved, not who took it over.
    """

    pattern: re.Pattern[str]
    degree: Degree | None
    confidence: float
    strict: bool
    moved: bool


def _cue(group: str, phrase: str, degree: Degree | None, confidence: float, signs: str) -> Cue:
    pattern = phrase.replace("{L}", f"(?P<{group}>{_LIST})").replace("{G}", _GAP)
    return Cue(
        re.compile(pattern.replace("¤", PLACE), re.IGNORECASE),
        degree,
        confidence,
        "strict" in signs,
        "moved" in signs,
    )


def _from(phrase: str, degree: Degree | None, confidence: float, signs: str = "") -> Cue:
    return _cue("origins", phrase, degree, confidence, signs)


def _to(phrase: str, degree: Degree | None, confidence: float, signs: str = "") -> Cue:
    return _cue("recipients", phrase, degree, confidence, f"{signs} moved")


CUES = (
    _from(r"\b(?:modell?ed|patterned|fashioned) (?:closely |partly |loosely )?(?:on|after|upon)\b{G}{L}", Degree.ADAPT, 0.9, "moved"),
    _from(r"\b(?:inspired|influenced) (?:in part |partly |directly )?by\b{G}{L}", Degree.INSPIRE, 0.85, "moved"),
    _from(r"\b(?:takes?|took|taking|taken|draws?|drew|drawing) (?:its |their |his |her |much |some )?(?:inspiration|cues?|lessons?|a leaf) from\b{G}{L}", Degree.INSPIRE, 0.85),
    _from(r"\b(?:following|after|through|during|thanks to|from|on) (?:an? |several |two |three |the |their |its )?(?:[a-z]+ )?(?:study|exchange|learning|working|field|technical)[ -](?:visits?|tours?|trips?|missions?)(?: by [^,.¤]{1,30})? to\b{G}{L}", None, 0.75),
    _from(r"\b(?:after|upon) (?:visiting|touring|a visit to|visits to|a tour of)\b{G}{L}" + _DONE, None, 0.6),
    _from(r"\b(?:visited|toured|travell?ed to|went to|flew to)\b{G}{L}" + _DONE, None, 0.55),
    _from(r"\b(?:took up|adopted|introduced|copied|built|started|began|set up|launched|created|wrote|drew up|opened)\b[^.;¤]{0,60}? (?:after|following) (?:an? |several |two |three |its |their )?(?:[a-z]+ )?(?:visits?|trips?|tours?) to\b{G}{L}", None, 0.7),
    _from(r"\bafter (?:[a-z]+ ){0,5}(?:exchanges?|cooperation|partnership|twinning) with\b{G}{L}", None, 0.5),
    _from(r"\bthe (?:model|example|inspiration|template|blueprint) (?:for [^.;:¤]{1,40} )?(?:was|is|came from)\b(?P<gap> ){L}", None, 0.7),
    _from(r"\b(?:went|travell?ed|flew|came) to(?P<gap> ){L}(?=[^.;]{0,40}? to (?:learn|study|see how)\b)", None, 0.5),
    _from(r"\b(?:based|modelling|draws?|drew|drawing|drawn|relie[sd]) (?:heavily |partly |largely |in part )?(?:up)?on\b{G}{L}", Degree.ADAPT, 0.7, "strict moved"),
    _from(r"\b(?:builds?|built|building) (?:heavily |partly |largely )?(?:up)?on(?P<gap> (?:the )?(?:experiences?|work|models?|examples?|lessons|success|approach|programme|what|those|ideas?)(?: (?:of|from|in))? ){L}", Degree.ADAPT, 0.75, "moved"),
    _from(r"\b(?:adapted|derived) from\b{G}{L}", Degree.ADAPT, 0.8, "strict moved"),
    _from(r"\b(?:copied|cloned|replicated|transplanted) (?:directly )?from\b{G}{L}", Degree.COPY, 0.85, "moved"),
    _from(r"\b(?:adopted|borrow(?:s|ed|ing)?|imported|taken|brought|transferred|originat(?:es|ed|ing)|came|comes|stems?) (?:over |directly |heavily |freely |much |partly )?from\b{G}{L}", None, 0.65, "strict moved"),
    _from(r"\b(?:copied|copies|copying|cloned|replicated|replicates|replicating|transplanted|imitated|imitates)\b(?! (?:in|by|to|from|across|elsewhere)\b){G}{L}", Degree.COPY, 0.8, "strict moved"),
    _from(r"\b(?:emulat(?:e|es|ed|ing)|mirror(?:s|ed|ing)?)\b(?! (?:in|by)\b){G}{L}", Degree.ADAPT, 0.8, "moved"),
    _from(r"\b(?:adapted|adopted|borrowed|imported)\b(?! (?:in|by|to|for|from)\b)(?P<gap>[^.;:()¤]{0,70}?\b(?:of|from|that|which|like|used by)\b[^.;:()¤]{0,20}?|(?= ?¤['’]) ?){L}", Degree.ADAPT, 0.75, "strict"),
    _from(r"\b(?:is|was|as|became|,) (?:essentially )?an? (?:replica|copy|clone|adaptation|version) of\b{G}{L}", Degree.COPY, 0.8, "strict moved"),
    _from(r"\b(?:learn(?:ed|t|s|ing)?|lessons? (?:learned|learnt|drawn|taken)) (?:much |a lot |lessons |how [^.;¤]{1,40} )?from\b{G}{L}", None, 0.65),
    _from(r"\b(?:lessons|experience|advice|insights) (?:from|of)\b{G}{L}" + _LATER, None, 0.6),
    _from(r"\bfollow(?:s|ed|ing)? (?:in )?(?:the )?(?:example|lead|model|footsteps|path) (?:of|set by|from)\b{G}{L}", Degree.ADAPT, 0.8),
    _from(r"\bfollow(?:s|ed|ing)? (?:in )?(?P<gap>)(?P<origins>¤)['’]s? (?:example|lead|model|footsteps|path|suit)\b", Degree.ADAPT, 0.8),
    _from(r"\b(?:along|on) the lines of\b{G}{L}", Degree.ADAPT, 0.75, "moved"),
    _from(r"\ban? (?:idea|concept|model|practice|method|scheme|approach|import|invention|formula) (?:taken |borrowed |imported |adapted |that came |first tried )?(?:from|in)\b{G}{L}", None, 0.6, "moved"),
    _from(r"\b(?:twinn(?:ed|ing)|paired|partnership|peer exchange|exchange|peer learning|cooperation) with\b{G}{L}" + _LATER, None, 0.55),
    _from(r"\bwith (?:the )?(?:help|advice|assistance|guidance) (?:from|of)\b(?P<gap> ?)(?P<origins>¤)(?=, )", None, 0.45),
    _from(rf"\b(?:similar to|akin to|like|resembl(?:es|ed|ing)|comparable (?:to|with))(?P<gap> (?:the |a |that |those )?[^.;:()¤,]{{0,30}}?\b(?:{NOUNS}|{_LIKE})\b (?:in|of|from|used in|used by|adopted in|operated in|run by) ){{L}}", None, 0.4, "moved"),
    _from(rf"\b(?:similar to|akin to|resembl(?:es|ed|ing)|like)(?P<gap> ?)(?P<origins>¤)(?=['’]s (?:[a-z-]+ ){{0,3}}{NOUNS}\b)", None, 0.4, "moved"),
    _from(r"\bow(?:es|ed) (?:much|a lot|a great deal|something|a debt|its [^.;:¤]{1,30}) to\b{G}{L}", Degree.INSPIRE, 0.7, "moved"),
    _from(r"\b(?:impressed|struck|encouraged|convinced|prompted|motivated|spurred) by\b{G}{L}", Degree.INSPIRE, 0.6),
    _from(r"\b(?:came|brought|taken|carried|made its way|found its way|travell?ed|spread) to (?:the )?(?P<other>¤) from(?P<gap> ){L}", None, 0.7, "strict moved"),
    _from(rf"\b(?:adapt(?:s|ed|ing)?|adopt(?:s|ed|ing)?|copied|copies|borrow(?:s|ed)|took (?:over|up)|uses|used|applied|applies)(?P<gap> the )(?P<origins>¤)(?= (?:[a-z-]+ ){{0,4}}?{NOUNS}\b)", Degree.ADAPT, 0.7),
    _from(r"(?:^|[,;] )(?:as|like) (?P<origins>¤)(?P<gap>) (?:before|had) (?:it|them|done|did)\b", None, 0.45),
    _from(r"\bsent (?:[a-z-]+ ){1,5}to{G}{L}" + _DONE, None, 0.5),
    _from(r"\b(?:experts?|engineers?|planners?|advis[eo]rs?|officials?|specialists?|consultants?|trainers?|colleagues) from(?P<gap> ){L} (?:has |have |had |also |then )*(?:helped|advised|trained|assisted|coached|taught|worked with)\b(?:[^.;:¤]{0,60}? (?P<other>¤))?", None, 0.5),
    _from(r"(?P<origins>¤)(?P<gap>)(?=['’]s [^.;:,¤]{1,60}? (?:inspired|has inspired|served as (?:a|the) model|gave the idea|was (?:taken as )?(?:a|the|our) (?:model|inspiration|template))\b)", Degree.INSPIRE, 0.6),
    _from(r"(?P<origins>¤)(?P<gap>) (?:was|is|has been) (?:taken|used|seen|chosen) as (?:an?|the|its|our) (?:model|example|template|inspiration)\b", Degree.ADAPT, 0.7),
    _from(r"\b(?:travell?ed|spread|moved|came|carried|brought|transferred) from(?P<gap> )(?P<origins>¤) to (?P<other>¤)", None, 0.65, "strict moved"),
    _to(r"\b(?:rolled out|taken|launched|tried|set up|repeated|reproduced)(?: since| later| then)? (?:again )?in\b{G}{L}", None, 0.6, "strict"),
    _to(r"\b(?:replicated|copied|imitated|cloned|emulated)(?: since| later| then)? (?:in|by|across)\b{G}{L}", Degree.COPY, 0.8),
    _to(r"\b(?:adapted|adopted|taken up|picked up|taken over|introduced)(?: since| later| then)? (?:in|by|for)\b{G}{L}", Degree.ADAPT, 0.7, "strict"),
    _to(r"\b(?:exported|transferred|transplanted|spread|extended|travell?ed)\b(?P<gap>[^.;:()¤,]{0,40}? to )(?:the )?{L}", None, 0.7, "strict"),
    _to(r"\bspread(?P<gap> to (?:many|several|other|dozens of|hundreds of|more than \d+|over \d+) (?:other )?(?:cities|towns|municipalities) (?:in|across|of) ){L}", None, 0.65),
    _to(r"\bshared(?P<gap> (?:its|their) [^.;:()¤,]{1,50} with ){L}", None, 0.55, "strict"),
    _to(r"\breached(?P<gap> ?){L}", None, 0.5, "strict"),
    _to(r"\b(?:inspired|inspires|inspiring|has inspired)(?P<gap> |[^.;:()¤,]{1,50}? (?:in|by|across) ){L}", Degree.INSPIRE, 0.75, "strict"),
    _to(r"\b(?:served|serves|used|taken|seen) as (?:an? |the )?(?:model|template|example|blueprint|inspiration|pattern) (?:for|in|by)\b{G}{L}", Degree.ADAPT, 0.8),
    _to(r"\b(?:became|is|was) (?:an? |the )?(?:model|template|blueprint|inspiration) for\b{G}{L}", Degree.ADAPT, 0.75),
)  # fmt: skip

NEGATED = re.compile(
    r"(?:\b(?:not|never|no plans? to|rather than|instead of|without|unlike|neither|nor|cannot)\b|n['’]t\b)[^,;]{0,40}$",
    re.IGNORECASE,
)
POSSIBLE = re.compile(
    r"\b(?:could|might|may|should|would|can|if|whether|unless)\b[^,;]{0,60}$", re.IGNORECASE
)
PLANNED = re.compile(
    r"\b(?:will|plans? to|intends? to|wants? to|hopes? to|is to)\b[^,;]{0,60}$", re.IGNORECASE
)
NO_PLACE_AFTER = re.compile(
    r" (?:Agreement|Club|Convention|Protocol|Declaration|Charter|Principles|Consensus|Commission|Conference|Treaty|Accord)\b"
)
SMALL = frozenset([
    "the", "a", "an", "in", "of", "from", "by", "at", "to", "its", "their", "his", "her", "what",
    "was", "is", "has", "had", "done", "been", "be", "both", "first", "mainly", "partly", "already",
    "tried", "used", "seen", "tested", "developed", "adopted", "introduced", "run", "built",
    "working", "city", "town", "cities", "towns", "municipality", "government", "council",
    "capital", "neighbouring", "nearby", "other", "experiences", "peers", "colleagues",
    "counterparts", "officials", "planners", "mayors", "efforts", "places", "such", "as",
    "including", "like", "towards", "similar", "success", "successful", "famous", "well-known",
    "pioneering", "one", "ones", "those", "that", "how", "they", "saw", "heard", "we", "learned",
    "learnt", "during", "there",
])  # fmt: skip
"""Words that may stand between a phrase and the place without changing what it says."""
