"""Questions on an item in words of one's own: they speak of "it", of what "they" did, or of what "there was"."""

import re

from api.chat.moves import About, Aspect
from api.chat.placing import is_city, is_country, may_be_place
from api.chat.vague import telling
from corpus.gazetteer import fold

MOST_WORDS = 8
"""Words behind "did they": what is longer has a subject of its own."""

_THEY = "(?P<they>they|it|this|that|these|those)"
_ASK = r"(?:(?:what|which|how|why|where|when|whom?|how (?:much|many|far|often|well))(?: \w+)? )?"
_CHANGED = (
    "(?:go up|go down|go away|grow|rise|fall|drop|increase|decrease|change|improve|suffer|benefit|lose|win|complain|react|respond|protest|oppose|object|agree|accept|pay|move|return|stay|help|participate|take part|join"
    "|involved|consulted|affected|included|asked|heard|paid|displaced|moved|evicted|compensated|informed|hired|trained|harmed|hurt|opposed|angry|happy|satisfied|against|excluded|left out)"
)
_PATTERNS = tuple(
    re.compile(one)
    for one in (
        rf"{_ASK}(?:did|had|were|was|do|does|are|is|have|has) {_THEY} (?P<words>.+)",
        r"(?:was|were) there (?:(?:any|much|many|some|an?|enough|lots? of|ever) )*(?P<words>.+)",
        r"how many (?P<words>(?!of )\w+(?: \w+)?(?: (?:were|was|have been|had been|got))?(?: (?:\w+ed|lost|left|gained|(?:had|have|got) to \w+))?)(?: (?:from|by|in|of|with) (?:it|this|that|them))?",
        rf"{_ASK}(?:did|were|was) (?:the |local |any |most |all |many |poor(?:er)? )*(?P<words>[a-z]+(?: [a-z]+)? {_CHANGED})(?: (?:about|against|by|in|from|to|with|for|on) (?:it|this|that|them))?",
        r"(?:hubo|hubieron|houve|teve|tuvieron|tiveram|y a t il eu|il y a eu) (?:(?:mucha?s?|algun[ao]?s?|alguma?s?|muit[ao]s?|une?|des|de la|du|de l|d) )*(?P<words>.+)",
        r"(?:cuant[ao]s|quant[ao]s|combien de|combien d) (?P<words>\w+(?: \w+)?(?: \w+)?)",
    )
)
_OWN = re.compile(
    r"\b(?:we|our|us|you|your|i|my|me|cities|towns|countries|anywhere|elsewhere|ciudades|cidades|villes|nos|nuestr[oa]s?|noss[oa]s?|notre|nous)\b"
)
"""Words by which a question is on more than one item."""

_AHEAD = re.compile(r"\b(?:to|that|when|if|where|which|who|because)\b")
"""What "it" stands for when it comes behind: how long does it take to plant a mangrove."""

_CLAUSE = re.compile(r"\b(?:that|which|where|who|when)\b")
_NAME = re.compile(r"(?<=\s)[^\W\d_a-z][\w’'-]+(?:,? [^\W\d_a-z][\w’'-]+)*")


def going_on(text: str, said: str) -> About | None:
    """What is looked for within the item spoken of; None where a message has a subject of its own.

    Args:
        said: the text, folded, without small words around it.
    """
    found = next(filter(None, (one.fullmatch(said) for one in _PATTERNS)), None)
    if found is None or _stands_alone(text, found):
        return None
    words = telling(found["words"])
    return About(0, Aspect.WORDS, words) if words else None


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    words, they = found["words"], found.groupdict().get("they")
    ahead = (_AHEAD if they in ("it", "this", "that") else _CLAUSE).search(words)
    own = _OWN.search(words) or len(words.split()) > MOST_WORDS
    return bool(own or ahead or any(map(_of_place, _NAME.findall(text))))


def _of_place(name: str) -> bool:
    return may_be_place(name) and (is_city(name) or is_country(name)) and bool(fold(name))
