"""What came of it, and by whose doing: signs in a sentence's wording that tell an enabler, a barrier, a pitfall and advice apart."""

import re
from collections.abc import Sequence

import numpy as np

from ingest.lessons.patterns import Floats, moods

_CUT = re.compile(
    r"(?<=[.!?])[\"”’)]*\s+|[;:–—]\s+|,\s+(?:and|but|so|which|yet|hence|only|with the result|leaving|making|causing|thus)\b|"
    r"\b(?:so that|and so|as a result|therefore|which is why|hence|led to|resulted in|meant that|but|yet|until)\b|,\s+(?=(?:the|a|an|no|nobody|not|half|most|many|few|hardly|it|they|he|she|people|in|by|within)\b)",
    re.IGNORECASE,
)
"""Where a clause that tells what came of it may begin."""

_BACK = re.compile(
    r"(?<!^)(?<![.!?] )\b(?:because|since|as (?=the|it|they|no|there|each|every|most|many|few|one|an?|neither|his|her|its|their)|owing to|due to|on account of|thanks to|for the reason)\b",
    re.IGNORECASE,
)
"""Where a cause follows what came of it."""

WORDS: dict[str, str] = {
    "bad": r"fail\w*|fell (?:apart|silent|behind|away|through)|broke\w*|collaps\w+|crack\w*|dark|empt(?:y|ied)|lost|loss|losing|dear(?:er|est)?|worse|boycott\w*|protest\w*|shout\w*|court|lawsuits?|contest\w*|delay\w*|late|flood(?:ed|s)?|overflow\w*|stuck|block\w*|"
    r"refus\w+|evict\w*|moved (?:away|on)|dissolv\w+|abandon\w*|idle|dry|unused|leak\w*|burst|excluded|shut (?:out|down)|cheat\w*|quarrel\w*|stop(?:ped|s)|stall\w*|rot(?:ted)?|rust\w*|thin|stood|closed|cut (?:off|twice)|scrapp\w+|shelved|withdr\w+|left|gone|dropped|threatened|"
    r"disput\w+|petition|complain\w*|objections?|strike|vandal\w*|damag\w+|errors?|mistakes?|queues?|congestion|accidents?|hostage|loophole|prices? doubled|twice|dearest|dried|unread|unanswered|backfir\w+|oppos\w+|resist\w+|object\w*|hinder\w*|anger\w*|angry|fear\w*|stunt|harm|rumou?rs?|corroded|stranded|trouble|hate\w*|distrust\w*|gathered dust|burnt|bare",
    "good": r"surviv\w+|kept|keeps?|pass(?:ed|es)|agreed|agree|finished|on time|trust\w*|sav(?:ed|es|ing)|won|accept\w*|lasted|lasts?|held|easy|easier|covered|pays? for|break even|full|grew|thriv\w+|flourish\w*|stayed|complet\w+|success\w*|worked|works (?:well|best|because|since|as)|quick\w*|within (?:days|minutes|a year|\w+ months)|"
    r"willing\w*|opened|improv\w+|attract\w*|confidence|proud|protect\w*|free|cheap\w*|unanimous\w*|came back|outliv\w+|possible|allow\w*|enabl\w+|help\w*|followed|supplied|reached|rehearsed|clean|better|best|unharmed|on schedule|went through|carried on|loyal\w*",
    "nothing": r"no|not|never|nobody|no one|none|nothing|neither|nor|hardly|scarcely|seldom|few|fewer|without|less|un\w+ed|cannot|can['’]t|couldn['’]t|could not|did not|didn['’]t|stopped|too",
    "spared": r"spar(?:ed|es)|remov(?:ed|es)|prevent\w*|avoid\w*|end(?:ed|s)|reduc\w+|cut|lower\w*|halved|eas(?:ed|es)|solv(?:ed|es)|rid|shield\w*|stop(?:ped|s) the|withdrawn|never (?:came|got|left|needed)|did not come|fewer|less|any more|no longer|caught|before it|in time",
    "rose": r"rose|doubl\w+|tripl\w+|more \w+|increas\w+|faster|higher|soar\w*|jump\w*",
}  # fmt: skip
"""Word classes of an outcome: what is bad, what is good, what is absent, what is spared, what grew."""

