"""Signs in a sentence's wording that it states a lesson, or that it cannot: advice, cause, trouble, hindsight; plans, captions, figures.

The lists are the project's own. They look at wording only, never at where a sentence stands, so that they hold for any kind of document.
"""

import re

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ADVISE = (
    r"do not|don['’]t|never|always|make sure|ensure|assure|avoid|beware|remember|begin|start|keep|use|plan|build|test|ask|involve|"
    r"choose|count|measure|secure|set|give|put|pay|offer|treat|expect|check|write|agree|allow|design|reserve|train|talk|think|let|"
    r"buy|take|find out|show|publish|protect|include|provide|leave|look|hold|share|combine|link|tie|bring|prepare|be|budget|speak|"
    r"hire|tell|try|explain|compare|draw|open|close|place|appoint|name|consider|maintain|document|verify|evaluate|assign|call|stop"
)
PLAN = (
    r"establish|develop|promote|seek|work with|increase|improve|continue|support|explore|identify|create|implement|expand|coordinate|"
    r"adopt|conduct|encourage|facilitate|require|review|update|strengthen|reduce|pursue|invest|upgrade|retrofit|enhance|complete|"
    r"partner|advocate|collaborate|install|construct|adhere|participate|incorporate|integrate|undertake|achieve|limit|partners? with"
)
START = r"(?:^|[.!?;:]['”\"]?\s+)(?:\d+[.)]\s*|[-•*]\s*|[a-z][.)]\s*)?"
_WEAK = r"(?:fully|properly|adequately|clearly|sufficiently|well|yet|always)"

