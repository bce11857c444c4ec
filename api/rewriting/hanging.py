"""Whether a sentence hangs on what is said elsewhere, by its own words."""

import re

from api.rewriting.words import words

LABEL = re.compile(r"(?:Pitfall|Enabler|Barrier|Recommendation) \([^():]*\): (?=\S)")
"""How case studies mark a lesson."""

NEAR = 6
"""Words at a sentence's beginning among which none may stand in for something that is said elsewhere."""

STANDS_IN = frozenset(
    (
        *("it", "its", "they", "their", "theirs", "them", "this", "these", "those", "he", "she", "his", "her"),
        *("him", "such", "here", "there", "both", "another", "other", "others", "same", "latter", "former"),
        *("we", "our", "us", "i", "my", "ones", "elsewhere", "respectively"),
    )
)  # fmt: skip
"""Words that stand in for something that is said elsewhere."""

NOWHERE = frozenset(("latter", "theirs", "hers", "ours", "aforementioned"))
"""Those that stand for something said elsewhere wherever they are."""

GOES_ON = frozenset(
    (
        *("and", "but", "or", "nor", "so", "yet", "then", "thus", "hence", "therefore", "however", "otherwise"),
        *("instead", "also", "still", "moreover", "meanwhile", "that", "which", "who", "because", "although"),
        *("one", "conversely", "nevertheless", "nonetheless", "similarly", "likewise", "consequently"),
    )
)  # fmt: skip
"""Words with which a sentence goes on from the one before."""

_GOES_ON = re.compile(
    r"(?:for (?:instance|example)|as (?:a (?:result|consequence)|such|well|before)|on the (?:other hand|contrary)|"
    r"(?:in|by|for|after|before|at|of|with|from) (?:contrast|comparison|addition|turn|return|response|fact|"
    r"particular|that|this|then|all|which|whom)|even so|the (?:first|second|third) (?:of|was|is))\b",
    re.IGNORECASE,
)
"""The same in several words."""


def is_alone(sentence: str) -> bool:
    """Whether nothing in a sentence shows that it goes on from, or stands in for, what is not in it."""
    said = LABEL.sub("", sentence, count=1)
    held = [word.lower() for word in words(said) if word[0].isalnum()]
    if not held or said.rstrip("\"”’')]»").endswith(("?", "…", ":", ";", ",")):
        return False
    goes_on = said[0].islower() or held[0] in GOES_ON or _GOES_ON.match(said)
    stands_in = STANDS_IN.intersection(held[:NEAR]) or NOWHERE.intersection(held)
    return not (goes_on or stands_in or said[0] in "\"“„«'‘")