DOING: dict[str, str] = {
    "act opens": r"^(?:by |simply |merely |just )?(?!during|nothing|morning|evening|building|housing|according|including|flooding|spring|anything|something|everything)[a-z]{3,}ing\b(?! (?:is|are|was|were) )",
    "we did": r"\b(?:we|the (?:city|town|council|project|programme|team|ministry|engineers?|mayor|agency|bureau|firm|vendor|utility)) (?:\w+ly )?(?:set|put|built|gave|bought|let|cut|told|asked|signed|chose|took|left|changed|moved|paid|had|\w+ed)\b",
    "was done": r"\b(?:was|were|been|being) (?:\w+ly )?(?:set|put|built|given|bought|let|cut|told|asked|signed|chosen|taken|left|paid|copied|drawn|held|sold|laid|judged|named|\w+ed)\b",
    "meant well": r"\bwas (?:to|meant|supposed|intended)\b|\bwere (?:to|meant|supposed|intended)\b|\bto (?:keep|save|discourage|relieve|hold|win|protect|stop|encourage|attract|reward)\b|\bseem\w*|\blook(?:s|ed)? (?:like|fair|good|neat|just)|\bin order to\b|\bfor the sake\b|\bunintention\w+|\btaught\b|\breward\w*|\bincentive\w*|\bbargain\b|\bcheap\w*",
    "turned into": r"\bturned (?:out|into)\b|\bproved\b|\bonly to\b|\bsimply\b|\binstead\b|\bended up\b|\bdr(?:ew|ove|ank)\b|\bbrought in more\b|\bas well\b|\btoo\b|\bnow\b",
    "before time": r"\bbefore (?:any|a|the|it|anyone|prices|works?|\w+ had)\b|\bin one (?:go|night)\b|\bat once\b|\bovernight\b|\bin a hurry\b|\bskip\w*|\bwithout (?:ask|test|consult|check|warn|train)\w*|\bnever asked\b|\brather than\b|\balready been\b|\bafter the\b",
    "state": r"\b(?:is|are|has|have|lies?|belongs?|exists?|knows?|allows?|recognis\w+|oblig\w+|forbids?|arrives?|reaches|holds?|names?) ",
    "wanting": r"\b(?:no|not|too (?:little|few|small|narrow|late)|only (?:one|two|three|four|a)|none|nobody|neither|cannot|without|lack\w*|absence|few|hardly|missing|short(?:age)?|half|never been|not been|had not)\b",
    "outside": r"\b(?:rain\w*|monsoon|sand|salt|granite|clay|soil|wind|storms?|cyclones?|hurricanes?|ground|alleys|lanes|streets|law|code|act|edict|statute|rules?|ministry|treasury|men|women|families|drivers|dealers|owners|residents|tenants|chiefs|elders|rumou?rs?|word|belief|custom|feared|fear|suppliers?|plant|spare|parts)\b",
    "counsel": r"\b(?:should|must|ought|need(?:s)? to|has to|have to|would be wise|would do well|had better|recommend\w*|advis\w+|advice|tip|do not|don['’]t|never|let|make|put|pay|sit|find|look|go|ask|keep|begin|start|plan|bring|write|give|set|test|publish|plant|take|connect|allow|agree|verify)\b",
    "ordered": r"^(?:[\"“]?)(?:do not|don['’]t|never|always|let|make|put|pay|sit|find|look|go|ask|keep|begin|start|plan|bring|write|give|set|test|publish|take|connect|allow|agree|verify|secure|size|settle|fit|order|have|reckon|speak|finish|dig|grow|seat|introduce|lay|photograph|beware|count|check|use|avoid|train|choose|build)\b",
    "hoped": r"\b(?:deliberately|carefully|own|themselves|together|shared?|same|already|from the (?:start|outset|first)|first|each|every|chose|trained|guarante\w+|promis\w+|single|one (?:desk|office|map))\b",
}  # fmt: skip
"""Word classes of the cause: an act of one's own that may misfire, something wanting or in the way, or counsel."""

_OUTCOME = tuple(re.compile(rf"\b(?:{p})\b", re.IGNORECASE) for p in WORDS.values())
_DOING = tuple(re.compile(p, re.IGNORECASE) for p in DOING.values())

OUTCOMES = (*(f"end {name}" for name in WORDS), "spared", "missed", "balance", *(f"start {name}" for name in WORDS), *DOING, "one clause", "told back")  # fmt: skip
"""The columns of `outcome`, in order."""

SCRAP = 12
"""Characters before which no clause ends."""


def parted(text: str) -> tuple[str, str]:
    """A text as its cause and what came of it; both are the whole text where it has one clause.

    What came of it is the last clause, or the first where its cause follows ("… because …").
    """
    back = _BACK.search(text)
    if back and back.start() > SCRAP:
        return text[back.end() :], text[: back.start()]
    cuts = [at for at in _CUT.finditer(text) if at.start() > SCRAP and at.end() < len(text) - 8]
    if not cuts:
        return text, text
    return text[: cuts[-1].start()], text[cuts[-1].start() :]


def outcome(text: str) -> Floats:
    """The signs of one text, shape `(len(OUTCOMES),)`, each -3..3.

    Harm that is denied or spared is good, good that is denied is bad: "spared", "missed" and "balance" say so.
    """
    cause, end = parted(text)
    last = _counted(end)
    bad, good, nothing, spared, _ = last
    denied = min(1.0, nothing)
    balance = (good - bad) * (1 - 2 * denied) if good or bad else -denied / 2
    crossed = (min(bad, denied + spared, 1.0), min(good, denied), balance)
    doing = (float(bool(pattern.search(text))) for pattern in _DOING)
    return np.array(
        [*last, *crossed, *_counted(cause), *doing, cause == end, bool(_BACK.search(text))], float
    )


def _counted(clause: str) -> list[float]:
    """How often a clause has words of each class, at most 2."""
    return [min(2.0, len(pattern.findall(clause))) for pattern in _OUTCOME]


def tempers(texts: Sequence[str], seen: Floats) -> Floats:
    """All that a kind is told by in the wording, for texts and their `signs` of shape `(n, m)`: moods, then outcomes, side by side."""
    return np.hstack([moods(seen), np.stack([outcome(text) for text in texts])])