CUES: dict[str, str] = {
    "advice": r"\bshould\b|\bought to\b|\bhad better\b|\bwould do well\b|\bhas to\b|\bhave to\b|\bneeds? to be\b|\bneed to\b",
    "must": r"\bmust\b",
    "should be done": r"\bshould (?:not |also |always |never |first |therefore )*(?:be|have|set|start|begin|include|involve|ensure|consider|avoid)\b|\bought to\b",
    "recommend": r"\brecommend(?!ations?\b)\w*|\badvis(?:e|es|ed|able)\b|\bsuggest(?:s|ed)?\b|\bwould recommend\b",
    "it matters": r"\bit (?:is|was|proved) (?:very |also |most |therefore )?(?:essential|important|crucial|vital|critical|necessary|advisable|imperative|better|best|wise|useful|worth)\b|\bis (?:important|necessary|essential) to\b|\bimportan(?:t|ce) (?:to|of|that)\b|\bcannot be overstated\b",
    "advice opening": rf"{START}(?:please |first,? |and |then |but |so )?(?:{_ADVISE})\b",
    "forbid": r"\bdo not\b|\bdon['’]t\b|\bnever\b|\bavoid(?:s|ed|ing)?\b|\bbeware\b|\bmistakes?\b",
    "order": r"\bbefore\b|\bonly (?:after|when|once|then|if|where)\b|\bin advance\b|\bearly (?:on|in|enough)?\b|\bfrom (?:the (?:very )?(?:start|outset|beginning|design stage)|day one)\b|\bat the (?:start|outset|beginning)\b|\bfirst\b|\bup front\b|\bas soon as\b",
    "too": r"\btoo (?:late|early|soon|fast|few|small|little|large|many|much|long|short|narrow|expensive|costly|high|low|quickly|often|optimistic)\b|\bnot enough\b",
    "cause": r"\bbecause\b|\bsince (?!\d|january|february|march|april|may|june|july|august|sept|oct|nov|dec)|\bowing to\b|\bdue to\b|\bas a (?:result|consequence)\b|\bas (?:it|they|the|no|there|most|many|nobody|we)\b|\bfor the reason\b|\bwhy\b|\bcaused\b|\bcome(?:s)? from\b|\bstem\w*|\bthe reason\b",
    "thanks": r"\bthanks to\b|\bhelped\b|\bhelps\b|\bcredit(?:s|ed)?\b|\bmade (?:it )?(?:possible|easier)\b|\bmakes (?:it )?easier\b|\bmade the difference\b|\bmade all the difference\b",
    "effect": r"\bled to\b|\bleads? to\b|\bresult(?:s|ed|ing) in\b|\bwhich (?:left|made|makes|meant|means|allow\w+|prevent\w+|kept|gave|caus\w+|held|limit\w+|saves?|led|persuad\w+|help\w*)\b|, (?:leaving|making|causing|allowing|preventing|forcing)\b|\btherefore\b|\bthus\b|\bso that\b|\bso (?:the|they|it|no|nobody|residents|people|that)\b|\bmean(?:s|t) that\b|\band (?:nobody|no one|half|most|many)\b|\bas a result\b",
    "enable": r"\benabl\w+|\ballow(?:s|ed|ing)?\b|\bkey (?:to|factor|component|role|was)\b|\bsuccess(?:ful|fully|es)?\b|\bdecisive\b|\bworks? (?:well|better|best|only)\b|\bworked\b|\bpersuad\w+|\bconvinc\w+|\bwon over\b|\btrust(?:s|ed)?\b|\bsurviv\w+|\blasted\b|\bkept\b|\bsav(?:e|ed|es|ing)\b|\beffective(?:ly)?\b|\bwilling\w*|\baccept(?:ed|ance)?\b|\beasier\b|\bproved\b|\bbuy-in\b|\bownership\b",
    "hinder": r"\bhamper\w*|\bhinder\w*|\bdelay\w*|\bstall\w*|\bblock(?:s|ed|ing)?\b|\bprevent(?:s|ed|ing)?\b|\bimped\w*|\bobstacles?\b|\bbarriers?\b|\bbottlenecks?\b|\bconstrain\w*|\bdifficult\w*|\bchalleng\w+|\bslow(?:ed|s)?\b|\bheld (?:up|back)\b|\bundermin\w+|\bhard(?:er)? to\b|\bout of reach\b|\bdeter(?:s|red)?\b|\bsticking point\b|\bincompatib\w+|\binconsisten\w+|\bweak(?:ness|nesses|ened)?\b",
    "lack": r"\black(?:s|ed|ing)?\b|\babsence of\b|\bshortages?\b|\bscarcity\b|\binsufficient\w*|\binadequate\w*|\bno one\b|\bnobody\b|\bnone\b|\bunclear\b|\bwithout (?:a|an|any|the|it|them|this|such|\w+ing|\w+)\b|\blimited\b|\bpoor(?:ly)? \w+ed\b|\bthere (?:is|was|were|are) no\b|\bno (?:legal|clear|budget|money|plan|right|power|capacity|data|longer|bank|supplier|single|incentive|authority|mandate)\b|\bunderfunded\b|\bunderstaffed\b",
    "cannot": r"\bcannot\b|\bcan not\b|\bcan['’]t\b|\bcould (?:not|neither|no longer)\b|\bunable\b|\bdoes not (?:allow|have|work|help)\b|\bdo not (?:have|use|know|work)\b|\bdid not\b|\bwould not\b|\bhad no\b|\bhas no\b|\bfew\b",
    "refuse": r"\brefus\w+|\breluctan\w+|\bresist\w*|\boppos\w+|\bobject(?:ed|ions?)\b|\bprotest\w*|\breject\w*|\bwithdr[ae]w\w*|\bwent to court\b|\bdistrust\b|\bmistrust\b|\bconflicts?\b|\bcomplain\w*|\bdisput\w+|\bhostil\w+|\bfear\w*",
    "fail": r"\bfail\w*|\bcollaps\w+|\babandon\w+|\bbroke(?: down|n)?\b|\bbackfir\w+|\bw(?:e|a)nt wrong\b|\bclog\w*|\bidle\b|\bstood still\b|\bbankrupt\w*|\bdisplac\w+|\bstranded\b|\bneglect\w*|\boverlook\w*|\bignor\w+|\bunexpected\w*|\bunintended\b|\bfell (?:apart|short|behind)\b|\bstopped\b|\blost\b|\bvandal\w+|\bdamag\w+|\bleft (?:out|without|behind)\b|\bbare\b|\bunused\b|\bempty\b|\bcancel\w*|\bexcluded\b|\bevict\w*|\bworse\b|\bdied\b",
    "misjudge": r"\bunderestimat\w+|\boverestimat\w+|\bassum(?:ed|ption|ing)\b|\bhad not\b|\bnot (?:anticipated|foreseen|expected|considered|allowed for|been \w+ed)\b|\bturned out\b|\bthan (?:expected|planned|foreseen|anticipated|budgeted)\b|\binstead\b|\bbut\b.*\b(?:never|no one|nobody|not)\b|\bwithout (?:explanation|warning|asking|consult\w+|testing)\b|\bonly to\b|\brush\w*|\bhast\w+",
    "hindsight": r"\bwould have\b|\bcould have\b|\bshould have\b|\bmight have\b|\bin (?:retrospect|hindsight)\b|\bnext time\b|\bif (?:i|we) (?:could|had)\b|\bwould (?:not )?do\b|\blooking back\b|\bin our experience\b|\bin future\b|\bfuture (?:projects|programmes|programs|phases|missions)\b",
    "lesson": r"\blessons?\b|\blearn(?:ed|t|ing)?\b|\bexperience\b|\bshow(?:s|ed|n)? (?:that|how)\b|\bdemonstrat\w+ (?:that|the)\b|\bsuggests? that\b|\bindicates? that\b|\btaught\b|\bprov(?:ed|es|en) (?:to|that|more|the|an|a)\b|\bmistakes?\b|\bfound that\b",
    "risk": r"\bmay (?:cause|lead|result|not|be \w+ed|introduce|fail|become)\b|\bcan (?:cause|lead|result|easily|damage|occur|fail|put|make|delay)\b|\brisks?\b|\bcould (?:result|lead|cause)\b|\blikely\b|\botherwise\b|\bor else\b|\bprone\b|\bdanger\w*",
    "general": r"\bother cit(?:y|ies)\b|\bothers\b|\bcities (?:that|which|with|should)\b|\banyone\b|\btends? to\b|\busually\b|\boften\b|\bgenerally\b|\brarely\b|\bin general\b|\bany (?:city|project|programme|scheme|reform)\b|\ba city (?:that|which|with)\b|\bprojects\b|\bprogrammes\b|\bpeople\b",
    "when": r"\b(?:if|when|where|unless|whenever|as long as|once)\b",
    "contrast": r"\brather than\b|\binstead of\b|\bnot\b.*\bbut\b|\bmore\b.*\bthan\b|\bbetter\b|\balthough\b|\bdespite\b|\bwhereas\b|\bonly\b|\bunless\b|\bmattered?\b|\bmatters\b|\beven (?:if|though|when)\b|\bjust as\b",
    "depends": r"\bdepend(?:s|ed)? (?:on|upon)\b|\brequir(?:e|es|ed)\b|\brel(?:y|ies|ied) on\b|\bhinges? on\b|\bprerequisites?\b|\bessential\b|\bcritical\b|\bcrucial\b|\bvital\b",
    "you": r"\byou(?:r|rs)?\b",
    "we": r"\b(?:we|our|us|i|my)\b",
    "not": r"\bnot\b|n['’]t\b|\bnever\b|\bno\b|\bnor\b|\bneither\b",
    "but": r"\bbut\b|\bhowever\b|\byet\b|\bwhile\b|; ",
    "plan opening": rf"{START}(?:{PLAN})\b",
    "future": r"\bwill\b|\bplans? to\b|\bplanned\b|\bintends? to\b|\baims?\b|\bgoals?\b|\bobjectives?\b|\btargets?\b|\bvision\b|\bby 20\d\d\b|\bhopes? (?:to|that)\b|\bforesees?\b|\bseeks? to\b|\bnext\b",
    "rule": r"\bshall\b|\bpursuant\b|\baccordance\b|\bsection \d|\barticle \d|\bsubmit\w*|\bcompl(?:y|iance|ies)\b|\bapplicants?\b|\bapprov\w+|\bminimum\b|\bmaximum\b|\bordinance\b",
    "named actor": r"\bthe (?:city|county|council|department|committee|board|director|municipality|ministry|mayor)(?:['’]s)? (?:\w+ )?(?:should|must|will|shall|needs? to|has|plans|aims|intends)\b",
    "plan label": r"::|\baction(?: item)?s?\b(?: [a-z]+-?)?[\d:.]|\baction:|\baction items?\b|\brecommendation ?#|\bobjective \d|\bstrategy \d|\blead:|\btimeline\b|\bstep \d|\bmeasures?\b|\bongoing\b",
    "caption": r"\b(?:table|figure|fig\.|chapter|annex|appendix|box|map) ?\d*\b|\bsee (?:also|section|chapter|page)\b|\bwww\.|https?:|\bpage \d|@",
    "about itself": r"\bthis (?:report|plan|chapter|section|document|paper|lesson|guide|study|recommendation|strategy|evaluation)\b|\bthe (?:report|plan|chapter|evaluation|paper|toolkit|recording|session|meeting|study) (?:is|was|covers|describes|presents|consists)\b|\bterms of reference\b|\bworkshops?\b|\binterviews\b|\bparticipants\b",
    "founding": r"\b(?:was|were|is|are|has been|have been) (?:\w+ly )?(?:founded|established|launched|approved|built|adopted|signed|held|awarded|completed|introduced|opened|created|located|situated|financed|funded|selected|conducted|carried out|installed|appointed|prepared|led|connected|extended|raised)\b|\b(?:began|started|launched|announced|opened|joined|signed|voted|voted|founded|introduced) ",
    "definition": r"\b(?:is|are) (?:a|an|the) \w+|\bconsists? of\b|\bcompris\w+|\brefers? to\b|\bincludes?\b|\bincluding\b|\bmeans\b(?! that)|\bthere are \w+ (?:main )?(?:types|kinds)\b|\bpopulation\b|\binhabitants\b",
    "year": r"\b(?:in|since|until|from|by|of|between|on|from) (?:\w+ )?(?:\d{1,2} )?(?:19|20)\d\d\b|\b(?:19|20)\d\d\b",
    "money": r"[$€£]|\b(?:usd|eur|dollars?|euros?|pounds?|rand|rupees|million|billion)\b",
    "share": r"\bper ?cent\b|%",
    "count": r"\b\d[\d,.]*\b",
    "act opening": rf"{START}(?:by |simply |not |only )?(?!during|nothing|morning|evening|building|housing|according|including|flooding|spring|anything|something|everything|king)[a-z]{{3,}}ing\b(?! (?:is|are|was|were) )",
    "trouble opening": rf"{START}(?:the |a |an )?(?:lack|absence|failure|shortage|scarcity|fear|shame|delays?|frequent|low|poor|limited|insufficient|inadequate|late|unclear|weak|over-?\w+|too|few|not)\b",
    "turned": r"\b(?:turned|brought|bought|removed|avoided|exposed|halved|doubled|ended|won|built trust|put pressure|focused|motivated|gave|opened|encouraged|attracted|built up|cut|reduced|lowered|eased|speeded|sped up|strengthened|protected|shielded|detected|solved|broke)\b",
    "works for": r"\b(?:keeps?|makes?|takes?|gives?|brings?|saves?|builds?|tells?|buys?|reduces?|removes?|costs?|matters?|wins?|invites?|lasts?|needs?|pays?) ",
    "if missing": r"\b(?:if|where|when|once|until|unless|without|since|because|as)\b[^.;]*\b(?:not|no|never|nobody|none|cannot|can['’]t|fails?|lacks?|without|too)\b",
    "who must": r"\b(?:cities|city|municipalities|planners|projects?|programmes?|designers|managers|teams?|utilities|governments|authorities|agencies|others|procedures?|contracts?|designs?|plans?|policymakers|training|tests?)\b[^.;]{0,40}\b(?:should|must|ought to|need(?:s)? to|would do well|would be wise)\b",
    "asked of one": r"\b(?:(?:sub-?)?team|committee|county|council|staff|plan|strategy|we|commission|resolution|board|it)\b (?:also |therefore |is |are )?(?:recommend\w*|believe\w*|propose\w*|suggest\w*|encourage\w*|feel\w*)\b",
    "would": r"\b(?:would|could|may|might) (?!have\b|not\b)\w+",
    "inquiry": r"\b(?:investigat\w+|inspection|board|inquiry|audit|survey|mishap|incident|accident|anomaly)\b",
    "moment": r"\b\d{1,2}[:.]\d\d\b|\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:on|until|by) \d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:on|in) (?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    "doing": r"\b(?:projects?|programmes?|schemes?|pilots?|contracts?|operators?|contractors?|committees?|trials?|campaigns?|works?|services?|subsid(?:y|ies)|tenders?|fees?|grants?|loans?|staff|designs?|maintenance|budgets?|by-laws?|consultation\w*|training|agreements?|plans?)\b",
    "plight": r"\b(?:poverty|unemployment|growth|deaths?|pollution|congestion|jams|prices|floods?|flooding|landslides?|cholera|migration|ageing|drought|storms?|cyclones?|heat|hunger|disease\w*|crime|outskirts|slopes)\b",
    "said": r"\bsaid\b|\btold\b|\baccused\b|\bcommented\b|\bnoted\b|\bthank\b",
    "hope": r"\bexpected to\b|\bcommitted to\b|\bpriority\b|\bdemand\b|\bclimate change\b|\bemissions\b",
    "promise": r"\b(?:would|will|can|could|may|might) (?:also |then |then also |significantly |further |be able to )?(?:save|reduce|increase|improve|enhance|encourage|attract|help|protect|preserve|create|provide|remove|bring|support|strengthen|lower|enable|allow|benefit|highlight|serve|foster|be (?:used|met|financed|explored|considered|tracked|measured))\b|\b(?:helps?|reduces?|improves?|benefits?|enhances?|supports?|attracts?|lowers|promotes?|conserves?) (?:the |our |local |and |air |property |public )",
    "how it was made": r"\b(?:sub-?teams?|task (?:force|group)|working groups?|steering (?:group|committee)|members|stakeholders) (?:\w+ )?(?:met|were|was|reviewed|looked|drew|considered|spent|recognized|recognised|endeavou?red|identified|developed|agreed|arrived)\b|\b(?:when|in|while) (?:developing|preparing|drafting|writing|drawing up)\b|\bdeveloped (?:by|to|with|through)\b|\b(?:set aside|circulated|revised|shortlist\w*|scored|compiled|brainstorm\w*)\b|\b(?:our|these|the following|the) (?:recommendations|goals|objectives|strategies|measures|themes|pillars|proposals)\b|\b(?:would like|wish(?:es)?) to (?:thank|acknowledge)\b",
    "ours": r"\b(?:our|this) (?:community|city|county|region|district|town|borough|vision|plan|goal)\b|\b(?:also|further) be (?:explored|investigated|considered|looked into)\b|\bcommunity['’]?s?\b",
    "device did": r"\bat \d{1,2}:\d\d\b|\bduring (?:the|a) (?:first|second|third|\w+ (?:burn|launch|test|flight|drill|lift|night|run|shift))\b|\b(?:was|were) (?:then |later |subsequently |immediately )?(?:inspected|removed|replaced|repaired|reinstalled|returned|cleared|renewed|performed|executed|interviewed|notified|transported|reinforced|observed|wiped|shipped|fired|opened|closed|put (?:back|into))\b|\b(?:deployed|descended|struck|tripped|sounded|fired|resumed|actuated|ignited|detached)\b",
    "states need": r"\b(?:needs?|ha(?:s|ve)|must|ought|is|are) (?:not )?to (?:be|have|give|allow|give|know|provide|back|hold|support)\b|\b(?:is|are) (?:very |most |also |always )?(?:important|essential|critical|crucial|vital|key|necessary|best|preferred|preferable|effective|valuable|called for|needed|recommended)\b|\bmust\b",
    "harm follows": r"\b(?:may|can|could|might|will|would) (?:easily |also |then |very likely |significantly |potentially )?(?:lead|result|cause|damage|crack|fail|jeopardi[sz]e|introduce|prevent|delay|trap|bring|go unnoticed|be (?:damaged|overlooked|missed|lost))\b|\b(?:direct|primary|root|proximate|probable|main|likely) (?:consequence|result|cause|reason)s? (?:of|was|were|for)\b|\bwere the result of\b|\bresults? (?:from|in)\b|\btraced to\b|\battributed to\b|\bcontribut(?:ed|ing)\b",
    "left undone": r"\b(?:failure to|failing to|fail(?:s|ed)? to|neglect\w* to|never (?:been|asked|told|checked|tested)|was not|were not|had not|did not|without (?:checking|testing|training|proper|adequate|any)|non-?compliance|skipp?ing|disregard\w*|improper\w*|inadequate\w*|insufficient\w*|lack of|unaware)\b",
    "proved good": r"\b(?:has|have|had) (?:\w+ly )?(?:proved|proven|reduced|improved|made|kept|helped|done|saved|cut|contributed|been (?:of great|maintained|kept|effective|valuable|very))\b|\b(?:is|was|are|were|proved) (?:an? )?(?:very |most |highly |also )?(?:effective|valuable|useful|helpful|beneficial|instrumental|critical|key)\b|\bgreatly\b|\bstreamlin\w+|\bpaid off\b|\bproved its worth\b",
}  # fmt: skip
"""Each sign's name and pattern; a sign counts once or twice, more tell no more."""

_COMPILED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in CUES.values())

SHAPES = ("words", "short", "question", "no stop", "capitals", "digits", "opens with a number", "sentences", "colon", "long", "title words")  # fmt: skip
"""What the shape of a text tells, beside its words."""

NAMES = (*CUES, *SHAPES)
"""The columns of `signs`, in order."""

_TITLE = re.compile(r"(?:\b[A-Z][\w/-]+[ ,]+){3,}|\b[A-Z]{4,}\b")
THIN = 30
"""Words of a text up to which signs count in full."""

_END = re.compile(r"[.!?][\"”’)]*(?:\s|$)")


def signs(text: str) -> Floats:
    """The signs of one sentence, or of a few, shape `(len(NAMES),)`, each 0..2.

    Long texts have more of every sign by chance, so that from THIN words on each counts for less.
    """
    counts = [min(2, sum(1 for _ in pattern.finditer(text))) for pattern in _COMPILED]
    thinned = np.array(counts) * np.sqrt(THIN / max(THIN, len(text.split())))
    return np.array([*thinned, *_shape(text)], float)


def longest(text: str) -> int:
    """Words of the longest sentence."""
    return max(len(sentence.split()) for sentence in _END.split(text))


def _shape(text: str) -> tuple[float, ...]:
    words = text.split()
    letters = sum(map(str.isalpha, text)) or 1
    capitals = sum(word[:1].isupper() for word in words[1:])
    return (
        min(2.0, np.log1p(len(words)) / 2),
        float(len(words) < 7),
        float(text.rstrip(' "”’)').endswith("?")),
        float(not text.rstrip(' "”’)*').endswith((".", "!", "?"))),
        min(1.0, capitals / max(1, len(words) - 1) * 2),
        min(1.0, sum(map(str.isdigit, text)) / letters * 10),
        float(text[:1].isdigit()),
        min(2.0, (len(_END.findall(text)) or 1) / 2),
        float(":" in text),
        min(2.0, longest(text) / 40),
        min(2.0, len(_TITLE.findall(text)) / 2),
    )


POOLS: dict[str, tuple[str, ...]] = {
    "trouble": ("hinder", "lack", "cannot", "refuse", "fail", "misjudge", "too", "trouble opening", "not", "if missing", "risk", "plight"),
    "success": ("enable", "thanks", "turned", "works for", "act opening"),
    "counsel": ("advice", "must", "should be done", "recommend", "it matters", "advice opening", "forbid", "who must", "hindsight"),
    "in the way": ("lack", "cannot", "refuse", "hinder", "trouble opening"),
    "gone wrong": ("fail", "misjudge", "too", "risk"),
}  # fmt: skip
"""Signs that say the same of a lesson's kind, added up: single ones are too rare to learn from."""

_POOLED = [[NAMES.index(name) for name in names] for names in POOLS.values()]


def moods(seen: Floats) -> Floats:
    """Pools of signs of shape `(n, len(NAMES))`, each 0..4, then what is absent; shape `(n, 8)`."""
    pools = np.stack([np.minimum(4, seen[:, at].sum(axis=1)) for at in _POOLED], axis=1)
    no_trouble, no_counsel = pools[:, 0] == 0, pools[:, 2] == 0
    return np.column_stack([pools, no_trouble, no_counsel, no_trouble & no_counsel])
